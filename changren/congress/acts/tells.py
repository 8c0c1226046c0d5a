"""Who hears of what happens to a meeting: ids of persons."""

from typing import Any
from uuid import UUID

from changren.congress.models import Invitee
from changren.organisation.models import Role
from changren.organisation.queries import district_level, people_holding


def office(it: Any) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Any) -> list[UUID]:
    """The Party committee."""
    return people_holding(it.township_id, Role.COMMITTEE)


def district(it: Any) -> list[UUID]:
    """The district's organisation department."""
    return people_holding(district_level(), Role.DISTRICT)


def the_invitee(invitee: Invitee) -> list[UUID]:
    """Who is expected, if they have an account here."""
    return [invitee.person_id] if invitee.person_id else []
