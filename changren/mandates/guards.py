"""Who may, and when may it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.mandates import queries
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, Session, Term, Termination, Vacancy
from changren.organisation.guards import of_district, of_township
from changren.organisation.models import Person, Post, Role
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule

Cause, State = Mandate.Cause, Mandate.State
BY_LAW = (Cause.PENALTY, Cause.LOST_MEMBERSHIP, Cause.DIED)  # term regulation of 2008, art. 25
BY_DECISION = (Cause.RESIGNED, Cause.OTHER)  # arts. 27 and 28

is_clerk = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)
is_office_or_committee = of_township(Role.CLERK, Role.COMMITTEE)
is_district = of_district


def speaks_for_unit(mandate: Mandate, by: Post, on: datetime) -> Objection | None:
    """The secretary of the branch that speaks for the electing unit."""
    branch = mandate.electing_unit.branch_id
    if by.role == Role.BRANCH and by.is_held and branch is not None and by.unit_id == branch:
        return None
    return no(_("Only the secretary of the electing unit may do this."), rule=_decision(mandate, on))


def _decision(it: Any, on: datetime) -> Provision:
    return rule("mandates.decision_within", at=it.township, on=on)


def _quota(it: Any, on: datetime) -> Provision:
    return rule("mandates.quota_binds", at=it.township, on=on)


def _term(it: Any) -> Term:
    return it if isinstance(it, Term) else it.term  # type: ignore[no-any-return]


def term_is_current(it: Any) -> Objection | None:
    """The term goes on."""
    term = _term(it)
    return None if term.state == Term.State.CURRENT else no(_("{term} ended on {day}."), term=term, day=term.ended_on)


def term_has_ended(mandate: Mandate) -> Objection | None:
    """A mandate lasts as long as the term."""
    provision = rule("mandates.seat_within", at=mandate.township, on=mandate.elected_on)
    return no(_("The term goes on."), rule=provision) if mandate.term.state == Term.State.CURRENT else None


def no_term_is_current(township: Any) -> Objection | None:
    """One term at a time."""
    term = Term.objects.filter(township=township, state=Term.State.CURRENT).first()
    return no(_("{term} has not ended; end it first."), term=term) if term else None


def term_number_is_free(it: Any, number: int) -> Objection | None:
    """No two terms of a township have the same number."""
    taken = Term.objects.filter(township=it.township_id, number=number).exclude(pk=it.pk).exists()
    return no(_("Term {n} is already entered."), n=number) if taken else None


def seats_are_lawful(it: Any, seats: int, began_on: date) -> Objection | None:
    """The number of seats lies within what the rules give."""
    least = rule("mandates.seats_least", at=it.township, on=began_on)
    most = rule("mandates.seats_most", at=it.township, on=began_on)
    broken = next((one for one in (least, most) if not one.is_met_by(seats)), None)
    return no(_("A congress has {least} to {most} seats."), least=least, most=most, rule=broken) if broken else None


def seats_cover_units(term: Term, seats: int, on: datetime) -> Objection | None:
    """A congress has at least the seats that its electing units have together."""
    shared = _shared_out(term)
    return None if shared <= seats else no(_("{n} seats are shared out already."), n=shared, rule=_quota(term, on))


def unit_seats_fit(it: Term | ElectingUnit, seats: int, on: datetime) -> Objection | None:
    """The quotas together do not exceed the seats of the congress."""
    term, shared = _term(it), _shared_out(_term(it), but=it)
    if shared + seats <= term.seats:
        return None
    return no(_("Only {n} of {of} seats are left."), n=term.seats - shared, of=term.seats, rule=_quota(it, on))


def _shared_out(term: Term, but: Any = None) -> int:
    units = ElectingUnit.objects.filter(term=term).exclude(pk=but.pk if but else None)
    return units.aggregate(n=Sum("seats"))["n"] or 0


def unit_seats_suffice(unit: ElectingUnit, seats: int, on: datetime) -> Objection | None:
    """A quota is not cut below the delegates whom the unit has."""
    have = Mandate.objects.filter(electing_unit=unit, state__in=Mandate.IN_FORCE).count()
    return None if have <= seats else no(_("“{unit}” has {n} delegates."), unit=unit, n=have, rule=_quota(unit, on))


def quota_is_free(it: Term | Mandate, electing_unit: ElectingUnit, on: datetime) -> Objection | None:
    """An electing unit has no more delegates than its quota, if the rules say so."""
    rows = Mandate.objects.filter(electing_unit=electing_unit, state__in=Mandate.IN_FORCE).exclude(pk=it.pk)
    provision, seats = _quota(it, on), electing_unit.seats
    if not provision.value or rows.count() < seats:
        return None
    return no(_("All {n} seats of “{unit}” are taken."), n=seats, unit=electing_unit, rule=provision)


def unit_name_is_free(it: Any, name: str) -> Objection | None:
    """No two electing units of a term have the same name."""
    taken = ElectingUnit.objects.filter(term=_term(it), name=name).exclude(pk=it.pk).exists()
    return no(_("There is already an electing unit called “{name}”."), name=name) if taken else None


def delegation_name_is_free(it: Any, name: str) -> Objection | None:
    """No two delegations of a term have the same name."""
    taken = Delegation.objects.filter(term=_term(it), name=name).exclude(pk=it.pk).exists()
    return no(_("There is already a delegation called “{name}”."), name=name) if taken else None


def session_number_is_free(term: Term, number: int) -> Objection | None:
    """No two sessions of a term have the same number, cancelled ones left out."""
    rows = Session.objects.filter(term=term, number=number).exclude(state=Session.State.CANCELLED)
    return no(_("Session {n} is already entered."), n=number) if rows.exists() else None


def is_in_term(it: Any, day: date) -> Objection | None:
    """Nothing of a term happens before it begins."""
    began = _term(it).began_on
    return None if day >= began else no(_("The term began on {day}."), day=began)


def has_come(it: Any, day: date, on: datetime) -> Objection | None:
    """What is recorded as done has been done."""
    return None if day <= day_of(on) else no(_("{day} has not come yet."), day=day)


def was_elected(it: Any, elected_on: date, on: datetime) -> Objection | None:
    """An election is recorded after it was held."""
    return has_come(it, elected_on, on)


def head_is_theirs(delegation: Delegation, head: Mandate) -> Objection | None:
    """The head is an active delegate of the delegation."""
    theirs = head.delegation_id == delegation.pk and head.is_active
    return None if theirs else no(_("The head must be an active delegate of this delegation."))


def has_a_head(delegation: Delegation) -> Objection | None:
    """The delegation has a head."""
    return None if delegation.head_id else no(_("This delegation has no head."))


def number_is_free(it: Any, number: int) -> Objection | None:
    """No two delegates of a term have the same number."""
    taken = Mandate.objects.filter(term=_term(it), number=number).exclude(pk=it.pk).exists()
    return no(_("Delegate number {n} is taken."), n=number) if taken else None


def has_no_mandate(term: Term, person: Person | None) -> Objection | None:
    """One mandate a person and term."""
    taken = person and Mandate.objects.filter(term=term, person=person).exists()
    return no(_("{name} has a mandate in this term already."), name=person) if taken else None


def is_of_township(term: Term, person: Person | None) -> Objection | None:
    """Delegates are people of the township."""
    strange = person and person.township_id != term.township_id
    return no(_("{name} belongs to another township."), name=person) if strange else None


def are_of_term(it: Any, electing_unit: ElectingUnit, delegation: Delegation) -> Objection | None:
    """Electing unit and delegation belong to the term of the mandate."""
    ours = {electing_unit.term_id, delegation.term_id} == {_term(it).pk}
    return None if ours else no(_("Electing unit and delegation must be of this term."))


def is_in_order(mandate: Mandate, day: date) -> Objection | None:
    """Nothing happens to a mandate before what happened last."""
    if mandate.changed_on is None or day >= mandate.changed_on:
        return None
    state = mandate.get_state_display()
    return no(_("The mandate has been {state} since {day}."), state=state, day=mandate.changed_on)


def cause_suspends(mandate: Mandate, cause: str, on: datetime) -> Objection | None:
    """Only what the rules name suspends a mandate."""
    custody = rule("mandates.custody_suspends", at=mandate.township, on=on)
    investigation = rule("mandates.investigation_suspends", at=mandate.township, on=on)
    asked: Any = {Cause.CUSTODY: custody, Cause.INVESTIGATION: investigation}.get(Cause(cause))
    return None if asked and asked.value else no(_("This cause does not suspend a mandate."), rule=asked or custody)


def cause_ends_by_law(mandate: Mandate, cause: str, on: datetime) -> Objection | None:
    """Only what the rules name ends a mandate by itself."""
    provision = rule("mandates.ends_by_law", at=mandate.township, on=on)
    if cause in BY_LAW and provision.value:
        return None
    return no(_("This cause does not end a mandate by itself: it must be proposed and decided."), rule=provision)


def cause_is_decided(mandate: Mandate, cause: str, on: datetime) -> Objection | None:
    """A decision is for the causes that do not end a mandate by themselves."""
    provision = rule("mandates.ends_by_law", at=mandate.township, on=on)
    return None if cause in BY_DECISION else no(_("This cause is not one for a decision."), rule=provision)


def is_in_force(it: Mandate | Termination) -> Objection | None:
    """The mandate has not ended."""
    mandate = it if isinstance(it, Mandate) else it.mandate
    return None if mandate.is_in_force else no(_("This mandate ended on {day}."), day=mandate.changed_on)


def none_is_proposed(mandate: Mandate, on: datetime) -> Objection | None:
    """One proposal to end a mandate at a time."""
    if not Termination.objects.filter(mandate=mandate, state=Termination.State.PROPOSED).exists():
        return None
    return no(_("A termination is already proposed and waits for the committee."), rule=_decision(mandate, on))


def is_not_about_oneself(termination: Termination, by: Post, on: datetime) -> Objection | None:
    """Nobody decides on their own mandate."""
    if termination.mandate.person_id != by.person_id:
        return None
    return no(_("This is about your own mandate; another member must do it."), rule=_decision(termination, on))


def is_after_proposal(termination: Termination, day: date) -> Objection | None:
    """A decision follows its proposal."""
    proposed = termination.proposed_on
    return None if day >= proposed else no(_("It was proposed on {day}."), day=proposed)


def is_decided(mandate: Mandate, on: datetime) -> Objection | None:
    """The committee has decided that the mandate ends."""
    decided = Termination.objects.filter(mandate=mandate, state=Termination.State.DECIDED).exists()
    return None if decided else no(_("The committee has not decided this."), rule=_decision(mandate, on))


def has_left_its_seat(mandate: Mandate) -> Objection | None:
    """A seat falls vacant when its mandate ends within the term."""
    return None if mandate.state in (State.STOPPED, State.TERMINATED) else no(_("This seat is taken."))


def _filling(vacancy: Vacancy) -> Provision:
    return rule("mandates.by_election_within", at=vacancy.township, on=vacancy.since)


def is_of_the_unit(vacancy: Vacancy, filled_by: Mandate) -> Objection | None:
    """A seat is filled by its electing unit, with a mandate that is not suspended."""
    unit, able = vacancy.electing_unit, filled_by.state in (State.CONFIRMED, State.ACTIVE)
    if able and filled_by.electing_unit_id == unit.pk:
        return None
    return no(_("The seat is filled by a delegate of “{unit}” in office."), unit=unit, rule=_filling(vacancy))


def is_elected_after(vacancy: Vacancy, filled_by: Mandate) -> Objection | None:
    """A by-election follows the vacancy."""
    if filled_by.elected_on >= vacancy.since:
        return None
    return no(_("{name} was elected before the seat fell vacant."), name=filled_by, rule=_filling(vacancy))


def fills_no_other(vacancy: Vacancy, filled_by: Mandate) -> Objection | None:
    """One delegate fills one seat."""
    taken = Vacancy.objects.filter(filled_by=filled_by).exists()
    return no(_("{name} fills another vacancy already."), name=filled_by, rule=_filling(vacancy)) if taken else None


def roster_says_something(term: Term, lines: Sequence[Any]) -> Objection | None:
    """There is somebody to enter or to correct."""
    return None if lines else no(_("Every delegate of this roster is entered already, exactly so."))


def roster_is_of_term(term: Term, lines: Sequence[Any], seats: dict[str, int]) -> Objection | None:
    """The delegates whom it corrects are of this term, and its electing units are there or come with their seats."""
    keys = {line["mandate"] for line in lines if line["mandate"]}
    theirs = Mandate.objects.filter(term=term, pk__in=keys).count()
    units = {line["electing_unit"] for line in lines} - seats.keys()
    missing = units - set(term.electing_units.values_list("name", flat=True))
    fits = theirs == len(keys) and not missing
    return None if fits else no(_("The register has changed meanwhile. Read the roster again."))


def roster_still_stands(roster: Roster) -> Objection | None:
    """What it corrected was not corrected again: nobody's later work is undone."""
    names = queries.corrected_since(roster)
    return no(_("It cannot be taken back. Corrected again since then: {names}."), names=names) if names else None


def nothing_hangs_on_roster(roster: Roster) -> Objection | None:
    """Whom it entered has done nothing, and been given nothing."""
    what = queries.hanging(roster)
    return no(_("It cannot be taken back: {what}."), what=what) if what else None
