"""When: what each step of a meeting waits for, and which article says so."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress import queries
from changren.congress.models import Invitee, Meeting
from changren.mandates.models import Mandate, Session
from changren.organisation.models import Person

State = Meeting.State
OVER = (State.CLOSED, State.FOLLOWED, State.CANCELLED)


def session_is_planned(session: Session) -> Objection | None:
    """The session has neither been held nor cancelled."""
    ok = session.state == Session.State.PLANNED
    return None if ok else no(_("{session} is {state}."), session=session, state=session.get_state_display())


def session_is_free(session: Session) -> Objection | None:
    """One meeting a session."""
    there = queries.of_session(session)
    return no(_("It is prepared already: “{it}”."), it=there) if there else None


def ends_later(it: Session | Meeting, starts_at: datetime, ends_at: datetime) -> Objection | None:
    """A meeting ends after it has begun."""
    return None if ends_at > starts_at else no(_("The meeting ends before it begins."))


def is_still_to_be_held(it: Meeting | Invitee) -> Objection | None:
    """It is neither closed nor cancelled."""
    meeting = queries.meeting_of(it)
    return no(_("“{it}” is over."), it=meeting) if meeting.state in OVER else None


def is_not_invited(meeting: Meeting, name: str, person: Person | None, mandate: Mandate | None) -> Objection | None:
    """Nobody is expected twice."""
    who = mandate.person if mandate else person
    there = who is not None and meeting.invitees.filter(person=who).exists()
    return no(_("{name} is on the list already."), name=name) if there else None


def is_invited(invitee: Invitee) -> Objection | None:
    """Is on the list still."""
    return no(_("{name} is not on the list any more."), name=invitee) if invitee.is_withdrawn else None


def mandate_is_of_term(meeting: Meeting, standing: str, mandate: Mandate | None) -> Objection | None:
    """A delegate is one of this congress, in office; nobody else is one."""
    if (standing == Invitee.Standing.DELEGATE) != (mandate is not None):
        return no(_("Choose the delegate; who has no mandate is invited as something else."))
    ours = mandate is None or (mandate.term_id == meeting.session.term_id and mandate.is_in_force)
    return None if ours else no(_("{name} is no delegate of this term."), name=mandate)


def person_is_of_township(meeting: Meeting, person: Person | None) -> Objection | None:
    """An account of this township, or of the district."""
    ours = person is None or person.township_id == meeting.township_id or person.township.is_district
    return None if ours else no(_("{name} belongs to another township."), name=person)
