"""Earlier matters: which of them somebody may be shown, may name, and may still sign."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from changren.base.tenancy.written import written_once
from changren.organisation.models import Post, Role
from changren.proposals.models import Proposal, Reference
from changren.proposals.queries.doors import OF_A_UNIT, is_opened_by
from changren.proposals.queries.signers import invitable, mandate_of
from changren.rulebook.rules import rule

COLLECTING = Proposal.State.COLLECTING
NOTHING = Q(pk__in=())
IS_PUBLIC = Q(publicity=Proposal.Publicity.PUBLIC, confidential=False)


def comparable_for(post: Post, on: datetime) -> Any:
    """What is shown to somebody who drafts: what they may open, may still sign, or what others have published.

    Each has `is_open`: they may open it, and `is_read`: they may read its text; of what others have published, its
    title alone. Whether that of other townships is shown is a rule (Measures on Proposals, art. 9).
    """
    opened = NOTHING if post.role in OF_A_UNIT else is_opened_by(post)
    read = opened | is_joinable_in(post, on)
    elsewhere = rule("proposals.similar_from", at=post.township, on=on).value == "district"
    rows = Proposal.objects.annotate(is_open=_told(opened), is_read=_told(read))
    return rows.filter(read | IS_PUBLIC if elsewhere and post.role not in OF_A_UNIT else read)


def _told(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def is_joinable_in(post: Post, on: datetime) -> Q:
    """What a delegate of this township may sign unasked, as the rules are now; guards ask for those of its day."""
    is_open = post.role == Role.DELEGATE and rule("proposals.joining", at=post.township, on=on).value == "open"
    return is_collected_in(post) if is_open else NOTHING


def is_collected_in(post: Post) -> Q:
    """What a township collects signatures for, openly."""
    return Q(township=post.township_id, state=COLLECTING, confidential=False, delegation=None)


def collecting_in(post: Post) -> Any:
    """The same for its delegates, as a door: what they have signed or were asked to sign is still in it."""
    rows = Proposal.objects.select_related(*Proposal.alongside)
    return rows.filter(is_collected_in(post)) if post.role == Role.DELEGATE else rows.none()


def is_open_to_join(proposal: Proposal) -> bool:
    """Whether delegates may sign it though nobody has asked them (art. 3)."""
    if proposal.state != COLLECTING or proposal.confidential or proposal.delegation_id:
        return False
    return bool(rule("proposals.joining", at=proposal.township, on=proposal.drafted_on).value == "open")


def nameable_by(post: Post) -> Any:
    """What a draft may refer to: what its author may open and has been handed in, and what is public."""
    opened = NOTHING if post.role in OF_A_UNIT else is_opened_by(post) & Q(submitted_on__isnull=False)
    return Proposal.objects.filter(opened | IS_PUBLIC)


def may_still_sign(proposal: Proposal, post: Post) -> bool:
    """Whether the post is that of a delegate who could still be asked to sign."""
    mandate = mandate_of(post) if post.role == Role.DELEGATE and post.is_held else None
    return mandate is not None and invitable(proposal).filter(pk=mandate.pk).exists()


def referred_to(proposal: Proposal, post: Post) -> list[Proposal]:
    """The earlier matters it names, as far as the reader may see them; each with `is_open`: they may open it."""
    keys = named_by(proposal)
    if not keys:
        return []
    opened = NOTHING if post.role in OF_A_UNIT else is_opened_by(post)
    rows = Proposal.objects.select_related(*Proposal.alongside).annotate(is_open=_told(opened))
    return list(rows.filter(opened | IS_PUBLIC, pk__in=keys).order_by("submitted_on", "pk"))


def named_by(proposal: Proposal) -> list[UUID]:
    """The keys of the earlier matters it names. Most name none: that is asked first, and quickly."""
    return list(_named_by(proposal.pk))


@written_once
def _named_by(proposal_id: UUID) -> Any:
    return Reference.objects.filter(proposal=proposal_id).values_list("earlier", flat=True)
