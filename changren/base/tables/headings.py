"""Which column is which: headings are found wherever they stand, in one row or two, in any order and wording."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from changren.base.tables.cells import plain

LOOKED_AT = 15  # rows from the top, among which the headings are
ENOUGH = 2  # columns that make a row one of headings
NOISE = re.compile(r"[\s\W_]")
LONGEST_KNOWN = 20  # characters of a heading in which one of our words may stand
# what begins a row that is no record
NOTES = ("合计", "总计", "小计", "共计", "备注", "说明", "注:", "填表", "制表", "审核", "total")


@dataclass(frozen=True)
class Column:
    """What a column may hold: its name in code, its label, and the headings by which it is known."""

    name: str
    label: Any
    known_as: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Where the headings end (the number of rows above the first record), and which column each place holds.

    remembered: the places that are taken, or left out, because somebody said so before.
    """

    begins: int
    columns: dict[int, str] = field(default_factory=dict)
    remembered: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Record:
    """One row that is a record: its number in the sheet, from 1; its cells by column; the section it stands in."""

    row: int
    cells: dict[str, str]
    section: str = ""


def normalised(heading: str) -> str:
    """A heading as headings are compared: its letters and figures, half-width and small."""
    return NOISE.sub("", plain(heading)).lower()


def guess(rows: Sequence[Sequence[str]], columns: Sequence[Column], known: Mapping[str, str] | None = None) -> Layout:
    """The likeliest layout; without any column if no row looks like headings.

    known: what somebody took a heading (normalised) for before, "" if it was left out. It comes before all words.
    """
    best = Layout(0)
    for at in range(min(LOOKED_AT, len(rows))):
        for depth in (1, 2):
            found, remembered = _matched(_headings(rows[at : at + depth]), columns, known or {})
            if len(found) >= ENOUGH and len(found) > len(best.columns) and at + depth <= len(rows):
                best = Layout(at + depth, found, remembered)
    return best


def headings(rows: Sequence[Sequence[str]], layout: Layout) -> list[str]:
    """What stands above each column, whether it was understood or not."""
    above = rows[max(layout.begins - 2, 0) : layout.begins]
    named = _headings(above) if above else []
    width = max((len(row) for row in rows), default=0)
    return [*named, *[""] * (width - len(named))]


def _headings(rows: Sequence[Sequence[str]]) -> list[str]:
    """The headings of one row, or of two: the lower one counts, where there is one."""
    width = max(map(len, rows))
    return [next((row[n] for row in reversed(rows) if n < len(row) and row[n]), "") for n in range(width)]


def _matched(
    said: Sequence[str], columns: Sequence[Column], known: Mapping[str, str]
) -> tuple[dict[int, str], frozenset[int]]:
    """Each column at the place whose heading fits it best: as it was taken before, called exactly so, or nearly."""
    found = _remembered(said, columns, known)
    left_out = {n for n, text in enumerate(said) if known.get(normalised(text)) == ""}
    remembered = frozenset(found) | left_out
    for exactly in (True, False):
        for column in columns:
            if column.name in found.values():
                continue
            free = (n for n in range(len(said)) if n not in found and n not in left_out)
            place = next((n for n in free if _fits(said[n], column, exactly)), None)
            if place is not None:
                found[place] = column.name
    return found, remembered


def _remembered(said: Sequence[str], columns: Sequence[Column], known: Mapping[str, str]) -> dict[int, str]:
    """The places that were taken for a column before; the first, if a heading stands twice."""
    names, found = {column.name for column in columns}, dict[int, str]()
    for n, text in enumerate(said):
        name = known.get(normalised(text), "")
        if name in names and name not in found.values():
            found[n] = name
    return found


def _fits(text: str, column: Column, exactly: bool) -> bool:
    bare = normalised(text)
    if not bare or len(bare) > LONGEST_KNOWN:
        return False
    return any(bare == known if exactly else len(known) > 1 and known in bare for known in column.known_as)


def records(rows: Sequence[Sequence[str]], layout: Layout, sections: Sequence[str] = ()) -> list[Record]:
    """The rows below the headings that are records.

    Left out are empty rows, sums and notes, repeated headings, and rows that only name one of `sections`: that is the
    section of what follows.
    """
    above = {tuple(map(plain, row)) for row in rows[: layout.begins]}
    found, section = [], ""
    for number, row in enumerate(rows[layout.begins :], layout.begins + 1):
        filled = [plain(cell) for cell in row if plain(cell)]
        named = [one for one in sections if len(set(filled)) == 1 and one in filled[0]]
        if named:
            section = max(named, key=len)
        elif filled and tuple(map(plain, row)) not in above and not _is_note(filled[0]):
            cells = {name: row[n].strip() for n, name in layout.columns.items() if n < len(row)}
            if any(cells.values()):
                found.append(Record(number, cells, section))
    return found


def _is_note(text: str) -> bool:
    bare = re.sub(r"\s", "", text).lower()
    return any(bare.startswith(word) for word in NOTES)
