"""Who may: offices, the invitee themselves, heads of delegations, units, delegates of the meeting that is open."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress import queries
from changren.congress.models import Invitee, Meeting, Paper, Resolution
from changren.organisation.guards import of_district, of_township
from changren.organisation.models import Role

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)
is_office_or_committee = of_township(Role.CLERK, Role.COMMITTEE)
is_district = of_district


def is_invitee(invitee: Invitee, by: Any) -> Objection | None:
    """The person on the list themselves."""
    ours = by.is_held and by.person_id is not None and by.person_id == invitee.person_id
    return None if ours else no(_("Everybody answers for themselves."))


def may_answer(invitee: Invitee, by: Any) -> Any:
    """The person themselves, or the office to whom they said it."""
    return is_invitee(invitee, by) and is_office(invitee, by)


def heads_delegation(invitee: Invitee, by: Any) -> Objection | None:
    """The head of the delegation that the delegate belongs to."""
    head = invitee.delegation.head if invitee.delegation else None
    ours = by.is_held and head is not None and head.person_id == by.person_id
    rule = queries.rule_of(invitee.meeting, "leave_granted_by")
    return None if ours else no(_("Only the head of the delegation may do this."), rule=rule)


def grants_leave(invitee: Invitee, by: Any) -> Any:
    """The office or the Party committee, as the rule says."""
    office = queries.rule_of(invitee.meeting, "leave_granted_by").value == "office"
    return (is_office if office else is_committee)(invitee, by)


def leads_a_delegation(meeting: Meeting, by: Any) -> Objection | None:
    """The head of one of the delegations."""
    leads = by.role == Role.DELEGATE and by.is_held and queries.led_by(meeting, by.person_id)
    return None if leads else no(_("Only the head of a delegation may do this."))


def provides(paper: Paper, by: Any) -> Any:
    """The office, or somebody of the unit that provides the paper."""
    own = by.is_held and paper.unit_id is not None and by.unit_id == paper.unit_id
    return None if own else is_office(paper, by)


def is_responsible(resolution: Resolution, by: Any) -> Any:
    """The office, or somebody of the unit responsible."""
    own = by.is_held and resolution.unit_id is not None and by.unit_id == resolution.unit_id
    return None if own else is_office(resolution, by)


def is_delegate_now(resolution: Resolution, by: Any) -> Objection | None:
    """An active delegate on the list of the meeting that is open."""
    meeting = queries.open_meeting(resolution.township_id)
    ours = by.role == Role.DELEGATE and by.is_held and meeting and queries.delegate_at(meeting, by.person_id)
    return None if ours else no(_("Delegates judge it at the next meeting."))
