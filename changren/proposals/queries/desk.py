"""What waits for somebody here."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of, today
from changren.base.tenancy.written import written_once
from changren.base.web.waiting import Waiting
from changren.congress.models import Meeting
from changren.congress.queries import delegate_at, open_meeting
from changren.mandates.models import Session
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.proposals.models import Plan, Proposal, Signature
from changren.proposals.queries.board import led_or_signed
from changren.proposals.queries.deciding import can_still_appeal, reviewing_role
from changren.proposals.queries.hearing import has_assessed, heard_at, is_referred, judged_at, rule_at
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule

State, Kind, Outcome = Proposal.State, Proposal.Kind, Proposal.Outcome
OWN: dict[str, Any] = {State.DRAFT: _("Go on with your draft"), State.COLLECTING: _("Collect signatures and hand in")}
AGAINST: dict[str, Any] = {
    Outcome.REFUSED: _("Accept the refusal, or appeal"), Outcome.DOWNGRADED: _("Accept the lower type, or appeal"),
}  # fmt: skip
DECIDED, HEADED = (State.REFUSED, State.FILED), Q(state=State.COLLECTING)


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about proposals, in any of their posts."""
    answers = {
        Role.DELEGATE: (_for_delegate, _to_assess),
        Role.REVIEWER: (_reviews,),
        Role.CLERK: (_reviews, _to_hand_over, _to_check, _plans, _to_refer),
        Role.COMMITTEE: (_appeals,),
    }
    return [line for post in posts_held(person) for ask in answers.get(Role(post.role), ()) for line in ask(post)]


def _for_delegate(post: Post) -> list[Waiting]:
    """What delegates sign, go on with, decide and hand in. For most of them nothing waits: that is asked first."""
    if not _anything(post.person_id):
        return []
    return [line for ask in (_invitations, _own, _decided, _headed) for line in ask(post)]


@written_once
def _anything(person_id: UUID) -> Any:
    invited = Signature.objects.filter(mandate__person=person_id, state=Signature.State.INVITED)
    led = Q(state__in=OWN) | Q(state__in=DECIDED, outcome__in=AGAINST)
    mine = led & Q(lead__person=person_id) | HEADED & Q(delegation__head__person=person_id)
    asked = Q(pk__in=invited.values("proposal"), state=State.COLLECTING)
    return Proposal.objects.filter(mine | asked).order_by().values_list("pk")[:1]


def _invitations(post: Post) -> list[Waiting]:
    asked = Signature.objects.select_related(*Signature.alongside, "proposal__township").filter(
        mandate__person=post.person_id, state=Signature.State.INVITED, proposal__state=State.COLLECTING
    )
    says = _("Read and sign, or decline")
    return [_line(post, says, one.proposal, _cutoff(one.proposal), "cosigners_min") for one in asked]


def _own(post: Post) -> list[Waiting]:
    rows = _proposals(lead__person=post.person_id, state__in=OWN)
    return [_line(post, OWN[one.state], one, _cutoff(one), "plan_before") for one in rows]


def _decided(post: Post) -> list[Waiting]:
    rows = _proposals(lead__person=post.person_id, state__in=DECIDED, outcome__in=AGAINST)
    open_ones = (one for one in rows if _is_open_to_appeal(one))
    return [_line(post, AGAINST[one.outcome], one, one.appeal_by, "appeal_within") for one in open_ones]


def _headed(post: Post) -> list[Waiting]:
    """What a delegation puts forward, for its head, who hands it in."""
    rows = _proposals(HEADED, delegation__head__person=post.person_id)
    says = _("Hand it in for your delegation, once the majority agrees")
    rows = rows.exclude(lead__person=post.person_id)
    return [_line(post, says, one, _cutoff(one), "delegation_majority") for one in rows]


def _reviews(post: Post) -> list[Waiting]:
    """What the post is to review or to register; not what the person has signed."""
    rows = _proposals(township=post.township_id, state=State.SUBMITTED).exclude(led_or_signed(post.person_id))
    ours = (one for one in rows if reviewing_role(one) == post.role)
    return [
        _line(post, _("Register it") if one.kind == Kind.SUGGESTION else _("Review it"), one, one.review_by,
              "review_within") for one in ours
    ]  # fmt: skip


