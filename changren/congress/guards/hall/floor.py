"""The desks, the agenda and the speaking list."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress import queries
from changren.congress.models import Invitee, Item, Meeting, Officer, Turn
from changren.congress.queries import hall
from changren.organisation.guards import of_township
from changren.organisation.models import Role

State = Meeting.State
ON = (State.CONVENED, State.PREPARED, State.OPEN)
office_runs = of_township(Role.CLERK)


def runs_hall(it: Any, by: Any) -> Objection | None:
    """The office works the console for the chair; the secretary-general may do it, too."""
    if office_runs(it, by) is None:
        return None
    offices = queries.meeting_of(it).officers.filter(person=by.person_id, office=Officer.Office.SECRETARY_GENERAL)
    says = _("This is done by the office or by the secretary-general of the meeting.")
    return None if by.is_held and offices.exists() else no(says)


def is_on(it: Any) -> Objection | None:
    """The notice was sent, and the meeting is not over."""
    meeting = queries.meeting_of(it)
    says = _("“{it}” is {state}; this is done from the notice until the end.")
    return None if meeting.state in ON else no(says, it=meeting, state=meeting.get_state_display())


def desks_are_closed(meeting: Meeting) -> Objection | None:
    """Not open yet, or no more."""
    return no(_("The desks are open already.")) if hall.desks_are_open(meeting) else None


def desks_are_open(meeting: Meeting) -> Objection | None:
    """People may check in."""
    return None if hall.desks_are_open(meeting) else no(_("The desks are closed."))


def item_is_of_agenda(meeting: Meeting, item: Item | None) -> Objection | None:
    """It stands on the agenda of this meeting."""
    ours = item is None or (item.meeting_id == meeting.pk and not item.is_removed)
    return None if ours else no(_("This item is not on the agenda."))


def nobody_votes(it: Any) -> Objection | None:
    """A vote that is open is closed first."""
    vote = hall.open_vote_of(queries.meeting_of(it))
    return no(_("The vote on “{it}” is open; close it first."), it=vote) if vote else None


def may_speak(meeting: Meeting, by: Any) -> Objection | None:
    """Delegates, those attending and guests have a voice; observers have none."""
    found = hall.invitee_of(meeting, by.person_id)
    if found is None or not by.is_held:
        return no(_("You are not on the list of this meeting."))
    return no(_("Observers do not speak.")) if found.standing == Invitee.Standing.OBSERVER else None


def has_not_asked(meeting: Meeting, by: Any) -> Objection | None:
    """One wish at a time."""
    asked = Turn.objects.filter(meeting=meeting, invitee__person=by.person_id, state=Turn.State.ASKED)
    return no(_("You are on the speaking list already.")) if asked.exists() else None


def asked_for_themselves(turn: Turn, by: Any) -> Objection | None:
    """Who asked, or whoever works the console."""
    own = by.is_held and turn.invitee.person_id == by.person_id
    return None if own else runs_hall(turn, by)
