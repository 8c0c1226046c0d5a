"""When something of this room is due."""

from datetime import date

from changren.base.clock.calendar import Calendar
from changren.base.clock.due import Due, due
from changren.base.tenancy.models import Township
from changren.mandates.models import Mandate, Termination, Vacancy
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule


def deadline(provision: Provision, start: date, *, at: Township, calendar: Calendar) -> Due:
    """The day on which the term of `provision`, begun on `start`, is over in the township `at`."""
    rolls = rule("main.rolls_off_days", at=at, on=start)
    return due(start, provision.term, calendar, rule=provision, rolls=bool(rolls.value), roll_rule=rolls)


def seat_due(it: Mandate, calendar: Calendar) -> Due | None:
    """By when a confirmed delegate is to take the seat; None once it is taken."""
    if it.state != Mandate.State.CONFIRMED:
        return None
    provision = rule("mandates.seat_within", at=it.township, on=it.elected_on)
    return deadline(provision, it.elected_on, at=it.township, calendar=calendar)


def due_of(it: Termination, calendar: Calendar) -> Due | None:
    """By when the committee decides, or the district receives the filing; None when nothing is left to do."""
    if it.state == Termination.State.PROPOSED:
        provision = rule("mandates.decision_within", at=it.township, on=it.proposed_on)
        return deadline(provision, it.proposed_on, at=it.township, calendar=calendar)
    if it.state == Termination.State.DECIDED and it.decided_on:
        provision = rule("mandates.filing_within", at=it.township, on=it.decided_on)
        return deadline(provision, it.decided_on, at=it.township, calendar=calendar)
    return None


def vacancy_due(it: Vacancy, calendar: Calendar) -> Due | None:
    """By when the by-election is due; None once the seat is filled."""
    if it.state != Vacancy.State.OPEN:
        return None
    provision = rule("mandates.by_election_within", at=it.township, on=it.since)
    return deadline(provision, it.since, at=it.township, calendar=calendar)
