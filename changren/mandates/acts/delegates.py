"""One delegate's mandate: confirmed, active, resting."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.mandates import guards as only
from changren.mandates.acts.groups import relieve_head
from changren.mandates.acts.seats import give_post, link_by_election, take_post, the_delegate, the_secretary
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Term, Vacancy
from changren.organisation import acts as organisation
from changren.organisation.models import Person

S = Mandate.State


@act(Mandate, {None: S.CONFIRMED}, who=only.is_clerk, within=Term, keeps=["number", "elected_on"],
     when=[only.term_is_current, only.is_of_township, only.has_no_mandate, only.number_is_free, only.are_of_term,
           only.quota_is_free, only.was_elected], tells=[the_delegate, the_secretary],
     says=_("{by} confirmed the mandate of “{it}”, delegate no. {number}, elected on {elected_on}"),
     verb=_("Enter a delegate"))  # fmt: skip
def confirm_delegate(
    term: Term, *, person: Person | None, number: int, electing_unit: ElectingUnit, delegation: Delegation, sector: str,
    rank: str, is_woman: bool, is_minority: bool, age_band: str, on_committee: bool, elected_on: date, by: Any,
    on: datetime, vacancy: Vacancy | None = None, name: str = "", login: str = "", phone: str = "",
    first_password: str = "",
) -> Mandate:  # fmt: skip
    """Measures on Mandates, art. 3. The credentials of an elected delegate were checked and are in order.

    person: somebody of the township; None for somebody new, who is entered with name, login, phone and
    first_password. vacancy: the seat that this delegate's by-election fills, if it was one.
    """
    person = person or organisation.add_person(
        term.township, by=by, on=on, name=name, login=login, phone=phone, first_password=first_password
    )
    mandate = Mandate.objects.create(
        township=term.township, term=term, person=person, number=number, electing_unit=electing_unit,
        delegation=delegation, sector=sector, rank=rank, is_woman=is_woman, is_minority=is_minority,
        age_band=age_band, on_committee=on_committee, elected_on=elected_on, changed_on=elected_on,
    )  # fmt: skip
    if vacancy:
        link_by_election(vacancy, by=by, on=on, filled_by=mandate)
    return mandate


@act(Mandate, {S.CONFIRMED: S.ACTIVE}, who=only.is_clerk, keeps=["day"],
     when=[only.term_is_current, only.is_in_order, only.has_come], tells=[the_delegate],
     says=_("“{it}” took the seat on {day}, recorded by {by}"), verb=_("Take the seat"))  # fmt: skip
def take_seat(mandate: Mandate, *, day: date, by: Any, on: datetime) -> None:
    """Measures on Mandates, art. 3. The delegate may sign, propose, vote and judge."""
    mandate.cause, mandate.changed_on = "", day
    give_post(mandate, day, by, on)


@act(Mandate, {S.SUSPENDED: S.ACTIVE}, who=only.is_clerk, keeps=["day"],
     when=[only.term_is_current, only.is_in_order, only.has_come], tells=[the_delegate, the_secretary],
     says=_("{by} restored the mandate of “{it}” on {day}: the cause has lapsed"), verb=_("Restore"))  # fmt: skip
def restore(mandate: Mandate, *, day: date, by: Any, on: datetime) -> None:
    """Measures on Mandates, art. 4. The delegate and the electing unit are told in writing."""
    mandate.cause, mandate.changed_on = Mandate.Cause.CAUSE_LAPSED, day
    give_post(mandate, day, by, on)


@act(Mandate, {state: state for state in Mandate.IN_FORCE}, who=only.is_clerk, keeps=["number"],
     when=[only.term_is_current, only.number_is_free, only.are_of_term, only.quota_is_free, only.was_elected],
     says=_("{by} corrected the entry of “{it}”, delegate no. {number}"), verb=_("Correct"))  # fmt: skip
def correct_delegate(
    mandate: Mandate, *, number: int, electing_unit: ElectingUnit, delegation: Delegation, sector: str, rank: str,
    is_woman: bool, is_minority: bool, age_band: str, on_committee: bool, elected_on: date, by: Any, on: datetime,
) -> None:  # fmt: skip
    """What the register says of a delegate. Who moves to another delegation does not head the former one."""
    for headed in Delegation.objects.filter(head=mandate).exclude(pk=delegation.pk):
        relieve_head(headed, by=by, on=on)
    mandate.number, mandate.electing_unit, mandate.delegation = number, electing_unit, delegation
    mandate.sector, mandate.rank, mandate.age_band = sector, rank, age_band
    mandate.is_woman, mandate.is_minority, mandate.on_committee = is_woman, is_minority, on_committee
    mandate.elected_on = elected_on


@act(Mandate, {S.CONFIRMED: S.CONFIRMED}, who=only.is_clerk, keeps=["number"], tells=[the_secretary], follows=True,
     removes=True, says=_("{by} took delegate no. {number} out of the register again"),
     verb=_("Take out of the register"))  # fmt: skip
def strike_delegate(mandate: Mandate) -> None:
    """Part of taking a roster back: the number is free again, and so is the seat."""


@act(Mandate, {S.ACTIVE: S.SUSPENDED}, who=only.is_clerk, keeps={"cause": Mandate.Cause, "day": None},
     when=[only.term_is_current, only.cause_suspends, only.is_in_order, only.has_come],
     tells=[the_delegate, the_secretary],
     says=_("{by} suspended the mandate of “{it}” from {day}: {cause}"), verb=_("Suspend"))  # fmt: skip
def suspend(mandate: Mandate, *, cause: str, day: date, by: Any, on: datetime) -> None:
    """Measures on Mandates, art. 4. The seat stays taken; the delegate cannot act."""
    mandate.cause, mandate.changed_on = cause, day
    take_post(mandate, day, by, on)
