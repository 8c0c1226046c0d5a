"""A roster of delegates as an office keeps it: what each row would do, row by row, before anything is done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from changren.base.tables.headings import Layout, guess, headings, records
from changren.base.tables.reading import Sheet
from changren.base.tenancy.models import Township
from changren.mandates.models import Term
from changren.mandates.queries.rosterlines import CHANGED, ELSEWHERE, NEW, SAME, WRONG, Line, columns
from changren.mandates.queries.rosterreader import Reader


@dataclass(frozen=True)
class Roster:
    """All rows of a sheet, and the electing units and delegations that would be entered with them."""

    sheet: Sheet
    layout: Layout
    lines: list[Line]
    new_units: dict[str, int]
    new_delegations: list[str]

    def of(self, *states: str) -> list[Line]:
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


def best_sheet(sheets: Sequence[Sheet]) -> tuple[Sheet, Layout]:
    """The sheet with the most columns that are understood, and how it is laid out."""
    laid_out = [(sheet, guess(sheet.rows, columns())) for sheet in sheets]
    return max(laid_out, key=lambda one: len(one[1].columns))


def roster(term: Term, sheet: Sheet, layout: Layout) -> Roster:
    """What each row would do to the delegates of a term. Nothing is written."""
    places = {place.name: place.pk for place in Township.objects.exclude(kind=Township.Kind.DISTRICT)}
    reader = Reader(term, places)
    lines = [reader.line(record) for record in records(sheet.rows, layout, list(places))]
    for line in lines:
        if line.state != ELSEWHERE:
            reader.settle(line)
    kept = [line.values for line in lines if line.state in (NEW, CHANGED)]
    units = Counter(values["electing_unit"] for values in kept)
    return Roster(
        sheet, layout, lines, {name: n for name, n in units.items() if name not in reader.units},
        sorted({values["delegation"] for values in kept} - reader.delegations),
    )  # fmt: skip
