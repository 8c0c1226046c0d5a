"""Who reviews a proposal, what it can be merged into, and whether its lead can still appeal."""

from typing import Any

from changren.organisation.models import Role
from changren.proposals.models import Activity, Proposal
from changren.rulebook.rules import rule

State, Kind, Outcome = Proposal.State, Proposal.Kind, Proposal.Outcome


def reviewing_role(proposal: Proposal) -> Role:
    """Whose review it is: suggestions are registered by the office; for the rest the rules say who (art. 6)."""
    body = rule("proposals.reviewer", at=proposal.township, on=proposal.drafted_on).value
    by_office = proposal.kind == Kind.SUGGESTION or body == "office"
    return Role.CLERK if by_office else Role.REVIEWER


def mergeable(proposal: Proposal) -> Any:
    """The proposals that it could be merged into: alike in type and confidentiality, and not handed over yet."""
    alike = Proposal.objects.filter(
        township=proposal.township_id, kind=proposal.kind, confidential=proposal.confidential
    )
    return alike.filter(state__in=(State.SUBMITTED, State.FILED)).exclude(pk=proposal.pk)


def can_still_appeal(proposal: Proposal) -> bool:
    """Whether the review went against its proposers, and they have neither accepted that nor appealed."""
    against = proposal.outcome in (Outcome.REFUSED, Outcome.DOWNGRADED)
    return against and proposal.appeal_by is not None and not proposal.appeal


def citable(proposal: Proposal) -> Any:
    """The reported activities of its township that it does not cite yet."""
    done = Activity.objects.filter(township=proposal.township_id, state=Activity.State.DONE)
    return done.exclude(pk__in=proposal.evidence.values("activity"))
