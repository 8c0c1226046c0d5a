"""What a unit owes, the list of cases, and what a delegate did."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.tenancy.ids import is_id
from changren.casework.models import Assignment, Case, Delivery
from changren.casework.queries.clock import UNDERWAY
from changren.casework.queries.doors import cases_for
from changren.organisation.models import Post

OVERDUE = "overdue"


def board(post: Post, today: date, *, state: str = "", township: str = "", search: str = "") -> Any:
    """The cases a post may open, newest first, narrowed as asked.

    state: one of the states, or "overdue": an answer is owed and late today. What is no state, or no township of the
    district, narrows nothing.
    """
    cases = cases_for(post).order_by("-opened_on", "-serial", "-id")
    if state == OVERDUE:
        cases = cases.filter(state__in=UNDERWAY, answer_due__lt=today)
    cases = cases.filter(state=state) if state in Case.State.values else cases
    cases = cases.filter(township=township) if is_id(township) else cases
    return cases.filter(Q(title__contains=search) | Q(serial__contains=search)) if search else cases


@dataclass(frozen=True)
class Desk:
    """A unit's cases by what they ask for: to take on or return, to answer, to sign off, promises, opinions owed.

    to_take_on: the assignments, whose `due_on` is the last day to return the case.
    """

    to_take_on: list[Assignment]
    to_answer: list[Case]
    to_sign_off: list[Case]
    promises: list[Case]
    opinions: list[Assignment]


def desk(post: Post) -> Desk:
    """What one unit owes, the most urgent first. Two queries."""
    ours = list(Case.objects.select_related(*Case.alongside).filter(lead_unit=post.unit_id).exclude(state="closed"))
    ours.sort(key=lambda case: (case.owed_on or date.max, case.serial))
    asked = Assignment.objects.select_related(*Assignment.alongside, "case__lead_unit").filter(
        unit=post.unit_id, state=Assignment.State.SENT, case__state__in=UNDERWAY
    )
    sent = list(asked.order_by("due_on", "id"))
    return Desk(
        to_take_on=[one for one in sent if one.role == Assignment.Role.LEAD],
        to_answer=[case for case in ours if case.state == Case.State.HANDLING],
        to_sign_off=[case for case in ours if case.state == Case.State.DRAFTED],
        promises=[case for case in ours if case.state == Case.State.FOLLOWED],
        opinions=[one for one in sent if one.role == Assignment.Role.ASSIST],
    )


def duties(mandate: Any, period: Period) -> list[Duty]:
    """What a delegate did about cases in the period: the answers they judged."""
    judged = Delivery.objects.select_related(*Delivery.alongside).filter(
        raiser__person=mandate.person_id, judged_on__range=(period.start, period.end)
    )
    says = _("Judged an answer")
    return [
        Duty(one.judged_on, says, one.answer.case, Right.EVALUATE)
        for one in judged.order_by("judged_on", "id")
        if one.judged_on
    ]
