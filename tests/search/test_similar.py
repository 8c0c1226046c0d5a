"""What is near to a draft, for whom, and what can be done about it."""

import pytest
from django.urls import reverse

from changren.proposals import acts
from changren.proposals.models import Proposal
from changren.search import similar as search
from changren.search.frequencies import keep_frequencies
from changren.search.similar import nearest, pairs_of, similar
from tests.proposals.conftest import collecting, drafted, refused_one, registered
from tests.rulebook.versions import adopted
from tests.search.conftest import ON, filed, handed
from tests.world import at

TITLE, SUBJECT = "上山村办公用房年久失修", "村办公场所屋面漏雨，开会要借祠堂"


def near(post, title=TITLE, subject=SUBJECT, **more):
    return [one.it for one in similar(post, title, subject, ON, **more).near]


def published(place, n=0, **other):
    return acts.publish(handed(filed(place, n, **other), place), by=place.posts["clerk"], on=ON)


def test_matter_in_other_words_is_found_and_an_unrelated_one_is_not(here, plan):
    it = filed(here)
    filed(here, 1, title="增设公交班次", subject="早班车挤不上")
    assert near(here.delegates[13]) == [it]


def test_reason_is_the_words_that_both_have(here, plan):
    filed(here)
    filed(here, 1, title="增设公交班次", subject="早班车挤不上")
    keep_frequencies()
    (one,) = similar(here.delegates[13], TITLE, SUBJECT, ON).near
    assert one.words == ["上山村办公", "村办公场所", "漏雨"]


def test_everybody_is_shown_what_their_door_opens(here, there, world, plan):
    it, kept, own = filed(here), filed(here, 1, confidential=True), drafted(here, 12)
    assert near(here.delegates[13]) == [it]
    assert set(near(here.delegates[1])) == {it, kept}
    assert set(near(here.delegates[12])) == {it, own}
    assert set(near(here.posts["clerk"])) == {it, kept}
    assert set(near(world.officer)) == {it, kept}
    assert near(here.posts["handler"]) == near(there.delegates[0]) == []


def test_draft_is_not_similar_to_itself(here, plan, lead):
    assert near(lead, without=drafted(here)) == []


def test_what_another_township_has_published_is_compared_by_its_title_alone(here, there, plan):
    it = published(here, subject="沼气池清淤")
    stranger = there.delegates[0]
    (one,) = similar(stranger, "上山村办公场所", "", ON).near
    assert (one.it, one.url) == (it, reverse("proposals:public-one", args=[it.pk]))
    assert near(stranger, "沼气池清淤", "") == []
    assert near(here.delegates[13], "沼气池清淤", "") == [it]
    assert similar(stranger, "上山村办公场所", "沼气池清淤", ON).near[0].words == ["上山村办公场所"]


def test_township_may_keep_to_its_own(here, there, plan):
    published(here)
    adopted(there.township, "proposals", "2010-03-01", similar_from="township")
    there.delegates[0].refresh_from_db()
    assert near(there.delegates[0]) == []


def test_what_collects_signatures_can_be_joined_at_once(here, there, plan):
    it = collecting(here)
    (one,) = similar(here.delegates[1], TITLE, SUBJECT, ON).near
    assert (one.it, [offer.act.verb_name for offer in one.offers]) == (it, ["join"])
    assert one.url == reverse("proposals:join", args=[it.pk])
    acts.join(it, by=here.delegates[1], on=ON)
    (one,) = similar(here.delegates[1], TITLE, SUBJECT, ON).near
    assert (one.url, one.offers) == (it.get_absolute_url(), [])
    assert near(there.delegates[0]) == near(here.posts["clerk"]) == []


@pytest.mark.parametrize("other", [{"confidential": True}, {"delegation": True}])
def test_what_is_not_collected_openly_is_not_shown(here, plan, other):
    given = {"delegation": here.delegations[0]} if "delegation" in other else other
    collecting(here, **given)
    assert near(here.delegates[1]) == []


def test_where_only_those_asked_may_sign_nothing_that_is_collecting_is_shown(here, plan):
    adopted(here.township, "proposals", "2010-03-01", joining="asked")
    collecting(here)
    assert near(here.delegates[1]) == []


def test_what_was_begun_when_only_those_asked_might_sign_is_not_shown_to_others(here, plan):
    adopted(here.township, "proposals", "2010-03-01", joining="asked")
    it = collecting(here)
    adopted(here.township, "proposals", "2010-04-02", version=2, joining="open")
    Proposal.objects.filter(pk=it.pk).update(drafted_on="2010-04-01")
    later = at("2010-04-05 09:00")
    assert similar(here.delegates[1], TITLE, SUBJECT, later).near == []
    Proposal.objects.filter(pk=it.pk).update(drafted_on="2010-04-02")
    assert [one.it for one in similar(here.delegates[1], TITLE, SUBJECT, later).near] == [it]


def test_candidates_are_looked_for_by_rare_pairs_first(here, plan, monkeypatch):
    it = filed(here, title="疏通白水河", subject="河道淤塞")
    for n in range(1, 4):
        filed(here, n, title="修缮村办公场所", subject="村办公场所漏雨")
    keep_frequencies()
    monkeypatch.setattr(search, "POSTINGS", 1)
    monkeypatch.setattr(search, "AT_LEAST", 0)
    assert near(here.delegates[13], "村办公场所边的白水河", "") == [it]


def test_few_are_shown_and_the_nearest_first(here, plan, monkeypatch):
    monkeypatch.setattr(search, "SHOWN", 2)
    for n, subject in enumerate(("漏雨", SUBJECT, "屋面漏雨，开会要借")):
        filed(here, n, subject=subject)
    found = nearest(here.delegates[13], f"{TITLE}\n{SUBJECT}", ON)
    assert [one.nearness for one in found] == sorted((one.nearness for one in found), reverse=True)
    assert near(here.delegates[13]) == [one.it for one in found[:2]]
    assert found[0].it.subject == SUBJECT


@pytest.mark.parametrize("text", ["", "山", "，。！", "  "])
def test_text_without_a_pair_has_no_neighbours(here, plan, text):
    filed(here)
    assert (pairs_of(text), near(here.delegates[13], text, "")) == ([], [])


def test_field_and_unit_of_what_is_near_are_suggested(here, plan):
    handed(filed(here), here)
    found = similar(here.delegates[13], TITLE, SUBJECT, ON)
    assert found.fields[0][0] == "premises"
    assert found.units == [here.units["station"]]


def test_field_is_suggested_by_its_words_where_nothing_is_near(here, plan, lead):
    found = similar(lead, "垃圾没人清运", "河道污水横流", ON)
    assert found.fields[0][0] == "environment"
    assert (found.near, found.units) == ([], [])


def test_questions_are_few_however_much_is_near(here, plan, django_assert_num_queries):
    filed(here)
    similar(here.delegates[13], TITLE, SUBJECT, ON)
    for n in range(1, 4):
        registered(here, n)
    refused_one(here, 5)
    with django_assert_num_queries(5):  # frequencies, places, keys of places, door, texts
        assert len(near(here.delegates[13])) == 5
