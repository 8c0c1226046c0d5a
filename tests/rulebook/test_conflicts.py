"""Where a regulation contradicts itself, the law, or what the district allows."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from changren.base.tenancy.models import Township
from changren.rulebook import conflicts as room
from changren.rulebook.conflicts import conflicts, out_of_bounds, out_of_leave, strays
from changren.rulebook.loading import definitions
from changren.rulebook.models import Regulation
from changren.rulebook.provisions import Provision
from tests.rulebook.versions import adopted

DAY = date(2010, 6, 1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def of(regulation) -> list[str]:
    return [str(one) for one in conflicts(Regulation.objects.get(pk=regulation.pk), DAY)]


def test_there_are_none_in_the_book_itself(here):
    empty = [adopted(here.township, book, "2010-05-01") for book in ("main", "gallery", "contact", "interpellation")]
    assert [of(one) for one in empty] == [[], [], [], []]


def test_a_value_that_is_more_than_another_one_may_be(here):
    version = adopted(here.township, "contact", "2010-05-01", people_least=6)
    assert of(version) == [
        "“People each delegate keeps contact with, at least” is 6 people; it may not be more than “People each "
        "delegate keeps contact with, at most”, which is 5 people."
    ]


def test_both_values_of_a_pair_are_seen_together(here):
    assert of(adopted(here.township, "contact", "2010-05-01", people_least=6, people_most=7)) == []


def test_a_conflict_rests_on_its_provision(here):
    version = adopted(here.township, "contact", "2010-05-01", people_most=2)
    (one,) = conflicts(version, DAY)
    assert (one.rule.key, one.rule.value) == ("contact.people_least", 3)


def test_parts_that_do_not_add_up(here):
    version = adopted(here.township, "gallery", "2010-05-01", seats=12)
    assert of(version) == [
        "“Seats for observers” is 12 seats; its parts “Observers' seats for villages and communities”, “Observers' "
        "seats for private enterprises”, “Observers' seats for others” add up to 10."
    ]
    assert of(adopted(here.township, "gallery", "2010-05-02", 2, seats=12, seats_others=4)) == []


def test_lengths_of_time_are_compared_across_units(here):
    version = adopted(here.township, "interpellation", "2010-05-01", inquiry_answer=25)
    assert [text.split("; ")[0] for text in of(version)] == ["“Time to answer an inquiry” is 25 working days"] * 2


@pytest.mark.parametrize(
    ("key", "value", "theirs", "wrong"),
    [
        ("sittingin.places", 2, 3, "raise"),
        ("sittingin.places", 3, 3, None),
        ("sittingin.places", 4, 3, None),
        ("matters.refer_within", 6, 5, "lower"),
        ("matters.refer_within", 4, 5, None),
        ("elections.majority", "2/3", "1/2", "may not vary"),
        ("elections.surplus_base", "candidates", "seats", "may not vary"),
        ("evaluation.denominator", "issued", "valid", None),
        ("evaluation.collected_min", "1/2", "2/3", "raise"),
        ("evaluation.collected_min", "3/4", "2/3", None),
    ],
)
def test_out_of_leave_is_what_the_district_does_not_allow(key, value, theirs, wrong):
    answer = out_of_leave(definitions()[key], value, Provision(definitions()[key], theirs, DAY))
    if wrong is None:
        assert answer is None
    else:
        assert (wrong in str(answer), answer.rule.value) == (True, theirs)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("elections.quorum", "3/4", "“Quorum of an election” is 3/4; it may not be less than 4/5."),
        ("elections.quorum", "4/5", ""),
        ("evaluation.unfit_line", "3/5", "“Warning line: unfit” is 3/5; it may not be more than 1/2."),
        ("main.rate_digits", 5, "“Decimals of a published rate” is 5 decimals; it may not be more than 4 decimals."),
        ("main.rate_digits", 0, ""),
        ("evaluation.denominator", "issued", ""),
        ("interpellation.signers_min", 1000, ""),
    ],
)
def test_out_of_bounds_is_what_no_choice_may_pass(key, value, says):
    assert str(out_of_bounds(definitions()[key], value) or "") == says


def test_the_district_is_bound_by_the_law_alone(world):
    version = adopted(world.level, "matters", "2010-05-01", refer_within=10)
    assert of(version) == []
    assert of(adopted(world.level, "elections", "2010-05-01", quorum="3/4")) == [
        "“Quorum of an election” is 3/4; it may not be less than 4/5."
    ]


def test_a_township_falls_into_conflict_when_the_district_changes(world, here):
    version = adopted(here.township, "matters", "2010-05-01", refer_within=4)
    assert of(version) == []
    adopted(world.level, "matters", "2010-05-20", refer_within=3)
    assert of(version) == [
        "“Time to pass a matter on” is 4 working days; the townships may only lower it, and the district's value is "
        "3 working days."
    ]


def test_a_conflict_across_two_regulations_is_seen_from_both(here, monkeypatch):
    """No pair of the shipped example crosses; the rule for one that does is the same."""
    one = definitions()["briefing.urgent_within"]
    crossing = {**definitions(), one.key: replace(one, must={"not_above": "matters.refer_within"})}
    monkeypatch.setattr(room, "definitions", lambda: crossing)
    urgent, matters = adopted(here.township, "briefing", "2010-05-01"), adopted(here.township, "matters", "2010-05-01")
    assert (of(urgent), of(matters)) == ([], [])
    later = adopted(here.township, "matters", "2010-05-02", 2, refer_within=4)
    says = "it may not be more than “Time to pass a matter on”, which is 4 working days."
    assert [text.split("; ")[1] for text in of(later) + of(urgent)] == [says, says]


def test_not_below_is_the_other_way_round():
    more, less = (Provision(definitions()["contact.people_least"], n, DAY) for n in (5, 3))
    assert room.RELATIONS["not_below"](more, [less]) is None
    assert room.RELATIONS["not_below"](less, [less]) is None
    assert "may not be less than" in str(room.RELATIONS["not_below"](less, [more]))


def test_a_choice_whose_provision_left_the_book_is_passed_over(here):
    version = adopted(here.township, "gallery", "2010-05-01")
    version.choices.create(township=here.township, key="gallery.carpets", value=4)
    assert of(version) == []
    assert str(version.choices.get(key="gallery.carpets")) == "gallery.carpets"


def test_strays_are_the_townships_that_a_change_of_the_district_would_leave_outside(world, here, there):
    adopted(here.township, "matters", "2010-05-01", 1, refer_within=2)
    adopted(here.township, "matters", "2010-05-02", 2, refer_within=4)
    adopted(there.township, "matters", "2010-05-01", 1, refer_within=2)
    change = adopted(world.level, "matters", "2010-05-20", refer_within=3)
    assert [(place, one.rule.value) for place, one in strays(change, DAY)] == [(here.township, 3)]


def test_strays_of_a_township_are_none(here):
    assert strays(adopted(here.township, "matters", "2010-05-01", refer_within=4), DAY) == []


def test_conflicts_ask_no_more_with_more_choices(here, django_assert_num_queries):
    few = adopted(here.township, "matters", "2010-05-01", refer_within=4)
    many = adopted(here.township, "matters", "2010-05-02", 2, refer_within=4, decline_within=4, answer_within=20)
    for version in (few, many):
        fresh = Regulation.objects.select_related("township").get(pk=version.pk)
        conflicts(fresh, DAY)  # what `rule` keeps in memory
        with django_assert_num_queries(1):
            conflicts(fresh, DAY)


def test_conflicts_do_not_cross_townships(here, there):
    adopted(there.township, "contact", "2010-05-01", people_most=2)
    assert of(adopted(here.township, "contact", "2010-05-01")) == []
    assert Township.objects.count() == 3
