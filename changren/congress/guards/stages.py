"""When: what each step of a meeting waits for, and which article says so."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.congress import queries
from changren.congress.models import Meeting, Officer, Resolution
from changren.mandates.models import Session

State = Meeting.State
OVER = (State.CLOSED, State.FOLLOWED, State.CANCELLED)
BEGUN = (*OVER, State.OPEN)


def session_is_planned(session: Session) -> Objection | None:
    """The session has neither been held nor cancelled."""
    ok = session.state == Session.State.PLANNED
    return None if ok else no(_("{session} is {state}."), session=session, state=session.get_state_display())


def session_is_free(session: Session) -> Objection | None:
    """One meeting a session."""
    there = queries.of_session(session)
    return no(_("It is prepared already: “{it}”."), it=there) if there else None


def like_is_ours(session: Session, like: Meeting | None) -> Objection | None:
    """The agenda is taken from a meeting of the same township."""
    ours = like is None or like.township_id == session.township_id
    return None if ours else no(_("“{it}” is a meeting of another township."), it=like)


def ends_later(it: Session | Meeting, starts_at: datetime, ends_at: datetime) -> Objection | None:
    """A meeting ends after it has begun."""
    return None if ends_at > starts_at else no(_("The meeting ends before it begins."))


def is_ahead(meeting: Meeting, on: datetime) -> Objection | None:
    """Its day has not passed."""
    day, rule = queries.starts_on(meeting), queries.rule_of(meeting, "notice_before")
    if day_of(on) <= day:
        return None
    return no(_("It was to begin on {day}: choose another day first."), day=day, rule=rule)


def has_agenda(meeting: Meeting) -> Objection | None:
    """The district agrees to a day and an agenda (art. 1)."""
    rule = queries.rule_of(meeting, "notice_before")
    return None if meeting.items.exists() else no(_("The agenda is empty."), rule=rule)


def notice_is_in_time(meeting: Meeting, on: datetime) -> Objection | None:
    """Delegates are told some time before (art. 1)."""
    rule, day = queries.rule_of(meeting, "notice_before"), queries.starts_on(meeting)
    last = queries.last_day(meeting, rule)
    says = _("Delegates are told {term} before the meeting. For {day} the last day was {last}: choose a later day.")
    return None if day_of(on) <= last else no(says, term=rule, day=day, last=last, rule=rule)


def session_stands(meeting: Meeting) -> Objection | None:
    """The session was not cancelled beside it."""
    cancelled = meeting.session.state == Session.State.CANCELLED
    return no(_("{session} is cancelled."), session=meeting.session) if cancelled else None


def papers_are_out(meeting: Meeting) -> Objection | None:
    """Each report that is due is there (art. 2)."""
    rule = queries.rule_of(meeting, "papers_before")
    missing = next((one for one in queries.due_papers(meeting) if not one.version), None)
    says = _("Papers must be out {term} before; “{paper}” is missing.")
    return no(says, term=rule, paper=missing, rule=rule) if missing else None


def has_presidium(meeting: Meeting) -> Objection | None:
    """Presidium and secretary-general are adopted (art. 3)."""
    rule, about = queries.rule_of(meeting, "presidium_share"), queries.should_attend(meeting)
    if not queries.holding_office(meeting, Officer.Office.PRESIDIUM):
        says = _("There is no presidium yet; it has {share} of {n} delegates.")
        return no(says, share=rule, n=about, rule=rule)
    has = queries.holding_office(meeting, Officer.Office.SECRETARY_GENERAL)
    return None if has else no(_("There is no secretary-general yet."), rule=rule)


def day_has_come(meeting: Meeting, on: datetime) -> Objection | None:
    """It opens on its day."""
    day = queries.starts_on(meeting)
    return None if day_of(on) >= day else no(_("It begins on {day}."), day=day)


def none_is_open(meeting: Meeting) -> Objection | None:
    """One meeting at a time."""
    other = queries.open_meeting(meeting.township_id)
    return no(_("“{it}” is still open."), it=other) if other else None


def enough_are_expected(meeting: Meeting) -> Objection | None:
    """As many delegates as the rule asks for (art. 5)."""
    there = queries.quorum(meeting, queries.expected(meeting))
    says = _("{n} of {of} who should attend are expected; at least {need} are needed.")
    return None if there.is_met else no(says, n=there.present, of=there.should_attend, need=there.need, rule=there.rule)


def no_draft_is_left(meeting: Meeting) -> Objection | None:
    """What was put has been adopted or not."""
    left = Resolution.objects.filter(meeting=meeting, state=Resolution.State.DRAFT).first()
    return no(_("“{it}” has neither been adopted nor dropped."), it=left) if left else None


def has_minutes(meeting: Meeting) -> Objection | None:
    """There is a text to adopt (art. 8)."""
    rule = queries.rule_of(meeting, "minutes_within")
    return None if meeting.minutes.strip() else no(_("There are no minutes yet."), rule=rule)


def all_have_owners(meeting: Meeting) -> Objection | None:
    """Each resolution names the unit responsible and the day (art. 8)."""
    rows = Resolution.objects.filter(meeting=meeting, adopted_on__isnull=False).order_by("id")
    lacks = next((one for one in rows if one.unit_id is None or one.due_on is None), None)
    rule = queries.rule_of(meeting, "minutes_within")
    return no(_("“{it}” has no unit responsible, or no day."), it=lacks, rule=rule) if lacks else None


def is_still_to_be_held(it: Any) -> Objection | None:
    """It is neither closed nor cancelled."""
    meeting = queries.meeting_of(it)
    return no(_("“{it}” is over."), it=meeting) if meeting.state in OVER else None


def has_not_begun(it: Any) -> Objection | None:
    """Before it is opened."""
    meeting = queries.meeting_of(it)
    return no(_("“{it}” has begun."), it=meeting) if meeting.state in BEGUN else None
