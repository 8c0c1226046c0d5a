"""What became of cases, in a line each: for the lists and reports of the rooms that opened them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from changren.casework.models import Answer, Case, Delivery


@dataclass(frozen=True)
class Outcome:
    """A case, its last answer, and how many judged it how; `none` have not judged, `recused` may not."""

    case: Case
    answer: Answer | None
    satisfied: int = 0
    basically: int = 0
    dissatisfied: int = 0
    none: int = 0
    recused: int = 0


def outcomes(cases: Iterable[UUID]) -> dict[UUID, Outcome]:
    """The outcome of each of these cases. Three queries, however many."""
    ids = list(cases)
    last: dict[UUID, Answer] = {}
    sent = Answer.objects.select_related("case").filter(case__in=ids, state=Answer.State.SENT)
    for answer in sent.order_by("round"):
        last[answer.case_id] = answer
    counted: dict[UUID, Counter[str]] = {}
    for one in Delivery.objects.filter(answer__in=[answer.pk for answer in last.values()]):
        counted.setdefault(one.answer_id, Counter())[one.result or one.state] += 1
    found = {}
    for case in Case.objects.select_related("lead_unit").filter(pk__in=ids):
        answer_of = last.get(case.pk)
        found[case.pk] = _outcome(case, answer_of, counted.get(answer_of.pk, Counter()) if answer_of else Counter())
    return found


def _outcome(case: Case, answer: Answer | None, counts: Counter[str]) -> Outcome:
    verdict = Delivery.Verdict
    return Outcome(
        case,
        answer,
        counts[verdict.SATISFIED],
        counts[verdict.BASICALLY],
        counts[verdict.NOT],
        counts[Delivery.State.SENT],
        counts[Delivery.State.RECUSED],
    )
