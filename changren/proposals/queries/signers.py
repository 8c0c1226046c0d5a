"""Who stands behind a proposal, and what a new one needs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from changren.base.documents.models import Attachment
from changren.base.tenancy.models import Township
from changren.mandates.models import Delegation, Mandate
from changren.organisation.models import Post
from changren.proposals.models import Plan, Proposal, Signature

STANDING = (Signature.State.INVITED, Signature.State.SIGNED)


def mandate_of(post: Post) -> Mandate | None:
    """The active mandate behind a delegate's post."""
    active = Mandate.objects.select_related("person").filter(person=post.person_id, township=post.township_id)
    return active.filter(state=Mandate.State.ACTIVE).first()


def open_plan(township: Township, on: datetime) -> Plan | None:
    """The published work plan under which proposals can be drafted now."""
    published = Plan.objects.select_related("session__term").filter(township=township, state=Plan.State.PUBLISHED)
    return published.filter(opens_at__lte=on, forward_until__gte=on).order_by("forward_until").first()


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


def full_membership(delegation: Delegation) -> int:
    """How many members a delegation has; who is suspended still counts."""
    seats = (Mandate.State.ACTIVE, Mandate.State.SUSPENDED)
    return Mandate.objects.filter(delegation=delegation, state__in=seats).count()


def invitable(proposal: Proposal) -> Any:
    """The active delegates of the township who can still be asked to sign."""
    active = Mandate.objects.select_related("person", "delegation").filter(
        township=proposal.township_id, state=Mandate.State.ACTIVE
    )
    asked = proposal.signatures.filter(state__in=STANDING).values_list("mandate_id", flat=True)
    return active.exclude(pk__in=[proposal.lead_id, *asked])


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
    """Whether the paper belongs to a text that is still a draft."""
    return Proposal.objects.filter(pk=paper.owner_id, state=Proposal.State.DRAFT).exists()
