"""The agenda and the papers with which a meeting begins: of the template of its kind, or of another meeting."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from changren.congress.models import Meeting, Paper
from changren.organisation.models import Unit
from changren.rulebook.provisions import worded

TEMPLATE = Path(__file__).parents[1] / "agenda.toml"


@dataclass(frozen=True)
class DrawnItem:
    """An item to be put on an agenda."""

    title: str
    kind: str


@dataclass(frozen=True)
class DrawnPaper:
    """A paper to be asked for. n: the place of its item among the items, None for the meeting as a whole."""

    title: str
    n: int | None
    unit: Unit | None
    level: str
    is_required: bool


@dataclass(frozen=True)
class Drawn:
    """What a new meeting begins with."""

    items: list[DrawnItem]
    papers: list[DrawnPaper]


@cache
def template() -> dict[str, Any]:
    """The templates, by the kind of meeting."""
    return tomllib.loads(TEMPLATE.read_text("utf-8"))


def agenda_of(meeting: Meeting) -> Drawn:
    """What the template of its kind asks for; a paper is asked of the first open unit of that kind."""
    said = template()[meeting.kind]
    units: dict[str, Unit] = {}
    for unit in Unit.objects.filter(township=meeting.township, is_open=True).order_by("-id"):
        units[unit.kind] = unit
    return Drawn(
        [DrawnItem(worded(one["title"]), one["kind"]) for one in said["items"]],
        [
            DrawnPaper(worded(one["title"]), one["item"] - 1, units.get(one["unit"]), one["level"], True)
            for one in said["papers"]
        ],
    )


def agenda_like(meeting: Meeting) -> Drawn:
    """The agenda of another meeting without what was added late, and the papers that were due then."""
    items = [one for one in meeting.items.filter(parent=None) if not one.is_late]
    place = {one.pk: n for n, one in enumerate(items)}
    papers = Paper.objects.select_related("unit").filter(meeting=meeting, is_removed=False, is_required=True)
    return Drawn(
        [DrawnItem(one.title, one.kind) for one in items],
        [DrawnPaper(one.title, place.get(one.item_id), one.unit, one.level, True) for one in papers],
    )
