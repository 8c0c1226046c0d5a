"""Lists of proposals, what waits for somebody, and duties."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.web.waiting import Waiting
from changren.mandates.models import Mandate
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.proposals.fields import Field
from changren.proposals.models import Participation, Proposal, Signature
from changren.proposals.queries.doors import proposals_for
from changren.rulebook.rules import rule

State, Kind = Proposal.State, Proposal.Kind


@dataclass(frozen=True)
class Board:
    """A filtered list and what it was filtered by."""

    rows: Any
    asked: dict[str, str]


def board(post: Post, asked: dict[str, str]) -> Board:
    """The proposals a post may open, newest first. asked: any of kind, state, field, township, year, search, mine."""
    rows = proposals_for(post)
    exact = {"kind": Kind.values, "state": State.values, "field": Field.values}
    for name, values in exact.items():
        if asked.get(name) in values:
            rows = rows.filter(**{name: asked[name]})
    if asked.get("township"):
        rows = rows.filter(township=asked["township"])
    if asked.get("year", "").isdigit():
        rows = rows.filter(submitted_on__year=asked["year"])
    if asked.get("mine"):
        rows = rows.filter(Q(lead__person=post.person_id) | Q(pk__in=_signed_by(post.person_id)))
    if asked.get("search"):
        rows = rows.filter(Q(title__contains=asked["search"]) | Q(subject__contains=asked["search"]))
    return Board(rows, asked)


def _signed_by(person: Any) -> Any:
    return Signature.objects.filter(mandate__person=person, state=Signature.State.SIGNED).values("proposal")


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about proposals, in any of their posts."""
    answers = {
        Role.DELEGATE: _for_delegate,
        Role.REVIEWER: _for_reviewer,
        Role.CLERK: _for_office,
        Role.COMMITTEE: _for_committee,
    }
    return [line for post in posts_held(person) if post.role in answers for line in answers[Role(post.role)](post)]


def _for_delegate(post: Post) -> list[Waiting]:
    asked = Signature.objects.select_related(*Signature.alongside, "proposal__township").filter(
        mandate__person=post.person_id, state=Signature.State.INVITED, proposal__state=State.COLLECTING
    )
    lines = [
        _line(post, _("Read and sign, or decline"), one.proposal, _cutoff(one.proposal), "cosigners_min")
        for one in asked
    ]
    own = Proposal.objects.select_related(*Proposal.alongside).filter(lead__person=post.person_id)
    says = {State.DRAFT: _("Go on with your draft"), State.COLLECTING: _("Collect signatures and hand in")}
    for one in own.filter(state__in=says):
        lines.append(_line(post, says[State(one.state)], one, _cutoff(one), "plan_before"))
    for one in own.filter(state=State.REFUSED, appeal=""):
        lines.append(_line(post, _("Accept the refusal, or appeal"), one, one.appeal_by, "appeal_within"))
    return lines


def _for_reviewer(post: Post) -> list[Waiting]:
    rows = _in_township(post).filter(state=State.SUBMITTED).exclude(kind=Kind.SUGGESTION)
    return [_line(post, _("Review it"), one, one.review_by, "review_within") for one in rows]


def _for_office(post: Post) -> list[Waiting]:
    rows = _in_township(post)
    register = rows.filter(state=State.SUBMITTED, kind=Kind.SUGGESTION)
    lines = [_line(post, _("Register it"), one, one.review_by, "review_within") for one in register]
    lines += [_line(post, _("Hand it over"), one, None, None) for one in rows.filter(state=State.FILED)]
    unchecked = rows.filter(state=State.HANDED, publicity=Proposal.Publicity.UNCHECKED)
    return lines + [_line(post, _("Check whether it may be published"), one, None, "filing_base") for one in unchecked]


def _for_committee(post: Post) -> list[Waiting]:
    rows = _in_township(post).filter(state=State.APPEALED)
    return [_line(post, _("Decide the appeal"), one, None, "appeal_to") for one in rows]


def _in_township(post: Post) -> Any:
    return Proposal.objects.select_related(*Proposal.alongside).filter(township=post.township_id)


def _cutoff(proposal: Proposal) -> date | None:
    plan = proposal.plan
    if plan is None:
        return None
    return (plan.forward_until if proposal.state == State.DRAFT else plan.sign_until).date()


def _line(post: Post, says: Any, it: Proposal, due: date | None, name: str | None) -> Waiting:
    provision = rule(f"proposals.{name}", at=it.township, on=it.drafted_on) if name else None
    return Waiting(post, says, it, it.get_absolute_url(), due, provision)


def duties(mandate: Mandate, period: Period) -> list[Duty]:
    """What a delegate did about proposals in the period: led, signed, and the research they took part in."""
    span = (period.start, period.end)
    led = Proposal.objects.filter(lead=mandate, submitted_on__range=span)
    lines = [Duty(one.submitted_on, _("Raised a matter"), one, Right.TAKE_PART) for one in led if one.submitted_on]
    signed = Signature.objects.select_related("proposal").filter(mandate=mandate, state=Signature.State.SIGNED)
    for one in signed.filter(proposal__submitted_on__range=span):
        lines.append(Duty(one.proposal.submitted_on, _("Signed"), one.proposal, Right.TAKE_PART))
    there = Participation.objects.select_related("activity").filter(mandate=mandate, activity__held_on__range=span)
    lines += [Duty(one.activity.held_on, _("Took part"), one.activity, Right.SUPERVISE) for one in there]
    return sorted(lines, key=lambda line: line.day)
