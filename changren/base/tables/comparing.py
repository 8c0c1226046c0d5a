"""A table that came in, row by row: what each row would do, what is wrong with it. Nothing is written here."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from changren.base.tables.cells import plain
from changren.base.tables.headings import Column, Layout, Record, guess, headings, normalised
from changren.base.tables.reading import Sheet
from changren.base.tables.writing import workbook

NEW, CHANGED, SAME, WRONG, ELSEWHERE = "new", "changed", "same", "wrong", "elsewhere"
LONGEST_HEADING = 100  # characters of one that is remembered


@dataclass
class Line:
    """One row: whom or what it names, what it would do, what is wrong with which column.

    changes: label, old, new. A room's own lines have `labels` of its columns and what else its act is given.
    """

    labels: ClassVar[Mapping[str, Any]] = {}

    record: Record
    name: str = ""
    state: str = NEW
    wrong: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[Any, Any, Any]] = field(default_factory=list)

    @property
    def faults(self) -> list[tuple[str, Any, Any]]:
        """What is wrong: column, its label, the sentence."""
        return [(name, self.labels[name], says) for name, says in self.wrong.items()]

    def read(self, column: str, reader: Callable[[str], Any], says: Any) -> Any:
        """The value of a cell; None if it is empty or wrong, and then `says` stands beside it."""
        text = self.record.cells.get(column, "")
        if not plain(text):
            return None
        try:
            return reader(text)
        except ValueError:
            self.wrong[column] = says
            return None

    @property
    def url(self) -> str:
        """Where it can be seen, if it is there already."""
        return ""

    @property
    def summary(self) -> str:
        """What is said of a new one beside its name."""
        return ""


@dataclass(frozen=True)
class Comparison:
    """All rows of a sheet. `layout` is how its columns were taken, `guessed` how they would be if nobody chose."""

    sheet: Sheet
    layout: Layout
    guessed: Layout
    columns: Sequence[Column]
    lines: Sequence[Any]

    def of(self, *states: str) -> list[Any]:
        """The lines in one of these states."""
        return [line for line in self.lines if line.state in states]

    @property
    def counted(self) -> dict[str, int]:
        """How many lines are in each state."""
        counts = Counter(line.state for line in self.lines)
        return {state: counts[state] for state in (NEW, CHANGED, SAME, WRONG, ELSEWHERE)}

    @property
    def headings(self) -> list[tuple[int, str, str]]:
        """Each column: its place, what stands above it, and what it was taken for."""
        said = headings(self.sheet.rows, self.layout)
        return [(n, text, self.layout.columns.get(n, "")) for n, text in enumerate(said)]

    @property
    def as_last_time(self) -> list[tuple[str, Any]]:
        """The headings that were taken as somebody said before, each with the label of its column, "" if left out."""
        labels = {column.name: column.label for column in self.columns}
        return [
            (text, labels.get(name, "")) for n, text, name in self.headings
            if n in self.guessed.remembered and name == self.guessed.columns.get(n, "")
        ]  # fmt: skip

    def learned(self, chosen: Sequence[int]) -> dict[str, str]:
        """What somebody said otherwise than it was guessed, by heading: a column's name, or "" to leave it out.

        chosen: the places about which they said something. What stands above two columns is not learned.
        """
        times = Counter(normalised(text) for _n, text, _name in self.headings)
        return {
            normalised(text): name for n, text, name in self.headings
            if n in chosen and name != self.guessed.columns.get(n, "")
            and times[normalised(text)] == 1 and 0 < len(normalised(text)) <= LONGEST_HEADING
        }  # fmt: skip

    @property
    def hidden_lines(self) -> list[Any]:
        """The lines whose rows are hidden in the file."""
        return [line for line in self.lines if line.record.row in self.sheet.hidden_rows]

    @property
    def hidden_headings(self) -> list[str]:
        """What stands above the columns that are hidden in the file and read nevertheless."""
        return [text or str(n + 1) for n, text, name in self.headings if name and n in self.sheet.hidden_columns]

    def marked(self, heading: str) -> bytes:
        """The sheet as it was sent, wrong cells marked; what is wrong stands at the end of the row, under `heading`."""
        places = {name: n for n, name in self.layout.columns.items()}
        width = max(map(len, self.sheet.rows))
        rows = [[*row, *[""] * (width + 1 - len(row))] for row in self.sheet.rows]
        remarks: dict[tuple[int, int], str] = {}
        for line in self.of(WRONG):
            at = line.record.row - 1
            rows[at][width] = "; ".join(f"{label}: {says}" for _name, label, says in line.faults)
            remarks |= {(at, places.get(name, width)): str(says) for name, says in line.wrong.items()}
        if self.layout.begins:
            rows[self.layout.begins - 1][width] = heading
        return workbook(rows, heads=self.layout.begins, remarks=remarks)


def best_sheet(
    sheets: Sequence[Sheet], columns: Sequence[Column], known: Mapping[str, str] | None = None
) -> tuple[Sheet, Layout]:
    """The sheet with the most columns that are understood, and how it is laid out. known: see `headings.guess`."""
    laid_out = [(sheet, guess(sheet.rows, columns, known)) for sheet in sheets]
    return max(laid_out, key=lambda one: len(one[1].columns))
