"""The paper count: two entries for each group, their differences cell by cell, and the sum once they agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from changren.ballots import queries as ballots
from changren.ballots.models import Poll
from changren.base.tallies import Group, grouped, together
from changren.base.tallies import next_entry as the_next
from changren.evaluation.models import About, Count, Evaluation
from changren.evaluation.queries.asking import rule_of
from changren.evaluation.queries.form import worded
from changren.evaluation.queries.people import handed_out
from changren.evaluation.queries.result import Counted, is_publishable

HEADS = (
    ("issued", _("forms issued")), ("collected", _("forms collected")), ("valid", _("valid forms")),
    ("invalid", _("invalid forms")),
)  # fmt: skip


@dataclass(frozen=True)
class Total:
    """The groups together. numbers: None where too few forms came back to be counted on their own."""

    counted: Counted
    numbers: list[list[int]] | None


def groups(evaluation: Evaluation) -> list[Group]:
    """The groups that were entered, each with what differs between its entries."""
    names = {str(one.pk): one.name for one in evaluation.subjects.all()}
    rows = evaluation.counts.select_related(*Count.alongside).order_by("group", "entry")
    return grouped(rows, lambda one: cells(evaluation.questions, one, names))


def cells(questions: Sequence[Any], count: Any, names: dict[str, str]) -> Iterator[tuple[str, str, int | None]]:
    """The numbers of one entry, in the order of the sheet. names: of the subjects, by their ids."""
    for name, label in HEADS:
        yield str(label), "", getattr(count, name)
    for n, question in enumerate(questions):
        asks = " · ".join(filter(None, (names.get(question["subject"]), str(About(question["about"]).label))))
        for m, words in enumerate(question["answers"]):
            yield asks, worded(words), cell(count.numbers, n, m)


def cell(numbers: Sequence[Sequence[int]], n: int, m: int) -> int | None:
    """The marks for answer `m` of question `n`; None where nothing was counted."""
    return numbers[n][m] if numbers else None


def own_entry(evaluation: Evaluation, group: str, person_id: UUID | None) -> Count | None:
    """What this person has entered for a group."""
    return evaluation.counts.filter(group=group, entered_by=person_id).first()  # type: ignore[no-any-return]


def next_entry(evaluation: Evaluation, group: str) -> str | None:
    """Which entry of the group is still to be made; None if both are there."""
    return the_next(evaluation.counts.filter(group=group).values_list("entry", flat=True), Count.Entry.values)


def total(evaluation: Evaluation) -> Total:
    """The sum of the groups, by their first entries, or of the sealed ballots; what it is worth the guards say."""
    if evaluation.poll is not None:
        return _sealed(evaluation, evaluation.poll)
    firsts = list(evaluation.counts.filter(entry=Count.Entry.FIRST))
    counted = Counted(*(sum(getattr(one, name) for one in firsts) for name, _label in HEADS))
    shown = is_publishable(counted.valid, rule_of(evaluation, "counted_least")) and all(one.numbers for one in firsts)
    return Total(counted, together([one.numbers for one in firsts]) if shown and firsts else None)


def _sealed(evaluation: Evaluation, poll: Poll) -> Total:
    """Every sealed ballot is valid: one that is none is not let in."""
    n = ballots.collected(poll)
    counted = Counted(handed_out(evaluation), n, n, 0)
    return Total(counted, ballots.counts(poll) if is_publishable(n, rule_of(evaluation, "counted_least")) else None)


def is_counted(evaluation: Evaluation) -> bool:
    """Whether the sum of the sealed ballots was opened."""
    return evaluation.poll is not None and ballots.counts(evaluation.poll) is not None


def has_voted(evaluation: Evaluation) -> int | None:
    """How many sealed ballots came in so far; None before voting has begun, and on paper."""
    poll = evaluation.poll
    return ballots.collected(poll) if poll is not None and poll.has_begun else None


def too_small(evaluation: Evaluation) -> Count | None:
    """A group beside others whose forms were too few to be counted on their own."""
    firsts = list(evaluation.counts.filter(entry=Count.Entry.FIRST))
    return next((one for one in firsts if not one.numbers), None) if len(firsts) > 1 else None
