"""Who hears of what happens to a proposal: ids of persons."""

from uuid import UUID

from changren.mandates.models import Mandate
from changren.organisation.models import Role
from changren.organisation.queries import people_holding
from changren.proposals import queries
from changren.proposals.models import Plan, Proposal, Signature


def signers(proposal: Proposal) -> set[UUID]:
    """The lead and everybody who has signed."""
    return queries.signers(proposal)


def invited(proposal: Proposal) -> list[UUID]:
    """Those who have not answered an invitation yet."""
    rows = proposal.signatures.filter(state=Signature.State.INVITED)
    return list(rows.values_list("mandate__person_id", flat=True))


def the_lead(signature: Signature) -> list[UUID]:
    """The lead proposer."""
    return [signature.proposal.lead.person_id]


def reviewers(proposal: Proposal) -> list[UUID]:
    """The proposal committee and the office."""
    return people_holding(proposal.township_id, Role.REVIEWER, Role.CLERK)


def office(proposal: Proposal) -> list[UUID]:
    """The standing-system office."""
    return people_holding(proposal.township_id, Role.CLERK)


def committee(proposal: Proposal) -> list[UUID]:
    """The Party committee."""
    return people_holding(proposal.township_id, Role.COMMITTEE)


def all_delegates(plan: Plan) -> list[UUID]:
    """Every active delegate of the township."""
    active = Mandate.objects.filter(township=plan.township_id, state=Mandate.State.ACTIVE)
    return list(active.values_list("person_id", flat=True))
