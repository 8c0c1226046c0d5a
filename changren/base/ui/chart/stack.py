"""How a whole divides: one bar of several pieces that together are exactly as long as it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from changren.base.ui.chart.bars import FULL, Line

TONES = 5  # the colours of pieces, then from the first again


@dataclass(frozen=True)
class Piece:
    """One part: what it counts, how many, the records behind it (or ""), where it begins, its length and colour."""

    label: Any
    value: int
    url: str
    x: int
    width: int
    tone: int


@dataclass(frozen=True)
class Stack:
    """A chart for `ui/chart/stack.html`. `total` is the sum of its values."""

    title: Any
    pieces: tuple[Piece, ...]
    total: int


def stack(lines: Iterable[Line], *, title: Any, tones: Sequence[int] = ()) -> Stack:
    """One bar divided by `lines`: (label, value, url) in the order in which they are shown, no value below 0.

    tones: the colour of each piece, 1 to 5 (good, fairly good, waiting, bad, aside); else one after the other.
    """
    rows = list(lines)
    total = sum(value for _, value, _ in rows)
    pieces, before = [], 0
    for n, (label, value, url) in enumerate(rows):
        begin, end = _at(before, total), _at(before + value, total)
        tone = tones[n] if tones else n % TONES + 1
        pieces.append(Piece(label, value, url, begin, end - begin, tone))
        before += value
    return Stack(title, tuple(pieces), total)


def _at(count: int, total: int) -> int:
    return count * FULL // total if total else 0
