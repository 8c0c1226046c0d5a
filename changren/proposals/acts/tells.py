"""Who hears of what happens to a proposal: ids of persons."""

from uuid import UUID

from changren.mandates.models import Mandate
from changren.organisation.models import Role
from changren.organisation.queries import people_holding
from changren.proposals import queries
from changren.proposals.models import Activity, Plan, Proposal, Signature


def signers(proposal: Proposal) -> set[UUID]:
    """The lead and everybody who has signed."""
    return queries.signers(proposal)


def newly_asked(proposal: Proposal) -> set[UUID]:
    """Those whom this act asks to sign."""
    return getattr(proposal, "newly_asked", set())


def let_go(proposal: Proposal) -> set[UUID]:
    """Those whose invitation or signature this act made void."""
    return getattr(proposal, "let_go", set())


def the_lead(signature: Signature) -> list[UUID]:
    """The lead proposer."""
    return [signature.proposal.lead.person_id]


def reviewers(proposal: Proposal) -> list[UUID]:
    """The proposal committee and the office, once it has been handed in: before, it is no affair of theirs."""
    return people_holding(proposal.township_id, Role.REVIEWER, Role.CLERK) if proposal.submitted_on else []


def office(proposal: Proposal) -> list[UUID]:
    """The standing-system office."""
    return people_holding(proposal.township_id, Role.CLERK)


def committee(proposal: Proposal) -> list[UUID]:
    """The Party committee."""
    return people_holding(proposal.township_id, Role.COMMITTEE)


def organiser(activity: Activity) -> list[UUID]:
    """The delegate who organises it."""
    return [activity.owner.person_id]


def all_delegates(plan: Plan) -> list[UUID]:
    """Every active delegate of the township."""
    active = Mandate.objects.filter(township=plan.township_id, state=Mandate.State.ACTIVE)
    return list(active.values_list("person_id", flat=True))
