"""What ballot papers say, by tables and against an independent model."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from changren.base.figures import Rate
from changren.elections.queries.count import (
    MARKS,
    Outcome,
    Paper,
    Tally,
    added,
    has_room,
    is_valid,
    marks_most,
    outcome,
    surplus,
    tally,
    written_in,
    wrong_row,
)
from changren.rulebook.loading import definitions
from changren.rulebook.provisions import Provision
from tests.elections import model

F, X, A, V = MARKS
NAMES = ("丁一", "王二", "李三")
SIGNS = {F: "○", X: "×", A: "", V: "?"}


def provision(name, value=None):
    """A provision of the book as it stands there, or with another value."""
    definition = definitions()[f"elections.{name}"]
    dated = definition.values[0]
    return Provision(definition, value if value is not None else dated.value, dated.since)


@pytest.mark.parametrize(
    ("paper", "valid"),
    [
        (Paper((F, F, X)), True), (Paper((F, F, F)), False), (Paper((A, A, A)), True), (Paper((V, V, V)), True),
        (Paper((F, F, X), (("赵四", True),)), False), (Paper((F, F, X), (("赵四", False),)), True),
        (Paper((F, X, X), (("赵四", True),)), True), (Paper((F, F, X), is_signed=True), False),
    ],
)  # fmt: skip
def test_a_paper_is_valid_with_no_more_marks_than_seats(paper, valid):
    assert is_valid(paper, seats=2) is valid


@pytest.mark.parametrize(
    ("paper", "found"),
    [
        (Paper((F, X, A), (("赵四", True),)), (["赵四"], 0, 0)),
        (Paper((F, F, A), (("赵四", True),)), ([], 0, 1)),  # without a vote against
        (Paper((F, X, A), (("赵四", False),)), ([], 1, 0)),  # without its own mark
        (Paper((F, X, A), (("赵四", True), ("钱五", True))), (["赵四"], 0, 1)),
        (Paper((X, X, A), (("赵四", True), ("赵四", True))), (["赵四"], 0, 1)),
        (Paper((X, X, A), (("丁一", True), ("钱五", True))), (["钱五"], 0, 1)),  # who stands on the paper
    ],
)  # fmt: skip
def test_who_votes_against_may_write_in_another(paper, found):
    assert written_in(paper, NAMES) == found


@pytest.mark.parametrize(
    ("votes", "seats", "base", "found"),
    [
        ([60, 55, 40], 2, 100, Outcome((0, 1), (), 0)),
        ([50, 51], 2, 100, Outcome((1,), (), 1)),  # half is not more than half
        ([70, 60, 60, 51], 2, 100, Outcome((0,), (1, 2), 1)),  # tied for the last seat
        ([60, 60, 51], 2, 100, Outcome((0, 1), (), 0)),  # equal, and both have a seat
        ([60, 60, 60], 1, 100, Outcome((), (0, 1, 2), 1)),
        ([51, 80, 70], 2, 100, Outcome((1, 2), (), 0)),
        ([40, 30], 1, 100, Outcome((), (), 1)),
        ([45, 44], 1, 88, Outcome((0,), (), 0)),  # of those present
        ([45, 44], 1, 100, Outcome((), (), 1)),  # the same votes of those who should attend
    ],
)
def test_who_is_elected(votes, seats, base, found):
    need = provision("majority")
    assert outcome(votes, seats, lambda n: need.is_met_by(n, base)) == found


@pytest.mark.parametrize(
    ("candidates", "seats", "base", "printed", "rounding"),
    [
        (1797, 1074, "seats", "67.3%", "half_up"),  # Wujiang
        (9, 7, "seats", "28%", "truncate"),  # Puning
        (4, 3, "candidates", "25%", "half_up"),  # Shanqi
    ],
)
def test_surplus_is_as_published(candidates, seats, base, printed, rounding):
    digits = len(printed.partition(".")[2].rstrip("%"))
    assert Rate(*surplus(candidates, seats, base), rounding=rounding, digits=digits).percent == printed


@pytest.mark.parametrize(
    ("present", "due", "met", "by_1990"),
    [(80, 100, True, False), (79, 100, False, False), (4, 5, True, False), (81, 100, True, True), (0, 5, False, False)],
)
def test_four_fifths_are_enough_and_were_not_in_1990(present, due, met, by_1990):
    now = provision("quorum")
    older = replace(now, definition=replace(now.definition, comparator=">"))
    assert (now.is_met_by(present, due), older.is_met_by(present, due)) == (met, by_1990)


marks = some.sampled_from(MARKS)
written = some.lists(some.tuples(some.sampled_from(["赵四", "钱五", "丁一"]), some.booleans()), max_size=3)
papers = some.builds(
    Paper, some.tuples(marks, marks, marks), written.map(tuple), some.sampled_from([False] * 9 + [True])
)
boxes = some.lists(papers, max_size=25)


@given(boxes, some.integers(1, 3))
def test_a_box_adds_up_as_an_independent_count_of_it(box, seats):
    told = [
        {"marks": {name: SIGNS[mark] for name, mark in zip(NAMES, one.marks, strict=True)},
         "others": [(name, "○" if circle else "") for name, circle in one.written], "signed": one.is_signed}
        for one in box
    ]  # fmt: skip
    found, other = tally(box, NAMES, seats, len(box)), model.count(told, NAMES, seats)
    rows = [[other["votes"][name][SIGNS[mark]] for mark in MARKS] for name in NAMES]
    assert (found.valid, found.invalid, found.numbers) == (other["valid"], other["invalid"], rows)
    assert (dict(found.write_ins), found.unmarked) == (other["others"], other["bare"])


@given(boxes, boxes, some.integers(1, 3))
def test_what_must_hold_holds_of_every_box(one, other, seats):
    first, second = tally(one, NAMES, seats, 30), tally(other, NAMES, seats, 30)
    both = added([first, second])
    for it in (first, second, both):
        assert wrong_row(it.numbers, it.valid) is None
        assert marks_most(it, seats)
        assert has_room(it)
        assert it.valid + it.invalid == it.collected <= it.issued
    whole = tally([*one, *other], NAMES, seats, 60)
    assert both == whole


@given(some.lists(some.integers(0, 60), max_size=6), some.integers(1, 4), some.integers(1, 60))
def test_the_elected_are_those_of_an_independent_count(votes, seats, base):
    found = outcome(votes, seats, lambda n: n * 2 > base)
    won, tied = model.elected(dict(enumerate(votes)), seats, lambda n: n * 2 > base)
    assert (set(found.elected), set(found.tied)) == (won, tied)
    assert len(found.elected) + found.left == seats


@given(some.lists(some.integers(0, 60), min_size=1, max_size=6), some.integers(1, 4), some.data())
def test_one_more_vote_never_loses_a_seat(votes, seats, data):
    lucky = data.draw(some.integers(0, len(votes) - 1))
    before = outcome(votes, seats, lambda n: n > 20)
    after = outcome([n + (place == lucky) for place, n in enumerate(votes)], seats, lambda n: n > 20)
    assert lucky not in before.elected or lucky in after.elected


def test_what_cannot_be_is_found():
    assert wrong_row([[5, 3, 2, 0], [5, 3, 1, 0]], 10) == 1
    assert not marks_most(Tally(10, 10, 10, 0, [[10, 0, 0, 0], [1, 9, 0, 0]]), 1)
    assert not has_room(Tally(10, 10, 10, 0, [[8, 1, 1, 0]], {"赵四": 1}, 1))
