"""How long bars are, whatever is counted."""

from hypothesis import given
from hypothesis import strategies as some

from changren.base.ui.chart import bars, stack
from changren.base.ui.chart.bars import FULL, LEAST

LINES = some.lists(some.tuples(some.text(), some.integers(0, 10**9), some.just("")), max_size=30)


@given(LINES)
def test_bars_stay_within_the_drawing(lines):
    assert [bar for bar in bars(lines, title="").bars if not 0 <= bar.width <= FULL] == []


@given(LINES)
def test_bars_are_as_long_as_their_values_compare(lines):
    drawn = sorted(bars(lines, title="").bars, key=lambda bar: bar.value)
    assert [bar.width for bar in drawn] == sorted(bar.width for bar in drawn)
    assert [bar.value == 0 for bar in drawn] == [bar.width == 0 for bar in drawn]


@given(LINES)
def test_total_is_the_sum(lines):
    whole = sum(value for _, value, _ in lines)
    assert (bars(lines, title="").total, stack(lines, title="").total) == (whole, whole)


def test_bars_of_nothing_have_no_length():
    assert [bar.width for bar in bars([("a", 0, ""), ("b", 0, "")], title="").bars] == [0, 0]
    assert bars([], title="").bars == ()


def test_bar_alone_is_whole_and_a_small_one_is_seen():
    assert [bar.width for bar in bars([("a", 3, "")], title="").bars] == [FULL]
    assert [bar.width for bar in bars([("a", 10_000, ""), ("b", 1, "")], title="").bars] == [FULL, LEAST]


@given(LINES)
def test_pieces_fill_the_whole_without_a_gap(lines):
    pieces = stack(lines, title="").pieces
    assert sum(piece.width for piece in pieces) == (FULL if sum(piece.value for piece in pieces) else 0)
    assert [piece.x + piece.width for piece in pieces[:-1]] == [piece.x for piece in pieces[1:]]
    assert [piece for piece in pieces if piece.width < 0 or not 1 <= piece.tone <= 5] == []
