"""The register of delegates as a table: to keep, to take over again, and with what is wrong marked."""

from typing import Any

from django.utils.translation import gettext as _

from changren.base.tables.writing import workbook
from changren.mandates.models import Mandate, Term
from changren.mandates.queries.roster import Roster
from changren.mandates.queries.rosterlines import LABELS, book

COLUMNS = (
    "number", "name", "login", "phone", "electing_unit", "delegation", "sector", "rank", "sex", "ethnic", "age",
    "on_committee", "elected_on",
)  # fmt: skip
AGE_WITHIN = {"to_35": 35, "to_45": 45, "to_55": 55, "over_55": 56}  # an age of each band


def register_table(term: Term) -> bytes:
    """The delegates in office as a workbook whose headings are known; taken over again it changes nothing.

    For the office alone: telephone numbers stand in it. Of an age only the band is kept, so one of it stands here.
    """
    rows = Mandate.objects.select_related(*Mandate.alongside).filter(term=term, state__in=Mandate.IN_FORCE)
    return workbook([[str(LABELS[name]) for name in COLUMNS], *map(_row, rows.order_by("number"))], name=str(term))


def _row(mandate: Mandate) -> list[str]:
    person, words = mandate.person, book()["words"]
    yes_no = {name: words[name] for name in ("sex", "on_committee")}
    said: dict[str, Any] = {
        "number": mandate.number, "name": person.name, "login": person.login, "phone": person.phone,
        "electing_unit": mandate.electing_unit.name, "delegation": mandate.delegation.name,
        "sector": words["sector"][mandate.sector].split()[0], "rank": words["rank"][mandate.rank].split()[0],
        "sex": yes_no["sex"]["yes" if mandate.is_woman else "no"].split()[0],
        "ethnic": words["ethnic"]["yes" if mandate.is_minority else "no"].split()[0],
        "age": AGE_WITHIN[mandate.age_band],
        "on_committee": yes_no["on_committee"]["yes" if mandate.on_committee else "no"].split()[0],
        "elected_on": mandate.elected_on.isoformat(),
    }  # fmt: skip
    return [str(said[name]) for name in COLUMNS]


def marked_roster(roster: Roster) -> bytes:
    """The sheet as it was sent, each wrong cell marked with its sentence; the sentences of a row stand at its end."""
    places = {name: n for n, name in roster.layout.columns.items()}
    width = max(map(len, roster.sheet.rows))
    rows = [[*row, *[""] * (width + 1 - len(row))] for row in roster.sheet.rows]
    remarks = {}
    for line in roster.of("wrong"):
        at = line.record.row - 1
        rows[at][width] = "; ".join(f"{LABELS[name]}: {says}" for name, says in line.wrong.items())
        remarks |= {(at, places.get(name, width)): str(says) for name, says in line.wrong.items()}
    if roster.layout.begins:
        rows[roster.layout.begins - 1][width] = _("What is wrong")
    return workbook(rows, heads=roster.layout.begins, remarks=remarks)
