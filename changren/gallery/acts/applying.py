"""Members apply, or are recommended; and withdraw (art. 2 and 4)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress import acts as congress
from changren.gallery import guards as only
from changren.gallery import queries
from changren.gallery.acts.tells import office, the_branch
from changren.gallery.models import Application, Gallery
from changren.gallery.visitors import Visitor
from changren.organisation.models import Unit

State = Application.State
SAYS: list[Any] = [only.is_open, only.member_may_apply, only.shows_card, only.applies_once]


@act(Application, {None: State.APPLIED}, who=only.is_office_or_visitor, within=Gallery, when=SAYS, tells=[office],
     says=_("An application to observe came in"), verb=_("Apply to observe"))  # fmt: skip
def apply(gallery: Gallery, *, name: str, kind: str, category: str, workplace: str, card: str, phone: str,
          on: datetime) -> Application:  # fmt: skip
    """Gallery Rules, art. 2. At the public page without an account, or in person at the office."""
    return _entered(gallery, on, name=name, kind=kind, category=category, workplace=workplace, card=card, phone=phone)


@act(Application, {None: State.APPLIED}, who=only.may_recommend, within=Gallery, tells=[office, the_branch],
     when=[*SAYS, only.unit_is_theirs], says=_("{by} recommended somebody to observe"),
     verb=_("Recommend somebody"))  # fmt: skip
def recommend(gallery: Gallery, *, name: str, kind: str, category: str, workplace: str, card: str, phone: str,
              unit: Unit, grounds: str, on: datetime) -> Application:  # fmt: skip
    """Gallery Rules, art. 4. A branch, or another unit through the office, says why."""
    told = {"name": name, "kind": kind, "category": category, "workplace": workplace, "card": card, "phone": phone}
    return _entered(gallery, on, unit=unit, grounds=grounds, **told)


@act(Application, {(*Application.OPEN, State.ADMITTED): State.WITHDRAWN}, who=only.may_withdraw,
     tells=[office, the_branch], says=_("“{it}” was withdrawn"), verb=_("Withdraw it"))  # fmt: skip
def withdraw(application: Application, *, by: Any, on: datetime) -> None:
    """The seat is free again. A permit that was issued is taken back by the office, at once where it does this."""
    if application.invitee is not None and not isinstance(by, Visitor) and only.is_office(application, by) is None:
        application.invitee = congress.take_back_invitation(application.invitee, by=by, on=on)


def _entered(gallery: Gallery, on: datetime, *, card: str, phone: str, **told: Any) -> Application:
    it = Application(
        township=gallery.township, gallery=gallery, number=queries.next_number(gallery), applied_on=day_of(on), **told
    )
    it.hold(card=card, phone=phone)
    it.save()
    return it
