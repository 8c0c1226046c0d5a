"""Signatures, and handing in (art. 3 to 5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.acts import act, is_clockwork
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.mandates.models import Mandate
from changren.proposals import guards as only
from changren.proposals import queries
from changren.proposals.acts.asking import ask_to_sign, stop_asking
from changren.proposals.acts.tells import let_go, newly_asked, reviewers, signers, the_lead
from changren.proposals.models import Proposal, Signature
from changren.rulebook.rules import rule

State = Proposal.State
INVITED, SIGNED = Signature.State.INVITED, Signature.State.SIGNED


@act(Proposal, {State.COLLECTING: State.COLLECTING}, who=only.is_lead, tells=[newly_asked], keeps=["asked"],
     when=[only.before_second_cutoff, only.can_be_invited], verb=_("Invite delegates to sign"),
     says=_("{by} invited {asked} delegates to sign “{it}”"))  # fmt: skip
def invite(proposal: Proposal, *, delegates: Sequence[Mandate]) -> None:
    """The whole text goes to each of them (art. 3)."""
    proposal.asked = ask_to_sign(proposal, delegates)  # type: ignore[attr-defined]  # for the sentence


@act(Signature, {None: INVITED}, within=Proposal, who=only.may_join, when=[only.before_second_cutoff],
     tells=[the_lead], says=_("{by} asked to read and sign “{it}”"), verb=_("Read it, and sign"))  # fmt: skip
def join(proposal: Proposal, *, by: Any) -> Signature:
    """Whoever means the same need not raise it again: the text is opened to them, and they sign or not."""
    mandate = queries.mandate_of(by)
    ask_to_sign(proposal, [mandate] if mandate else [])
    return proposal.signatures.select_related(*Signature.alongside).get(mandate=mandate)


@act(Signature, {INVITED: SIGNED}, who=only.is_invited, tells=[the_lead],
     when=[only.is_collecting, only.mandate_is_active, only.before_second_cutoff, only.has_read_this],
     says=_("{by} signed “{it}”"), verb=_("Sign"))  # fmt: skip
def sign(signature: Signature, *, version: int, on: datetime) -> None:
    """Art. 3: after reading the whole text; `version` is the one that was read."""
    signature.version, signature.settled_at = version, on


@act(Signature, {INVITED: Signature.State.DECLINED}, who=only.is_invited, tells=[the_lead],
     says=_("{by} declined to sign “{it}”"), verb=pgettext_lazy("to sign", "Decline"))  # fmt: skip
def decline(signature: Signature, *, on: datetime) -> None:
    """No reason need be given."""
    signature.settled_at = on


@act(Signature, {SIGNED: Signature.State.WITHDRAWN}, who=only.is_invited, when=[only.is_collecting], tells=[the_lead],
     says=_("{by} withdrew their signature from “{it}”"), verb=_("Withdraw my signature"))  # fmt: skip
def withdraw_signature(signature: Signature, *, on: datetime) -> None:
    """Until it is handed in."""
    signature.settled_at = on


@act(Proposal, {(State.DRAFT, State.COLLECTING): State.SUBMITTED}, who=only.may_hand_in, tells=[reviewers, signers],
     when=[only.is_complete, only.before_second_cutoff, only.enough_signers, only.is_put_forward,
           only.head_signs],
     keeps=["signatures_had"], verb=_("Hand in"),
     says=_("{by} handed in “{it}” with {signatures_had} signatures"))  # fmt: skip
def hand_in(proposal: Proposal, *, on: datetime) -> None:
    """It gets its number, and the review its date. Invitations nobody answered expire."""
    today = day_of(on)
    proposal.signatures_had = len(queries.signers(proposal))  # type: ignore[attr-defined]  # for the sentence
    stop_asking(proposal)
    proposal.raised_as, proposal.submitted_on = proposal.kind, today
    proposal.number = queries.next_number(proposal)
    within = rule("proposals.review_within", at=proposal.township, on=proposal.drafted_on)
    proposal.review_by = within.term.after(today, calendar_of_district())


@act(Proposal, {State.COLLECTING: State.EXPIRED}, who=is_clockwork, when=[only.is_past_second_cutoff],
     tells=[signers, let_go], says=_("“{it}” expired: it was not handed in by the second cut-off"),
     verb=_("Expire"))  # fmt: skip
def expire(proposal: Proposal) -> None:
    """Art. 5. Its lead may go on with it as a suggestion."""
    stop_asking(proposal)
