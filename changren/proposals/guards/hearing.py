"""When delegates judge the report on proposals, and what the office refers to the Party committee (art. 11)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress.models import Meeting
from changren.congress.queries import delegate_at
from changren.proposals import queries
from changren.proposals.models import Proposal


def report_is_judged(meeting: Meeting) -> Objection | None:
    """Where the rules have it, and there is something to judge."""
    provision = queries.rule_at(meeting, "report_judged")
    if not provision.value:
        return no(_("The rules here do not have the report on proposals judged."), rule=provision)
    some = queries.heard_at(meeting)
    return None if some else no(_("No proposal since the last meeting is to be judged."), rule=provision)


def is_open(meeting: Meeting) -> Objection | None:
    """While the meeting is open."""
    ours = meeting.state == Meeting.State.OPEN
    return None if ours else no(_("Delegates judge the report while the meeting is open."))


def is_on_list(meeting: Meeting, by: Any) -> Objection | None:
    """An active delegate on the list of the meeting."""
    return None if delegate_at(meeting, by.person_id) else no(_("You are not on the list of this meeting."))


def has_not_assessed(meeting: Meeting, by: Any) -> Objection | None:
    """Each delegate once."""
    twice = queries.has_assessed(meeting, by.person_id)
    return no(_("You have judged the report already.")) if twice else None


def marks_are_of_report(meeting: Meeting, marks: Mapping[str, bool]) -> Objection | None:
    """At least one proposal, and each of this report."""
    if not marks:
        return no(_("Mark at least one proposal."))
    strange = marks.keys() - {str(one.pk) for one in queries.heard_at(meeting)}
    return no(_("This proposal is not in the report.")) if strange else None


def congress_is_not_satisfied(proposal: Proposal) -> Objection | None:
    """So many at the last meeting that judged it were not satisfied."""
    meeting, judged = queries.verdict_of(proposal) or (None, None)
    if meeting is None or judged is None:
        return no(_("No meeting has judged it."))
    says, provision = _("{n} of {of} are not satisfied."), queries.rule_at(meeting, "report_unsatisfied")
    return None if judged.goes_up else no(says, n=judged.dissatisfied, of=judged.whole, rule=provision)


def is_not_referred_since(proposal: Proposal) -> Objection | None:
    """It goes up once after a meeting."""
    found = queries.verdict_of(proposal)
    if found is None or not queries.is_referred(proposal, found[0]):
        return None
    provision = queries.rule_at(found[0], "report_unsatisfied")
    return no(_("It was referred on {day}."), day=proposal.case.escalated_on, rule=provision)
