"""A whole roster at once: each row is the act that would enter or correct one delegate, all of them or none."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.mandates import guards as only
from changren.mandates.acts.delegates import confirm_delegate, correct_delegate
from changren.mandates.acts.groups import add_delegation, add_electing_unit
from changren.mandates.models import Delegation, Mandate, Roster, RosterLine, Term
from changren.mandates.queries.takingback import HEADS, PHONE, kept
from changren.organisation import acts as organisation
from changren.organisation.models import KnownHeading, Person

Kind = RosterLine.Kind


@act(Roster, {None: Roster.State.ENTERED}, who=only.is_clerk, within=Term, keeps=["entered", "corrected"],
     when=[only.term_is_current, only.roster_says_something, only.roster_is_of_term], verb=_("Take over a roster"),
     says=_("{by} took over a roster, “{it}”: {entered} delegates entered, {corrected} corrected"))  # fmt: skip
def enter_roster(
    term: Term, *, lines: Sequence[dict[str, Any]], seats: dict[str, int], headings: dict[str, str], source: str,
    first_password: str, by: Any, on: datetime,
) -> Roster:  # fmt: skip
    """Measures on Mandates, art. 3. What was checked on paper is entered as the office keeps it.

    lines: for each delegate the names `electing_unit` and `delegation` and the other values of the register, days as
    ISO text; `mandate` (a key) to correct one; else `person` (a key), or `name` and `login` of somebody new; `phone`,
    empty to leave it. seats: of electing units that are not there yet. Delegations that are not there are entered.
    headings: how its headings were taken otherwise than guessed, for the next time. source: the name of its file.
    """
    organisation.remember_headings(term.township, KnownHeading.Table.DELEGATES, headings)
    corrected = sum(bool(line["mandate"]) for line in lines)
    roster = Roster.objects.create(
        township=term.township, term=term, source=source, entered=len(lines) - corrected, corrected=corrected,
        by_id=by.id, at=on,
    )  # fmt: skip
    bodies = list(_bodies(term, lines, seats, by, on))
    known = {("electing_unit", one.name): one for one in term.electing_units.all()} | {
        ("delegation", one.name): one for one in term.delegations.all()
    }
    done = [one for line in lines for one in _done(term, line, _register(line, known), first_password, by, on)]
    RosterLine.objects.bulk_create(
        RosterLine(roster=roster, kind=kind, thing=thing.pk, changes=json.dumps(changes) if changes else "")
        for kind, thing, changes in (*bodies, *done)
    )
    return roster


Done = tuple[str, Any, dict[str, Any]]


def _bodies(
    term: Term, lines: Sequence[dict[str, Any]], seats: dict[str, int], by: Any, on: datetime
) -> Iterator[Done]:
    """Enter the electing units and delegations that are missing."""
    for name, number in seats.items():
        yield Kind.ELECTING_UNIT, add_electing_unit(term, by=by, on=on, name=name, seats=number, branch=None), {}
    there = set(term.delegations.values_list("name", flat=True))
    for name in sorted({line["delegation"] for line in lines} - there):
        yield Kind.DELEGATION, add_delegation(term, by=by, on=on, name=name), {}


def _register(line: dict[str, Any], bodies: dict[Any, Any]) -> dict[str, Any]:
    """The values of the register, with the bodies themselves and days as days."""
    given = {name: line[name] for name in ("number", "sector", "rank", "is_woman", "is_minority", "age_band")}
    given |= {name: bodies[name, line[name]] for name in ("electing_unit", "delegation")}
    return given | {"on_committee": line["on_committee"], "elected_on": date.fromisoformat(line["elected_on"])}


def _done(
    term: Term, line: dict[str, Any], given: dict[str, Any], first_password: str, by: Any, on: datetime
) -> Iterator[Done]:
    """Enter or correct one delegate."""
    if line["mandate"]:
        mandate = Mandate.objects.select_related(*Mandate.alongside).get(pk=line["mandate"], term=term)
        heads = [str(one.pk) for one in Delegation.objects.filter(head=mandate).exclude(pk=given["delegation"].pk)]
        was = {name: (kept(getattr(mandate, name)), kept(value)) for name, value in given.items()}
        changes: dict[str, Any] = {name: pair for name, pair in was.items() if pair[0] != pair[1]}
        changes |= {HEADS: (heads, [])} if heads else {}
        correct_delegate(mandate, by=by, on=on, **given)
        yield Kind.CORRECTED, mandate, changes | _phone(mandate.person, line["phone"], by, on)
        return
    known = Person.objects.select_related("township").get(pk=line["person"]) if line["person"] else None
    mandate = confirm_delegate(
        term, by=by, on=on, person=known, name=line["name"], login=line["login"],
        phone="" if known else line["phone"], first_password=first_password, **given,
    )  # fmt: skip
    if known is None:
        yield Kind.PERSON, mandate.person, {}
    yield Kind.ENTERED, mandate, _phone(known, line["phone"], by, on) if known else {}


def _phone(person: Person, phone: str, by: Any, on: datetime) -> dict[str, Any]:
    """Correct the telephone, if there is another one: what changed."""
    was = person.phone
    if not phone or phone == was:
        return {}
    organisation.correct_person(person, by=by, on=on, name=person.name, login=person.login, phone=phone)
    return {PHONE: (was, phone)}
