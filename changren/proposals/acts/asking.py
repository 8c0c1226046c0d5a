"""Invitations: the rows that several acts write."""

from collections.abc import Iterable

from django.db.models import Q

from changren.mandates.models import Mandate
from changren.proposals.models import Proposal, Signature

INVITED, SIGNED, EXPIRED = Signature.State.INVITED, Signature.State.SIGNED, Signature.State.EXPIRED


def ask_to_sign(proposal: Proposal, delegates: Iterable[Mandate]) -> int:
    """Invite each of them, those who were asked for an earlier text anew; returns how many."""
    asked = {mandate.pk: mandate.person_id for mandate in delegates}
    again = Signature.objects.filter(proposal=proposal, mandate__in=asked)
    known = set(again.values_list("mandate_id", flat=True))
    again.update(state=INVITED, version=None, settled_at=None)
    fresh = (key for key in asked if key not in known)  # in the order in which the lead named them
    Signature.objects.bulk_create(
        Signature(township=proposal.township, proposal=proposal, mandate_id=key) for key in fresh
    )
    proposal.newly_asked = set(asked.values())  # type: ignore[attr-defined]  # for the notices
    return len(asked)


def stop_asking(proposal: Proposal) -> None:
    """Nobody is asked to sign any more: invitations that were not answered expire."""
    _expire(proposal, Q(state=INVITED))


def void_signatures(proposal: Proposal) -> None:
    """A text that may change must be read and signed anew, and whoever declined the old one may be asked again."""
    _expire(proposal, ~Q(state=EXPIRED))


def _expire(proposal: Proposal, which: Q) -> None:
    rows = proposal.signatures.filter(which)
    lost = rows.filter(state__in=(INVITED, SIGNED)).values_list("mandate__person_id", flat=True)
    proposal.let_go = set(lost)  # type: ignore[attr-defined]  # for the notices
    rows.update(state=EXPIRED)
