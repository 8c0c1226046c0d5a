"""One evaluation as its page shows it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import acts_on
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.minutes.telling import Told
from changren.base.tallies import Group
from changren.evaluation.models import Evaluation, Scrutineer, Subject
from changren.evaluation.queries.asking import rule_of
from changren.evaluation.queries.counting import groups, has_voted
from changren.evaluation.queries.doors import counts_for, raters_for, sees_result, subjects_for
from changren.evaluation.queries.form import provisions_of
from changren.evaluation.queries.people import handed_out, is_rater
from changren.evaluation.queries.tables import Result, lines_of, result
from changren.organisation.models import Post, Role
from changren.organisation.queries import history, units_of_person

State = Evaluation.State
ORDER = (State.DRAFT, State.ADOPTED, State.READY, State.OPEN, State.CLOSED, State.SIGNED, State.REPORTED, State.DONE)
BEFORE = {State.RESULT: State.SIGNED, State.FOLLOWED: State.DONE}  # what is on the way to a stage


@dataclass(frozen=True)
class Stage:
    """One stage of the life of an evaluation: done, now, or still to come ("next")."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class SubjectLine:
    """A body or a person on the form, with what the reader may know and do about it.

    is_mine: whether it is the reader, or a body that they belong to. lines: the provisions whose line was crossed;
    finding and rectification: what was found and put right; each for those who may read it. follows: whether the
    reader has to see to it. acts: what they may do about it now.
    """

    it: Subject
    report: str
    papers: list[Attachment]
    is_mine: bool
    lines: list[Any]
    finding: str
    rectification: str
    follows: bool
    acts: list[OpenAct]

    in_data = ("it", "report", "papers", "is_mine", "lines", "finding", "rectification")


@dataclass(frozen=True)
class Sheet:
    """Everything the page of an evaluation shows.

    handed: how many have a form; voted: how many sealed ballots are there. groups: what was counted, for those who
    count. result: for those who may see it; for those evaluated what is said of themselves, which is not the whole.
    acts: what the reader may do, what leads on first.
    """

    evaluation: Evaluation
    stages: list[Stage]
    acts: list[OpenAct]
    quiet: bool
    subjects: list[SubjectLine]
    watching: list[Scrutineer]
    handed: int
    voted: int | None
    takes_part: bool
    groups: list[Group]
    result: Result | None
    whole: bool
    rules: list[Any]
    history: list[Told]

    data_in_full = ("evaluation",)


def sheet(evaluation: Evaluation, *, by: Post, on: datetime) -> Sheet:
    """The evaluation for this reader."""
    watching = list(evaluation.scrutineers.select_related("person"))
    people = {one.person_id for one in watching}
    subjects = list(subjects_for(by).filter(evaluation=evaluation))
    sees = sees_result(evaluation, by, people)
    with asking_once():
        lines = [_with_acts(line, by, on) for line in _lines(subjects, by, sees)]
        offered = open_acts(evaluation, by=by, on=on, among=_fitting(evaluation))
        acts = sorted([*offered, *_counts(evaluation, by, on), *_own_device(evaluation, by, on)], key=_stays)
    mine = {line.it.pk for line in lines if line.is_mine}
    counts = by.person_id in people or (by.role == Role.CLERK and by.township_id == evaluation.township_id)
    return Sheet(
        evaluation=evaluation, stages=_stages(evaluation), acts=acts, quiet=all(_stays(one) for one in acts),
        subjects=lines, watching=watching, handed=handed_out(evaluation), voted=has_voted(evaluation),
        takes_part=is_rater(evaluation, by.person_id), groups=groups(evaluation) if counts else [],
        result=_result(evaluation, by, sees, mine), whole=sees, rules=_rules(evaluation),
        history=history(evaluation, *subjects, *watching, *evaluation.counts.all()),
    )  # fmt: skip


def _fitting(evaluation: Evaluation) -> list[Any]:
    """What creates within an evaluation is offered at the stage that it belongs to."""
    now = {State.DRAFT: "add_subject name_scrutineer", State.ADOPTED: "name_scrutineer", State.READY: "name_scrutineer",
           State.CLOSED: "enter_count", State.VOID: "repeat"}.get(State(evaluation.state), "").split()  # fmt: skip
    hidden = {"remove_subject", "relieve_scrutineer", "strike_group"}
    found = [one for one in acts_on(Evaluation) if not one.creates or one.verb_name in now]
    return [one for one in found if one.verb_name not in hidden or _has(evaluation, one.verb_name)]


def _has(evaluation: Evaluation, name: str) -> bool:
    """Whether there is something to take away again."""
    rows = {"remove_subject": evaluation.subjects, "relieve_scrutineer": evaluation.scrutineers,
            "strike_group": evaluation.counts}[name]  # fmt: skip
    return evaluation.is_paper if name == "strike_group" and rows.exists() else bool(rows.exists())


