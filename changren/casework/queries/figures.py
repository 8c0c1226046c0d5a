"""The figures of casework: answers in time, late and owed; classes; verdicts, those not given included."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from changren.base.clock.period import Period
from changren.base.figures import Figures, Record
from changren.base.tenancy.models import Township
from changren.casework.models import Answer, Assignment, Case, Delivery

STATES = dict(Case.State.choices)
CASES, ANSWERS, VERDICTS = "cases", "answers", "verdicts"
PROMPT = ("answers.on_time", "answers.late", "answers.overdue")
GRADES = tuple(f"cases.grade_{grade}" for grade in Answer.Grade.values)
OPINIONS = ("verdicts.satisfied", "verdicts.basically", "verdicts.not", "verdicts.none", "verdicts.recused")


def figures(organisation: Township, period: Period) -> Figures:
    """Records of the cases handed over in the period, of one township or, at the district's level, of all.

    Keys: "cases" with its states, "cases.grade_A" … and "cases.no_answer", "cases.again", "cases.returned",
    "cases.referred", "cases.urged"; "answers" split into PROMPT, where what is owed and overdue counts as well;
    "verdicts" of the last answer of each case, split into OPINIONS.
    """
    cases = Case.objects.filter(opened_on__range=(period.start, period.end))
    if not organisation.is_district:
        cases = cases.filter(township=organisation)
    records: list[Record] = []
    for case in _with_all(cases):
        records += _of_case(case, period.today)
    return Figures(tuple(records))


def overdue(organisation: Township, today: date) -> list[Record]:
    """The answers that are owed and late today, whenever the case was opened."""
    cases = Case.objects.filter(answer_due__lt=today)
    if not organisation.is_district:
        cases = cases.filter(township=organisation)
    return [_record(case, {"answers.overdue"}) for case in cases if case.is_overdue(today)]


def _with_all(cases: Iterable[Case]) -> Iterable[Case]:
    answers = Answer.objects.filter(state=Answer.State.SENT).order_by("round")
    verdicts = Delivery.objects.select_related("raiser")
    returned = Assignment.objects.filter(state=Assignment.State.RETURNED)
    return cases.prefetch_related(  # type: ignore[attr-defined, no-any-return]
        Prefetch("answers", answers), Prefetch("answers__deliveries", verdicts), Prefetch("assignments", returned)
    )


def _of_case(case: Case, today: date) -> list[Record]:
    answers = list(case.answers.all())
    keys = {CASES, f"cases.{case.state}", f"cases.grade_{answers[-1].grade}" if answers else "cases.no_answer"}
    marks = {
        "again": case.redone,
        "returned": bool(case.assignments.all()),
        "referred": case.escalated_on,
        "urged": case.urged,
    }
    keys |= {f"cases.{name}" for name, holds in marks.items() if holds}
    records = [_record(case, keys)]
    for answer in answers:
        if answer.due_on is not None:
            records.append(_record(case, {ANSWERS, "answers.on_time" if answer.was_on_time else "answers.late"}))
    if case.is_overdue(today):
        records.append(_record(case, {ANSWERS, "answers.overdue"}))
    return records + [_verdict(case, one) for one in (answers[-1].deliveries.all() if answers else ())]


def _verdict(case: Case, delivery: Delivery) -> Record:
    """Not given is counted, too: silence is not consent."""
    kind = {Delivery.State.SENT: "none", Delivery.State.RECUSED: "recused"}.get(
        Delivery.State(delivery.state), delivery.result
    )
    return _record(case, {VERDICTS, f"verdicts.{kind}"})


def _record(case: Case, keys: set[str]) -> Record:
    return Record(case.township_id, str(case), case.get_absolute_url(), frozenset(keys))
