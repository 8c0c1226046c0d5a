"""A provision: how it is compared, how it is worded, what values it takes."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from changren.base.clock.term import Term, Unit
from changren.rulebook.loading import definitions
from changren.rulebook.provisions import Provision

DAY = date(2010, 3, 1)
SHARES = st.fractions(0, 1, max_denominator=20)
WHOLES = st.integers(1, 400)
COMPARED = st.sampled_from([">", ">=", "<", "<="])


def share(value, comparator=">") -> Provision:
    return Provision(replace(definitions()["main.resolution_majority"], comparator=comparator), str(value), DAY)


@pytest.mark.parametrize(
    ("comparator", "value", "part", "whole", "met"),
    [
        (">", "1/2", 30, 60, False),  # 超过半数
        (">", "1/2", 31, 60, True),
        (">=", "1/2", 30, 60, True),  # 半数以上
        (">=", "4/5", 47, 59, False),
        (">=", "4/5", 48, 59, True),
        (">", "4/5", 48, 60, False),
        (">", "1/3", 20, 60, False),
        ("<", "2/3", 39, 59, True),
        ("<", "2/3", 40, 60, False),
        ("<=", "1/10", 6, 60, True),
        (">", "1/2", 0, 0, False),
        (">=", "1/2", 0, 0, True),
    ],
)
def test_is_met_by_follows_the_provisions_own_comparator(comparator, value, part, whole, met):
    assert share(value, comparator).is_met_by(part, whole) is met


@given(SHARES, WHOLES, st.integers(0, 400), COMPARED)
def test_is_met_by_is_exact_however_large_the_numbers(value, whole, part, comparator):
    exact = {"<": Fraction(part, whole) < value, ">": Fraction(part, whole) > value}
    exact |= {"<=": not exact[">"], ">=": not exact["<"]}
    assert share(value, comparator).is_met_by(part, whole) is exact[comparator]


@given(SHARES, WHOLES, st.integers(0, 399), st.sampled_from([">", ">="]))
def test_is_met_by_one_more_for_never_turns_passed_into_failed(value, whole, part, comparator):
    one = share(value, comparator)
    assert one.is_met_by(part + 1, whole) or not one.is_met_by(part, whole)


@given(SHARES, WHOLES, st.integers(0, 400))
def test_is_met_by_more_than_is_the_opposite_of_at_most(value, whole, part):
    assert share(value, ">").is_met_by(part, whole) is not share(value, "<=").is_met_by(part, whole)


@given(st.integers(0, 100), st.integers(0, 100))
def test_is_met_by_counts_heads_without_a_whole(need, have):
    assert Provision(definitions()["interpellation.signers_min"], need, DAY).is_met_by(have) is (have >= need)


def test_is_met_by_refuses_to_test_a_norm():
    with pytest.raises(KeyError):
        share("1/10", "~").is_met_by(1, 10)


@pytest.mark.parametrize(
    ("key", "value", "shown", "in_full", "plain"),
    [
        ("interpellation.signers_min", 10, "10", "10 delegates", "10 delegates"),
        ("interpellation.signers_min", 1, "1", "1 delegate", "1 delegate"),
        ("interpellation.answer_within", 3, "3 months", "3 months", "3 months"),
        ("matters.answer_within", 30, "30 working days", "30 working days", "30 working days"),
        ("main.resolution_majority", "1/2", "more than 1/2", "more than 1/2", "1/2"),
        ("elections.quorum", "4/5", "at least 4/5", "at least 4/5", "4/5"),
        ("evaluation.fit_line", "2/3", "less than 2/3", "less than 2/3", "2/3"),
        ("congress.presidium_share", "1/10", "about 1/10", "about 1/10", "1/10"),
        ("dutyfile.keeps_points", False, "no", "no", "no"),
        ("interpellation.inquiry_first", True, "yes", "yes", "yes"),
        ("evaluation.denominator", "valid", "the valid forms", "the valid forms", "the valid forms"),
    ],
)
def test_a_value_is_worded_for_people(key, value, shown, in_full, plain):
    one = Provision(definitions()[key], value, DAY)
    with translation.override("en"):
        assert (one.shown, one.in_full, one.definition.plain(value)) == (shown, in_full, plain)
        assert str(one) == shown


def test_the_words_of_the_book_follow_the_reader():
    one = Provision(definitions()["evaluation.denominator"], "valid", DAY)
    with translation.override("zh-hans"):
        assert (one.shown, one.says) == ("有效表数", "测评得票率的分母")
        assert one.evidence == "公开资料只见百分比，未说明分母；示例，待区委组织部确认"
    with translation.override("en"):
        assert one.says == "Base of the shares of an evaluation"


@pytest.mark.parametrize(
    ("key", "takes", "not_these"),
    [
        ("interpellation.signers_min", [0, 10], [-1, 1.5, True, "10", None]),
        ("interpellation.answer_within", [0, 3], [-3, "3 months", False]),
        ("main.resolution_majority", ["1/2", "1", "0"], ["3/2", "-1/2", "half", "1/0", 0.5, 1]),
        ("dutyfile.keeps_points", [True, False], [0, 1, "yes", None]),
        ("evaluation.denominator", ["valid", "issued"], ["present", 1, None]),
    ],
)
def test_a_provision_takes_only_values_of_its_kind(key, takes, not_these):
    one = definitions()[key]
    assert [one.takes(value) for value in takes] == [True] * len(takes)
    assert [one.takes(value) for value in not_these] == [False] * len(not_these)


def test_lengths_of_time_can_be_compared_across_units():
    months, working = definitions()["interpellation.answer_within"], definitions()["interpellation.inquiry_answer"]
    assert months.size(1) == 30
    assert working.size(15) == 21
    assert definitions()["gallery.notice_before"].size(6) == 6
    assert definitions()["evaluation.denominator"].size("valid") is None


def test_a_provision_of_time_is_a_term():
    assert Provision(definitions()["matters.answer_within"], 30, DAY).term == Term(30, Unit.WORKING_DAYS)
    with pytest.raises(KeyError):
        share("1/2").term  # noqa: B018  (asking is the test)


def test_with_value_changes_nothing_else():
    one = Provision(definitions()["main.resolution_majority"], "1/2", DAY, "x")
    assert one.with_value("2/3") == Provision(one.definition, "2/3", DAY, "x")


def test_leave_says_what_a_township_may_do_and_the_bounds():
    with translation.override("en"):
        assert definitions()["elections.quorum"].leave == "The townships may not vary it. Not less than 4/5."
        assert definitions()["evaluation.unfit_line"].leave == (
            "A township may only lower the district's value. Not more than 1/2."
        )
        assert definitions()["sittingin.places"].leave == "A township may only raise the district's value."