def _to_hand_over(post: Post) -> list[Waiting]:
    rows = _proposals(township=post.township_id, state=State.FILED)
    return [
        _line(post, _("Hand it over, once nobody can appeal"), one, None, "appeal_within") if _is_open_to_appeal(one)
        else _line(post, _("Hand it over"), one, None, None) for one in rows
    ]  # fmt: skip


def _is_open_to_appeal(one: Proposal) -> bool:
    """Whether its lead can appeal today."""
    return can_still_appeal(one) and one.appeal_by is not None and today() <= one.appeal_by


def _to_check(post: Post) -> list[Waiting]:
    unchecked = _proposals(township=post.township_id, state=State.HANDED, publicity=Proposal.Publicity.UNCHECKED)
    return [_line(post, _("Check whether it may be published"), one, None, "filing_base") for one in unchecked]


def _appeals(post: Post) -> list[Waiting]:
    rows = _proposals(township=post.township_id, state=State.APPEALED).exclude(led_or_signed(post.person_id))
    return [_line(post, _("Decide the appeal"), one, None, "appeal_to") for one in rows]


def _to_assess(post: Post) -> list[Waiting]:
    """The report on proposals, as long as the meeting is open."""
    meeting = open_meeting(post.township_id)
    if meeting is None or delegate_at(meeting, post.person_id) is None or has_assessed(meeting, post.person_id):
        return []
    provision, url = rule_at(meeting, "report_judged"), reverse("proposals:heard", args=[meeting.pk])
    asked = provision.value and heard_at(meeting)
    return [Waiting(post, _("Judge the report on proposals"), meeting, url, None, provision)] if asked else []


def _to_refer(post: Post) -> list[Waiting]:
    """What the last meeting was not satisfied with, until its minutes are adopted."""
    over = Meeting.objects.select_related(*Meeting.alongside).filter(township=post.township_id)
    return [
        Waiting(post, _("Refer it to the Party committee"), one.proposal, one.proposal.get_absolute_url(), None,
                rule_at(meeting, "report_unsatisfied"))
        for meeting in over.filter(state=Meeting.State.CLOSED) for one in judged_at(meeting)
        if one.goes_up and not is_referred(one.proposal, meeting)
    ]  # fmt: skip


def _plans(post: Post) -> list[Waiting]:
    """Sessions ahead that still want a published work plan."""
    lines = []
    for session in unplanned(post):
        due, provision = _plan_due(session)
        url = reverse("proposals:draft_plan", args=[session.pk])
        lines.append(Waiting(post, _("Draft the work plan"), session, url, due, provision))
    drafts = Plan.objects.select_related(*Plan.alongside).filter(township=post.township_id, state=Plan.State.DRAFT)
    for plan in drafts.filter(session__state=Session.State.PLANNED):
        due, provision = _plan_due(plan.session, plan)
        lines.append(Waiting(post, _("Publish the work plan"), plan, plan.get_absolute_url(), due, provision))
    return lines


def unplanned(post: Post) -> Any:
    """The sessions ahead of a township that have no work plan, for its office."""
    if post.role != Role.CLERK:
        return Session.objects.none()
    ahead = Session.objects.select_related(*Session.alongside).filter(
        township=post.township_id, state=Session.State.PLANNED
    )
    return ahead.exclude(pk__in=Plan.objects.filter(township=post.township_id).values("session"))


def _plan_due(session: Session, within: Any = None) -> tuple[date, Provision]:
    provision = rule("proposals.plan_before", at=(within or session).township, on=session.planned_on)
    return session.planned_on - timedelta(days=provision.value), provision


def _proposals(*where: Q, **also: Any) -> Any:
    return Proposal.objects.select_related("township", "plan").filter(*where, **also)


def _cutoff(proposal: Proposal) -> date | None:
    plan = proposal.plan
    if plan is None:
        return None
    return day_of(plan.forward_until if proposal.state == State.DRAFT else plan.sign_until)


def _line(post: Post, says: Any, it: Proposal, due: date | None, name: str | None) -> Waiting:
    provision = rule(f"proposals.{name}", at=it.township, on=it.drafted_on) if name else None
    return Waiting(post, says, it, it.get_absolute_url(), due, provision)
