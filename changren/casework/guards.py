"""Who may, and when. The respondent never judges, closes or edits; the raisers never answer."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Guard, Objection, ask, no
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.casework import queries
from changren.casework.models import Answer, Assignment, Case, Delivery, Extension, Pause, Raiser
from changren.organisation.guards import of_township
from changren.organisation.models import Post, Role, Unit
from changren.rulebook.rules import rule

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)


def is_not_respondent(case: Case, by: Any) -> Objection | None:
    """Recusal: nobody who belongs to a unit that answers may judge, close or stop the clock."""
    if not queries.is_respondent(case, by.person_id):
        return None
    return no(
        _("You belong to a unit that answers this case; somebody else must do this."), rule=_rule(case, "close_by")
    )


def both(*guards: Guard) -> Guard:
    """All of these; the first no counts."""

    def guard(it: Any, by: Any) -> Any:
        return next((answer for one in guards if (answer := ask(one, it, by=by)) is not None), None)

    return guard


is_office_and_free = both(is_office, is_not_respondent)
is_committee_and_free = both(is_committee, is_not_respondent)


def in_lead_unit(case: Case, by: Post) -> Objection | None:
    """The head or a handler of the unit that answers."""
    ours = by.role in (Role.HEAD, Role.HANDLER) and by.is_held and by.unit_id == case.lead_unit_id
    return None if ours else no(_("Only the lead unit may do this."))


def heads_lead_unit(case: Case, by: Post) -> Objection | None:
    """The head of the unit that answers."""
    head = by.role == Role.HEAD and in_lead_unit(case, by) is None
    return None if head else no(_("Only the head of the lead unit may do this."))


def in_assisting_unit(assignment: Assignment, by: Post) -> Objection | None:
    """The head or a handler of the unit that was asked to assist."""
    ours = by.role in (Role.HEAD, Role.HANDLER) and by.is_held and by.unit_id == assignment.unit_id
    return None if ours and assignment.role == Assignment.Role.ASSIST else no(_("Only the assisting unit may do this."))


def is_raiser(case: Case, by: Post) -> Objection | None:
    """One of those who raised the case, acting as a delegate, and not of a unit that answers it."""
    seated = by.role == Role.DELEGATE and by.is_held
    if seated and Raiser.objects.filter(case=case, person=by.person_id).exists():
        return is_not_respondent(case, by)
    return no(_("Only those who raised the case may do this, as delegates."), rule=_rule(case, "close_by"))


def is_this_raiser(delivery: Delivery, by: Post) -> Objection | None:
    """The raiser whom this answer was delivered to."""
    if by.role == Role.DELEGATE and by.is_held and delivery.raiser.person_id == by.person_id:
        return is_not_respondent(delivery.answer.case, by)
    return no(
        _("Everybody who raised it judges for themselves, as a delegate."),
        rule=_rule(delivery.answer.case, "verdict_within"),
    )


def may_close(case: Case, by: Post) -> Objection | None:
    """The lead of those who raised it; another of them where the lead can no longer act, or the rules say so."""
    provision = _rule(case, "close_by")
    if provision.value == "anyone" or by.person_id in queries.closers(case):
        return is_raiser(case, by)
    return no(_("Only the lead of those who raised the case may do this."), rule=provision)


def may_consent(extension: Extension, by: Post) -> Any:
    """Whoever the rules ask for consent."""
    if _rule(extension.case, "extension_consent").value == "office":
        return is_office_and_free(extension.case, by)
    return (
        None
        if is_raiser(extension.case, by) is None and by.person_id in queries.closers(extension.case)
        else no(
            _("Only the lead of those who raised the case may agree."), rule=_rule(extension.case, "extension_consent")
        )
    )


def is_still_wanted(extension: Extension) -> Objection | None:
    """The answer that more time was asked for has not been given yet."""
    case = extension.case
    open_still = case.is_underway and not case.is_followed and extension.round == case.round
    return None if open_still else no(_("The answer has been given meanwhile."))


def can_be_judged(case: Case, lead: Unit, assisting: Any) -> Objection | None:
    """Somebody must be left who can judge: not every raiser may belong to the units that answer."""
    units = {lead.pk, *(unit.pk for unit in assisting)}
    if not queries.leaves_nobody(case, units):
        return None
    return no(
        _("Everybody who raised the case belongs to these units; assign it elsewhere."), rule=_rule(case, "close_by")
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
        no(_("It could be returned until {day}."), day=last, rule=_rule(case, "return_within"))
        if day_of(on) > last
        else None
    )


def is_past_return_window(case: Case, on: datetime) -> Objection | None:
    """What was not returned in time is accepted."""
    last = queries.lead_assignment(case).due_on
    return (
        None
        if day_of(on) > last
        else no(_("It can be returned until {day}."), day=last, rule=_rule(case, "return_within"))
    )


def is_still_asked(assignment: Assignment) -> Objection | None:
    """The lead unit has not answered yet, so the opinion can still count."""
    return None if assignment.case.is_underway else no(_("The answer has been given meanwhile."))


def is_being_handled(case: Case) -> Objection | None:
    """The lead unit has accepted it and owes an answer by a date."""
    ok = case.state in (Case.State.HANDLING, Case.State.DRAFTED) and not case.is_followed
    return None if ok else no(_("This is possible while the case is being handled."))


def extensions_left(case: Case) -> Objection | None:
    """No more extensions than the rules allow, and one request at a time."""
    rows, most = Extension.objects.filter(case=case), _rule(case, "extension_most")
    if rows.filter(state=Extension.State.ASKED, round=case.round).exists():
        return no(_("A request is waiting for an answer."), rule=_rule(case, "extension_consent"))
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
    used, most = Pause.objects.filter(case=case, kind=Pause.Kind.STOPPED).count(), _rule(case, "pause_most")
    return None if most.is_met_by(used + 1) else no(_("The clock was stopped {n} times already."), n=used, rule=most)


def clock_runs(case: Case) -> Objection | None:
    """The clock of the case runs."""
    pause = queries.standing_pause(case)
    return no(_("The clock stands since {day}."), day=pause.start, rule=_rule(case, "pause_most")) if pause else None


def clock_stands(case: Case) -> Objection | None:
    """The office stopped the clock."""
    pause = queries.standing_pause(case)
    stopped = pause is not None and pause.kind == Pause.Kind.STOPPED
    return None if stopped else no(_("The office has not stopped the clock."))


def raiser_is_of_case(case: Case, raiser: Raiser) -> Objection | None:
    """Contact is recorded with those who raised this case."""
    return None if raiser.case_id == case.pk else no(_("This person did not raise the case."))


def is_not_in_future(it: Any, day: date, on: datetime) -> Objection | None:
    """What is recorded has happened."""
    return no(_("{day} has not come yet."), day=day) if day > day_of(on) else None


def promise_has_day(case: Case, grade: str, promised_by: date | None) -> Objection | None:
    """A planned answer (B) says by when."""
    missing = grade == Answer.Grade.B and promised_by is None
    return no(_("A class B answer says by when it will be done.")) if missing else None


def promise_is_ahead(it: Any, promised_by: date | None, on: datetime) -> Objection | None:
    """What is promised lies ahead."""
    past = promised_by is not None and promised_by < day_of(on)
    return no(_("The promised day, {day}, is past already."), day=promised_by) if past else None


def draft_promises_ahead(case: Case, on: datetime) -> Objection | None:
    """What the draft promises still lies ahead when it is signed off."""
    return promise_is_ahead(case, queries.present_answer(case).promised_by, on)


def papers_are_of_draft(case: Case, drop: Any) -> Objection | None:
    """Only papers of this draft are taken off it."""
    strange = {paper.pk for paper in drop} - {paper.pk for paper in queries.draft_papers(case)}
    return no(_("This paper does not belong to the draft.")) if strange else None


def contacts_made(case: Case) -> Objection | None:
    """Every raiser was spoken with before the answer."""
    provision = _rule(case, "contact_first")
    if not provision.value:
        return None
    missing = len(queries.not_spoken_with(case))
    return (
        no(_("{n} of those who raised it have not been spoken with yet."), n=missing, rule=provision)
        if missing
        else None
    )


def opinions_in(case: Case, on: datetime) -> Objection | None:
    """Every assisting unit has given its opinion, or has let its time pass."""
    provision, missing = _rule(case, "assist_first"), queries.missing_opinions(case, day_of(on))
    if not provision.value or not missing:
        return None
    return no(_("The opinion of {unit} is missing."), unit=missing[0].unit, rule=provision)


def is_to_be_judged(delivery: Delivery) -> Objection | None:
    """The answer waits for verdicts, and this one may still be given or changed."""
    case = delivery.answer.case
    current = case.state == Case.State.ANSWERED and delivery.answer.round == case.round
    return None if current else no(_("This answer is no longer waiting for verdicts."))


def nobody_waits(case: Case, on: datetime) -> Objection | None:
    """Each raiser has judged, or had the time to."""
    waiting = queries.not_judged(case)
    last = max((delivery.judge_by for delivery in waiting), default=None)
    if last is None or day_of(on) > last:
        return None
    return no(
        _("{n} may still judge the answer until {day}."), n=len(waiting), day=last, rule=_rule(case, "verdict_within")
    )


def must_be_redone(case: Case) -> Objection | None:
    """So many are not satisfied that the rules send the answer back, and it has not been redone too often."""
    most = _rule(case, "redo_most")
    if not queries.is_sent_back(case):
        return no(_("Not enough of those who raised it are dissatisfied."), rule=_rule(case, "redo_trigger"))
    again = most.is_met_by(case.redone + 1)
    return None if again else no(_("It was done again {n} times."), n=case.redone, rule=most)


def must_go_up(case: Case) -> Objection | None:
    """Done again as often as the rules allow, and so many are still not satisfied."""
    share = _rule(case, "escalation_share")
    if case.escalated_on or _rule(case, "redo_most").is_met_by(case.redone + 1):
        return no(_("It has been referred already, or can still be done again."), rule=_rule(case, "redo_most"))
    unhappy, of = queries.dissatisfied(case)
    return (
        None if share.is_met_by(unhappy, of) else no(_("{n} of {of} are not satisfied."), n=unhappy, of=of, rule=share)
    )


def is_long_overdue(case: Case, on: datetime) -> Objection | None:
    """The answer is overdue by more than the rules bear."""
    provision = _rule(case, "escalate_after")
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
    return no(_("It is not waiting for a supervisor."), rule=_rule(case, "escalation_share"))


def step_is_new(case: Case, step: str) -> Objection | None:
    """Each step of the reminders is taken once."""
    return no(_("This reminder was sent already.")) if case.reminded == step else None


def date_has_moved(case: Case, due: date | None) -> Objection | None:
    """The calendar gives another date than the one kept."""
    return no(_("The date stays.")) if due == case.answer_due else None


def window_has_moved(assignment: Assignment, due: date) -> Objection | None:
    """The calendar gives another last day to return it, or to give an opinion."""
    return no(_("The date stays.")) if due == assignment.due_on else None


def _rule(case: Case, name: str) -> Any:
    return rule(f"casework.{name}", at=case.township, on=case.opened_on)
