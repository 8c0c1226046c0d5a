"""A roster that was taken over is taken back: what it entered goes, what it corrected is as it was."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.mandates import guards as only
from changren.mandates.acts.delegates import correct_delegate, strike_delegate
from changren.mandates.acts.groups import appoint_head, strike_delegation, strike_electing_unit
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, RosterLine
from changren.mandates.queries.rosterlines import REGISTER
from changren.mandates.queries.takingback import HEADS, PHONE
from changren.organisation import acts as organisation
from changren.organisation.models import Person

Kind, State = RosterLine.Kind, Roster.State
STRUCK: dict[str, tuple[Any, Any]] = {
    Kind.ELECTING_UNIT: (ElectingUnit, strike_electing_unit), Kind.DELEGATION: (Delegation, strike_delegation),
    Kind.PERSON: (Person, organisation.strike_person), Kind.ENTERED: (Mandate, strike_delegate),
}  # fmt: skip


@act(Roster, {State.ENTERED: State.TAKEN_BACK}, who=only.is_clerk, keeps=["entered", "corrected"],
     when=[only.term_is_current, only.roster_still_stands, only.nothing_hangs_on_roster], verb=_("Take it back"),
     says=_("{by} took “{it}” back: {entered} delegates entered, {corrected} corrected"))  # fmt: skip
def take_back_roster(roster: Roster, *, by: Any, on: datetime) -> None:
    """Whom it entered is not in the register any more, whom it corrected stands there as before.

    What it kept of them goes as well; the minutes keep that all this was done, and taken back.
    """
    for line in roster.lines.order_by("-id"):
        if line.kind in STRUCK:
            model, strike = STRUCK[line.kind]
            thing = model.objects.get(pk=line.thing)
            strike(thing, by=by, on=on)
            person = getattr(thing, "person", None)
        else:
            person = _as_it_was(line, by, on).person
        if PHONE in line.changed:
            phone, _said = line.changed[PHONE]
            organisation.correct_person(person, by=by, on=on, name=person.name, login=person.login, phone=phone)
    roster.lines.all().delete()


def _as_it_was(line: RosterLine, by: Any, on: datetime) -> Mandate:
    """Correct the delegate to what the register said before, and let them head again what they headed."""
    mandate = Mandate.objects.select_related(*Mandate.alongside).get(pk=line.thing)
    given = {name: getattr(mandate, name) for name in REGISTER}
    given |= {name: _restored(name, was) for name, (was, _said) in line.changed.items() if name in given}
    mandate = correct_delegate(mandate, by=by, on=on, **given)
    for key in line.changed.get(HEADS, ((), ()))[0]:
        appoint_head(Delegation.objects.get(pk=key), by=by, on=on, head=mandate)
    return mandate


def _restored(name: str, was: Any) -> Any:
    """A value of the register from what a line kept."""
    field: Any = Mandate._meta.get_field(name)
    return field.related_model.objects.get(pk=was) if field.is_relation else field.to_python(was)
