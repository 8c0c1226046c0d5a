"""Invitations: the rows that several acts write."""

from collections.abc import Iterable

from changren.mandates.models import Mandate
from changren.proposals.models import Proposal, Signature


def ask_to_sign(proposal: Proposal, delegates: Iterable[Mandate]) -> int:
    """Invite each of them, those who were asked for an earlier text anew; returns how many."""
    asked = {mandate.pk for mandate in delegates}
    again = Signature.objects.filter(proposal=proposal, mandate__in=asked)
    known = set(again.values_list("mandate_id", flat=True))
    again.update(state=Signature.State.INVITED, version=None, settled_at=None)
    fresh = (Signature(township=proposal.township, proposal=proposal, mandate_id=key) for key in asked - known)
    Signature.objects.bulk_create(fresh)
    return len(asked)
