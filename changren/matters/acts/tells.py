"""Who hears of what happens to a matter: ids of persons."""

from typing import Any
from uuid import UUID

from changren.matters.models import Matter, Reception
from changren.organisation.models import Role
from changren.organisation.queries import people_holding


def office(it: Any) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Any) -> list[UUID]:
    """The Party committee; its organisation office has a copy of what goes to a unit."""
    return people_holding(it.township_id, Role.COMMITTEE)


def the_delegate(matter: Matter) -> list[UUID]:
    """The delegate to whom it was said."""
    return [matter.mandate.person_id] if matter.mandate else []


def those_who_receive(reception: Reception) -> list[UUID]:
    """The delegates of a reception day."""
    return [host.mandate.person_id for host in reception.hosts.select_related("mandate")]
