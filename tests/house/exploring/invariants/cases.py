"""One clock per case; every answer reaches everybody; rounds, verdicts and units fit the state."""

from collections import Counter
from collections.abc import Iterator

from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.models import CalendarDay
from changren.casework import queries
from changren.casework.models import Answer, Assignment, Case, Contact, Delivery, Extension, Pause, Raiser
from tests.house.exploring.invariants.reading import reads
from tests.house.exploring.records import Records

State = Case.State
UNDERWAY = (State.ASSIGNED, State.HANDLING, State.DRAFTED)
AFTER_ANSWER = (State.ANSWERED, State.FOLLOWED, State.CLOSED)


@reads(Case, Pause)
def one_clock_a_case(records: Records) -> Iterator[str]:
    """A date when and only when an answer is owed and the clock runs; it stands once at most, and not for ever."""
    for case in records[Case]:
        standing = records.of(Pause, case_id=case.pk, end=None)
        if len(standing) > 1:
            yield f"{case}: the clock stands {len(standing)} times"
        if standing and case.state not in (*UNDERWAY, State.OPEN):
            yield f"{case} is {case.state}, and its clock still stands"
        owed = case.state in UNDERWAY and not standing and not case.is_followed  # a promise has a day of its own
        if (case.answer_due is not None) != owed:
            yield f"{case} is {case.state}, its clock {'stands' if standing else 'runs'}, due {case.answer_due}"
        if case.state == State.OPEN and bool(standing) != (case.assigned_on is not None):
            yield f"{case} waits to be assigned, and its clock {'stands' if standing else 'runs'}"


@reads(Case, Pause, Extension, CalendarDay)
def dates_are_those_of_the_rules(records: Records) -> Iterator[str]:
    """What is kept is what is computed anew, unless a changed day still waits for the clock's round."""
    if any(day.applied_at is None for day in records[CalendarDay]):
        return
    calendar = calendar_of_district()
    owed = [case.pk for case in records[Case] if case.answer_due is not None]
    for case in Case.objects.select_related("township").prefetch_related("pauses", "extensions").filter(pk__in=owed):
        due = queries.due_of(case, calendar)
        if due is None or due.on != case.answer_due:
            yield f"{case} is due {case.answer_due}, and by the rules {due and due.on}"


@reads(Case, Answer, Delivery, Raiser)
def every_answer_reaches_everybody(records: Records) -> Iterator[str]:
    """An answer that was sent has one delivery for each raiser; a draft has none."""
    for answer in records[Answer]:
        reached = Counter(one.raiser_id for one in records.of(Delivery, answer_id=answer.pk))
        raisers = {raiser.pk for raiser in records.of(Raiser, case_id=answer.case_id)}
        sent = answer.state == Answer.State.SENT
        if reached != (dict.fromkeys(raisers, 1) if sent else {}):
            yield f"{answer}, round {answer.round}: {answer.state}, reached {len(reached)} of {len(raisers)}"
        if sent != (answer.sent_on is not None) or sent != bool(answer.signed_by):
            yield f"{answer}: {answer.state}, sent on {answer.sent_on}, signed by “{answer.signed_by}”"


@reads(Case, Answer)
def rounds_fit_states(records: Records) -> Iterator[str]:
    """Each round but the present one was answered; the present one according to the state."""
    for case in records[Case]:
        sent = {answer.round for answer in records.of(Answer, case_id=case.pk, state=Answer.State.SENT)}
        drafted = {answer.round for answer in records.of(Answer, case_id=case.pk, state=Answer.State.DRAFT)}
        answered = case.state in AFTER_ANSWER
        if sent != set(range(1, case.round + answered)):
            yield f"{case} is {case.state} in round {case.round}, answered in rounds {sorted(sent)}"
        if case.state == State.DRAFTED and drafted != {case.round}:
            yield f"{case}: a draft of rounds {sorted(drafted)} in round {case.round}"
        if (case.closed_on is not None) != (case.state == State.CLOSED):
            yield f"{case} is {case.state}, closed on {case.closed_on}"


@reads(Delivery)
def verdicts_are_whole(records: Records) -> Iterator[str]:
    """Judged when and only when there are both verdicts and a day."""
    for one in records[Delivery]:
        had = bool(one.attitude), bool(one.result), one.judged_on is not None
        if had != (one.state == Delivery.State.JUDGED,) * 3:
            yield f"{one}: {one.state}, with {had}"


@reads(Case, Assignment)
def one_unit_leads(records: Records) -> Iterator[str]:
    """Whoever has the case leads it by one live assignment; while nobody has it there is none."""
    live = (Assignment.State.SENT, Assignment.State.ACCEPTED, Assignment.State.OPINED)
    for case in records[Case]:
        rows = [row for row in records.of(Assignment, case_id=case.pk) if row.state in live]
        leads = [row.unit_id for row in rows if row.role == Assignment.Role.LEAD]
        if leads != ([case.lead_unit_id] if case.lead_unit_id else []) or (case.state == State.OPEN) != (not leads):
            yield f"{case} is {case.state}, led by {len(leads)}"
        if case.state == State.OPEN and rows:
            yield f"{case} is nobody's, and {len(rows)} units still have it"
        if len({row.unit_id for row in rows}) < len(rows):
            yield f"{case}: one unit has it twice"
        accepted = any(row.state == Assignment.State.ACCEPTED for row in rows)
        if accepted != (case.state not in (State.OPEN, State.ASSIGNED)):
            yield f"{case} is {case.state}, accepted: {accepted}"


@reads(Contact, Delivery)
def rows_of_a_case_are_its_own(records: Records) -> Iterator[str]:
    """Whoever was spoken with, or answered, raised this very case."""
    raisers, answers = records.by_id(Raiser), records.by_id(Answer)
    for one in records[Contact]:
        if raisers[one.raiser_id].case_id != one.case_id:
            yield f"{one}: spoken with somebody else's raiser"
    for one in records[Delivery]:
        if raisers[one.raiser_id].case_id != answers[one.answer_id].case_id:
            yield f"{one}: delivered to somebody else's raiser"


@reads(Case)
def dates_are_kept_as_long_as_they_bind(records: Records) -> Iterator[str]:
    """A promise is open while the case is followed; a supervisor comes after a referral."""
    for case in records[Case]:
        if case.supervisor_id and case.escalated_on is None:
            yield f"{case} is supervised and was never referred"
        if case.promised_by is not None and case.state not in (State.FOLLOWED, State.DRAFTED, State.CLOSED):
            yield f"{case} is {case.state} and promised by {case.promised_by}"


ALWAYS = [
    one_clock_a_case, dates_are_those_of_the_rules, every_answer_reaches_everybody, rounds_fit_states,
    verdicts_are_whole, one_unit_leads, rows_of_a_case_are_its_own, dates_are_kept_as_long_as_they_bind,
]  # fmt: skip
