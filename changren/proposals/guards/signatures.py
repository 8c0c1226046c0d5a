"""Who can be asked to sign, who can sign, and how many are enough (art. 3 and 4)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.mandates.models import Mandate
from changren.proposals import queries
from changren.proposals.guards.asking import rule_of
from changren.proposals.models import Proposal, Signature

State = Proposal.State


def enough_signers(proposal: Proposal) -> Objection | None:
    """So many delegates, the lead included (art. 3); or the majority of a delegation's full membership (art. 4)."""
    need, have, of = queries.support(proposal)
    if need is None or need.is_met_by(have, of or 1):
        return None
    if of is not None:
        return no(_("{have} of {of} members agree."), have=have, of=of, rule=need)
    return no(_("{have} of {need} signatures."), have=have, need=need, rule=need)


def can_be_invited(proposal: Proposal, delegates: Sequence[Mandate]) -> Objection | None:
    """Active delegates of the same congress, not the lead, and nobody who has an invitation or has signed."""
    if not delegates:
        return no(_("Choose at least one delegate."))
    possible = {mandate.pk for mandate in queries.invitable(proposal)}
    wrong = next((mandate for mandate in delegates if mandate.pk not in possible), None)
    return no(_("{name} cannot be invited."), name=wrong.person.name) if wrong else None


def mandate_is_active(signature: Signature) -> Objection | None:
    """Only active mandates sign."""
    return None if signature.mandate.is_active else no(_("Your mandate is not active."))


def is_collecting(signature: Signature) -> Objection | None:
    """Signatures are being collected."""
    ok = signature.proposal.state == State.COLLECTING
    return None if ok else no(_("Signatures are not being collected any more."))


def has_read_this(signature: Signature, version: int) -> Objection | None:
    """What was read is what is signed (art. 3)."""
    proposal = signature.proposal
    if version == proposal.version:
        return None
    return no(_("The text was changed after you opened it; read it again."), rule=rule_of(proposal, "cosigners_min"))
