"""When: what each step of a gallery waits for, and which article says so."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.congress.models import Meeting
from changren.gallery import queries
from changren.gallery.models import Application, Gallery

State = Gallery.State


def is_ahead(it: Any, on: datetime) -> Objection | None:
    """The meeting is still to come, and was not cancelled."""
    meeting = queries.meeting_of(it)
    if meeting.state == Meeting.State.CANCELLED:
        return no(_("“{it}” was cancelled."), it=meeting)
    return None if on < meeting.starts_at else no(_("“{it}” has begun already."), it=meeting)


def is_agreed(gallery: Gallery) -> Objection | None:
    """Nothing is announced to the public before the district has agreed to the meeting."""
    agreed = gallery.meeting.approved_on is not None
    return None if agreed else no(_("The district has not agreed to the meeting yet."))


def has_no_gallery(meeting: Meeting) -> Objection | None:
    """One gallery a meeting."""
    there = queries.gallery_of(meeting)
    return no(_("The seats for observers of “{it}” are prepared already."), it=meeting) if there else None


def closes_in_time(it: Any, closes_at: datetime, on: datetime) -> Objection | None:
    """Applications close so long before the meeting (art. 3)."""
    meeting, provision = queries.meeting_of(it), queries.closing_rule(it, on)
    days = (day_of(meeting.starts_at) - day_of(closes_at)).days
    if provision.is_met_by(days):
        return None
    return no(_("Applications would close {n} days before the meeting."), n=days, rule=provision)


def is_announced_in_time(gallery: Gallery, on: datetime) -> Objection | None:
    """The notice is published so long before the meeting (art. 3), and before applications close."""
    provision = queries.rule_of(gallery, "notice_before")
    if on >= gallery.closes_at:
        return no(_("The time at which applications close has passed already; change it first."), rule=provision)
    days = (day_of(gallery.meeting.starts_at) - day_of(on)).days
    return None if provision.is_met_by(days) else no(_("The meeting is in {n} days."), n=days, rule=provision)


def is_open(gallery: Gallery, on: datetime) -> Objection | None:
    """The notice is out, and the minute that it states has not come (art. 3)."""
    provision = queries.rule_of(gallery, "close_before")
    if gallery.state != State.PUBLISHED:
        return no(_("Nobody can apply here now: {state}."), state=gallery.get_state_display(), rule=provision)
    open_ = on < gallery.closes_at and gallery.meeting.state != Meeting.State.CANCELLED
    return None if open_ else no(_("The time to apply is over."), rule=provision)


def is_past_closing(gallery: Gallery, on: datetime) -> Objection | None:
    """The minute has come."""
    early = on < gallery.closes_at
    return no(_("Applications are open until the minute that the notice states.")) if early else None


def has_begun(it: Any, on: datetime) -> Objection | None:
    """The meeting has begun."""
    meeting = queries.meeting_of(it)
    return None if on >= meeting.starts_at else no(_("“{it}” has not begun yet."), it=meeting)


def has_ended(it: Any, on: datetime) -> Objection | None:
    """The meeting is over."""
    meeting = queries.meeting_of(it)
    return None if on >= meeting.ends_at else no(_("“{it}” is not over yet."), it=meeting)


def is_meeting_day(application: Application, on: datetime) -> Objection | None:
    """Nobody is let in on another day."""
    meeting = application.gallery.meeting
    today = day_of(meeting.starts_at) <= day_of(on) <= day_of(meeting.ends_at)
    return None if today else no(_("“{it}” is not today."), it=meeting)


def permit_is_out(application: Application) -> Objection | None:
    """The office has issued the permits."""
    out = application.gallery.state == State.ADMITTING
    return None if out else no(_("Permits have not been issued, or the meeting is over."))


def has_permit_to_take_back(application: Application) -> Objection | None:
    """It was withdrawn by whoever holds it, and they are still expected."""
    waits = application.state == Application.State.WITHDRAWN and queries.is_expected(application)
    return None if waits else no(_("There is no permit to take back."))


def may_give_opinion(application: Application, opinion: str) -> Objection | None:
    """Who was there says what they think, once, in writing (art. 5)."""
    if application.state != Application.State.CAME:
        return no(_("An opinion is for those who were at the meeting."), rule=_seats(application))
    return no(_("An opinion was given already."), rule=_seats(application)) if application.opinion_on else None


def has_unread_opinion(application: Application) -> Objection | None:
    """There is one that the office has not read."""
    waits = application.opinion_on and not application.opinion_read_on
    return None if waits else no(_("There is no opinion that waits to be read."))


def is_time_to_forget(gallery: Gallery, on: datetime) -> Objection | None:
    """The numbers are not needed any more (art. 6), once."""
    if gallery.forgotten_on is not None:
        return no(_("The numbers were deleted already."))
    provision = queries.rule_of(gallery, "kept_after")
    last = queries.kept_until(gallery)
    return None if day_of(on) > last else no(_("They are kept until {day}."), day=last, rule=provision)


def _seats(application: Application) -> Any:
    return queries.rule_of(application.gallery, "seats")
