"""When a case may be given to units, returned by them, and when their opinion still counts."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.casework import queries
from changren.casework.models import Assignment, Case
from changren.casework.queries import rule_of
from changren.organisation.models import Unit


def can_be_judged(case: Case, lead: Unit, assisting: Any) -> Objection | None:
    """Somebody must be left who can judge: not every raiser may belong to the units that answer."""
    units = {lead.pk, *(unit.pk for unit in assisting)}
    if not queries.leaves_nobody(case, units):
        return None
    return no(
        _("Everybody who raised the case belongs to these units; assign it elsewhere."), rule=rule_of(case, "close_by")
    )


def units_may_handle(case: Case, lead: Unit, assisting: Any) -> Objection | None:
    """Units of this township or of the district that are entered as handling, each in one role."""
    asked, allowed = [lead, *assisting], set(queries.handling_units(case.township).values_list("pk", flat=True))
    if len({unit.pk for unit in asked}) < len(asked):
        return no(_("A unit cannot be lead and assisting at once."))
    wrong = next((unit for unit in asked if unit.pk not in allowed), None)
    return no(_("“{unit}” does not handle cases of this township."), unit=wrong) if wrong else None


def in_return_window(case: Case, on: datetime) -> Objection | None:
    """A wrong assignment goes back within the time the rules give."""
    last = queries.lead_assignment(case).due_on
    return (
        no(_("It could be returned until {day}."), day=last, rule=rule_of(case, "return_within"))
        if day_of(on) > last
        else None
    )


def is_past_return_window(case: Case, on: datetime) -> Objection | None:
    """What was not returned in time is accepted."""
    last = queries.lead_assignment(case).due_on
    return (
        None
        if day_of(on) > last
        else no(_("It can be returned until {day}."), day=last, rule=rule_of(case, "return_within"))
    )


def is_still_asked(assignment: Assignment) -> Objection | None:
    """The lead unit has not answered yet, so the opinion can still count."""
    return None if assignment.case.is_underway else no(_("The answer has been given meanwhile."))


def window_has_moved(assignment: Assignment, due: date) -> Objection | None:
    """The calendar gives another last day to return it, or to give an opinion."""
    return no(_("The date stays.")) if due == assignment.due_on else None
