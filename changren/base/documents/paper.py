"""What stands on a paper, part by part, however it will be printed. Texts are plain: nothing in them is ever a command.

The parts are what official papers of a township have (GB/T 9704): the red head of an office, a title, paragraphs, a
form, a table, the place for name and day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

Part = dict[str, Any]
Cell = tuple[Any, Any]  # what is asked, and what was said


@dataclass(frozen=True)
class Paper:
    """One paper. on: the day that it is of, which is its date as a file. wide: for tables of many columns.

    size: "a4" or "a5". bare: narrow margins and no page number, for what is cut out or must not have a mark.
    """

    title: str
    on: date
    parts: Sequence[Part] = field(default_factory=list)
    wide: bool = False
    size: str = "a4"
    bare: bool = False


def office(name: Any) -> Part:
    """Who sends it, in red across the head."""
    return {"kind": "office", "says": str(name)}


def title(says: Any) -> Part:
    """What it is; once on each sheet."""
    return {"kind": "title", "says": str(says)}


def under(says: Any) -> Part:
    """A line under the title: place, day, number."""
    return {"kind": "under", "says": str(says)}


def heading(says: Any) -> Part:
    """The head of a section."""
    return {"kind": "heading", "says": str(says)}


def address(says: Any) -> Part:
    """To whom it is written."""
    return {"kind": "address", "says": str(says)}


def prose(text: Any) -> Part:
    """Paragraphs, as somebody wrote them."""
    return {"kind": "prose", "lines": _lines(text)}


def points(says: Iterable[Any]) -> Part:
    """A list of sentences."""
    return {"kind": "points", "lines": [str(one) for one in says]}


def facts(pairs: Iterable[Cell]) -> Part:
    """A name and a value a line."""
    return {"kind": "facts", "pairs": [[str(name), str(value)] for name, value in pairs]}


def form(*rows: Sequence[Cell]) -> Part:
    """A form with lines around it: in each row one field, or two beside each other."""
    return {"kind": "form", "rows": [[[str(name), _lines(value)] for name, value in row] for row in rows]}


def table(
    head: Sequence[Any], rows: Iterable[Sequence[Any]], widths: Sequence[int], *, caption: Any = "",
    numbers: Sequence[int] = (), total: Sequence[Any] = (),
) -> Part:  # fmt: skip
    """A table whose head stands on every page. widths: of the columns, to each other. numbers: which are aligned."""
    return {
        "kind": "table", "caption": str(caption), "head": [str(cell) for cell in head], "widths": list(widths),
        "rows": [[str(cell) for cell in row] for row in rows], "numbers": list(numbers),
        "total": [str(cell) for cell in total],
    }  # fmt: skip


def ends(*lines: Any) -> Part:
    """Who signs, and the day: at the right, together."""
    return {"kind": "ends", "lines": [str(line) for line in lines]}


def remark(says: Any) -> Part:
    """Small, at the foot of what was said."""
    return {"kind": "remark", "says": str(says)}


def cards(each: Iterable[tuple[Any, Sequence[Any], str]], *, of: Any = "") -> Part:
    """Cards to be cut out, two beside each other: a name, lines under it, and a code to be read by a telephone.

    of: what stands above the name on every card.
    """
    told = [
        {"name": str(name), "lines": [str(line) for line in lines], "code": str(code)} | _drawn(code)
        for name, lines, code in each
    ]
    return {"kind": "cards", "of": str(of), "cards": told}


def ballots(
    says: Any, how: Sequence[Any], names: Sequence[Any], others: int, head: tuple[Any, Any, Any], *, copies: int = 1,
) -> Part:  # fmt: skip
    """Ballot papers, each like the other: a name and its box a line, then empty lines with a box of their own.

    how: what may be marked, a sentence a line. others: how many may be written in. head: over the names, the boxes,
    and the empty lines. copies: how many on the sheet, with a line to cut along between them.
    """
    return {"kind": "ballots", "says": str(says), "lines": [str(one) for one in how], "names": [*map(str, names)],
            "others": others, "head": [*map(str, head)], "copies": copies}  # fmt: skip


MASK = 2  # one of the eight that every reader knows: to look for the best takes as long as everything else


def _drawn(code: str) -> Part:
    """The dark runs of a code, row by row: where each begins, and how long it is; and how wide the code is."""
    import segno  # only where a code is drawn

    rows = [list(row) for row in segno.make(code, error="m", micro=False, mask=MASK).matrix]
    runs = [[at, y, end - at] for y, row in enumerate(rows) for at, end in _runs(row)]
    return {"side": len(rows), "runs": runs}


def _runs(row: list[int]) -> list[tuple[int, int]]:
    edges = [x for x, (before, now) in enumerate(pairwise([0, *row, 0])) if before != now]
    return list(zip(edges[::2], edges[1::2], strict=True))


def sheet() -> Part:
    """What follows begins on a sheet of its own, and its pages are counted anew."""
    return {"kind": "sheet"}


def _lines(text: Any) -> list[str]:
    return [line.strip() for line in str(text).splitlines() if line.strip()]
