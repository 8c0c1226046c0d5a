"""One proposal, or one work plan, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.acts import OpenAct, open_acts
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import Told
from changren.mandates.models import Mandate
from changren.organisation.models import Post
from changren.organisation.queries import history, told
from changren.proposals.fields import is_administrative
from changren.proposals.models import Activity, Plan, Proposal, Signature
from changren.proposals.queries.alike import referred_to
from changren.proposals.queries.doors import proposals_for
from changren.proposals.queries.signers import Support, support

State, Kind = Proposal.State, Proposal.Kind
WITH_SIGNATURES = (State.DRAFT, State.COLLECTING, State.SUBMITTED, State.FILED, State.HANDED)
WITHOUT = (State.DRAFT, State.SUBMITTED, State.FILED, State.HANDED)
ENDED = (State.REFUSED, State.WITHDRAWN, State.EXPIRED)


@dataclass(frozen=True)
class Stage:
    """One stage of the life of a proposal: "done", "now" or "next"."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a proposal shows to one reader."""

    proposal: Proposal
    stages: list[Stage]
    support: Support
    signatures: list[Signature]
    mine: Signature | None
    my_acts: list[OpenAct]
    papers: list[tuple[Attachment, list[OpenAct]]]
    evidence: list[Activity]
    earlier: list[Proposal]
    merged: list[Proposal]
    hint: bool
    acts: list[OpenAct]
    history: list[Told]

    data_in_full = ("proposal",)
    data_by_name = ("earlier",)


def sheet(proposal: Proposal, *, by: Post, on: datetime) -> Sheet:
    """The proposal for this reader: invitations are shown to its lead and to those invited, signatures to all."""
    signatures = list(proposal.signatures.select_related("mandate__person", "mandate__delegation"))
    mine = next((one for one in signatures if one.mandate.person_id == by.person_id), None)
    leads = proposal.lead.person_id == by.person_id
    for one in signatures:
        one.proposal = proposal
    shown = [one for one in signatures if leads or one.state == Signature.State.SIGNED]
    return Sheet(
        proposal=proposal, stages=_stages(proposal), support=support(proposal), signatures=shown, mine=mine,
        my_acts=open_acts(mine, by=by, on=on) if mine else [], papers=_papers(proposal, by, on),
        evidence=list(Activity.objects.filter(pk__in=proposal.evidence.values("activity"))),
        earlier=referred_to(proposal, by),
        merged=list(proposals_for(by).filter(merged_into=proposal)), hint=is_administrative(proposal.field),
        acts=[one for one in open_acts(proposal, by=by, on=on) if _fits(one)],
        history=_history(proposal, signatures, by, leads),
    )  # fmt: skip


def _fits(one: OpenAct) -> bool:
    """Few proposals go up after a meeting: it is offered for those, and not refused for all others."""
    return one.act.verb_name != "refer_to_committee" or one.objection is None


def _papers(proposal: Proposal, by: Post, on: datetime) -> list[tuple[Attachment, list[OpenAct]]]:
    papers = list(attached_to(proposal))
    for paper in papers:
        paper.owner = proposal
    return [(paper, open_acts(paper, by=by, on=on)) for paper in papers]


def _history(proposal: Proposal, signatures: list[Signature], by: Post, leads: bool) -> list[Told]:
    """What happened to it. Who declined or changed their mind is known to the lead, and to themselves."""
    entries = Entry.objects.filter(subject_id__in=[proposal.pk, *(one.pk for one in signatures)]).order_by("number")
    if not leads:
        open_ones = Q(subject_id=proposal.pk) | Q(after=Signature.State.SIGNED) | Q(person_id=by.person_id)
        entries = entries.filter(open_ones)
    return told(entries, proposal)


def _stages(proposal: Proposal) -> list[Stage]:
    """Where it stands on its way; what has ended goes no further."""
    order = WITHOUT if (proposal.raised_as or proposal.kind) == Kind.SUGGESTION else WITH_SIGNATURES
    reached, state = order.index(_reached(proposal)), State(proposal.state)
    stages = [
        Stage(_label(proposal, one, n == reached), "now" if n == reached else "done" if n < reached else "next")
        for n, one in enumerate(order)
    ]
    return stages[: reached + 1] if state in ENDED else [*stages, _last_stage(proposal)]


def _reached(proposal: Proposal) -> State:
    """The stage of the usual way that an unusual state stands for."""
    instead = {
        State.MERGED: State.HANDED if proposal.case_id else State.FILED, State.REFUSED: State.FILED,
        State.APPEALED: State.FILED, State.WITHDRAWN: State.SUBMITTED if proposal.submitted_on else State.DRAFT,
        State.EXPIRED: State.COLLECTING,
    }  # fmt: skip
    return instead.get(State(proposal.state), State(proposal.state))


def _label(proposal: Proposal, stage: State, is_now: bool) -> Any:
    decided = stage == State.FILED
    if decided and proposal.state == State.MERGED:
        return State.MERGED.label
    if decided and proposal.kind == Kind.SUGGESTION and proposal.state not in (State.REFUSED, State.APPEALED):
        return Proposal.Outcome.REGISTERED.label
    return proposal.get_state_display() if is_now and stage != State.HANDED else stage.label


def _last_stage(proposal: Proposal) -> Stage:
    done = proposal.case is not None and proposal.case.closed_on is not None
    note = proposal.case.get_state_display() if proposal.case else ""
    return Stage(_("closed by those who raised it"), "done" if done else "next", "" if done else note)


@dataclass(frozen=True)
class PlanSheet:
    """A work plan with its activities and what may be done."""

    plan: Plan
    activities: list[Activity]
    acts: list[OpenAct]
    history: list[Told]

    data_in_full = ("plan",)


def plan_sheet(plan: Plan, *, by: Post, on: datetime) -> PlanSheet:
    """The plan for this reader."""
    activities = list(plan.activities.select_related("owner__person", "delegation"))
    return PlanSheet(plan, activities, open_acts(plan, by=by, on=on), history(plan, *activities))


def participants(activity: Activity) -> Any:
    """The delegates who took part."""
    there = activity.participations.values("mandate")
    return Mandate.objects.select_related("person", "delegation").filter(pk__in=there)
