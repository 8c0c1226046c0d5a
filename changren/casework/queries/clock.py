"""The clock of a case: when the answer is due, and why."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from changren.base.clock.calendar import Calendar, calendar_of_district
from changren.base.clock.due import Due, due
from changren.base.clock.due import Extension as Longer
from changren.base.clock.due import Pause as Stood
from changren.base.clock.models import CalendarDay
from changren.casework.models import Assignment, Case, Extension, Pause
from changren.casework.queries.asking import rule_of
from changren.rulebook.rules import rule

BEFORE, ON_THE_DAY, AFTER = "before", "due", "overdue"
UNDERWAY = (Case.State.ASSIGNED, Case.State.HANDLING, Case.State.DRAFTED)
OWING = (*UNDERWAY, Case.State.FOLLOWED)
FURTHEST_REMINDER = 60  # days before the date; no rule reminds earlier


def due_of(case: Case, calendar: Calendar) -> Due | None:
    """When the present round's answer is due, step by step.

    None before the case is first assigned, and for the answer that says that a promise was kept: its day is the
    promise's. Uses `case.pauses` and `case.extensions`, prefetched or not.
    """
    if case.clock_start is None or case.is_followed:
        return None
    provision, rolls = (
        rule(key, at=case.township, on=case.opened_on) for key in (case.clock_rule, "main.rolls_off_days")
    )
    longer = rule_of(case, "extension_term")
    pauses = [Stood(one.start, one.end, one.reason) for one in case.pauses.all() if one.round == case.round]
    granted = [one for one in case.extensions.all() if one.round == case.round and one.state == Extension.State.GRANTED]
    return due(
        case.clock_start, provision.term, calendar, rule=provision, pauses=pauses, rolls=rolls.value, roll_rule=rolls,
        extensions=[Longer(longer.term, one.settled_on, longer) for one in granted if one.settled_on],
    )  # fmt: skip


def case_due(case: Case) -> date | None:
    """The date alone, by the district's calendar."""
    found = due_of(case, calendar_of_district())
    return found.on if found else None


def standing_pause(case: Case) -> Pause | None:
    """The pause that stops the clock now, if one does."""
    return Pause.objects.filter(case=case, end=None).first()


def underway() -> list[Case]:
    """The cases of this district for which an answer is owed, with what the clock needs."""
    rows = Case.objects.filter(state__in=UNDERWAY).select_related(*Case.alongside)
    return list(rows.prefetch_related("pauses", "extensions"))


def owing() -> list[Case]:
    """The cases of this district in which a unit owes an answer, or what it has promised."""
    rows = Case.objects.filter(state__in=OWING)
    return list(rows.select_related(*Case.alongside))


def past_return_window(today: date) -> list[Case]:
    """The cases that were assigned, not accepted, and can no longer be returned."""
    late = Assignment.objects.filter(role=Assignment.Role.LEAD, state=Assignment.State.SENT, due_on__lt=today)
    return list(Case.objects.filter(pk__in=late.values("case"), state=Case.State.ASSIGNED))


def districts_due(today: date) -> set[int]:
    """The districts of this installation in which the calendar has something to do to cases."""
    late = Assignment.every_district.filter(role="lead", state="sent", due_on__lt=today)
    changed = CalendarDay.every_district.filter(applied_at=None)
    soon = today + timedelta(days=FURTHEST_REMINDER)
    near = Q(state__in=UNDERWAY, answer_due__lte=soon) | Q(is_followed=True, promised_by__lte=soon)
    owed = Case.every_district.filter(near).exclude(reminded=AFTER)
    return {code for rows in (late, changed, owed) for code in rows.values_list("district_id", flat=True).distinct()}


def moved_dates() -> Iterator[tuple[Case, date | None]]:
    """The open cases whose date the calendar now puts elsewhere, with that date."""
    calendar = calendar_of_district()
    for case in underway():
        found = due_of(case, calendar)
        if found and found.on != case.answer_due:
            yield case, found.on


def moved_windows() -> Iterator[tuple[Assignment, date]]:
    """The open assignments whose last day the calendar now puts elsewhere, with that day."""
    calendar = calendar_of_district()
    rows = Assignment.objects.select_related(*Assignment.alongside).filter(state=Assignment.State.SENT)
    for one in rows.filter(case__state__in=UNDERWAY):
        last = window(one.case, one.role, one.sent_on, calendar)
        if last != one.due_on:
            yield one, last


def window(case: Case, role: str, sent_on: date, calendar: Calendar) -> date:
    """The last day to return a case that came on `sent_on`, or for an assisting unit to give its opinion on it."""
    if role == Assignment.Role.LEAD:
        return rule_of(case, "return_within").term.after(sent_on, calendar)  # type: ignore[no-any-return]
    return rule_of(case, "assist_within").term.after(sent_on, calendar)  # type: ignore[no-any-return]


def reminders(today: date) -> Iterator[tuple[Case, str]]:
    """The cases of which the lead unit is to be reminded today, each with its step."""
    calendar = calendar_of_district()
    for case in owing():
        step = _step(case, today, calendar)
        if step and step != case.reminded:
            yield case, step


def _step(case: Case, today: date, calendar: Calendar) -> str | None:
    day = case.owed_on
    if day is None:
        return None
    if today >= day:
        return AFTER if today > day else ON_THE_DAY
    ahead = rule("casework.remind_before", at=case.township, on=case.opened_on).term
    return BEFORE if ahead.after(today, calendar) >= day else None
