"""Who hears of what happens in an election: ids of persons."""

from typing import Any
from uuid import UUID

from changren.elections import queries
from changren.elections.models import Candidate, Election
from changren.mandates.models import Mandate
from changren.organisation.models import Role
from changren.organisation.queries import people_holding


def office(it: Election | Candidate) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Election) -> list[UUID]:
    """The Party committee."""
    return people_holding(it.township_id, Role.COMMITTEE)


def delegates(election: Election) -> list[UUID]:
    """The delegates of the congress who are in office."""
    rows = Mandate.objects.filter(term=election.term_id, state=Mandate.State.ACTIVE).order_by("number")
    return list(rows.values_list("person_id", flat=True))


def those_watching(election: Election) -> set[UUID]:
    """Scrutineers and counters."""
    return queries.officials(election)


def the_official(official: Any) -> list[UUID]:
    """Who was named."""
    return [official.person_id]
