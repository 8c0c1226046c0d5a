"""One case as its page shows it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.declaration import acts_on
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.due import Due
from changren.base.clock.now import day_of
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.minutes.telling import Told
from changren.casework.models import Answer, Assignment, Case, Contact, Delivery, Extension, Progress, Raiser
from changren.casework.queries.clock import due_of
from changren.casework.queries.doors import UNIT_ROLES, answers_for, assignments_for, deliveries_for
from changren.organisation.models import Post, Role
from changren.organisation.queries import history

State = Case.State
ORDER = (State.OPEN, State.ASSIGNED, State.HANDLING, State.DRAFTED, State.ANSWERED, State.CLOSED)
READS_OPINIONS = (*UNIT_ROLES, Role.CLERK, Role.COMMITTEE, Role.DISTRICT)
READS_NOTES = (*UNIT_ROLES, Role.CLERK)


@dataclass(frozen=True)
class Stage:
    """One stage of the life of a case: done, now, or still to come ("next")."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class RaiserLine:
    """A raiser: whether they were spoken with in this round, when they were, and what they said of each answer."""

    raiser: Raiser
    spoken: bool
    contacts: list[Contact]
    deliveries: list[Delivery]
    notes: bool

    in_data = ("raiser", "spoken", "contacts", "deliveries")


@dataclass(frozen=True)
class Part:
    """A unit's part in the case, and what it said, for those who may read it."""

    it: Assignment
    said: str


@dataclass(frozen=True)
class AnswerLine:
    """An answer with its papers; `letter` is where it is printed, once it is sent."""

    it: Answer
    papers: list[Attachment]
    letter: str

    data_in_full = ("it",)


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a case shows.

    tally: the verdicts on the last answer, with how many. acts: what the reader may do, what leads on first; quiet:
    nothing of it does.
    """

    case: Case
    due: Due | None
    is_late: bool
    stages: list[Stage]
    raisers: list[RaiserLine]
    tally: list[tuple[Any, int]]
    parts: list[Part]
    answers: list[AnswerLine]
    extensions: list[tuple[Extension, list[OpenAct]]]
    progress: list[Progress]
    papers: list[Attachment]
    origin: Any
    acts: list[OpenAct]
    quiet: bool
    history: list[Told]

    data_in_full = ("case",)
    data_by_name = ("origin",)


def sheet(case: Case, *, by: Post, on: datetime) -> Sheet:
    """The case for this reader: drafts of answers are shown to the lead unit alone."""
    parts = list(case.assignments.select_related("unit").order_by("sent_on", "-role", "id"))  # the lead unit first
    extensions = list(case.extensions.select_related(*Extension.alongside))
    deliveries = list(
        Delivery.objects.select_related("answer__case", "raiser__person")
        .filter(answer__case=case)
        .order_by("answer__round", "id")
    )
    acts = sorted([*_mine(case, by, on), *open_acts(case, by=by, on=on, among=_fitting(case))], key=_stays)
    return Sheet(
        case=case, due=due_of(case, calendar_of_district()) if case.is_underway else None,
        is_late=case.is_late(day_of(on)), stages=_stages(case),
        raisers=_raiser_lines(case, deliveries, by), tally=_tally(deliveries), parts=[_part(one, by) for one in parts],
        answers=_answers(case, by), extensions=[(one, open_acts(one, by=by, on=on)) for one in extensions],
        progress=list(case.progress.all()), papers=_with_addresses(_papers(case)), origin=_origin(case, by),
        acts=acts, quiet=all(_stays(one) for one in acts),
        history=history(case, *extensions, *parts, *deliveries),
    )  # fmt: skip


def _fitting(case: Case) -> list[Any]:
    """Nothing new is asked for within a case that no unit works on."""
    return [one for one in acts_on(Case) if case.is_underway or not one.creates]


def _stays(one: OpenAct) -> bool:
    """Whether nothing would move on with it."""
    return one.objection is not None or one.act.creates or one.it.state in one.act.steps[one.it.state]


def _mine(case: Case, by: Post, on: datetime) -> list[OpenAct]:
    """What the reader may do with their own verdict, or with their unit's part in the case."""
    things: list[Any] = []
    if case.state == State.ANSWERED:
        things += deliveries_for(by).filter(answer__case=case, answer__round=case.round)
    if case.is_underway and by.role in UNIT_ROLES:
        things += assignments_for(by).filter(case=case, unit=by.unit_id)
    return [one for it in things for one in open_acts(it, by=by, on=on)]


