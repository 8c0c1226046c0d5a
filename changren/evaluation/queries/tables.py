"""A result as tables: for each question the votes and their shares, beside those of the time before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from changren.base.figures import Rate
from changren.evaluation.models import About, Evaluation, Subject
from changren.evaluation.queries.asking import rounding_of, rule_of
from changren.evaluation.queries.counting import Total
from changren.evaluation.queries.form import worded
from changren.evaluation.queries.result import Counted, Lines, crossed
from changren.organisation.models import Post, Role
from changren.rulebook.loading import definitions


@dataclass(frozen=True)
class Share:
    """One answer: its votes, and their share of the forms."""

    answer: str
    votes: int
    rate: Rate

    in_data = ("answer", "votes")


@dataclass(frozen=True)
class Table:
    """One question's result. before: the same question to the same subject the last time, its evaluation with it."""

    subject: Subject | None
    about: str
    shares: list[Share]
    before: "Table | None" = None
    evaluation: Evaluation | None = None

    in_data = ("subject", "about", "shares")

    @property
    def label(self) -> Any:
        return About(self.about).label


@dataclass(frozen=True)
class Grid:
    """The tables that ask the same, one row for each subject, in the order of the form."""

    label: Any
    answers: list[str]
    rows: list[Table]

    in_data = ("label", "answers")


@dataclass(frozen=True)
class Result:
    """What is shown of a result: the four counts, what shares are divided by, and the tables.

    tables: None where too few forms came back to be published. rules: the provisions it rests on.
    """

    counted: Counted
    collected: Rate
    base: int
    denominator: Any
    counted_least: Any
    collected_min: Any
    tables: list[Table] | None

    in_data = ("counted", "collected", "base", "denominator", "counted_least", "collected_min", "tables")

    @property
    def grids(self) -> list[Grid]:
        """The tables beneath each other by what they ask."""
        found: dict[str, list[Table]] = {}
        for table in self.tables or ():
            found.setdefault(table.about, []).append(table)
        return [Grid(rows[0].label, [one.answer for one in rows[0].shares], rows) for rows in found.values()]


def result(evaluation: Evaluation, by: Post, *, only: set[UUID] | None = None) -> Result:
    """The result as it was drawn up, for this reader. only: the subjects whose tables are shown; None for all."""
    counted = counted_of(evaluation)
    denominator = rule_of(evaluation, "denominator")
    return Result(
        counted, Rate(counted.collected, counted.issued, **rounding_of(evaluation)), counted.of(denominator.value),
        denominator, rule_of(evaluation, "counted_least"), rule_of(evaluation, "collected_min"),
        _tables(evaluation, by, only) if evaluation.numbers is not None else None,
    )  # fmt: skip


def counted_of(evaluation: Evaluation) -> Counted:
    """The four counts of a result that was drawn up."""
    return Counted(evaluation.issued or 0, evaluation.collected or 0, evaluation.valid or 0, evaluation.invalid or 0)


def _tables(evaluation: Evaluation, by: Post, only: set[UUID] | None) -> list[Table]:
    subjects = {str(one.pk): one for one in evaluation.subjects.select_related("unit", "person")}
    shown = {key: one for key, one in subjects.items() if only is None or one.pk in only}
    before = earlier(evaluation, shown.values(), by)
    found = []
    for question, numbers in zip(evaluation.questions, evaluation.numbers or (), strict=True):
        subject = shown.get(question["subject"])
        if subject or (only is None and not question["subject"]):
            last = before.get(_who(subject)) if subject else None
            found.append(_table(evaluation, question, numbers, subject, _same(last, question["about"])))
    return found


def _table(evaluation: Evaluation, question: Any, numbers: Any, subject: Any, before: Any = None) -> Table:
    base, rounding = counted_of(evaluation).of(rule_of(evaluation, "denominator").value), rounding_of(evaluation)
    shares = [
        Share(worded(words), n, Rate(n, base, **rounding))
        for words, n in zip(question["answers"], numbers, strict=True)
    ]
    return Table(subject, question["about"], shares, before, evaluation)


def earlier(evaluation: Evaluation, subjects: Iterable[Subject], by: Post) -> dict[Any, Subject]:
    """For each of these, the same body or person on the last form of this kind whose result the reader may see."""
    units = {one.unit_id for one in subjects if one.unit_id}
    people = {one.person_id for one in subjects if one.person_id}
    rows = Subject.objects.select_related("evaluation__township").filter(
        Q(unit__in=units) | Q(person__in=people), is_removed=False, evaluation__kind=evaluation.kind,
        evaluation__township=evaluation.township_id, evaluation__reported_on__isnull=False,
        evaluation__drafted_on__lte=evaluation.drafted_on,
    )  # fmt: skip
    if by.role not in (Role.CLERK, Role.DISTRICT):
        rows = rows.filter(Q(evaluation__announced=Evaluation.Announced.ALL) | Q(person=by.person_id))
    rows = rows.exclude(evaluation=evaluation.pk).order_by("evaluation__closed_on", "evaluation__id")
    return {_who(one): one for one in rows}


def _same(last: Subject | None, about: str) -> Table | None:
    """What the last form asked the same subject about the same."""
    if last is None or last.evaluation.numbers is None:
        return None
    pairs = zip(last.evaluation.questions, last.evaluation.numbers, strict=True)
    asked = ((one, n) for one, n in pairs if (one["subject"], one["about"]) == (str(last.pk), about))
    return next((_table(last.evaluation, one, n, last) for one, n in asked), None)


def _who(subject: Subject) -> Any:
    return subject.unit_id or subject.person_id or subject.name


def lines_crossed(evaluation: Evaluation, total: Total) -> list[tuple[Subject, list[str]]]:
    """The subjects whose numbers cross a line, each with the provisions (art. 6 and 8). Nobody where none are shown."""
    base = total.counted.of(rule_of(evaluation, "denominator").value)
    unfit, fit = rule_of(evaluation, "unfit_line"), rule_of(evaluation, "fit_line")
    lines = Lines(unfit, fit, rule_of(evaluation, "consent_effect"))
    found: dict[str, list[str]] = {}
    for question, numbers in zip(evaluation.questions, total.numbers or (), strict=False):
        found.setdefault(question["subject"], []).extend(crossed(question, numbers, base, lines))
    rows = evaluation.subjects.all()
    return [(one, found[str(one.pk)]) for one in rows if found.get(str(one.pk))]


def lines_of(subject: Subject) -> list[Any]:
    """The provisions whose line was crossed, as they held when the evaluation was drafted."""
    return [rule_of(subject.evaluation, key.partition(".")[2]) for key in subject.crossed if key in definitions()]
