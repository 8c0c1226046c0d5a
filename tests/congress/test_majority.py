"""Whether a vote passed: every rule variant of the regulations as rows, and what must hold of all of them."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from changren.base.figures import Rate
from changren.congress.queries.majority import Counted, formula, outcome, outcomes
from changren.rulebook.provisions import Dated, Definition, Provision

PUBLISHED = Path(__file__).parents[1] / "data" / "published-cases.json"
BASES = ("should_attend", "present", "cast", "valid")
SINCE = date(2010, 3, 1)


def needing(comparator: str, fraction: str, base: str) -> Provision:
    """A provision as the book has them."""
    words = {"zh": "通过", "en": "Passes"}
    values = (Dated(SINCE, fraction),)
    definition = Definition("congress.test", words, "fraction", 10, words, "any", values, words, comparator, base)
    return Provision(definition, fraction, SINCE)


ROWS = [  # need, base, for, against, abstaining, not pressed, due: passed
    # more than half of those present (超过半数): half is not enough
    (">", "1/2", "present", 50, 50, 0, 0, 120, False),
    (">", "1/2", "present", 51, 49, 0, 0, 120, True),
    (">", "1/2", "present", 50, 20, 20, 9, 120, True),
    (">", "1/2", "present", 50, 20, 20, 10, 120, False),
    (">", "1/2", "present", 50, 0, 50, 0, 120, False),  # abstaining counts as present
    (">", "1/2", "present", 50, 0, 0, 50, 120, False),  # and so does not pressing
    # at least half (半数以上): half is enough
    (">=", "1/2", "present", 50, 50, 0, 0, 120, True),
    (">=", "1/2", "present", 49, 51, 0, 0, 120, False),
    (">=", "1/2", "present", 50, 25, 25, 1, 120, False),
    # of those who should attend: who stayed away counts
    (">", "1/2", "should_attend", 60, 0, 0, 0, 120, False),
    (">", "1/2", "should_attend", 61, 0, 0, 0, 120, True),
    (">", "2/3", "should_attend", 80, 5, 0, 0, 120, False),
    (">", "2/3", "should_attend", 81, 5, 0, 0, 120, True),
    (">=", "2/3", "should_attend", 80, 20, 0, 0, 120, True),
    (">=", "4/5", "should_attend", 96, 4, 0, 0, 120, True),
    (">=", "4/5", "should_attend", 95, 5, 0, 0, 120, False),
    (">", "4/5", "should_attend", 96, 4, 0, 0, 120, False),
    # of those who voted
    (">", "1/2", "cast", 50, 49, 0, 100, 220, True),
    (">", "1/2", "cast", 50, 49, 1, 100, 220, False),
    (">=", "4/5", "cast", 4, 1, 0, 90, 220, True),
    # of those for and against
    (">", "1/2", "valid", 50, 49, 60, 100, 220, True),
    (">", "1/2", "valid", 50, 50, 0, 0, 220, False),
    (">=", "2/3", "valid", 2, 1, 0, 0, 220, True),
    # a third is not a rounded third
    (">", "1/3", "present", 33, 66, 0, 0, 100, False),
    (">", "1/3", "present", 34, 66, 0, 0, 100, True),
    # with nothing to divide by nothing passes
    (">=", "1/2", "valid", 0, 0, 10, 5, 20, False),
    (">=", "1/2", "cast", 0, 0, 0, 15, 20, False),
    (">=", "1/2", "present", 0, 0, 0, 0, 20, False),
    # everybody for
    (">=", "1/1", "present", 10, 0, 0, 0, 10, True),
    (">", "1/1", "present", 10, 0, 0, 0, 10, False),
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_outcome_of_every_rule_variant(row):
    comparator, fraction, base, *numbers, passed = row
    assert outcome(Counted(*numbers), needing(comparator, fraction, base)).passed is passed


numbers = st.integers(min_value=0, max_value=300)
rules = st.builds(
    needing, st.sampled_from((">", ">=")),
    st.sampled_from(("1/2", "1/3", "2/3", "3/4", "4/5", "1/1", "0/1")), st.sampled_from(BASES),
)  # fmt: skip


@st.composite
def counts(draw):
    """Numbers as they come about: no more present than should attend."""
    four = [draw(numbers) for _n in range(4)]
    return Counted(*four, due=sum(four) + draw(numbers))


@given(counts(), rules)
def test_one_more_for_never_turns_passed_into_failed(counted, need):
    came = Counted(counted.in_favour + 1, counted.against, counted.abstained, counted.not_pressed, counted.due + 1)
    if outcome(counted, need).passed:
        assert outcome(came, need).passed
    if outcome(counted, need).passed and counted.not_pressed:
        pressed = Counted(
            counted.in_favour + 1, counted.against, counted.abstained, counted.not_pressed - 1, counted.due
        )
        assert outcome(pressed, need).passed


@given(counts(), rules)
def test_not_pressed_never_helps(counted, need):
    lazier = Counted(counted.in_favour, counted.against, counted.abstained, counted.not_pressed + 1, counted.due)
    assert outcome(counted, need).passed or not outcome(lazier, need).passed


@given(counts(), rules, st.integers(min_value=1, max_value=9))
def test_en_bloc_is_as_separate_when_all_are_alike(counted, need, n):
    together = outcomes([counted] * n, need)
    assert {one.passed for one in together} == {outcome(counted, need).passed}
    assert len(together) == n


@given(counts(), rules)
def test_fraction_is_compared_exactly(counted, need):
    found = outcome(counted, need)
    share = Fraction(counted.in_favour, found.whole) if found.whole else None
    over = share is not None and (share > need.fraction if need.comparator == ">" else share >= need.fraction)
    assert found.passed is over


def test_base_comes_from_the_provision_that_chooses_it():
    need = needing(">", "1/2", "congress.majority_base")
    base = needing(">", "1/2", "")
    counted = Counted(50, 49, 0, 100, 250)
    passed = {name: outcome(counted, need, base.with_value(name)).passed for name in BASES}
    assert passed == {"should_attend": False, "present": False, "cast": True, "valid": True}


def test_formula_says_how_it_was_decided():
    found = outcome(Counted(50, 9, 2, 1, 70), needing(">", "1/2", "present"))
    with translation.override("en"):
        assert formula(found, digits=2, rounding="truncate") == (
            "50 in favour ÷ 62 delegates present = 80.64%; more than 1/2 is needed."
        )
        assert formula(found, digits=1, rounding="half_up") == (
            "50 in favour ÷ 62 delegates present = 80.6%; more than 1/2 is needed."
        )
        nothing = outcome(Counted(0, 0, 3, 0, 9), needing(">", "1/2", "valid"))
        assert formula(nothing, digits=2, rounding="truncate").startswith(
            "0 in favour ÷ 0 delegates for or against = —"
        )


def test_published_percentages_are_reproduced_to_the_digit():
    cases = {one["id"]: one for one in json.loads(PUBLISHED.read_text("utf-8"))["cases"]}
    cangnan = cases["cangnan-2011-filing"]
    rule = cangnan["filing_rate"]["rule"]
    rate = Rate(cangnan["filed"], cangnan["received"], rule["rounding"], rule["digits"])
    assert (rate.percent, rate.fraction) == (cangnan["filing_rate"]["printed"], "50/62")
    tangxia = cases["tangxia-2010-attendance"]  # those who attend without a vote are no part of any base
    counted = Counted(tangxia["delegates"], 0, 0, 0, tangxia["delegates"])
    assert [counted.of(base) for base in BASES] == [170] * 4
