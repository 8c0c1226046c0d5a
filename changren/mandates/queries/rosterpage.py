"""A roster that was taken over, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.base.acts import OpenAct, open_acts
from changren.base.minutes.telling import Told
from changren.base.secrets import masked
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, RosterLine
from changren.mandates.queries.rosterlines import LABELS, named
from changren.mandates.queries.takingback import PHONE
from changren.organisation.models import Post
from changren.organisation.queries import history

Kind = RosterLine.Kind


@dataclass(frozen=True)
class Did:
    """What it did to one delegate: entered, or corrected in these fields (label, old, new)."""

    it: Mandate
    is_entered: bool
    changes: list[tuple[Any, Any, Any]]


@dataclass(frozen=True)
class RosterSheet:
    """A roster, what it did and what may be done to it. `lines` are empty once it was taken back."""

    it: Roster
    acts: list[OpenAct]
    lines: list[Did]
    units: list[ElectingUnit]
    delegations: list[Delegation]
    history: list[Told]


def roster_sheet(it: Roster, *, by: Post, on: datetime) -> RosterSheet:
    """The roster as `by` may see it."""
    lines = list(it.lines.all())
    keys = {kind: [line.thing for line in lines if line.kind == kind] for kind in Kind.values}
    rows = Mandate.objects.select_related(*Mandate.alongside).in_bulk([*keys[Kind.ENTERED], *keys[Kind.CORRECTED]])
    units, delegations = (
        {str(one.pk): one for one in model.objects.filter(term=it.term_id)} for model in (ElectingUnit, Delegation)
    )
    names = {key: one.name for key, one in (units | delegations).items()}
    return RosterSheet(
        it=it, acts=open_acts(it, by=by, on=on), history=history(it),
        lines=[Did(rows[line.thing], line.kind == Kind.ENTERED, _told(line, names)) for line in lines
               if line.thing in rows],
        units=[units[str(key)] for key in keys[Kind.ELECTING_UNIT]],
        delegations=[delegations[str(key)] for key in keys[Kind.DELEGATION]],
    )  # fmt: skip


def _told(line: RosterLine, names: dict[str, str]) -> list[tuple[Any, Any, Any]]:
    """What changed, in words; of a telephone only what may be shown."""
    told = []
    for name, pair in line.changed.items():
        if name == PHONE:
            told.append((LABELS[PHONE], *(masked(one) or "—" for one in pair)))
        elif hasattr(Mandate, name):
            label = Mandate._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            told.append((label, *(names.get(str(one)) or named(name, one) for one in pair)))
    return told
