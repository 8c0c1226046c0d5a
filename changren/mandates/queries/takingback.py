"""Whether a roster can be taken back: what hangs on whom it entered, and what was corrected since."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from changren.base.acts import ACTS
from changren.base.minutes.models import Entry
from changren.base.minutes.writing import plain
from changren.base.tenancy.hanging import hanging_on
from changren.base.web.models import UnsentText
from changren.base.words import listed
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, RosterLine
from changren.organisation.models import PastPassword, Person, SignIn

Kind = RosterLine.Kind
ENTERED: dict[str, Any] = {
    Kind.PERSON: Person, Kind.ENTERED: Mandate, Kind.ELECTING_UNIT: ElectingUnit, Kind.DELEGATION: Delegation,
}  # fmt: skip
HEADS, PHONE = "heads", "phone"  # what a line may say of beside the fields of a mandate
SIGNED_IN = (SignIn, PastPassword, UnsentText)  # what only somebody leaves who was here
SHOWN = 5  # names in one sentence


def kept(value: Any) -> Any:
    """A value of the register as a line keeps it."""
    return str(value.pk) if hasattr(value, "pk") else plain(value)


def hanging(roster: Roster) -> str:
    """What hangs on the people, electing units and delegations that it entered, in words; empty if nothing does."""
    lines = list(roster.lines.all())
    things = {kind: _things(model, lines, kind) for kind, model in ENTERED.items()}
    by_key = {one.pk: one for found in things.values() for one in found}
    told: dict[str, str] = {}  # one reason for each name
    rows = list(_rows(things, lines))
    left = [(thing, _("{name} has signed in")) for thing, row in rows if isinstance(row, SIGNED_IN)]
    named = [(thing, _("there is something of {name}: {what}").replace("{what}", _what(row))) for thing, row in rows]
    for thing, says in (*left, *_entries(roster, by_key), *named, *_later(roster, by_key)):
        told.setdefault(str(thing), says.format(name=thing))
    return _some(list(told.values()))


def corrected_since(roster: Roster) -> str:
    """Whose entry does not say any more what the roster made it say; empty if all do."""
    lines = [line for line in roster.lines.filter(kind__in=[Kind.CORRECTED, Kind.ENTERED]) if line.changes]
    rows = Mandate.objects.select_related("person").in_bulk([line.thing for line in lines])
    return _some([str(one) for line in lines if _differs(one := rows[line.thing], line)])


def _differs(mandate: Mandate, line: RosterLine) -> bool:
    now = {name: mandate.person.phone if name == PHONE else kept(getattr(mandate, name))
           for name in line.changed if name != HEADS}  # fmt: skip
    return any(now[name] != said for name, (_was, said) in line.changed.items() if name in now)


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return listed([*names[:SHOWN], _("{n} more").format(n=more)] if more > 0 else names)


def _things(model: Any, lines: Iterable[RosterLine], kind: str) -> list[Any]:
    rows = model.objects.select_related(*model.alongside)
    return list(rows.filter(pk__in=[line.thing for line in lines if line.kind == kind]))


def _what(row: Any) -> str:
    return str(row._meta.verbose_name)


def _rows(things: dict[str, list[Any]], lines: list[RosterLine]) -> Iterator[tuple[Any, Any]]:
    """Rows of any room that name them, but for those of the roster itself."""
    entered = {line.thing for line in lines if line.kind == Kind.ENTERED}
    for kind, found in things.items():
        moved = {line.thing for line in lines if line.kind == Kind.CORRECTED and kind in line.changed}
        yield from hanging_on(found, but=entered | moved)


def _entries(roster: Roster, by_key: dict[UUID, Any]) -> Iterator[tuple[Any, str]]:
    """What they did, and what was done to them, since the roster was entered."""
    since = Entry.objects.get(subject_id=roster.pk, act="mandates.enter_roster").number
    rows = Entry.objects.filter(Q(subject_id__in=by_key) | Q(person_id__in=by_key), number__gt=since)
    for entry in rows:
        did = entry.person_id in by_key
        says = _("{name} has done something: {what}") if did else _("something was done to {name}: {what}")
        thing = by_key[entry.person_id if did else entry.subject_id]  # type: ignore[index]
        yield thing, says.replace("{what}", str(ACTS[entry.act].verb))


def _later(roster: Roster, by_key: dict[UUID, Any]) -> Iterator[tuple[Any, str]]:
    """Where a later roster moved somebody away from: taken back, it needs the place."""
    standing = Roster.objects.filter(term=roster.term_id, state=Roster.State.ENTERED, at__gte=roster.at)
    for line in RosterLine.objects.filter(roster__in=standing.exclude(pk=roster.pk), kind=Kind.CORRECTED):
        was = [line.changed.get(name, ("",))[0] for name in ("electing_unit", "delegation")]
        for key in (*was, *line.changed.get(HEADS, ([],))[0]):
            if key and UUID(key) in by_key:
                yield by_key[UUID(key)], _("a later roster moved somebody from {name}")
