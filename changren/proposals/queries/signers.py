"""Who stands behind a proposal, and who can still be asked."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max

from changren.base.acts.asked import asked_once
from changren.base.documents.models import Attachment
from changren.base.tenancy.models import Township
from changren.base.tenancy.written import written_once
from changren.mandates.models import Delegation, Mandate, Session
from changren.organisation.models import Post
from changren.proposals.models import Plan, Proposal, Signature
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule

Kind = Proposal.Kind
STANDING = (Signature.State.INVITED, Signature.State.SIGNED)


class Support(NamedTuple):
    """How many the rules ask for (None: nobody but the lead), and how many there are; `of` how many members."""

    need: Provision | None
    have: int
    of: int | None = None


@asked_once
def mandate_of(post: Post) -> Mandate | None:
    """The active mandate behind a delegate's post."""
    return next(iter(_active(post.person_id, post.township_id)), None)


@written_once
def _active(person_id: UUID, township_id: UUID) -> Any:
    active = Mandate.objects.select_related("person").filter(state=Mandate.State.ACTIVE)
    return active.filter(person=person_id, township=township_id).order_by("pk")[:1]


@asked_once
def open_plan(township: Township, on: datetime) -> Plan | None:
    """The published work plan under which proposals can be drafted now."""
    return next(iter(_open_plan(township.pk, on)), None)


@written_once
def _open_plan(township_id: UUID, on: datetime) -> Any:
    published = Plan.objects.select_related("session__term").filter(township=township_id, state=Plan.State.PUBLISHED)
    published = published.exclude(session__state=Session.State.CANCELLED)
    return published.filter(opens_at__lte=on, forward_until__gte=on).order_by("forward_until", "pk")[:1]


def signers(proposal: Proposal) -> set[UUID]:
    """The persons of the lead and of everybody who has signed."""
    signed = proposal.signatures.filter(state=Signature.State.SIGNED).values_list("mandate__person_id", flat=True)
    return {proposal.lead.person_id, *signed}


def all_signers(proposal: Proposal) -> list[UUID]:
    """The lead first, then everybody who signed it or a proposal merged into it, each once."""
    together = [proposal, *proposal.merged.select_related("lead").order_by("number")]
    order: dict[UUID, None] = {}
    for one in together:
        signed = one.signatures.filter(state=Signature.State.SIGNED).order_by("settled_at", "id")
        order |= dict.fromkeys([one.lead.person_id, *signed.values_list("mandate__person_id", flat=True)])
    return list(order)


def standing_behind(proposal: Proposal) -> int:
    """How many delegates stand behind it now: the lead and the signers who have their seat.

    For a delegation, its members among them: another delegate's signature is no member's consent.
    """
    seats = Mandate.objects.filter(
        township=proposal.township_id, person__in=signers(proposal), state__in=Mandate.HOLDING
    )
    if proposal.delegation_id:
        seats = seats.filter(delegation=proposal.delegation_id)
    return seats.values("person").distinct().count()


def full_membership(delegation: Delegation) -> int:
    """How many members a delegation has; who is suspended, or has not taken the seat yet, still counts."""
    return Mandate.objects.filter(delegation=delegation, state__in=Mandate.HOLDING).count()


def support(proposal: Proposal) -> Support:
    """How many the Measures on Proposals ask for (art. 3, 4), and how many there are."""
    have = standing_behind(proposal)
    if proposal.delegation is not None:
        return Support(_rule(proposal, "delegation_majority"), have, full_membership(proposal.delegation))
    if proposal.kind == Kind.SUGGESTION:
        return Support(None, have)
    return Support(
        _rule(proposal, "recess_min") if proposal.kind == Kind.RECESS else _rule(proposal, "cosigners_min"), have
    )


def _rule(proposal: Proposal, name: str) -> Provision:
    return rule(f"proposals.{name}", at=proposal.township, on=proposal.drafted_on)


def invitable(proposal: Proposal) -> Any:
    """The active delegates who can still be asked to sign: of the township, or of the delegation that proposes."""
    active = Mandate.objects.select_related("person", "delegation").filter(
        township=proposal.township_id, state=Mandate.State.ACTIVE
    )
    if proposal.delegation_id:
        active = active.filter(delegation=proposal.delegation_id)
    asked = proposal.signatures.filter(state__in=STANDING).values("mandate")
    return active.exclude(pk=proposal.lead_id).exclude(pk__in=asked)


def next_number(proposal: Proposal) -> int:
    """The next number of its type in its township and year; taken under the township's lock."""
    alike = Proposal.objects.filter(
        township=proposal.township_id, raised_as=proposal.raised_as, submitted_on__year=proposal.submitted_on.year
    )
    return int(alike.aggregate(last=Max("number"))["last"] or 0) + 1


def past_second_cutoff(on: datetime) -> list[Proposal]:
    """The proposals that still collect signatures though it is too late to hand them in."""
    return list(Proposal.objects.filter(state=Proposal.State.COLLECTING, plan__sign_until__lt=on))


def districts_due(on: datetime) -> set[int]:
    """The districts of this installation in which a second cut-off has passed unnoticed."""
    late = Proposal.every_district.filter(state=Proposal.State.COLLECTING, plan__sign_until__lt=on)
    return set(late.values_list("district_id", flat=True))


def is_draft_paper(paper: Attachment) -> bool:
    """Whether the paper belongs to a text that is still a draft. No query if the paper's `owner` is known."""
    if hasattr(paper, "owner"):
        return bool(paper.owner.state == Proposal.State.DRAFT)
    return Proposal.objects.filter(pk=paper.owner_id, state=Proposal.State.DRAFT).exists()
