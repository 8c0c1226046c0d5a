"""One proposal, or one work plan, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import OpenAct, open_acts
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.minutes.telling import Told
from changren.mandates.models import Mandate
from changren.organisation.models import Post
from changren.organisation.queries import history
from changren.proposals.fields import is_administrative
from changren.proposals.models import Activity, Plan, Proposal, Signature
from changren.proposals.queries.signers import full_membership, signers
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule

State, Kind = Proposal.State, Proposal.Kind
WITH_SIGNATURES = (State.DRAFT, State.COLLECTING, State.SUBMITTED, State.FILED, State.HANDED)
WITHOUT = (State.DRAFT, State.SUBMITTED, State.FILED, State.HANDED)
INSTEAD = {State.MERGED: State.FILED, State.REFUSED: State.FILED, State.APPEALED: State.FILED,
           State.WITHDRAWN: State.SUBMITTED, State.EXPIRED: State.COLLECTING}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """One stage of the life of a proposal: "done", "now" or "next"."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class Support:
    """How many stand behind it, and how many the rules ask for; `of` is the membership of a delegation."""

    have: int
    need: Provision | None
    of: int | None = None


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
    merged: list[Proposal]
    hint: bool
    acts: list[OpenAct]
    history: list[Told]


def sheet(proposal: Proposal, *, by: Post, on: datetime) -> Sheet:
    """The proposal for this reader: invitations are shown to its lead and to those invited, signatures to all."""
    signatures = list(proposal.signatures.select_related("mandate__person", "mandate__delegation"))
    mine = next((one for one in signatures if one.mandate.person_id == by.person_id), None)
    leads = proposal.lead.person_id == by.person_id
    if mine is not None:
        mine.proposal = proposal
    return Sheet(
        proposal=proposal, stages=_stages(proposal), support=_support(proposal),
        signatures=[one for one in signatures if leads or one.state == Signature.State.SIGNED], mine=mine,
        my_acts=open_acts(mine, by=by, on=on) if mine else [],
        papers=[(one, open_acts(one, by=by, on=on)) for one in attached_to(proposal)],
        evidence=list(Activity.objects.filter(pk__in=proposal.evidence.values("activity")).select_related("owner__person")),
        merged=list(proposal.merged.select_related("lead__person")), hint=is_administrative(proposal.field),
        acts=open_acts(proposal, by=by, on=on), history=history(proposal, *signatures),
    )  # fmt: skip


def _support(proposal: Proposal) -> Support:
    have = len(signers(proposal))
    if proposal.delegation is not None:
        return Support(have, _rule(proposal, "delegation_majority"), full_membership(proposal.delegation))
    if proposal.kind == Kind.SUGGESTION:
        return Support(have, None)
    return Support(
        have, _rule(proposal, "recess_min") if proposal.kind == Kind.RECESS else _rule(proposal, "cosigners_min")
    )


def _rule(proposal: Proposal, name: str) -> Provision:
    return rule(f"proposals.{name}", at=proposal.township, on=proposal.drafted_on)


def _stages(proposal: Proposal) -> list[Stage]:
    order = WITHOUT if proposal.kind == Kind.SUGGESTION and not proposal.delegation_id else WITH_SIGNATURES
    state = State(proposal.state)
    reached = order.index(INSTEAD.get(state, state)) if INSTEAD.get(state, state) in order else 0
    done = proposal.case is not None and proposal.case.closed_on is not None
    stages = [
        Stage(state.label if n == reached else one.label, "now" if n == reached else "done" if n < reached else "next")
        for n, one in enumerate(order)
    ]
    note = proposal.case.get_state_display() if proposal.case else ""
    return [*stages, Stage(_("closed by those who raised it"), "done" if done else "next", "" if done else note)]


@dataclass(frozen=True)
class PlanSheet:
    """A work plan with its activities and what may be done."""

    plan: Plan
    activities: list[Activity]
    acts: list[OpenAct]
    history: list[Told]


def plan_sheet(plan: Plan, *, by: Post, on: datetime) -> PlanSheet:
    """The plan for this reader."""
    activities = list(plan.activities.select_related("owner__person", "delegation"))
    return PlanSheet(plan, activities, open_acts(plan, by=by, on=on), history(plan, *activities))


def participants(activity: Activity) -> Any:
    """The delegates who took part."""
    there = activity.participations.values("mandate")
    return Mandate.objects.select_related("person", "delegation").filter(pk__in=there)
