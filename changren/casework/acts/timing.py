"""More time, less time, no time: what moves the clock of a case."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act, is_clockwork
from changren.base.clock.now import day_of
from changren.casework import guards as only
from changren.casework import queries
from changren.casework.acts.tells import committee, everybody, lead_unit, office, raisers
from changren.casework.models import Case, Extension, Pause, Progress

State, UNDERWAY, OWING = Case.State, queries.UNDERWAY, queries.OWING


@act(Extension, {None: Extension.State.ASKED}, who=only.in_lead_unit, within=Case,
     when=[only.is_being_handled, only.is_in_time, only.clock_runs, only.extensions_left],
     tells=[lambda extension: raisers(extension.case), lambda extension: office(extension.case)],
     says=_("{by} asked for more time for “{it}”"), verb=_("Ask for more time"))  # fmt: skip
def ask_extension(case: Case, *, reason: str, on: datetime) -> Extension:
    """Handling Measures, art. 5."""
    return Extension.objects.create(
        township=case.township, case=case, round=case.round, reason=reason, asked_on=day_of(on)
    )


@act(Extension, {Extension.State.ASKED: Extension.State.GRANTED}, who=only.may_consent,
     when=[only.is_still_wanted], tells=[lambda extension: everybody(extension.case)],
     says=_("{by} agreed to more time for “{it}”"), verb=_("Agree to more time"))  # fmt: skip
def grant_extension(extension: Extension, *, on: datetime) -> None:
    """The date moves by the term that the rules give."""
    extension.state, extension.settled_on = Extension.State.GRANTED, day_of(on)
    extension.save()
    case = extension.case
    case.answer_due, case.reminded = queries.case_due(case), ""
    case.save()


@act(Extension, {Extension.State.ASKED: Extension.State.DECLINED}, who=only.may_consent,
     when=[only.is_still_wanted], tells=[lambda extension: lead_unit(extension.case)],
     says=_("{by} declined more time for “{it}”"), verb=_("Decline"))  # fmt: skip
def decline_extension(extension: Extension, *, on: datetime) -> None:
    """The date stays."""
    extension.settled_on = day_of(on)


@act(Case, {State.HANDLING: State.HANDLING}, who=only.is_office_and_free,
     when=[only.clock_runs, only.is_in_time, only.pauses_left],
     tells=[raisers, lead_unit], says=_("{by} stopped the clock of “{it}”"), verb=_("Stop the clock"))  # fmt: skip
def stop_clock(case: Case, *, reason: str, on: datetime) -> None:
    """Handling Measures, art. 5: while a decision from above is awaited."""
    Pause.objects.create(
        township=case.township, case=case, round=case.round, kind=Pause.Kind.STOPPED, start=day_of(on), reason=reason
    )
    case.answer_due = None


@act(Case, {state: state for state in (State.HANDLING, State.DRAFTED)}, tells=[raisers, lead_unit],
     who=only.both(only.is_office_and_free, only.clock_stands), keeps=["answer_due"],
     says=_("{by} let the clock of “{it}” go on; due {answer_due}"), verb=_("Let the clock go on"))  # fmt: skip
def resume_clock(case: Case, *, on: datetime) -> None:
    """The days it stood are added."""
    Pause.objects.filter(case=case, end=None).update(end=day_of(on))
    case.answer_due, case.reminded = queries.case_due(case), ""


@act(Case, {state: state for state in OWING}, who=only.may_urge, tells=[lead_unit], keeps=["urged"],
     says=_("{by} urged “{it}” (time {urged})"), verb=_("Urge"))  # fmt: skip
def urge(case: Case, *, words: str, on: datetime) -> None:
    """Handling Measures, art. 12 (催办); once it went up, whoever supervises it urges as well (督办)."""
    Progress.objects.create(township=case.township, case=case, kind=Progress.Kind.URGED, day=day_of(on), text=words)
    case.urged += 1


@act(Case, {state: state for state in OWING}, who=is_clockwork, when=[only.step_is_new], tells=[lead_unit],
     keeps={"step": None, "owed_on": None}, verb=_("Remind"),
     says=_("The lead unit was reminded of “{it}”, due {owed_on}"))  # fmt: skip
def remind(case: Case, *, step: str) -> None:
    """Handling Measures, art. 12: before the day of the answer or of the promise, on it, and once it has passed."""
    case.reminded = step


@act(Case, {state: state for state in UNDERWAY}, who=is_clockwork, when=[only.date_has_moved],
     tells=[everybody], keeps=["due"],
     says=_("The calendar changed: “{it}” is now due {due}"), verb=_("Move the date"))  # fmt: skip
def move_date(case: Case, *, due: date | None) -> None:
    """A changed calendar moves the dates of open cases."""
    case.answer_due, case.reminded = due, ""


@act(Case, {state: state for state in UNDERWAY}, who=only.is_office_and_free, when=[only.is_long_overdue],
     tells=[lead_unit, raisers, committee], says=_("{by} referred “{it}” to the Party committee: long overdue"),
     verb=_("Refer it to the committee"))  # fmt: skip
def refer_overdue(case: Case, *, on: datetime) -> None:
    """Handling Measures, art. 10."""
    case.escalated_on = day_of(on)


@act(Case, {state: state for state in (*UNDERWAY, State.ANSWERED)}, tells=[lead_unit, raisers, office],
     who=only.both(only.is_committee_and_free, only.is_escalated),
     says=_("{by} supervises “{it}” from now on"), verb=_("Take it in charge"))  # fmt: skip
def take_in_charge(case: Case, *, by: Any) -> None:
    """Handling Measures, art. 10: a member of the Party committee sees to it."""
    case.supervisor = by
