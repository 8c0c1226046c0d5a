"""What a count means, as tables of rows and as properties: whether it holds, the shares, the lines that are crossed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from changren.base.figures import Rate
from changren.base.tallies import differing, together
from changren.evaluation.queries.counting import cells
from changren.evaluation.queries.result import Counted, Lines, crossed, holds, is_publishable, misfit
from changren.rulebook.loading import definitions
from changren.rulebook.provisions import Provision

FOUR, THREE = ("excellent", "fit", "basically fit", "unfit"), ("excellent", "fit", "unfit")
UNFIT, FIT = "evaluation.unfit_line", "evaluation.fit_line"
CONSENT = "evaluation.consent_effect"


def provision(name, value=None):
    """A provision of the book as it stands there, or with another value."""
    definition = definitions()[f"evaluation.{name}"]
    dated = definition.values[0]
    return Provision(definition, value if value is not None else dated.value, dated.since)


def question(about="work", answers=FOUR, least=1, most=1):
    words = [{"zh": one, "en": one} for one in answers]
    return {"subject": "s", "about": about, "answers": words, "min": least, "max": most}


def lines(effect="advice"):
    return Lines(provision("unfit_line"), provision("fit_line"), provision("consent_effect", effect))


@pytest.mark.parametrize(
    ("issued", "collected", "held"),
    [
        (12, 12, True), (12, 8, True), (12, 7, False), (12, 0, False), (3, 2, True), (59, 39, False), (59, 40, True),
        (12, 13, False), (0, 0, False), (1, 1, True),
    ],
)  # fmt: skip
def test_holds_from_two_thirds_on_and_never_with_more_than_were_issued(issued, collected, held):
    assert holds(Counted(issued, collected, collected, 0), provision("collected_min")) is held


@pytest.mark.parametrize(("valid", "shown"), [(0, False), (4, False), (5, True), (59, True)])
def test_is_publishable_from_five_valid_forms_on(valid, shown):
    assert is_publishable(valid, provision("counted_least")) is shown


@pytest.mark.parametrize(
    ("numbers", "base", "keys"),
    [
        ([10, 0, 0, 0], 10, []),
        ([4, 2, 0, 3], 9, []),  # 3 of 9 is no more than a third, and 6 of 9 no less than two thirds
        ([4, 2, 0, 4], 10, [UNFIT, FIT]),
        ([3, 3, 3, 0], 9, []),
        ([3, 2, 4, 0], 9, [FIT]),
        ([20, 20, 0, 21], 61, [UNFIT, FIT]),
        ([20, 21, 0, 20], 61, []),
        ([0, 0, 10, 0], 10, [FIT]),
        ([0, 0, 0, 0], 0, []),
    ],
)
def test_crossed_names_the_lines_by_their_own_comparators(numbers, base, keys):
    assert crossed(question(), numbers, base, lines()) == keys


def test_crossed_reads_three_grades_too():
    assert crossed(question(answers=THREE), [3, 1, 6], 10, lines()) == [UNFIT, FIT]
    assert crossed(question(answers=THREE), [6, 1, 3], 10, lines()) == []


@pytest.mark.parametrize(
    ("effect", "numbers", "keys"),
    [("advice", [1, 9, 0], []), ("block", [1, 9, 0], [CONSENT]), ("block", [5, 5, 0], []), ("block", [5, 4, 9], [])],
)
def test_crossed_asks_of_a_choice_only_where_the_rules_let_it_block(effect, numbers, keys):
    asked = question("consent", ("agree", "disagree", "abstain"))
    assert crossed(asked, numbers, 10, lines(effect)) == keys


@pytest.mark.parametrize("about", ["body", "integrity", "satisfaction", "choice"])
def test_crossed_knows_no_line_for_anything_else(about):
    assert crossed(question(about), [0, 0, 0, 10], 10, lines("block")) == []


@pytest.mark.parametrize(
    ("numbers", "valid", "wrong"),
    [
        ([[3, 4, 2, 1]], 10, None), ([[3, 4, 2, 0]], 10, (0, 9)), ([[3, 4, 2, 2]], 10, (0, 11)),
        ([[0, 0, 0, 0]], 0, None), ([[11, 0, 0, 0]], 10, (0, 11)),
    ],
)  # fmt: skip
def test_misfit_finds_marks_that_are_not_one_a_form(numbers, valid, wrong):
    assert misfit([question()], numbers, valid) == wrong


@pytest.mark.parametrize(
    ("row", "wrong"),
    [([10, 10, 0], None), ([0, 0, 0], None), ([10, 10, 1], (0, 21)), ([11, 0, 0], (0, 11)), ([5, 4, 3], None)],
)
def test_misfit_lets_a_recommendation_have_up_to_n_a_form(row, wrong):
    assert misfit([question("choice", ("a", "b", "c"), 0, 2)], [row], 10) == wrong


def test_rates_are_printed_as_the_book_says():
    assert Rate(50, 62, "truncate", 2).percent == "80.64%"
    assert Rate(50, 62, "half_up", 2).percent == "80.65%"


def test_differences_are_told_cell_by_cell():
    class Entry:
        def __init__(self, issued, numbers):
            self.issued, self.collected, self.valid, self.invalid, self.numbers = issued, 11, 10, 1, numbers

    asked = [question("work", THREE), question("integrity", THREE)]
    first, second = Entry(12, [[1, 2, 7], [3, 3, 4]]), Entry(13, [[1, 3, 6], [3, 3, 4]])

    def differences(one, other, names):
        return differing(cells(asked, one, names), cells(asked, other, names))

    found = [(str(one.question), one.first, one.second) for one in differences(first, second, {"s": "张三"})]
    assert [found[0][1:], *(one[1:] for one in found[1:])] == [(12, 13), (2, 3), (7, 6)]
    assert [one[0].split(" · ")[0] for one in found[1:]] == ["张三", "张三"]
    assert differences(first, first, {}) == []
    assert len(differences(first, Entry(12, []), {})) == 6


rows = some.lists(some.integers(0, 60), min_size=4, max_size=4)


@given(rows, some.integers(0, 3))
def test_one_more_unfit_never_uncrosses_the_line(numbers, n):
    worse = [*numbers[:3], numbers[3] + 1]
    before = crossed(question(), numbers, sum(numbers), lines())
    after = crossed(question(), worse, sum(worse), lines())
    assert UNFIT not in before or UNFIT in after
    assert FIT not in before or FIT in after


@given(rows)
def test_one_more_excellent_never_crosses_a_line(numbers):
    better = [numbers[0] + 1, *numbers[1:]]
    before = crossed(question(), numbers, sum(numbers), lines())
    assert not sum(numbers) or set(crossed(question(), better, sum(better), lines())) <= set(before)


@given(rows)
def test_lines_are_crossed_as_exact_fractions_say(numbers):
    base = sum(numbers)
    keys = set()
    if base and Fraction(numbers[3], base) > Fraction(1, 3):
        keys.add(UNFIT)
    if base and Fraction(numbers[0] + numbers[1], base) < Fraction(2, 3):
        keys.add(FIT)
    assert set(crossed(question(), numbers, base, lines())) == keys


@given(some.integers(0, 500), some.integers(0, 500))
def test_one_more_form_makes_void_only_what_is_stuffed(issued, collected):
    rule = provision("collected_min")
    if holds(Counted(issued, collected, collected, 0), rule):
        assert holds(Counted(issued, collected + 1, collected + 1, 0), rule) is (collected + 1 <= issued)


@given(some.lists(some.lists(rows, min_size=2, max_size=2), min_size=1, max_size=4))
def test_groups_together_keep_every_mark(groups):
    total = together(groups)
    assert sum(map(sum, total)) == sum(sum(map(sum, one)) for one in groups)
    assert together([total]) == total


@given(some.integers(0, 40), some.data())
def test_whatever_fits_the_form_adds_up(valid, data):
    cuts = sorted(data.draw(some.lists(some.integers(0, valid), min_size=3, max_size=3)))
    row = [b - a for a, b in zip([0, *cuts], [*cuts, valid], strict=True)]
    assert misfit([question()], [row], valid) is None
    assert misfit([question()], [[*row[:3], row[3] + 1]], valid) == (0, valid + 1)
