"""What is counted by hand is counted twice: the two entries of a group beside each other, and the groups together.

An entry has a `group` and an `entry`, of which the first comes first; its cells are what a room makes of it: for each
number what it is of, in two parts, and the number, or None where nothing was counted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Numbers = Sequence[Sequence[int]]
Cells = Iterable[tuple[str, str, int | None]]


@dataclass(frozen=True)
class Difference:
    """One cell in which two entries of a group differ."""

    question: str
    answer: str
    first: int | None
    second: int | None


@dataclass(frozen=True)
class Group:
    """The two entries of one group. differences: None until both are there."""

    name: str
    first: Any
    second: Any
    differences: list[Difference] | None

    in_data = ("name", "first", "second")

    @property
    def agrees(self) -> bool:
        return self.differences == []


def grouped(entries: Iterable[Any], cells: Callable[[Any], Cells]) -> list[Group]:
    """The groups in the order in which they come, each with what differs between its entries."""
    rows: dict[str, list[Any]] = {}
    for one in entries:
        rows.setdefault(one.group, []).append(one)
    return [_group(name, found, cells) for name, found in rows.items()]


def _group(name: str, entries: list[Any], cells: Callable[[Any], Cells]) -> Group:
    first, second = entries if entries[1:] else (entries[0], None)
    return Group(name, first, second, differing(cells(first), cells(second)) if second is not None else None)


def differing(first: Cells, second: Cells) -> list[Difference]:
    """Every cell in which two entries differ, in the order of the first; what only one has differs from nothing."""
    here, there = ({(row, column): n for row, column, n in cells} for cells in (first, second))
    names = [*here, *(name for name in there if name not in here)]
    return [Difference(*name, here.get(name), there.get(name)) for name in names if here.get(name) != there.get(name)]


def next_entry(made: Iterable[str], entries: Sequence[str]) -> str | None:
    """Which entry of a group is still to be made; None if all are there."""
    there = set(made)
    return next((one for one in entries if one not in there), None)


def together(rows: Sequence[Numbers]) -> list[list[int]]:
    """The numbers of several groups, added cell by cell."""
    return [[sum(cells) for cells in zip(*lines, strict=True)] for lines in zip(*rows, strict=True)]
