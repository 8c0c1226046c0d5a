"""A meeting is planned, agreed to and convened, or cancelled (art. 1)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress import guards as only
from changren.congress import queries
from changren.congress.acts.tells import district, everybody, office
from changren.congress.models import Invitee, Item, Meeting, Paper
from changren.mandates import acts as mandates
from changren.mandates.models import Session

State, Kind = Meeting.State, Meeting.Kind


@act(Meeting, {None: State.PLANNED}, who=only.is_office, within=Session, keeps={"kind": Kind},
     when=[only.session_is_planned, only.session_is_free, only.ends_later, only.like_is_ours], tells=[district],
     says=_("{by} planned “{it}” ({kind})"), verb=_("Prepare the meeting"))  # fmt: skip
def plan(session: Session, *, kind: str, title: str, place: str, starts_at: datetime, ends_at: datetime,
         like: Meeting | None, by: Any, on: datetime) -> Meeting:  # fmt: skip
    """Annual Meeting Rules, art. 1 and 4. like: a meeting whose agenda is taken; None for the template of its kind."""
    it = Meeting.objects.create(
        township=session.township, session=session, kind=kind, title=title or queries.title_of(session), place=place,
        starts_at=starts_at, ends_at=ends_at, planned_on=day_of(on),
    )  # fmt: skip
    _draw(it, queries.agenda_like(like) if like else queries.agenda_of(it))
    _move(session, starts_at, by, on)
    return it


def _move(session: Session, starts_at: datetime, by: Any, on: datetime) -> None:
    """The session is planned for the day on which its meeting begins."""
    if session.planned_on != day_of(starts_at):
        mandates.move_session(session, by=by, on=on, planned_on=day_of(starts_at))


def _draw(it: Meeting, drawn: queries.Drawn) -> None:
    """Put agenda and papers down with which the meeting begins."""
    items = [Item(township=it.township, meeting=it, order=n, title=one.title, kind=one.kind)
             for n, one in enumerate(drawn.items, 1)]  # fmt: skip
    Item.objects.bulk_create(items)
    Paper.objects.bulk_create(
        Paper(township=it.township, meeting=it, item=items[one.n] if one.n is not None else None, unit=one.unit,
              title=one.title, level=one.level, is_required=one.is_required)
        for one in drawn.papers
    )  # fmt: skip


@act(Meeting, {State.PLANNED: State.PLANNED, State.APPROVED: State.PLANNED}, who=only.is_office,
     when=[only.session_stands, only.ends_later], tells=[district],
     says=_("{by} changed day or place of “{it}”"), verb=_("Change day or place"))  # fmt: skip
def revise(meeting: Meeting, *, title: str, place: str, starts_at: datetime, ends_at: datetime, by: Any,
           on: datetime) -> None:  # fmt: skip
    """As long as the delegates are not told. The district has agreed to a day, so it is asked again."""
    meeting.title, meeting.place, meeting.approved_on = title, place, None
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    _move(meeting.session, starts_at, by, on)


@act(Meeting, {State.PLANNED: State.APPROVED}, who=only.is_district,
     when=[only.session_stands, only.has_agenda, only.is_ahead], tells=[office],
     says=_("{by} agreed to day and agenda of “{it}”"), verb=_("Agree to day and agenda"))  # fmt: skip
def approve(meeting: Meeting, *, on: datetime) -> None:
    """Annual Meeting Rules, art. 1."""
    meeting.approved_on = day_of(on)


@act(Meeting, {State.APPROVED: State.CONVENED}, who=only.is_office,
     when=[only.session_stands, only.notice_is_in_time], tells=[everybody, district], keeps=["invited"],
     says=_("{by} convened “{it}” and told {invited} delegates"), verb=_("Send the notice"))  # fmt: skip
def convene(meeting: Meeting, *, notice: str, on: datetime) -> None:
    """Annual Meeting Rules, art. 1. Every delegate in office is on the list from now on, and is told."""
    mandates_now = queries.delegates_to_invite(meeting)
    Invitee.objects.bulk_create(
        Invitee(township=meeting.township, meeting=meeting, mandate=one, person=one.person, name=one.person.name,
                standing=Invitee.Standing.DELEGATE, delegation=one.delegation, code=queries.new_code())
        for one in mandates_now
    )  # fmt: skip
    meeting.notice, meeting.convened_on = notice, day_of(on)
    meeting.invited = len(mandates_now)  # type: ignore[attr-defined]  # for the sentence


@act(Meeting, {(State.PLANNED, State.APPROVED, State.CONVENED, State.PREPARED): State.CANCELLED}, who=only.is_office,
     tells=[everybody, district], keeps=["reason"],
     says=_("{by} cancelled “{it}”: {reason}"), verb=_("Cancel the meeting"))  # fmt: skip
def cancel_meeting(meeting: Meeting, *, reason: str, by: Any, on: datetime) -> None:
    """Before it is opened. Its session is cancelled with it, and the number is free again."""
    meeting.reason = reason
    if meeting.session.state == Session.State.PLANNED:
        mandates.cancel_session(meeting.session, by=by, on=on, reason=reason)
