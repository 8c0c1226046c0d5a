"""Who hears of what happens to a case: ids of persons."""

from uuid import UUID

from changren.casework import queries
from changren.casework.models import Assignment, Case
from changren.organisation.models import Role, Unit
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


def unit_people(unit: Unit) -> list[UUID]:
    """Head and handlers of a unit."""
    return people_holding(unit.township_id, Role.HEAD, Role.HANDLER, unit=unit)


def units(case: Case) -> list[UUID]:
    """Heads and handlers of every unit that was just asked."""
    asked = case.assignments.select_related("unit").filter(state=Assignment.State.SENT)
    return [person for one in asked for person in unit_people(one.unit)]


def heads(case: Case) -> list[UUID]:
    """The head of the lead unit."""
    unit = case.lead_unit
    return people_holding(unit.township_id, Role.HEAD, unit=unit) if unit else []


def everybody(case: Case) -> list[UUID]:
    """Those who raised it, the lead unit and the office: whose dates move with the case."""
    return [*raisers(case), *lead_unit(case), *office(case)]
