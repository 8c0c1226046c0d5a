"""Who may: roles, the lead, the head of a delegation, those who were asked, those who decide."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.documents.models import Attachment
from changren.organisation.guards import of_township
from changren.organisation.models import Post, Role
from changren.proposals import queries
from changren.proposals.guards.asking import rule_of
from changren.proposals.models import Activity, Plan, Proposal, Signature

Kind = Proposal.Kind

is_office = of_township(Role.CLERK)
is_delegate = of_township(Role.DELEGATE)


def is_lead(proposal: Proposal, by: Any) -> Objection | None:
    """The delegate whose proposal it is."""
    ours = _acts_for(proposal.lead, by)
    return None if ours else no(_("Only the lead proposer may do this."))


def may_hand_in(proposal: Proposal, by: Any) -> Objection | None:
    """The lead; for a delegation, its head as well (see `head_signs`)."""
    together = proposal.delegation
    return None if together and _acts_for(together.head, by) else is_lead(proposal, by)


def head_signs(proposal: Proposal, by: Any) -> Objection | None:
    """A delegation's proposal is handed in by its head (art. 4)."""
    together = proposal.delegation
    if together is None or _acts_for(together.head, by):
        return None
    says = _("The head of the delegation, {name}, hands it in.")
    says = says if together.head else _("“{delegation}” has no head who could hand it in.")
    return no(says, name=str(together.head), delegation=together, rule=rule_of(proposal, "delegation_majority"))


def is_invited(signature: Signature, by: Any) -> Objection | None:
    """The delegate who was invited."""
    ours = _acts_for(signature.mandate, by)
    return None if ours else no(_("Everybody signs for themselves."))


def may_join(proposal: Proposal, by: Any) -> Objection | None:
    """A delegate who has not been asked, where the rules let them ask for it themselves (art. 3)."""
    if not queries.is_open_to_join(proposal):
        return no(_("Only those whom the lead asks sign this."), rule=rule_of(proposal, "joining"))
    free = queries.may_still_sign(proposal, by)
    return None if free else no(_("Only a delegate of this township who has not been asked yet may do this."))


def may_review(proposal: Proposal, by: Post) -> Objection | None:
    """Whoever the rules name, and nobody who has signed it (art. 6). Suggestions are registered by the office."""
    answer = of_township(queries.reviewing_role(proposal))(proposal, by)
    return answer if isinstance(answer, Objection) else has_not_signed(proposal, by)


def may_decide(proposal: Proposal, by: Post) -> Objection | None:
    """Proposals and recess proposals are filed or not, or become something lower."""
    return may_review(proposal, by) if proposal.kind != Kind.SUGGESTION else no(_("A suggestion is registered."))


def may_register(proposal: Proposal, by: Post) -> Objection | None:
    """Suggestions are registered."""
    return may_review(proposal, by) if proposal.kind == Kind.SUGGESTION else no(_("A proposal is filed."))


def may_appeal(proposal: Proposal, by: Post) -> Objection | None:
    """The lead of what was refused or downgraded, not accepted, and not appealed before (art. 8)."""
    if queries.can_still_appeal(proposal):
        return is_lead(proposal, by)
    return no(_("An appeal is possible once, against refusal or downgrading."), rule=rule_of(proposal, "appeal_within"))


def may_decide_appeal(proposal: Proposal, by: Post) -> Objection | None:
    """Whoever the rules name, and nobody who has signed it (art. 8)."""
    role = {"party_committee": Role.COMMITTEE}[rule_of(proposal, "appeal_to").value]
    answer = of_township(role)(proposal, by)
    return answer if isinstance(answer, Objection) else has_not_signed(proposal, by)


def has_not_signed(proposal: Proposal, by: Any) -> Objection | None:
    """Recusal of those who proposed it."""
    if by.person_id not in queries.signers(proposal):
        return None
    return no(_("You have signed this proposal yourself; somebody else decides."), rule=rule_of(proposal, "reviewer"))


def leads_activity(activity: Activity, by: Post) -> Any:
    """Who organised it, or the office."""
    return None if _acts_for(activity.owner, by) else is_office(activity, by)


def may_plan_activity(plan: Plan, by: Post) -> Any:
    """The office, or any delegate of the township."""
    return is_office(plan, by) and is_delegate(plan, by)


def owns_paper(paper: Attachment, by: Post) -> Objection | None:
    """Who added it, as long as the text is a draft."""
    free = paper.added_by_id == by.person_id and by.is_held and queries.is_draft_paper(paper)
    return None if free else no(_("Only who added it may remove it, as long as the text is a draft."))


def _acts_for(mandate: Any, by: Any) -> bool:
    """Whether somebody acts as the delegate who has this mandate."""
    is_theirs = mandate is not None and mandate.person_id == by.person_id
    return is_theirs and by.role == Role.DELEGATE and by.is_held
