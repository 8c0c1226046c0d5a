"""Permits are issued, observers let in, and heard afterwards (art. 4 and 5)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress import acts as congress
from changren.congress.models import Invitee
from changren.gallery import guards as only
from changren.gallery.acts.tells import committee, office, the_branch
from changren.gallery.models import Application, Gallery

State = Gallery.State


@act(Gallery, {State.DECIDED: State.ADMITTING}, who=only.is_office, tells=[committee],
     says=_("{by} issued the permits"), verb=_("Issue the permits"))  # fmt: skip
def issue_permits(gallery: Gallery, *, by: Any, on: datetime) -> None:
    """Gallery Rules, art. 5. Who is admitted is expected at the meeting from now on, as an observer."""
    for one in gallery.applications.filter(state=Application.State.ADMITTED).order_by("permit"):
        one.invitee = congress.invite(
            gallery.meeting, by=by, on=on, name=one.name, standing=Invitee.Standing.OBSERVER, person=None, mandate=None
        )
        one.save()
    gallery.issued_on = day_of(on)


@act(Application, who=only.is_office, when=[only.has_permit_to_take_back],
     says=_("{by} took back the permit of “{it}”"), verb=_("Take back the permit"))  # fmt: skip
def take_back_permit(application: Application, *, by: Any, on: datetime) -> None:
    """Whoever withdrew behind their link is still expected at the meeting until the office has done this."""
    invitee: Any = application.invitee
    application.invitee = congress.take_back_invitation(invitee, by=by, on=on)


@act(Application, {Application.State.ADMITTED: Application.State.CAME}, who=only.is_office,
     when=[only.permit_is_out, only.is_meeting_day], says=_("{by} let in the holder of “{it}”"),
     verb=_("Let in"))  # fmt: skip
def let_in(application: Application, *, on: datetime) -> None:
    """Gallery Rules, art. 5. With permit and identity card."""
    application.came_at = on


@act(Application, {Application.State.CAME: Application.State.CAME}, who=only.holds_it_or_office, tells=[office],
     when=[only.has_begun, only.may_give_opinion], says=_("The holder of “{it}” gave a written opinion"),
     verb=_("Give an opinion in writing"))  # fmt: skip
def give_opinion(application: Application, *, opinion: str, on: datetime) -> None:
    """Gallery Rules, art. 5. Observers do not speak at the meeting; the office reads what they write afterwards."""
    application.opinion, application.opinion_on = opinion, day_of(on)


@act(Application, who=only.is_office, when=[only.has_unread_opinion], tells=[the_branch, committee],
     says=_("{by} read the opinion of an observer"), verb=_("Confirm that it was read"))  # fmt: skip
def read_opinion(application: Application, *, on: datetime) -> None:
    """The observer finds behind the link that it was read."""
    application.opinion_read_on = day_of(on)


@act(Gallery, {State.ADMITTING: State.DONE}, who=only.is_office, when=[only.has_ended], tells=[committee],
     says=_("{by} finished “{it}”"), verb=_("Finish it"))  # fmt: skip
def finish(gallery: Gallery, *, on: datetime) -> None:
    """Nobody is let in any more; opinions may still come."""
    gallery.finished_on = day_of(on)
