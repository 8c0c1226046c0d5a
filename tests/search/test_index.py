"""The index follows the acts."""

import pytest
from django.utils import translation

from changren.base.acts import Refused, following
from changren.base.documents.models import Attachment
from changren.base.tenancy.scope import within_district
from changren.mandates.models import Mandate
from changren.organisation import acts as organisation
from changren.organisation.models import Person, Unit
from changren.proposals import acts
from changren.proposals.models import Activity, Proposal
from changren.search.engines import engine
from changren.search.index import Places, keep
from changren.search.models import Found
from changren.search.reindexing import reindex
from changren.search.rooms import ROOMS
from tests.conftest import ELSEWHERE, HERE
from tests.house.exploring.ground import Ground, furnish, tell, tell_a_little
from tests.proposals.conftest import CUTOFFS, TEXT, answered, drafted, handed_in, paper
from tests.search.conftest import ON, filed, found, handed

DRAFT = {"kind": "suggestion", "delegation": None} | TEXT


def test_draft_is_found_by_its_new_words_as_soon_as_it_is_written(here, lead):
    it = acts.draft(here.township, by=lead, on=ON, **DRAFT)
    assert found(lead, "上山村") == {"proposals": [it]}
    acts.write(it, by=lead, on=ON, **TEXT | {"title": "疏通白水河"})
    assert (found(lead, "上山村"), found(lead, "白水河")) == ({}, {"proposals": [it]})


def test_refused_act_leaves_nothing(here, lead, dump):
    it = acts.draft(here.township, by=lead, on=ON, **DRAFT)
    before = dump()
    with pytest.raises(Refused):
        acts.write(it, by=here.delegates[3], on=ON, **TEXT | {"title": "疏通白水河"})
    assert dump() == before
    assert found(lead, "白水河") == {}


def test_act_that_fails_after_it_was_followed_leaves_nothing(here, lead, monkeypatch):
    it = acts.draft(here.township, by=lead, on=ON, **DRAFT)
    monkeypatch.setattr(following, "FOLLOWERS", [*following.FOLLOWERS, _refuse])
    with pytest.raises(Refused):
        acts.write(it, by=lead, on=ON, **TEXT | {"title": "疏通白水河"})
    assert (found(lead, "上山村"), found(lead, "白水河")) == ({"proposals": [it]}, {})


def _refuse(subject, gone):
    raise Refused("the disk is full")


def test_withdrawn_proposal_is_found_under_its_new_state(here, plan, clerk):
    it = handed_in(here)
    assert found(clerk, "上山", state="submitted") == {"proposals": [it]}
    acts.withdraw(it, by=here.delegates[0], on=ON, opinion="")
    assert found(clerk, "上山", state="submitted") == {}
    assert found(clerk, "上山", state="withdrawn") == {"proposals": [it]}


def test_new_name_of_a_person_is_found_in_everything_that_shows_it(here, plan, clerk, known):
    it = filed(here)
    person = it.lead.person
    organisation.correct_person(person, by=clerk, on=ON, name="解小吕", login="a", phone="")
    assert found(clerk, "解小吕") == {"proposals": [it], "delegates": [it.lead], "people": [person]}
    for question in ("xiexiao lv", "xxl", "XieXiaoLyu"):
        assert found(clerk, question) == {"delegates": [it.lead], "people": [person]}


def test_unit_finds_a_case_and_its_answer_once_it_has_them(here, plan, clerk):
    head, other = here.posts["head"], here.posts["assist_head"]
    it = filed(here)
    assert found(head, "上山") == {}
    case = answered(handed(it, here), here)
    assert found(head, "上山") == {"cases": [case], "answers": list(case.answers.all())}
    assert found(head, "安排修缮") == {"answers": list(case.answers.all())}
    assert found(other, "上山") == {}


def test_paper_is_found_by_its_name_from_the_act_that_adds_it_to_the_one_that_removes_it(here, plan, lead):
    draft = drafted(here)
    acts.attach(draft, by=lead, on=ON, paper=paper("屋顶漏雨照片.pdf"))
    assert (found(lead, "漏雨照片"), found(lead, "PDF")) == ({"proposals": [draft]}, {"proposals": [draft]})
    acts.detach(Attachment.objects.get(), by=lead, on=ON)
    assert found(lead, "漏雨照片") == {}


def test_plan_is_found_as_soon_as_it_is_drafted_and_under_its_state(here, clerk):
    it = acts.draft_plan(here.session, by=clerk, on=ON, aims="围绕乡村道路和饮水安全", **CUTOFFS)
    assert found(clerk, "饮水安全") == {"plans": [it]}
    assert found(clerk, "饮水安全", state="published") == {}
    it = acts.revise_plan(it, by=clerk, on=ON, aims="围绕环境整治", **CUTOFFS)
    assert (found(clerk, "饮水安全"), found(clerk, "环境整治")) == ({}, {"plans": [it]})
    it = acts.publish_plan(it, by=clerk, on=ON)
    assert found(clerk, "环境整治", state="published") == {"plans": [it]}


def test_title_of_a_plan_follows_its_term_and_stays_in_one_language(here, plan, clerk):
    keep([plan])
    before = Found.objects.get(thing=plan.pk).digest
    with translation.override("zh-hans"):
        keep([plan])
    assert Found.objects.get(thing=plan.pk).digest == before
    assert found(clerk, "提案工作计划") == {"plans": [plan]}
    assert (found(clerk, "第7届"), found(clerk, "第8届")) == ({"plans": [plan]}, {})


def test_index_is_what_a_new_one_would_be(world):
    ground = Ground(world)
    for room in ROOMS:
        keep(room.model.objects.select_related(*room.model.alongside))
    furnish(ground)
    tell_a_little(ground)
    tell(ground)
    followed = {one.thing: one.digest for one in Found.objects.all()}
    reindex(HERE, lambda says: None)
    assert {one.thing: one.digest for one in Found.objects.all()} == followed
    assert {model.objects.exists() for model in (Mandate, Proposal, Activity, Unit, Person)} == {True}


def test_reindex_puts_right_what_is_wrong_and_says_how_far_it_is(here, plan, clerk):
    it = filed(here)
    row = Found.objects.get(thing=it.pk)
    engine().put([(row.place, "ab")])
    Found(thing=here.session.pk, place=row.place + 1, digest="").save()
    Found.objects.exclude(place__in=(row.place, row.place + 1)).delete()
    assert found(clerk, "上山") == {}
    says = []
    assert reindex(None, says.append) == 0
    assert found(clerk, "上山") == {"proposals": [it]}
    assert not Found.objects.filter(thing=here.session.pk).exists()
    assert says[:3] == [f"{HERE} 甲区", "  proposals: 1 of 1", "  proposals: 1 that are no more"]


def test_reindex_of_one_district_leaves_the_others_alone(world, elsewhere):
    assert reindex(ELSEWHERE, lambda says: None) == 0
    assert not Found.objects.exists()
    with within_district(ELSEWHERE):
        assert Found.objects.exists()


def test_reindex_of_no_district_says_so(world):
    assert reindex(111111, lambda says: None) == 1


def test_day_can_be_full(world):
    with pytest.raises(ValueError, match="one day"):
        Places().after(100, 101)
