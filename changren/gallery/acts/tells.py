"""Who hears of what happens in the gallery: ids of persons."""

from typing import Any
from uuid import UUID

from changren.organisation.models import Role
from changren.organisation.queries import people_holding


def office(it: Any) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Any) -> list[UUID]:
    """The Party committee."""
    return people_holding(it.township_id, Role.COMMITTEE)


def branches(it: Any) -> list[UUID]:
    """The secretaries of the branches: they may recommend."""
    return people_holding(it.township_id, Role.BRANCH)


def the_branch(application: Any) -> list[UUID]:
    """The branch that recommended."""
    unit = application.unit
    return people_holding(application.township_id, Role.BRANCH, unit=unit) if unit else []
