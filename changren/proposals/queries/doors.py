"""The access doors: every lookup from an address starts here.

A delegate opens what they lead, what they were asked to sign, and what their township has handed in; an office
its township; the district everything handed in. Drafts are their lead's alone. Confidential ones need a reason.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q

from changren.base.documents.models import Attachment
from changren.mandates.models import Session
from changren.organisation.models import Post, Role
from changren.proposals.models import Activity, Plan, Proposal, Signature

OPENS_CONFIDENTIAL = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE, Role.REVIEWER, Role.DISTRICT)
OF_A_UNIT = (Role.HEAD, Role.HANDLER)  # they read what they must answer in casework


def proposals_for(post: Post) -> Any:
    """The proposals that a post may open."""
    rows = Proposal.objects.select_related(*Proposal.alongside)
    return rows.none() if post.role in OF_A_UNIT else rows.filter(is_opened_by(post))


def is_opened_by(post: Post) -> Q:
    """Which proposals a post may open, as a condition; not for those who handle them for a unit."""
    if post.role == Role.DELEGATE:
        return handed_in_openly(post.township_id) | own(post.person_id)
    handed_in = Q() if post.role == Role.DISTRICT else Q(township=post.township_id)
    handed_in &= Q(submitted_on__isnull=False)
    return handed_in if post.role in OPENS_CONFIDENTIAL else handed_in & Q(confidential=False)


def opened_by_delegate(person_id: UUID, township_id: UUID) -> Any:
    """What is their own, and what their township has handed in and does not keep confidential."""
    rows = Proposal.objects.select_related(*Proposal.alongside)
    return rows.filter(handed_in_openly(township_id) | own(person_id))


def handed_in_openly(township_id: UUID) -> Q:
    """What a township has handed in and does not keep confidential."""
    return Q(township=township_id, submitted_on__isnull=False, confidential=False)


def own(person_id: UUID) -> Q:
    """What a delegate leads; what they were asked to sign; as head of a delegation, what it puts forward."""
    asked = Signature.objects.filter(mandate__person=person_id).exclude(state=Signature.State.EXPIRED)
    put_forward = Q(submitted_on__isnull=False) | Q(state__in=(Proposal.State.COLLECTING, Proposal.State.EXPIRED))
    headed = put_forward & Q(delegation__head__person=person_id)
    return Q(lead__person=person_id) | Q(pk__in=asked.values("proposal")) | headed


def signatures_for(post: Post) -> Any:
    """Invitations to the person themselves."""
    return Signature.objects.select_related(*Signature.alongside).filter(mandate__person=post.person_id)


def plans_for(post: Post) -> Any:
    """Work plans: the published ones of one's township, drafts for the office, all for the district."""
    rows = Plan.objects.select_related(*Plan.alongside)
    if post.role == Role.DISTRICT:
        return rows
    ours = rows.filter(township=post.township_id)
    return ours if post.role == Role.CLERK else ours.filter(state=Plan.State.PUBLISHED)


def sessions_for(post: Post) -> Any:
    """The sessions of one's township, whose proposals are reported and planned; all for the district."""
    rows = Session.objects.select_related(*Session.alongside)
    return rows if post.role == Role.DISTRICT else rows.filter(township=post.township_id)


def activities_for(post: Post) -> Any:
    """Activities of the work plans one may open."""
    return Activity.objects.select_related(*Activity.alongside).filter(plan__in=plans_for(post))


def papers_for(post: Post) -> Any:
    """Papers of what one may open."""
    owners = Q(owner_id__in=proposals_for(post).values("pk")) | Q(owner_id__in=activities_for(post).values("pk"))
    return Attachment.objects.select_related("township").filter(owners, is_removed=False)


def owner_url(paper: Attachment) -> str:
    """The page of what a paper belongs to."""
    return Proposal.objects.get(pk=paper.owner_id).get_absolute_url()


def public_proposals() -> Any:
    """What the secrecy check has cleared for everybody."""
    rows = Proposal.objects.select_related(*Proposal.alongside)
    return rows.filter(publicity=Proposal.Publicity.PUBLIC, confidential=False)
