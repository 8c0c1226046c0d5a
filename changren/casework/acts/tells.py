"""Who hears of what happens to a case: ids of persons."""

from uuid import UUID

from changren.casework import queries
from changren.casework.models import Assignment, Case
from changren.organisation.models import Role
from changren.organisation.queries import people_holding


def raisers(case: Case) -> list[UUID]:
    """Those who raised it."""
    return list(case.raisers.values_list("person_id", flat=True))


def lead_unit(case: Case) -> list[UUID]:
    """Head and handlers of the unit that answers."""
    return queries.lead_unit_people(case)


def office(case: Case) -> list[UUID]:
    """The standing-system office."""
    return people_holding(case.township_id, Role.CLERK)


def committee(case: Case) -> list[UUID]:
    """The members of the Party committee."""
    return people_holding(case.township_id, Role.COMMITTEE)


def units(case: Case) -> list[UUID]:
    """Heads and handlers of every unit that was just asked."""
    return [
        person
        for one in case.assignments.select_related("unit").filter(state=Assignment.State.SENT)
        for person in people_holding(one.unit.township_id, Role.HEAD, Role.HANDLER, unit=one.unit)
    ]


def heads(case: Case) -> list[UUID]:
    """The head of the lead unit."""
    unit = case.lead_unit
    return people_holding(unit.township_id, Role.HEAD, unit=unit) if unit else []
