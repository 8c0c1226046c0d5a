"""One case as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from changren.base.acts import OpenAct, open_acts
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.due import Due
from changren.base.documents.models import Attachment
from changren.base.minutes.telling import Told
from changren.casework.models import Answer, Assignment, Case, Delivery, Extension, Progress, Raiser
from changren.casework.queries.clock import due_of
from changren.casework.queries.doors import assignments_for, deliveries_for
from changren.organisation.models import Post, Role
from changren.organisation.queries import history

State = Case.State
ORDER = (State.OPEN, State.ASSIGNED, State.HANDLING, State.DRAFTED, State.ANSWERED, State.CLOSED)


@dataclass(frozen=True)
class Stage:
    """One stage of the life of a case: done, now, or still to come ("next")."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class RaiserLine:
    """A raiser: whether they were spoken with in this round, and what they said of each answer."""

    raiser: Raiser
    spoken: bool
    deliveries: list[Delivery]


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a case shows."""

    case: Case
    due: Due | None
    stages: list[Stage]
    raisers: list[RaiserLine]
    assignments: list[Assignment]
    answers: list[Answer]
    extensions: list[tuple[Extension, list[OpenAct]]]
    progress: list[Progress]
    papers: list[Attachment]
    origin: Any
    acts: list[OpenAct]
    mine: list[OpenAct]
    history: list[Told]


def sheet(case: Case, *, by: Post, on: datetime) -> Sheet:
    """The case for this reader: drafts of answers are shown to the lead unit alone."""
    raisers = list(case.raisers.select_related("person"))
    answers = list(case.answers.order_by("round"))
    assignments = list(case.assignments.select_related("unit"))
    extensions = list(case.extensions.select_related(*Extension.alongside))
    return Sheet(
        case=case, due=due_of(case, calendar_of_district()) if case.is_underway else None, stages=_stages(case),
        raisers=_raiser_lines(case, raisers), assignments=assignments,
        answers=[one for one in answers if one.state == Answer.State.SENT or by.unit_id == case.lead_unit_id],
        extensions=[(one, open_acts(one, by=by, on=on)) for one in extensions], progress=list(case.progress.all()),
        papers=list(Attachment.objects.filter(owner_id=case.origin_id)), origin=_origin(case, by),
        acts=open_acts(case, by=by, on=on), mine=_mine(case, by, on),
        history=history(case, *extensions, *assignments, *_deliveries(case)),
    )  # fmt: skip


def _mine(case: Case, by: Post, on: datetime) -> list[OpenAct]:
    """What the reader may do with their own verdict, or with their unit's part in the case."""
    verdicts = deliveries_for(by).filter(answer__case=case, answer__round=case.round)
    parts = assignments_for(by).filter(case=case, unit=by.unit_id) if by.unit_id else ()
    return [one for it in (*verdicts, *parts) for one in open_acts(it, by=by, on=on)]


def _deliveries(case: Case) -> list[Delivery]:
    return list(Delivery.objects.filter(answer__case=case))


def _raiser_lines(case: Case, raisers: list[Raiser]) -> list[RaiserLine]:
    spoken = set(case.contacts.filter(round=case.round).values_list("raiser_id", flat=True))
    given: dict[Any, list[Delivery]] = {}
    for one in Delivery.objects.select_related("answer").filter(answer__case=case).order_by("answer__round"):
        given.setdefault(one.raiser_id, []).append(one)
    return [RaiserLine(one, one.pk in spoken, given.get(one.pk, [])) for one in raisers]


def _origin(case: Case, by: Post) -> Any:
    """What the case came from, for those who may open it there; a unit reads the text here."""
    if by.role in (Role.HEAD, Role.HANDLER):
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
    if state == State.HANDLING and case.round > 1:
        return str(_("round {n}")).format(n=case.round)
    return str(State.FOLLOWED.label) if state == State.ANSWERED and case.state == State.FOLLOWED else ""
