"""The list of evaluations, what waits for somebody, what a delegate did, and the figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as HowMany
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.figures import Figures, Record
from changren.base.tenancy.ids import is_id
from changren.base.tenancy.models import Township
from changren.evaluation.models import Evaluation, Rater
from changren.evaluation.queries.doors import evaluations_for
from changren.organisation.models import Post
from changren.rulebook.rules import rule

KINDS = {f"evaluations.of_{value}": label for value, label in Evaluation.Kind.choices}  # parts of the figures
HELD = (Evaluation.Kind.BODY, Evaluation.Kind.PERSON)


def board(post: Post, *, state: str = "", kind: str = "", township: str = "") -> Any:
    """The evaluations a post may open, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = evaluations_for(post).order_by("-drafted_on", "-id")
    rows = rows.filter(state=state) if state in Evaluation.State.values else rows
    rows = rows.filter(kind=kind) if kind in Evaluation.Kind.values else rows
    return rows.filter(township=township) if is_id(township) else rows


@dataclass(frozen=True)
class ThisYear:
    """How often bodies and persons were evaluated this year in one township, and how often the rules ask for it."""

    held: int
    asked: Any

    @property
    def is_met(self) -> bool:
        return bool(self.asked.is_met_by(self.held))


def this_year(township: Township, today: date) -> ThisYear:
    """Evaluation Measures, art. 1. What is void does not count."""
    rows = Evaluation.objects.filter(township=township, kind__in=HELD, closed_on__year=today.year)
    held = rows.exclude(state=Evaluation.State.VOID).aggregate(n=HowMany("closed_on", distinct=True))["n"]
    return ThisYear(held, rule("evaluation.a_year", at=township, on=today))


def duties(mandate: Any, period: Period) -> list[Duty]:
    """What a delegate did: that a form was handed to them. Whether they filled it in nobody knows."""
    rows = Rater.objects.select_related("evaluation").filter(
        mandate=mandate.pk, drew_on__range=(period.start, period.end)
    )
    says = _("Was handed a form")
    return [
        Duty(one.drew_on, says, one.evaluation, Right.EVALUATE) for one in rows.order_by("drew_on", "id") if one.drew_on
    ]


def figures(organisation: Township, period: Period) -> Figures:
    """Records of the evaluations that were closed in the period, of one township or, at the district's level, of all.

    Keys: "evaluations", split into KINDS; "evaluations.lines" for each reported one in which a line was crossed, and
    "evaluations.settled" where somebody has said of all of them what they found. What is void does not count.
    """
    rows = Evaluation.objects.filter(closed_on__range=(period.start, period.end)).prefetch_related("all_subjects")
    if not organisation.is_district:
        rows = rows.filter(township=organisation)
    rows = rows.exclude(state=Evaluation.State.VOID)
    return Figures(tuple(_record(one) for one in rows.order_by("closed_on", "id")))


def _record(evaluation: Evaluation) -> Record:
    asked = [one for one in evaluation.all_subjects.all() if one.crossed] if evaluation.is_reported else []
    keys = {"evaluations", f"evaluations.of_{evaluation.kind}"} | ({"evaluations.lines"} if asked else set())
    keys |= {"evaluations.settled"} if asked and all(one.is_settled for one in asked) else set()
    return Record(evaluation.township_id, str(evaluation), evaluation.get_absolute_url(), frozenset(keys))


def open_now(post: Post) -> Any:
    """The evaluations that are open and in which the person may take part and has no form yet."""
    drawn = Rater.objects.filter(mandate__person=post.person_id, drew_on=None).values("evaluation")
    rows = Evaluation.objects.select_related(*Evaluation.alongside).filter(township=post.township_id, pk__in=drawn)
    return rows.filter(Q(state=Evaluation.State.READY) | Q(state=Evaluation.State.OPEN))
