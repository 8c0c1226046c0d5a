"""The unit speaks with the raisers, drafts, signs off, and keeps its promises."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.casework import guards as only
from changren.casework import queries
from changren.casework.acts.tells import heads, lead_unit, office, raisers
from changren.casework.models import Answer, Case, Contact, Delivery, Progress, Raiser
from changren.rulebook.rules import rule

State = Case.State


@act(Contact, who=only.in_lead_unit, when=[only.is_being_handled, only.raiser_is_of_case, only.is_not_in_future],
     within=Case, keeps={"how": Contact.How, "day": None},
     says=_("{by} recorded contact with a raiser of “{it}” ({how}, {day})"), verb=_("Record contact"))  # fmt: skip
def record_contact(case: Case, *, raiser: Raiser, how: str, day: date, note: str) -> Contact:
    """Handling Measures, art. 6: the unit speaks with each raiser before it answers."""
    return Contact.objects.create(
        township=case.township, case=case, raiser=raiser, round=case.round, how=how, day=day, note=note
    )


@act(Case, {(State.HANDLING, State.FOLLOWED): State.DRAFTED}, who=only.in_lead_unit, when=[only.promise_has_day],
     tells=[heads],
     keeps={"grade": Answer.Grade}, says=_("{by} drafted the answer to “{it}” ({grade})"),
     verb=_("Draft the answer"))  # fmt: skip
def draft_answer(case: Case, *, text: str, grade: str, promised_by: date | None) -> None:
    """Handling Measures, art. 7. After a promise was kept, too: the new answer says so."""
    case.round += case.state == State.FOLLOWED
    Answer.objects.filter(case=case, round=case.round).delete()
    Answer.objects.create(
        township=case.township, case=case, round=case.round, text=text, grade=grade, promised_by=promised_by
    )


@act(Case, {State.DRAFTED: State.DRAFTED}, who=only.in_lead_unit, when=[only.promise_has_day],
     keeps={"grade": Answer.Grade}, says=_("{by} revised the answer to “{it}” ({grade})"),
     verb=_("Revise the draft"))  # fmt: skip
def revise_answer(case: Case, *, text: str, grade: str, promised_by: date | None) -> None:
    """As long as the head has not signed it off."""
    Answer.objects.filter(case=case, round=case.round).update(text=text, grade=grade, promised_by=promised_by)


@act(Case, {State.DRAFTED: (State.HANDLING, State.FOLLOWED)}, who=only.heads_lead_unit, tells=[lead_unit],
     says=_("{by} gave the draft for “{it}” back"), verb=_("Give the draft back"))  # fmt: skip
def give_back_draft(case: Case, *, remark: str) -> str:
    """The head wants it written again."""
    Answer.objects.filter(case=case, round=case.round).update(remark=remark)
    case.round -= case.is_followed
    return State.FOLLOWED if case.is_followed else State.HANDLING


@act(Case, {State.DRAFTED: State.ANSWERED}, who=only.heads_lead_unit, when=[only.contacts_made, only.opinions_in],
     tells=[raisers, office], verb=_("Sign off the answer"),
     says=_("{by} signed off the answer to “{it}”"))  # fmt: skip
def sign_off(case: Case, *, by: Any, on: datetime) -> None:
    """Handling Measures, art. 7 and 8. The answer goes to each raiser, and each may judge it."""
    today = day_of(on)
    answer = Answer.objects.get(case=case, round=case.round)
    answer.state, answer.sent_on, answer.due_on = Answer.State.SENT, today, case.answer_due
    answer.signed_by = by.person.name
    answer.save()
    judge_by = rule("casework.verdict_within", at=case.township, on=case.opened_on).term.after(
        today, calendar_of_district()
    )
    Delivery.objects.bulk_create(_delivery(case, answer, raiser, judge_by) for raiser in case.raisers.all())
    case.answered_on, case.answer_due, case.promised_by = today, None, None
    case.is_followed, case.reminded = False, ""


@act(Case, {State.FOLLOWED: State.FOLLOWED}, who=only.in_lead_unit, tells=[raisers], keeps=["promised_by"],
     says=_("{by} reported progress on “{it}”; promised by {promised_by}"), verb=_("Report progress"))  # fmt: skip
def report_progress(case: Case, *, text: str, promised_by: date, on: datetime) -> None:
    """What has been done of what was promised, and by when the rest will be."""
    Progress.objects.create(township=case.township, case=case, day=day_of(on), text=text, promised_by=promised_by)
    case.promised_by = promised_by


def _delivery(case: Case, answer: Answer, raiser: Raiser, judge_by: date) -> Delivery:
    recused = queries.is_respondent(case, raiser.person_id)
    state = Delivery.State.RECUSED if recused else Delivery.State.SENT
    return Delivery(township=case.township, answer=answer, raiser=raiser, judge_by=judge_by, state=state)
