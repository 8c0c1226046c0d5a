"""Earlier matters: which of them somebody may be shown, may name, and may still sign."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from changren.base.tenancy.written import written_once
from changren.organisation.models import Post, Role
from changren.proposals.models import Proposal, Reference
from changren.proposals.queries.doors import OF_A_UNIT, proposals_for
from changren.proposals.queries.signers import invitable, mandate_of
from changren.rulebook.rules import rule

COLLECTING = Proposal.State.COLLECTING
IS_PUBLIC = Q(publicity=Proposal.Publicity.PUBLIC, confidential=False)


def comparable_for(post: Post, on: datetime) -> Any:
    """What is shown to somebody who drafts: what they may open, may still sign, or what others have published.

    Each has `is_open`: they may open it, and `is_read`: they may read its text; of what others have published, its
    title alone. Whether that of other townships is shown is a rule (Measures on Proposals, art. 9).
    """
    rows = Proposal.objects.select_related(*Proposal.alongside, "case__lead_unit")
    if post.role in OF_A_UNIT:
        return rows.none()
    opened = Q(pk__in=proposals_for(post).order_by().values("pk"))
    read = opened | Q(pk__in=joinable_for(post, on).order_by().values("pk"))
    elsewhere = rule("proposals.similar_from", at=post.township, on=on).value == "district"
    rows = rows.annotate(is_open=_told(opened), is_read=_told(read))
    return rows.filter(read | IS_PUBLIC if elsewhere else read)


def _told(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def nameable_by(post: Post) -> Any:
    """What a draft may refer to: what its author may open and has been handed in, and what is public."""
    opened = Q(pk__in=proposals_for(post).order_by().values("pk"), submitted_on__isnull=False)
    return Proposal.objects.filter(opened | IS_PUBLIC)


def collecting_in(post: Post) -> Any:
    """What a delegate's township collects signatures for, openly: those who signed it or were asked included."""
    rows = Proposal.objects.select_related(*Proposal.alongside)
    if post.role != Role.DELEGATE:
        return rows.none()
    return rows.filter(township=post.township_id, state=COLLECTING, confidential=False, delegation=None)


def joinable_for(post: Post, on: datetime) -> Any:
    """Of these, what may be signed unasked, as the rules are now; guards ask for those of the day it was begun."""
    is_open = rule("proposals.joining", at=post.township, on=on).value == "open"
    return collecting_in(post) if is_open else Proposal.objects.none()


def is_open_to_join(proposal: Proposal) -> bool:
    """Whether delegates may sign it though nobody has asked them (art. 3)."""
    if proposal.state != COLLECTING or proposal.confidential or proposal.delegation_id:
        return False
    return bool(rule("proposals.joining", at=proposal.township, on=proposal.drafted_on).value == "open")


def may_still_sign(proposal: Proposal, post: Post) -> bool:
    """Whether the post is that of a delegate who could still be asked to sign."""
    mandate = mandate_of(post) if post.role == Role.DELEGATE and post.is_held else None
    return mandate is not None and invitable(proposal).filter(pk=mandate.pk).exists()


def referred_to(proposal: Proposal, post: Post) -> list[Proposal]:
    """The earlier matters it names, as far as the reader may see them; each with `is_open`: they may open it."""
    keys = named_by(proposal)
    if not keys:
        return []
    opened = Q(pk__in=proposals_for(post).order_by().values("pk"))
    rows = Proposal.objects.select_related(*Proposal.alongside).annotate(is_open=_told(opened))
    return list(rows.filter(opened | IS_PUBLIC, pk__in=keys).order_by("submitted_on", "pk"))


def named_by(proposal: Proposal) -> list[UUID]:
    """The keys of the earlier matters it names. Most name none: that is asked first, and quickly."""
    return list(_named_by(proposal.pk))


@written_once
def _named_by(proposal_id: UUID) -> Any:
    return Reference.objects.filter(proposal=proposal_id).values_list("earlier", flat=True)
