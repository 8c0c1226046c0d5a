"""When the clock of a case may be moved or stopped, and when a case is late enough to go up."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.casework import queries
from changren.casework.models import Case, Extension, Pause
from changren.casework.queries import rule_of
from changren.rulebook.rules import rule


def is_being_handled(case: Case) -> Objection | None:
    """The lead unit has accepted it and owes an answer by a date."""
    ok = case.state in (Case.State.HANDLING, Case.State.DRAFTED) and not case.is_followed
    return None if ok else no(_("This is possible while the case is being handled."))


def is_still_wanted(extension: Extension) -> Objection | None:
    """The answer that more time was asked for has not been given yet."""
    case = extension.case
    open_still = case.is_underway and not case.is_followed and extension.round == case.round
    return None if open_still else no(_("The answer has been given meanwhile."))


def extensions_left(case: Case) -> Objection | None:
    """No more extensions than the rules allow, and one request at a time."""
    rows, most = Extension.objects.filter(case=case), rule_of(case, "extension_most")
    if rows.filter(state=Extension.State.ASKED, round=case.round).exists():
        return no(_("A request is waiting for an answer."), rule=rule_of(case, "extension_consent"))
    used = rows.filter(state=Extension.State.GRANTED).count()
    return None if most.is_met_by(used + 1) else no(_("The time was extended {n} times already."), n=used, rule=most)


def is_in_time(case: Case, on: datetime) -> Objection | None:
    """The clock is moved before the time is over, not afterwards."""
    if not case.is_overdue(day_of(on)):
        return None
    provision = rule(case.clock_rule, at=case.township, on=case.opened_on)
    return no(_("The answer was due on {day}."), day=case.answer_due, rule=provision)


def pauses_left(case: Case) -> Objection | None:
    """The office stops the clock no more often than the rules allow."""
    used, most = Pause.objects.filter(case=case, kind=Pause.Kind.STOPPED).count(), rule_of(case, "pause_most")
    return None if most.is_met_by(used + 1) else no(_("The clock was stopped {n} times already."), n=used, rule=most)


def clock_runs(case: Case) -> Objection | None:
    """The clock of the case runs."""
    pause = queries.standing_pause(case)
    return no(_("The clock stands since {day}."), day=pause.start, rule=rule_of(case, "pause_most")) if pause else None


def clock_stands(case: Case) -> Objection | None:
    """The office stopped the clock."""
    pause = queries.standing_pause(case)
    stopped = pause is not None and pause.kind == Pause.Kind.STOPPED
    return None if stopped else no(_("The office has not stopped the clock."))


def is_long_overdue(case: Case, on: datetime) -> Objection | None:
    """The answer is overdue by more than the rules bear."""
    provision = rule_of(case, "escalate_after")
    if case.escalated_on:
        return no(_("It was referred on {day}."), day=case.escalated_on, rule=provision)
    if case.answer_due is None:
        return no(_("Nothing is due."), rule=provision)
    last = provision.term.after(case.answer_due, calendar_of_district())
    return (
        None
        if day_of(on) > last
        else no(_("It is referred when no answer has come by {day}."), day=last, rule=provision)
    )


def is_escalated(case: Case) -> Objection | None:
    """It was referred to the committee, and nobody supervises it yet."""
    if case.escalated_on and case.supervisor_id is None:
        return None
    return no(_("It is not waiting for a supervisor."), rule=rule_of(case, "escalation_share"))


def step_is_new(case: Case, step: str) -> Objection | None:
    """Each step of the reminders is taken once."""
    return no(_("This reminder was sent already.")) if case.reminded == step else None


def date_has_moved(case: Case, due: date | None) -> Objection | None:
    """The calendar gives another date than the one kept."""
    return no(_("The date stays.")) if due == case.answer_due else None
