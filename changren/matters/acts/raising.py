"""Somebody says something to a delegate, face to face or by the code of a workroom (art. 2, 7 and 8)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.documents.uploads import attach
from changren.base.tenancy.models import Township
from changren.mandates.models import Mandate
from changren.matters import guards as only
from changren.matters import queries
from changren.matters.acts.tells import office, the_delegate
from changren.matters.models import Matter, Reception, Workroom
from changren.organisation.models import Unit

State, Came = Matter.State, Matter.Came
SAYS: list[Any] = [only.text_fits, only.photos_fit, only.agrees, only.mandate_is_here]
HEARD: list[Any] = [*SAYS, only.about_is_here, only.unit_is_not_theirs]


@act(Matter, {None: State.RAISED}, who=only.is_office_or_visitor, within=Workroom, when=[only.is_in_use, *SAYS],
     tells=[the_delegate, office], says=_("A matter was raised by the code of a workroom"),
     verb=_("Raise a matter"))  # fmt: skip
def raise_matter(workroom: Workroom, *, text: str, place: str, naming: str, name: str, phone: str, agreed_to: str,
                 mandate: Mandate | None, photos: Sequence[Any], by: Any, on: datetime) -> Matter:  # fmt: skip
    """Rules on Matters Raised, art. 8. Without an account; or the office enters what came on paper."""
    told = {"text": text, "place": place, "naming": naming, "agreed_to": agreed_to, "mandate": mandate}
    it = _kept(workroom.township, on, name, phone, came=Came.CODE, workroom=workroom, **told)
    return _with(photos, it, by, on)


@act(Matter, {None: State.RAISED}, who=only.is_delegate_or_office, within=Township, when=HEARD, tells=[the_delegate],
     says=_("{by} took down a matter"), verb=_("Take down a matter"))  # fmt: skip
def log(township: Township, *, text: str, place: str, naming: str, name: str, phone: str, agreed_to: str,
        mandate: Mandate | None, about: Unit | None, reception: Reception | None, photos: Sequence[Any], by: Any,
        on: datetime) -> Matter:  # fmt: skip
    """Rules on Matters Raised, art. 2. What somebody said, and who; it is a matter."""
    told = {"text": text, "place": place, "naming": naming, "agreed_to": agreed_to, "about": about}
    return _with(photos, _heard(township, by, on, name, phone, mandate, reception, **told), by, on)


@act(Matter, {None: State.NOTED}, who=only.is_delegate_or_office, within=Township, when=HEARD,
     says=_("{by} took down what somebody said"), verb=_("Only keep it in the register"))  # fmt: skip
def note(township: Township, *, text: str, place: str, naming: str, name: str, phone: str, agreed_to: str,
         mandate: Mandate | None, about: Unit | None, reception: Reception | None, photos: Sequence[Any], by: Any,
         on: datetime) -> Matter:  # fmt: skip
    """Rules on Matters Raised, art. 2. It was a talk, and nothing is to be done."""
    told = {"text": text, "place": place, "naming": naming, "agreed_to": agreed_to, "about": about}
    it = _heard(township, by, on, name, phone, mandate, reception, state=State.NOTED, ended_on=day_of(on), **told)
    return _with(photos, it, by, on)


@act(Matter, {(State.RAISED, State.VERIFIED): State.WITHDRAWN}, who=only.holds_it_or_delegate,
     tells=[the_delegate, office], says=_("“{it}” was withdrawn"), verb=_("Withdraw it"))  # fmt: skip
def withdraw(matter: Matter, *, on: datetime) -> None:
    """Whoever raised it no longer wants it, before a unit has it."""
    matter.ended_on = day_of(on)


def _heard(township: Township, by: Any, on: datetime, name: str, phone: str, mandate: Mandate | None,
           reception: Reception | None, **told: Any) -> Matter:  # fmt: skip
    return _kept(
        township, on, name, phone, mandate=queries.mandate_of(by) or mandate, reception=reception,
        came=Came.RECEPTION if reception else Came.PERSON, **told,
    )  # fmt: skip


def _kept(township: Township, on: datetime, name: str, phone: str, **told: Any) -> Matter:
    if told["naming"] == Matter.Naming.NOBODY:
        name = phone = told["agreed_to"] = ""
    return Matter.objects.create(
        township=township, number=queries.next_number(township), title=queries.first_title(told["text"]),
        raised_on=day_of(on), name=name, phone=phone, **told,
    )  # fmt: skip


def _with(photos: Sequence[Any], it: Matter, by: Any, on: datetime) -> Matter:
    for photo in photos:
        attach(it, photo, by=by, on=on)
    return it
