"""What lies on somebody's desk, and the list of cases."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.web.waiting import Waiting
from changren.casework.models import Assignment, Case, Delivery, Extension, Raiser
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.rulebook.rules import rule

UNIT_ROLES = (Role.HEAD, Role.HANDLER)
SEES_CONFIDENTIAL = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE)


def cases_for(post: Post) -> Any:
    """The access door: a unit its cases, a township's people theirs (confidential ones on need), the district all."""
    cases = Case.objects.select_related(*Case.alongside)
    if post.role == Role.DISTRICT:
        return cases
    if post.role in UNIT_ROLES:
        return cases.filter(pk__in=Assignment.objects.filter(unit=post.unit_id).values("case"))
    ours = Q(township=post.township_id)
    if post.role not in SEES_CONFIDENTIAL:
        ours &= Q(confidential=False) | Q(pk__in=_raised_by(post.person_id))
    return cases.filter(ours)


def _raised_by(person_id: Any) -> Any:
    return Raiser.objects.filter(person=person_id).values("case")


def board(post: Post, *, state: str = "", township: str = "", search: str = "") -> Any:
    """The cases a post may open, newest first, narrowed as asked."""
    cases = cases_for(post).order_by("-opened_on", "-serial")
    cases = cases.filter(state=state) if state in Case.State.values else cases
    cases = cases.filter(township=township) if township else cases
    return cases.filter(Q(title__contains=search) | Q(serial__contains=search)) if search else cases


@dataclass(frozen=True)
class Desk:
    """A unit's cases by what they ask for: to take on, to answer, to sign off, opinions owed, promises."""

    to_take_on: list[Case]
    to_answer: list[Case]
    to_sign_off: list[Case]
    promises: list[Case]
    opinions: list[Assignment]


def desk(post: Post, today: date) -> Desk:
    """What one unit owes, the most urgent first."""
    ours = list(Case.objects.select_related(*Case.alongside).filter(lead_unit=post.unit_id).exclude(state="closed"))
    ours.sort(key=lambda case: (case.answer_due or case.promised_by or date.max, case.serial))
    owed = Assignment.objects.select_related(*Assignment.alongside).filter(
        unit=post.unit_id, role=Assignment.Role.ASSIST, state=Assignment.State.SENT
    )
    return Desk(
        to_take_on=[case for case in ours if case.state == Case.State.ASSIGNED],
        to_answer=[case for case in ours if case.state == Case.State.HANDLING],
        to_sign_off=[case for case in ours if case.state == Case.State.DRAFTED],
        promises=[case for case in ours if case.state == Case.State.FOLLOWED], opinions=list(owed.order_by("due_on")),
    )  # fmt: skip


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about cases, in any of their posts."""
    return [line for post in posts_held(person) for line in _for_post(post)]


def _for_post(post: Post) -> list[Waiting]:
    if post.role in UNIT_ROLES:
        return _for_unit(post)
    if post.role == Role.CLERK:
        return _for_office(post)
    if post.role == Role.DELEGATE:
        return _for_raiser(post)
    return _for_committee(post) if post.role == Role.COMMITTEE else []


def _for_unit(post: Post) -> list[Waiting]:
    found = desk(post, date.max)
    lines = [
        _line(post, _("Accept it or return it"), case, case.answer_due, "return_within") for case in found.to_take_on
    ]
    lines += [_line(post, _("Answer it"), case, case.answer_due, case.clock_rule) for case in found.to_answer]
    if post.role == Role.HEAD:
        lines += [
            _line(post, _("Sign off the answer"), case, case.answer_due, case.clock_rule) for case in found.to_sign_off
        ]
    lines += [_line(post, _("Keep the promise"), case, case.promised_by, None) for case in found.promises]
    for one in found.opinions:
        lines.append(_line(post, _("Give your unit's opinion"), one.case, one.due_on, "assist_within"))
    return lines


def _for_office(post: Post) -> list[Waiting]:
    cases = Case.objects.select_related(*Case.alongside).filter(township=post.township_id)
    lines = [_line(post, _("Assign it"), case, case.assign_due, "assign_within") for case in cases.filter(state="open")]
    return lines + [
        _line(post, _("Agree to more time, or not"), one.case, None, "extension_consent")
        for one in _asked(post, "office")
    ]


def _asked(post: Post, consent: str) -> list[Extension]:
    """The requests for more time in the township that need the consent of the "office" or of the "lead"."""
    rows = Extension.objects.select_related(*Extension.alongside, "case__township").filter(state=Extension.State.ASKED)
    rows = rows.filter(case__township=post.township_id)
    if consent == "lead":
        rows = rows.filter(case__raisers__person=post.person_id, case__raisers__is_lead=True)
    key = "casework.extension_consent"
    return [one for one in rows if rule(key, at=one.case.township, on=one.case.opened_on).value == consent]


def _for_raiser(post: Post) -> list[Waiting]:
    rows = Delivery.objects.select_related(*Delivery.alongside).filter(raiser__person=post.person_id)
    open_ones = rows.filter(answer__case__state=Case.State.ANSWERED)
    lines = [
        _line(post, _("Judge the answer"), one.answer.case, one.judge_by, "verdict_within")
        for one in open_ones.filter(state=Delivery.State.SENT)
    ]
    judged = open_ones.filter(state=Delivery.State.JUDGED, raiser__is_lead=True)
    lines += [_line(post, _("Accept the answer and close"), one.answer.case, None, "close_by") for one in judged]
    asked = _asked(post, "lead")
    return lines + [_line(post, _("Agree to more time, or not"), one.case, None, "extension_consent") for one in asked]


def _for_committee(post: Post) -> list[Waiting]:
    cases = Case.objects.select_related(*Case.alongside).filter(township=post.township_id, supervisor=None)
    referred = cases.exclude(escalated_on=None).exclude(state__in=("closed", "followed"))
    return [_line(post, _("Take it in charge"), case, case.answer_due, "escalation_share") for case in referred]


def _line(post: Post, says: Any, case: Case, due: date | None, name: str | None) -> Waiting:
    key = name if name is None or "." in name else f"casework.{name}"
    provision = rule(key, at=case.township, on=case.opened_on) if key else None
    return Waiting(post, says, case, case.get_absolute_url(), due, provision)


def duties(mandate: Any, period: Period) -> list[Duty]:
    """What a delegate did about cases in the period: the answers they judged."""
    judged = Delivery.objects.select_related(*Delivery.alongside).filter(
        raiser__person=mandate.person_id, judged_on__range=(period.start, period.end)
    )
    says = _("Judged an answer")
    return [
        Duty(one.judged_on, says, one.answer.case, Right.EVALUATE)
        for one in judged.order_by("judged_on")
        if one.judged_on
    ]
