"""A whole roster at once: each row is the act that would enter or correct one delegate, all of them or none."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.mandates import guards as only
from changren.mandates.acts.delegates import confirm_delegate, correct_delegate
from changren.mandates.acts.groups import add_delegation, add_electing_unit
from changren.mandates.models import Mandate, Term
from changren.organisation import acts as organisation
from changren.organisation.models import Person


@act(Term, {Term.State.CURRENT: Term.State.CURRENT}, who=only.is_clerk, keeps=["entered", "corrected"],
     when=[only.term_is_current, only.roster_says_something, only.roster_is_of_term], verb=_("Take over a roster"),
     says=_("{by} took over a roster for “{it}”: {entered} delegates entered, {corrected} corrected"))  # fmt: skip
def enter_roster(
    term: Term, *, lines: Sequence[dict[str, Any]], seats: dict[str, int], first_password: str, by: Any, on: datetime
) -> None:
    """Measures on Mandates, art. 3. What was checked on paper is entered as the office keeps it.

    lines: for each delegate the names `electing_unit` and `delegation` and the other values of the register, days as
    ISO text; `mandate` (a key) to correct one; else `person` (a key), or `name` and `login` of somebody new; `phone`,
    empty to leave it. seats: of electing units that are not there yet. Delegations that are not there are entered.
    """
    bodies = _bodies(term, lines, seats, by, on)
    entered = corrected = 0
    for line in lines:
        given = _register(line, bodies)
        if line["mandate"]:
            mandate = Mandate.objects.select_related(*Mandate.alongside).get(pk=line["mandate"], term=term)
            _correct(mandate, line, given, by, on)
            corrected += 1
        else:
            _enter(term, line, given, first_password, by, on)
            entered += 1
    term.entered, term.corrected = entered, corrected  # type: ignore[attr-defined]  # for the sentence


def _bodies(
    term: Term, lines: Sequence[dict[str, Any]], seats: dict[str, int], by: Any, on: datetime
) -> dict[Any, Any]:
    """Electing units and delegations by kind and name, those that were missing entered."""
    for name, number in seats.items():
        add_electing_unit(term, by=by, on=on, name=name, seats=number, branch=None)
    known = set(term.delegations.values_list("name", flat=True))
    for name in sorted({line["delegation"] for line in lines} - known):
        add_delegation(term, by=by, on=on, name=name)
    return {("electing_unit", one.name): one for one in term.electing_units.all()} | {
        ("delegation", one.name): one for one in term.delegations.all()
    }


def _register(line: dict[str, Any], bodies: dict[Any, Any]) -> dict[str, Any]:
    """The values of the register, with the bodies themselves and days as days."""
    given = {name: line[name] for name in ("number", "sector", "rank", "is_woman", "is_minority", "age_band")}
    given |= {name: bodies[name, line[name]] for name in ("electing_unit", "delegation")}
    return given | {"on_committee": line["on_committee"], "elected_on": date.fromisoformat(line["elected_on"])}


def _correct(mandate: Mandate, line: dict[str, Any], given: dict[str, Any], by: Any, on: datetime) -> None:
    correct_delegate(mandate, by=by, on=on, **given)
    _correct_phone(mandate.person, line["phone"], by, on)


def _correct_phone(person: Person, phone: str, by: Any, on: datetime) -> None:
    if phone and phone != person.phone:
        organisation.correct_person(person, by=by, on=on, name=person.name, login=person.login, phone=phone)


def _enter(term: Term, line: dict[str, Any], given: dict[str, Any], first_password: str, by: Any, on: datetime) -> None:
    known = Person.objects.select_related("township").get(pk=line["person"]) if line["person"] else None
    confirm_delegate(
        term, by=by, on=on, person=known, name=line["name"], login=line["login"],
        phone="" if known else line["phone"], first_password=first_password, **given,
    )  # fmt: skip
    if known:
        _correct_phone(known, line["phone"], by, on)
