"""What was counted: two entries for each group, their differences, the groups together once they agree."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.tallies import Group, grouped
from changren.base.tallies import next_entry as the_next
from changren.elections.models import Candidate, Election, Sheet
from changren.elections.queries.count import Tally, added
from changren.elections.queries.people import on_paper

HEADS = (
    ("issued", _("papers issued")), ("collected", _("papers collected")), ("valid", _("valid papers")),
    ("invalid", _("invalid papers")),
)  # fmt: skip
COLUMNS = (pgettext_lazy("a vote", "for"), pgettext_lazy("a vote", "against"), pgettext_lazy("a vote", "abstain"),
           pgettext_lazy("a vote", "cannot be read"))  # fmt: skip


def groups(election: Election) -> list[Group]:
    """The groups that were entered, each with what differs between its entries."""
    standing = on_paper(election)
    rows = election.sheets.select_related(*Sheet.alongside).order_by("group", "entry")
    return grouped(rows, lambda one: cells(standing, one))


def cells(standing: list[Candidate], sheet: Any) -> Iterator[tuple[str, str, int | None]]:
    """The numbers of one entry, in the order of the sheet."""
    for name, label in HEADS:
        yield str(label), "", getattr(sheet, name)
    for candidate, row in zip(standing, sheet.numbers, strict=True):
        for label, n in zip(COLUMNS, row, strict=True):
            yield candidate.name, str(label), n
    for name, n in sheet.write_ins.items():
        yield str(_("Written in")), name, n
    yield str(_("names without a mark")), "", sheet.unmarked


def own_entry(election: Election, group: str, person_id: UUID | None) -> Sheet | None:
    """What this person has entered for a group."""
    return election.sheets.filter(group=group, entered_by=person_id).first()  # type: ignore[no-any-return]


def next_entry(election: Election, group: str) -> str | None:
    """Which entry of the group is still to be made; None if both are there."""
    return the_next(election.sheets.filter(group=group).values_list("entry", flat=True), Sheet.Entry.values)


def tally_of(it: Any) -> Tally:
    """A tally sheet, or an election that was counted, as numbers."""
    return Tally(
        issued=it.issued or 0, collected=it.collected or 0, valid=it.valid or 0, invalid=it.invalid or 0,
        numbers=it.numbers or [], write_ins=it.write_ins, unmarked=it.unmarked,
    )  # fmt: skip


def total(election: Election) -> Tally:
    """The sum of the groups, by their first entries; what it is worth the guards say."""
    return added([tally_of(one) for one in election.sheets.filter(entry=Sheet.Entry.FIRST)])
