"""A case is opened, given to units, taken on or returned."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act, is_clockwork
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.casework import guards as only
from changren.casework import queries
from changren.casework.acts.tells import lead_unit, office, raisers, unit_people, units
from changren.casework.models import Assignment, Case, Pause, Raiser
from changren.organisation.models import Unit
from changren.rulebook.rules import rule

State = Case.State


@act(Case, {None: State.OPEN}, who=only.is_office, within=Township, follows=True, keeps=["serial"],
     says=_("{by} handed over “{it}”"), verb=_("Hand over"))  # fmt: skip
def open_case(township: Township, *, serial: str, title: str, text: str, origin: Any, people: Sequence[UUID],
              confidential: bool, on: datetime, other_rules: Mapping[str, str] | None = None) -> Case:  # fmt: skip
    """A matter that a unit must answer. people: those who raised it, the lead first.

    other_rules: keys of provisions, by the name of the one of the Handling Measures whose place they take.
    """
    assign_by = rule("casework.assign_within", at=township, on=on)
    case = Case.objects.create(
        township=township, serial=serial, title=title, text=text, origin_kind=origin._meta.label, origin_id=origin.pk,
        confidential=confidential, opened_on=day_of(on), other_rules=dict(other_rules or {}),
        assign_due=assign_by.term.after(day_of(on), calendar_of_district()),
    )  # fmt: skip
    Raiser.objects.bulk_create(
        Raiser(township=township, case=case, person_id=person, is_lead=not n, order=n)
        for n, person in enumerate(people)
    )
    return case


@act(Case, {State.OPEN: State.ASSIGNED}, who=only.is_office_and_free, when=[only.units_may_handle, only.can_be_judged],
     tells=[units, raisers], keeps=["lead", "assisting"],
     says=_("{by} assigned “{it}” to {lead} (assisting: {assisting})"), verb=_("Assign"))  # fmt: skip
def assign(case: Case, *, lead: Unit, assisting: Sequence[Unit], on: datetime) -> None:
    """Handling Measures, art. 1. The clock begins with the first assignment; a later one lets it go on."""
    today, calendar = day_of(on), calendar_of_district()
    for unit, role in ((lead, Assignment.Role.LEAD), *((one, Assignment.Role.ASSIST) for one in assisting)):
        last = queries.window(case, role, today, calendar)
        Assignment.objects.create(
            township=case.township, case=case, unit=unit, role=role, sent_on=today, due_on=last
        )  # fmt: skip
    case.lead_unit, case.reminded = lead, ""
    if case.assigned_on is None:
        case.assigned_on = today
        case.clock_start = today
        case.clock_rule = queries.rule_of(case, "answer_within").key
    Pause.objects.filter(case=case, end=None).update(end=today)
    case.answer_due = queries.case_due(case)


@act(Case, {State.ASSIGNED: State.HANDLING}, who=only.in_lead_unit, tells=[raisers],
     says=_("{by} accepted “{it}”"), verb=_("Accept it"))  # fmt: skip
def accept(case: Case, *, on: datetime) -> None:
    """The lead unit takes it on."""
    _accepted(case, day_of(on))


@act(Case, {State.ASSIGNED: State.OPEN}, who=only.in_lead_unit, when=[only.in_return_window], tells=[office],
     keeps=["lead_unit"], says=_("{by} returned “{it}”: not the duty of this unit"), verb=_("Return it"))  # fmt: skip
def return_to_office(case: Case, *, reason: str, on: datetime) -> None:
    """Handling Measures, art. 2. Until it is assigned anew the clock stands."""
    today = day_of(on)
    lead = queries.lead_assignment(case)
    lead.state, lead.said, lead.settled_on = Assignment.State.RETURNED, reason, today
    lead.save()
    case.assignments.filter(state=Assignment.State.SENT).update(state=Assignment.State.ENDED, settled_on=today)
    Pause.objects.create(
        township=case.township, case=case, round=case.round, kind=Pause.Kind.RETURNED, start=today,
        reason=str(lead.unit),
    )  # fmt: skip
    case.lead_unit, case.answer_due = None, None
    again = rule("casework.assign_within", at=case.township, on=case.opened_on)
    case.assign_due = again.term.after(today, calendar_of_district())


@act(Case, {State.ASSIGNED: State.HANDLING}, who=is_clockwork, when=[only.is_past_return_window],
     tells=[lead_unit, raisers],
     says=_("“{it}” counts as accepted: it was not returned in time"), verb=_("Accepted by lapse of time"))  # fmt: skip
def deem_accepted(case: Case, *, on: datetime) -> None:
    """Handling Measures, art. 2: what is not returned in time is accepted."""
    _accepted(case, day_of(on))


@act(Assignment, {Assignment.State.SENT: Assignment.State.SENT}, who=is_clockwork, when=[only.window_has_moved],
     tells=[lambda assignment: unit_people(assignment.unit)], keeps=["due"], verb=_("Move the last day"),
     says=_("The calendar changed: what “{it}” asks of the unit is now open until {due}"))  # fmt: skip
def move_window(assignment: Assignment, *, due: date) -> None:
    """A changed calendar moves the last day to return a case, or to give an opinion."""
    assignment.due_on = due


@act(Assignment, {Assignment.State.SENT: Assignment.State.OPINED}, who=only.in_assisting_unit,
     when=[only.is_still_asked],
     tells=[lambda assignment: queries.lead_unit_people(assignment.case)], keeps=["unit"],
     says=_("{unit} gave its opinion on “{it}”"), verb=_("Give the unit's opinion"))  # fmt: skip
def give_opinion(assignment: Assignment, *, said: str, on: datetime) -> None:
    """Handling Measures, art. 3."""
    assignment.said, assignment.settled_on = said, day_of(on)


def _accepted(case: Case, today: date) -> None:
    lead = queries.lead_assignment(case)
    lead.state, lead.settled_on = Assignment.State.ACCEPTED, today
    lead.save()
