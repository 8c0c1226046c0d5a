"""A roster of delegates as an office keeps it: what each row would do, row by row, before anything is done."""

from collections import Counter
from dataclasses import dataclass

from changren.base.tables.comparing import CHANGED, ELSEWHERE, NEW, Comparison
from changren.base.tables.headings import Layout, records
from changren.base.tables.reading import Sheet
from changren.base.tenancy.models import Township
from changren.mandates.models import Term
from changren.mandates.queries.rosterlines import columns
from changren.mandates.queries.rosterreader import Reader


@dataclass(frozen=True)
class Roster(Comparison):
    """All rows of a sheet, and the electing units and delegations that would be entered with them."""

    new_units: dict[str, int]
    new_delegations: list[str]


def roster(term: Term, sheet: Sheet, layout: Layout, guessed: Layout) -> Roster:
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
        sheet, layout, guessed, columns(), lines, {name: n for name, n in units.items() if name not in reader.units},
        sorted({values["delegation"] for values in kept} - reader.delegations),
    )  # fmt: skip
