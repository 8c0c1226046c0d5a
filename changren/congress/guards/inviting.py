"""When somebody may be invited, answer, be on leave, be named to an office."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress import queries
from changren.congress.models import Invitee, Meeting, Officer
from changren.congress.queries.hall import COUNTS
from changren.mandates.models import Delegation, Mandate
from changren.organisation.models import Person

Answer = Invitee.Answer


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


def is_convened(invitee: Invitee) -> Objection | None:
    """There is a notice to be read and answered."""
    rule = queries.rule_of(invitee.meeting, "notice_before")
    return None if invitee.meeting.convened_on else no(_("The notice has not been sent yet."), rule=rule)


def is_not_told(invitee: Invitee) -> Objection | None:
    """It is confirmed once."""
    return no(_("It was read on {day}."), day=invitee.told_on) if invitee.told_on else None


def has_not_said_so(invitee: Invitee) -> Objection | None:
    """Who has said that they come need not say it again."""
    return no(_("{name} has said so already."), name=invitee) if invitee.answer == Answer.COMING else None


def is_delegate(invitee: Invitee) -> Objection | None:
    """Leave is for those who should attend (art. 6)."""
    rule = queries.rule_of(invitee.meeting, "leave_granted_by")
    return None if invitee.is_delegate else no(_("Only delegates ask for leave."), rule=rule)


def has_not_asked(invitee: Invitee) -> Objection | None:
    """Leave is asked for once."""
    asked = invitee.answer in (Answer.LEAVE_ASKED, Answer.ON_LEAVE)
    rule = queries.rule_of(invitee.meeting, "leave_granted_by")
    return no(_("{name} has asked for leave already."), name=invitee, rule=rule) if asked else None


def asks_for_leave(invitee: Invitee) -> Objection | None:
    """There is something to decide."""
    rule = queries.rule_of(invitee.meeting, "leave_granted_by")
    return None if invitee.answer == Answer.LEAVE_ASKED else no(_("{name} does not ask for leave."),
                                                                name=invitee, rule=rule)  # fmt: skip


def head_has_spoken(invitee: Invitee) -> Objection | None:
    """The head of the delegation has given a view, where there is one who is not asking (art. 6)."""
    head = invitee.delegation.head if invitee.delegation else None
    free = head is None or head.person_id == invitee.person_id or bool(invitee.leave_view)
    rule = queries.rule_of(invitee.meeting, "leave_granted_by")
    return None if free else no(_("The head of the delegation has not given a view yet."), rule=rule)


def delegation_is_of_term(meeting: Meeting, delegation: Delegation) -> Objection | None:
    """A delegation of this congress."""
    ours = delegation.term_id == meeting.session.term_id
    return None if ours else no(_("“{it}” is no delegation of this term."), it=delegation)


def are_fit_for_office(meeting: Meeting, people: Sequence[Person], office: str) -> Objection | None:
    """Delegates; votes may also be counted by others who have a post in the township (art. 3)."""
    counts = office == Officer.Office.COUNTER
    rows = queries.people_here(meeting) if counts else queries.delegates_in_office(meeting)
    fit = set(rows.filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True))
    unfit = next((one for one in people if one.pk not in fit), None)
    rule = queries.rule_of(meeting, "presidium_share")
    return no(_("{name} is no delegate in office."), name=unfit, rule=rule) if unfit else None


def have_no_such_office(meeting: Meeting, people: Sequence[Person], office: str) -> Objection | None:
    """Nobody has an office twice."""
    held = queries.holding_office(meeting, office)
    twice = next((one for one in people if one.pk in held), None)
    return no(_("{name} has this office already."), name=twice) if twice else None


def office_is_free(meeting: Meeting, people: Sequence[Person], office: str) -> Objection | None:
    """There is one secretary-general and one chief scrutineer (art. 3)."""
    alone = office in queries.ALONE
    taken = alone and (len(people) > 1 or bool(queries.holding_office(meeting, office)))
    rule = queries.rule_of(meeting, "presidium_share")
    return no(_("There is only one {office}."), office=Officer.Office(office).label, rule=rule) if taken else None


def nobody_stands(meeting: Meeting, people: Sequence[Person], office: str) -> Objection | None:
    """Whoever stands in an election at the meeting neither watches nor counts there (Election Measures, art. 4)."""
    one = queries.who_stands(meeting, people) if office in COUNTS else None
    rule = queries.rule_of(meeting, "elections.scrutineers_least")
    return no(_("{name} stands in an election at this meeting."), name=one, rule=rule) if one else None


def holds_office(officer: Officer) -> Objection | None:
    """Has not been relieved of it."""
    return no(_("{name} was relieved of it."), name=officer) if officer.is_relieved else None


def somebody_is_named(meeting: Meeting, people: Sequence[Person]) -> Objection | None:
    """At least one person."""
    return None if people else no(_("Name somebody."))


def somebody_sits(meeting: Meeting, on: datetime) -> Any:
    """There are delegates on the list."""
    there = meeting.invitees.filter(mandate__isnull=False).exists()
    return None if there else no(_("Nobody is on the list yet; delegates are put there when the notice is sent."))
