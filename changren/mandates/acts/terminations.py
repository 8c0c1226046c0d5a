"""The end of a mandate by decision (term regulation of 2008, art. 28): proposed, decided, filed."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.mandates import guards as only
from changren.mandates.acts.seats import leave_seat, the_delegate, the_secretary
from changren.mandates.models import Mandate, Termination
from changren.organisation.models import Role
from changren.organisation.queries import district_level, people_holding

S = Termination.State


def both_sides(termination: Termination) -> list[Any]:
    return [*the_delegate(termination.mandate), *the_secretary(termination.mandate)]


def the_committee(termination: Termination) -> list[Any]:
    return people_holding(termination.township_id, Role.COMMITTEE)


def the_office(termination: Termination) -> list[Any]:
    return people_holding(termination.township_id, Role.CLERK)


def the_district(termination: Termination) -> list[Any]:
    return people_holding(district_level(), Role.DISTRICT)


@act(Termination, {None: S.PROPOSED}, who=only.speaks_for_unit, within=Mandate, keeps={"cause": Mandate.Cause},
     when=[only.is_in_force, only.term_is_current, only.none_is_proposed, only.cause_is_decided],
     tells=[both_sides, the_committee, the_office],
     says=_("{by} proposed for the electing unit to end the mandate of “{it}”: {cause}"),
     verb=_("Propose a termination"))  # fmt: skip
def propose_termination(mandate: Mandate, *, cause: str, grounds: str, on: datetime) -> Termination:
    """Measures on Mandates, art. 8. The electing unit asks the committee to end the mandate."""
    return Termination.objects.create(
        township=mandate.township, mandate=mandate, cause=cause, grounds=grounds, proposed_on=day_of(on)
    )


@act(Termination, {S.PROPOSED: S.DECIDED}, who=only.is_committee, keeps={"cause": Mandate.Cause, "day": None},
     when=[only.is_not_about_oneself, only.is_in_force, only.is_after_proposal, only.has_come],
     tells=[both_sides, the_office, the_district],
     says=_("{by} recorded the committee's decision of {day} to end the mandate of “{it}”: {cause}"),
     verb=_("Decide: the mandate ends"))  # fmt: skip
def decide_termination(termination: Termination, *, day: date, decision: str, by: Any, on: datetime) -> None:
    """Measures on Mandates, art. 8. The mandate ends with the decision; the filing follows."""
    termination.state, termination.decided_on, termination.decision = S.DECIDED, day, decision
    termination.save()
    end_by_decision(termination.mandate, by=by, on=on, cause=termination.cause, day=day)


@act(Termination, {S.PROPOSED: S.DISMISSED}, who=only.is_committee, keeps=["day"],
     when=[only.is_not_about_oneself, only.is_after_proposal, only.has_come], tells=[both_sides, the_office],
     says=_("{by} recorded the committee's decision of {day} not to end the mandate of “{it}”"),
     verb=_("Decide: the mandate goes on"))  # fmt: skip
def dismiss_termination(termination: Termination, *, day: date, decision: str) -> None:
    """Measures on Mandates, art. 8. The proposal is not taken up; the decision gives the reasons."""
    termination.decided_on, termination.decision = day, decision


@act(Termination, {S.DECIDED: S.FILED}, who=only.is_district, tells=[the_office, the_committee],
     says=_("{by} received the filing of the ended mandate of “{it}”"), verb=_("Receive the filing"))  # fmt: skip
def file_termination(termination: Termination, *, on: datetime) -> None:
    """Measures on Mandates, art. 9. The district has taken note."""
    termination.filed_on = day_of(on)


@act(Mandate, {Mandate.IN_FORCE: Mandate.State.TERMINATED}, who=only.is_committee,
     when=[only.is_decided, only.is_in_order], keeps={"cause": Mandate.Cause, "day": None}, follows=True,
     says=_("The mandate of “{it}” ended on {day} by decision of the committee: {cause}"),
     verb=_("Ended by decision"))  # fmt: skip
def end_by_decision(mandate: Mandate, *, cause: str, day: date, by: Any, on: datetime) -> None:
    """Part of the committee's decision, which tells those concerned."""
    leave_seat(mandate, Mandate.State.TERMINATED, cause, day, by, on)
