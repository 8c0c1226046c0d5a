"""What waits for somebody about cases, in any of their posts. The number of cases adds no query."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import today
from changren.base.tenancy.written import written_once
from changren.base.web.waiting import Waiting
from changren.casework.models import Case, Delivery, Extension, Progress
from changren.casework.queries.clock import OWING, UNDERWAY
from changren.casework.queries.desk import desk
from changren.casework.queries.doors import raised_by
from changren.casework.queries.parties import closers_of, judges_of, recused_from
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.rulebook.rules import rule


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about cases, in any of their posts."""
    answers = {
        Role.HEAD: _for_unit, Role.HANDLER: _for_unit, Role.CLERK: _for_office, Role.DELEGATE: _for_raiser,
        Role.COMMITTEE: _for_committee,
    }  # fmt: skip
    return [line for post in posts_held(person) if post.role in answers for line in answers[Role(post.role)](post)]


def _for_unit(post: Post) -> list[Waiting]:
    found = desk(post)
    take_on = _("Accept it or return it")
    lines = [_line(post, take_on, one.case, one.due_on, "return_within") for one in found.to_take_on]
    lines += [_line(post, _("Answer it"), case, case.answer_due, case.clock_rule) for case in found.to_answer]
    if post.role == Role.HEAD:
        says = _("Sign off the answer")
        for case in found.to_sign_off:
            lines.append(_line(post, says, case, case.owed_on, None if case.is_followed else case.clock_rule))
    lines += [_line(post, _("Keep the promise"), case, case.promised_by, None) for case in found.promises]
    opinion = _("Give your unit's opinion")
    return lines + [_line(post, opinion, one.case, one.due_on, "assist_within") for one in found.opinions]


def _for_office(post: Post) -> list[Waiting]:
    cases = list(_with_urging(post).filter(state__in=(Case.State.OPEN, *OWING)))
    to_assign = [case for case in cases if case.state == Case.State.OPEN]
    lines = [_line(post, _("Assign it"), case, case.assign_due, "assign_within") for case in to_assign]
    lines += _agree(post, [one for one in _asked(post) if _consent(one) == "office"])
    return lines + _late(post, [case for case in cases if case.is_late(today())])


def _late(post: Post, cases: list[Case]) -> list[Waiting]:
    """What is late is urged, once for each day that passes unkept; an answer that is late for too long is referred."""
    calendar, lines = calendar_of_district(), []
    for case in cases:
        bears = rule("casework.escalate_after", at=case.township, on=case.opened_on).term
        due = case.answer_due
        if due and today() > bears.after(due, calendar) and not case.escalated_on:
            lines.append(_line(post, _("Refer it to the committee"), case, due, "escalate_after"))
        elif not _is_urged(case):
            lines.append(_line(post, _("Urge the unit"), case, case.owed_on, "remind_before"))
    return lines


def _is_urged(case: Case) -> bool:
    """Whether the unit was urged since the day that has passed; `progress` holds what was urged alone."""
    owed = case.owed_on
    return owed is not None and any(one.day > owed for one in case.progress.all())


def _for_raiser(post: Post) -> list[Waiting]:
    if not _anything_raised(post.person_id, post.township_id):
        return []  # so it is for most people most of the time
    answered = _answered(post)
    cases = {one.answer.case_id: one.answer.case for one in answered}
    able = judges_of(cases)
    silent = [
        one for one in answered
        if one.state == Delivery.State.SENT and one.raiser.person_id in able[one.answer.case_id]
    ]  # fmt: skip
    lines = [
        _line(post, _("Judge the answer"), one.answer.case, one.judge_by, "verdict_within")
        for one in silent if one.raiser.person_id == post.person_id
    ]  # fmt: skip
    waited_for = {one.answer.case_id for one in silent if one.judge_by >= today()}
    closing = closers_of(case for case in cases if case not in waited_for)
    for case, people in closing.items():
        if post.person_id in (able[case] if _anyone(cases[case]) else people):
            lines.append(_line(post, _("Accept the answer and close"), cases[case], None, "close_by"))
    asked = [one for one in _asked(post) if _consent(one) == "lead"]
    leads = closers_of({one.case_id for one in asked})
    return lines + _agree(post, [one for one in asked if post.person_id in leads[one.case_id]])


@written_once
def _anything_raised(person_id: UUID, township_id: UUID) -> Any:
    raised = Case.objects.filter(pk__in=raised_by(person_id), township=township_id)
    waits = Q(state=Case.State.ANSWERED) | Q(extensions__state=Extension.State.ASKED)
    return raised.filter(waits).order_by().values_list("pk")[:1]


def _answered(post: Post) -> list[Delivery]:
    """To whom the answers went that wait for verdicts, in the cases that the person raised."""
    mine = Case.objects.filter(pk__in=raised_by(post.person_id), township=post.township_id, state=Case.State.ANSWERED)
    rows = Delivery.objects.select_related(*Delivery.alongside).filter(answer__case__in=mine)
    return list(rows.filter(answer__round=F("answer__case__round")).order_by("judge_by", "id"))


def _for_committee(post: Post) -> list[Waiting]:
    referred = _in_township(post).filter(supervisor=None, state__in=(*UNDERWAY, Case.State.ANSWERED))
    referred = referred.exclude(escalated_on=None).exclude(pk__in=_recused(post))
    lines = [_line(post, _("Take it in charge"), case, None, "escalation_share") for case in referred]
    supervised = _with_urging(post).filter(supervisor=post, state__in=OWING)
    urge = [case for case in supervised if case.is_late(today()) and not _is_urged(case)]
    return lines + [_line(post, _("Urge the unit"), case, case.owed_on, "remind_before") for case in urge]


def _in_township(post: Post) -> Any:
    return Case.objects.select_related(*Case.alongside).filter(township=post.township_id)


def _with_urging(post: Post) -> Any:
    """The cases of the township that are not answered by one's own units, with what was urged on them."""
    urged = Prefetch("progress", Progress.objects.filter(kind=Progress.Kind.URGED))
    return _in_township(post).exclude(pk__in=_recused(post)).prefetch_related(urged)


def _recused(post: Post) -> Any:
    return recused_from(post.person_id).values("case")


def _asked(post: Post) -> list[Extension]:
    """The requests for more time in the township that are still wanted, but for those of one's own units."""
    rows = Extension.objects.select_related(*Extension.alongside).filter(
        state=Extension.State.ASKED, round=F("case__round"), case__township=post.township_id
    )
    return list(rows.exclude(case__in=_recused(post)))


def _consent(extension: Extension) -> str:
    case = extension.case
    return str(rule("casework.extension_consent", at=case.township, on=case.opened_on).value)


def _anyone(case: Case) -> bool:
    return bool(rule("casework.close_by", at=case.township, on=case.opened_on).value == "anyone")


def _agree(post: Post, asked: Iterable[Extension]) -> list[Waiting]:
    return [
        _line(post, _("Agree to more time, or not"), one.case, one.case.answer_due, "extension_consent")
        for one in asked
    ]


def _line(post: Post, says: Any, case: Case, due: date | None, name: str | None) -> Waiting:
    key = name if name is None or "." in name else case.key(name)
    provision = rule(key, at=case.township, on=case.opened_on) if key else None
    return Waiting(post, says, case, case.get_absolute_url(), due, provision)