def _stays(one: OpenAct) -> bool:
    """Whether nothing would move on with it."""
    if one.objection is not None or one.act.creates or one.act.model is not Evaluation:
        return True
    return one.it.state in one.act.steps[one.it.state] or one.act.steps[one.it.state] == (State.VOID,)


def _counts(evaluation: Evaluation, by: Post, on: datetime) -> list[OpenAct]:
    """What the reader may do with what they have counted."""
    mine = counts_for(by).filter(evaluation=evaluation) if evaluation.state == State.CLOSED else ()
    return [one for count in mine for one in open_acts(count, by=by, on=on)]


def _own_device(evaluation: Evaluation, by: Post, on: datetime) -> list[OpenAct]:
    """That the reader may register a device of their own, while the list of a sealed poll is open."""
    if evaluation.is_paper or evaluation.state != State.READY:
        return []
    return [one for it in raters_for(by).filter(evaluation=evaluation) for one in open_acts(it, by=by, on=on)]


def _with_acts(line: SubjectLine, by: Post, on: datetime) -> SubjectLine:
    found = open_acts(line.it, by=by, on=on, among=_of_line(line))
    return replace(line, acts=[one for one in found if one.objection is None])


def _of_line(line: SubjectLine) -> list[Any]:
    """The acts on a subject that can be the reader's at all, so that nothing is asked of the others."""
    own = {"read_feedback", "report_rectification", "file_report"} if line.is_mine else set()
    names = own | ({"file_report", "settle_line"} if line.follows else set())
    return [one for one in acts_on(Subject) if one.verb_name in names]


def _lines(subjects: list[Subject], by: Post, sees: bool) -> list[SubjectLine]:
    papers = list(attached_to(*subjects))
    for paper in papers:
        paper.url = reverse("evaluation:paper", args=[paper.pk])  # type: ignore[attr-defined]
    units, found = units_of_person(by.person_id), []
    for one in subjects:
        mine = one.person_id == by.person_id or (one.unit_id is not None and one.unit_id in units)
        reads = sees or (mine and one.evaluation.state in (State.FOLLOWED, State.DONE)) or _settles(one, by)
        follows = _prepares(one, by) or (bool(one.crossed) and _settles(one, by))
        own = [paper for paper in papers if paper.owner_id == one.pk]
        found.append(SubjectLine(
            one, one.report, own, mine, lines_of(one) if reads else [], one.verdict if reads else "",
            one.rectification if reads or by.role == Role.COMMITTEE else "", follows, [],
        ))  # fmt: skip
    return found


def _prepares(subject: Subject, by: Post) -> bool:
    """Whether the office files the duty report of those evaluated."""
    return by.role == Role.CLERK and by.township_id == subject.township_id


def _settles(subject: Subject, by: Post) -> bool:
    """Whether it is for this post to look into a line that was crossed."""
    consent = subject.evaluation.kind == Evaluation.Kind.CONSENT
    return subject.evaluation.is_reported and by.role == (Role.COMMITTEE if consent else Role.DISTRICT)


def _result(evaluation: Evaluation, by: Post, sees: bool, mine: set[UUID]) -> Result | None:
    if sees:
        return result(evaluation, by)
    given = evaluation.state in (State.FOLLOWED, State.DONE)
    return result(evaluation, by, only=mine) if given and mine else None


def _rules(evaluation: Evaluation) -> list[Any]:
    """The provisions that a delegate should know beforehand."""
    names = ("collected_min", "denominator", "counted_least", "committee_rates", "announced")
    more = [*provisions_of(evaluation), *(rule_of(evaluation, name) for name in names)]
    if evaluation.kind == Evaluation.Kind.CONSENT:
        more.append(rule_of(evaluation, "consent_effect"))
    return more


def _stages(evaluation: Evaluation) -> list[Stage]:
    if evaluation.state == State.VOID:
        return [Stage(State.VOID.label, "now", evaluation.reason)]
    state = State(evaluation.state)
    reached = ORDER.index(BEFORE.get(state, state))
    days = (evaluation.drafted_on, evaluation.adopted_on, evaluation.fixed_on, evaluation.opened_on,
            evaluation.closed_on, evaluation.signed_on, evaluation.reported_on, evaluation.finished_on)  # fmt: skip
    return [
        Stage(stage.label, _where(n, reached, state), f"{day:%m-%d}" if day else _way(stage, state))
        for n, (stage, day) in enumerate(zip(ORDER, days, strict=True))
    ]


def _way(stage: State, state: State) -> str:
    return str(state.label) if BEFORE.get(state) == stage else ""


def _where(n: int, reached: int, state: State) -> str:
    if state == State.DONE or n < reached:
        return "done"
    return "now" if n == reached else "next"
