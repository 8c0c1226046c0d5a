"""The unit speaks with the raisers, drafts, signs off, and keeps its promises."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attach
from changren.casework import guards as only
from changren.casework import queries
from changren.casework.acts.tells import heads, lead_unit, office, raisers
from changren.casework.models import Answer, Case, Contact, Delivery, Extension, Grade, Pause, Progress, Raiser
from changren.rulebook.rules import rule

State = Case.State


@act(Case, {state: state for state in (State.HANDLING, State.DRAFTED, State.FOLLOWED)}, who=only.in_lead_unit,
     when=[only.raiser_is_of_case, only.is_not_in_future, only.contact_is_of_round],
     keeps={"how": Contact.How, "day": None}, verb=_("Record contact"),
     says=_("{by} recorded contact with a raiser of “{it}” ({how}, {day})"))  # fmt: skip
def record_contact(case: Case, *, raiser: Raiser, how: str, day: date, note: str) -> None:
    """Handling Measures, art. 6: the unit speaks with each raiser before it answers."""
    Contact.objects.create(
        township=case.township, case=case, raiser=raiser, round=case.next_round, how=how, day=day, note=note
    )


@act(Case, {(State.HANDLING, State.FOLLOWED): State.DRAFTED}, who=only.in_lead_unit, tells=[heads],
     when=[only.promise_fits_class, only.promise_is_ahead], says=_("{by} drafted the answer to “{it}”"),
     verb=_("Draft the answer"))  # fmt: skip
def draft_answer(case: Case, *, text: str, grade: str, promised_by: date | None, by: Any, on: datetime,
                 paper: Any = None) -> None:  # fmt: skip
    """Handling Measures, art. 7. After a promise was kept, too: the new answer says so."""
    case.round = case.next_round
    answer = Answer.objects.filter(case=case, round=case.round).first()  # one that the head gave back
    answer = answer or Answer(township=case.township, case=case, round=case.round)
    _write(answer, text, grade, promised_by, paper, by, on)


@act(Case, {State.DRAFTED: State.DRAFTED}, who=only.in_lead_unit,
     when=[only.promise_fits_class, only.promise_is_ahead, only.papers_are_of_draft],
     says=_("{by} revised the answer to “{it}”"), verb=_("Revise the draft"))  # fmt: skip
def revise_answer(case: Case, *, text: str, grade: str, promised_by: date | None, by: Any, on: datetime,
                  paper: Any = None, drop: Sequence[Attachment] = ()) -> None:  # fmt: skip
    """As long as the head has not signed it off. drop: the papers that no longer go with it."""
    Attachment.objects.filter(pk__in=[one.pk for one in drop]).update(is_removed=True)
    _write(queries.present_answer(case), text, grade, promised_by, paper, by, on)


@act(Case, {State.DRAFTED: State.ANSWERED}, who=only.heads_lead_unit,
     when=[only.draft_promises_ahead, only.contacts_made, only.opinions_in], tells=[raisers, office],
     keeps={"grade": Grade}, says=_("{by} signed off the answer to “{it}” ({grade})"),
     verb=_("Sign off the answer"))  # fmt: skip
def sign_off(case: Case, *, by: Any, on: datetime) -> None:
    """Handling Measures, art. 7 and 8. The answer goes to each raiser, and each may judge it."""
    today, answer = day_of(on), queries.present_answer(case)
    Pause.objects.filter(case=case, end=None).update(end=today)
    answer.state, answer.sent_on, answer.due_on = Answer.State.SENT, today, queries.case_due(case)
    answer.signed_by, answer.remark = by.person.name, ""
    answer.save()
    _deliver(case, answer, today)
    for asked in Extension.objects.filter(case=case, state=Extension.State.ASKED):
        lapse_extension(asked, by=by, on=on)
    case.answered_on, case.answer_due, case.promised_by = today, None, None
    case.is_followed, case.reminded, case.grade = False, "", answer.grade


@act(Case, {State.DRAFTED: (State.HANDLING, State.FOLLOWED)}, who=only.heads_lead_unit, tells=[lead_unit],
     says=_("{by} gave the draft for “{it}” back"), verb=_("Give the draft back"))  # fmt: skip
def give_back_draft(case: Case, *, remark: str) -> str:
    """The head wants it written again."""
    Answer.objects.filter(case=case, round=case.round).update(remark=remark)
    case.round -= case.is_followed
    return State.FOLLOWED if case.is_followed else State.HANDLING


@act(Case, {State.FOLLOWED: State.FOLLOWED}, who=only.in_lead_unit, when=[only.promise_is_ahead], tells=[raisers],
     keeps=["promised_by"], says=_("{by} reported progress on “{it}”; promised by {promised_by}"),
     verb=_("Report progress"))  # fmt: skip
def report_progress(case: Case, *, text: str, promised_by: date, on: datetime) -> None:
    """What has been done of what was promised, and by when the rest will be."""
    Progress.objects.create(township=case.township, case=case, day=day_of(on), text=text, promised_by=promised_by)
    case.promised_by, case.reminded = promised_by, ""


@act(Extension, {Extension.State.ASKED: Extension.State.LAPSED}, who=only.heads_its_unit, follows=True,
     verb=_("Let the request lapse"),
     says=_("The request for more time for “{it}” lapsed with the answer"))  # fmt: skip
def lapse_extension(extension: Extension, *, on: datetime) -> None:
    """What was asked for is no longer needed."""
    extension.settled_on = day_of(on)


def _write(answer: Answer, text: str, grade: str, promised_by: date | None, paper: Any, by: Any, on: datetime) -> None:
    answer.text, answer.grade, answer.promised_by = text, grade, promised_by
    answer.save()
    if paper:
        attach(answer, paper, by=by, on=on)


def _deliver(case: Case, answer: Answer, today: date) -> None:
    """To each raiser; whoever belongs to a unit that answers gets it, and does not judge."""
    within = rule("casework.verdict_within", at=case.township, on=case.opened_on).term
    judge_by, recused = within.after(today, calendar_of_district()), queries.respondents(case)
    Delivery.objects.bulk_create(
        Delivery(
            township=case.township, answer=answer, raiser=raiser, judge_by=judge_by,
            state=Delivery.State.RECUSED if raiser.person_id in recused else Delivery.State.SENT,
        )
        for raiser in case.raisers.all()
    )  # fmt: skip
