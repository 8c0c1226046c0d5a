"""How long each bar is. Whole thousandths of the drawing's width, so that no language writes them with a comma."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FULL = 1000  # thousandths: the whole width
LEAST = 4  # thousandths: what is not nothing can be seen

Line = tuple[Any, int, str]


@dataclass(frozen=True)
class Bar:
    """One line of the chart: what it counts, how many, the records behind it (or ""), and its length."""

    label: Any
    value: int
    url: str
    width: int


@dataclass(frozen=True)
class Bars:
    """A chart for `ui/chart/bars.html`. `total` is the sum of its values."""

    title: Any
    bars: tuple[Bar, ...]
    total: int


def bars(lines: Iterable[Line], *, title: Any) -> Bars:
    """Bars side by side, the longest over the whole width.

    lines: (label, value, url) in the order in which they are shown; no value is below 0, url may be "".
    """
    rows = list(lines)
    most = max((value for _, value, _ in rows), default=0)
    drawn = tuple(Bar(label, value, url, _width(value, most)) for label, value, url in rows)
    return Bars(title, drawn, sum(bar.value for bar in drawn))


def _width(value: int, most: int) -> int:
    return max(LEAST, value * FULL // most) if value else 0