def _part(assignment: Assignment, by: Post) -> Part:
    """Why a unit returned it may be read by all; an opinion is for the lead unit and those who watch over it."""
    shown = assignment.state == Assignment.State.RETURNED or by.role in READS_OPINIONS
    return Part(assignment, assignment.said if shown else "")


def _answers(case: Case, by: Post) -> list[AnswerLine]:
    rows = list(answers_for(by).select_related("case").filter(case=case).order_by("round"))
    papers = _with_addresses(attached_to(*rows))
    return [AnswerLine(one, [paper for paper in papers if paper.owner_id == one.pk], _letter(one)) for one in rows]


def _letter(answer: Answer) -> str:
    return reverse("casework:letter", args=[answer.pk]) if answer.state == Answer.State.SENT else ""


def _papers(case: Case) -> Any:
    """What was attached to the matter as it was raised."""
    return Attachment.objects.filter(owner_id=case.origin_id, is_removed=False)


def _with_addresses(papers: Any) -> list[Attachment]:
    rows = list(papers)
    for paper in rows:
        paper.url = reverse("casework:paper", args=[paper.pk])  # type: ignore[attr-defined]
    return rows


def _raiser_lines(case: Case, deliveries: list[Delivery], by: Post) -> list[RaiserLine]:
    contacts = list(case.contacts.all())
    return [
        RaiserLine(
            raiser,
            spoken=any(one.raiser_id == raiser.pk and one.round == case.next_round for one in contacts),
            contacts=[one for one in contacts if one.raiser_id == raiser.pk],
            deliveries=[one for one in deliveries if one.raiser_id == raiser.pk],
            notes=by.role in READS_NOTES or by.person_id == raiser.person_id,
        )
        for raiser in case.raisers.select_related("person")
    ]


def _tally(deliveries: list[Delivery]) -> list[tuple[Any, int]]:
    """How the last answer was judged: each verdict with its number, those not given and those recused among them."""
    last = deliveries[-1].answer_id if deliveries else None
    counts = Counter(one.result or one.state for one in deliveries if one.answer_id == last)
    words = [*Delivery.Verdict.choices, (Delivery.State.SENT, Delivery.State.SENT.label),
             (Delivery.State.RECUSED, Delivery.State.RECUSED.label)]  # fmt: skip
    return [(label, counts[value]) for value, label in words if counts[value]]


def _origin(case: Case, by: Post) -> Any:
    """What the case came from, for those who may open it there; a unit reads the text here."""
    if by.role in UNIT_ROLES:
        return None
    model: Any = apps.get_model(case.origin_kind)
    return model.objects.filter(pk=case.origin_id).first()


def _stages(case: Case) -> list[Stage]:
    now = State.ANSWERED if case.state == State.FOLLOWED else State(case.state)
    reached = ORDER.index(now)
    stages = []
    for n, state in enumerate(ORDER):
        where = "now" if n == reached else "done" if n < reached else "next"
        stages.append(Stage(state.label, "done" if case.state == State.CLOSED else where, _note(case, state)))
    return stages


def _note(case: Case, state: Any) -> str:
    if state == State.HANDLING and case.redone:
        return str(_("done again")) if case.redone == 1 else str(_("done again {n} times")).format(n=case.redone)
    return str(State.FOLLOWED.label) if state == State.ANSWERED and case.state == State.FOLLOWED else ""
