"""When: what each step of an election waits for, and which article says so."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.congress.models import Meeting
from changren.elections import queries
from changren.elections.models import Candidate, Election, Official
from changren.mandates.models import ElectingUnit, Vacancy
from changren.organisation.models import Person

State, Kind = Election.State, Election.Kind
PREPARED = (State.DRAFT, State.METHOD, State.NOMINATED, State.PUBLICISED)


def _rule(election: Election, name: str) -> Any:
    return queries.rule_of(election, name)


def has_term(township: Township) -> Objection | None:
    """There is a congress whose seats can be filled."""
    return None if queries.current_term(township) else no(_("No term is current in {it}."), it=township)


def is_of_here(it: Township | Election, meeting: Meeting | None, electing_unit: ElectingUnit | None) -> Any:
    """Meeting and electing unit are of this township's current term."""
    place = it if isinstance(it, Township) else it.township
    if meeting and not queries.meetings_of(place).filter(pk=meeting.pk).exists():
        return no(_("“{name}” is not a meeting of this term."), name=meeting)
    strange = electing_unit and not queries.units_of(place).filter(pk=electing_unit.pk).exists()
    return no(_("“{name}” is not an electing unit of this term."), name=electing_unit) if strange else None


def has_electors(it: Township | Election, kind: str, electing_unit: ElectingUnit | None) -> Objection | None:
    """A by-election belongs to the unit whose seat it is; the congress elects in the others (art. 1)."""
    if (kind == Kind.BY_ELECTION) == (electing_unit is not None):
        return None
    says = _("A by-election needs the electing unit whose seat it is; the congress elects in the others.")
    return no(says)


def seats_are_empty(it: Township | Election, seats: int, electing_unit: ElectingUnit | None) -> Objection | None:
    """A by-election fills no more seats than are vacant in its unit."""
    if electing_unit is None:
        return None
    n = Vacancy.objects.filter(electing_unit=electing_unit, state=Vacancy.State.OPEN).count()
    return None if seats <= n else no(_("“{unit}” has {n} vacant seats."), unit=electing_unit, n=n)


def is_being_named(election: Election) -> Objection | None:
    """Between the adoption of the method and the settling of the candidates."""
    named = election.state == State.METHOD
    return None if named else no(_("Candidates are named after the method is adopted and before they are settled."))


def is_in_a_round(candidate: Candidate) -> Objection | None:
    """Somebody who stands, while candidates are named."""
    return stands_yet(candidate) or is_being_named(candidate.election)


def is_named_by_others(candidate: Candidate, by_whom: str) -> Objection | None:
    """Each names somebody once in a round."""
    known = candidate.nominations.filter(round=candidate.election.nomination, by_whom=by_whom).exists()
    return no(_("{whom} named {name} in this round already."), whom=by_whom, name=candidate) if known else None


def is_new_name(election: Election, name: str, person: Person | None) -> Objection | None:
    """Nobody is named twice."""
    printed = name or str(person or "")
    if not printed:
        return no(_("Say who it is."))
    known = election.all_candidates.filter(name=printed).exists()
    return no(_("{name} was named already."), name=printed) if known else None


def has_no_task(election: Election, name: str, person: Person | None) -> Objection | None:
    """Nobody who watches or counts is a candidate (art. 4)."""
    busy = election.officials.filter(person=person).exists() if person else \
        election.officials.filter(person__name=name).exists()  # fmt: skip
    busy = busy or queries.counts_at_meeting(election, person, name)
    says = _("{name} watches or counts here and cannot stand.")
    return no(says, name=person or name, rule=_rule(election, "scrutineers_least")) if busy else None


def stands_yet(candidate: Candidate) -> Objection | None:
    """Somebody who stands, before the papers are settled."""
    if candidate.state != Candidate.State.STANDING:
        return no(_("{name} does not stand any more."), name=candidate)
    ready = candidate.election.state in PREPARED
    return None if ready else no(_("The ballot papers are settled."))


def go_on(election: Election, candidates: Sequence[Candidate]) -> Objection | None:
    """They are of this election, and not all of those who stand."""
    standing = {one.pk for one in election.candidates.all()}
    chosen = {one.pk for one in candidates}
    if not chosen or chosen - standing:
        return no(_("Choose those who go on among those who stand."))
    return no(_("Nobody would be left out.")) if chosen == standing else None


def is_prepared(election: Election) -> Objection | None:
    """Before the papers are settled."""
    return None if election.state in PREPARED else no(_("The ballot papers are settled."))


def can_watch(election: Election, person: Person) -> Objection | None:
    """No candidate, and without a task here (art. 4)."""
    provision = _rule(election, "scrutineers_least")
    if person.pk in queries.standing_people(election) or person.name in queries.standing_names(election):
        return no(_("{name} is a candidate and cannot watch or count."), name=person, rule=provision)
    busy = election.officials.filter(person=person).exists()
    return no(_("{name} has a task here already."), name=person, rule=provision) if busy else None


def holds_post_here(election: Election, person: Person) -> Objection | None:
    """Who watches acts in a post of the township."""
    here = queries.people_here(election).filter(pk=person.pk).exists()
    return None if here else no(_("{name} holds no post in {it}."), name=person, it=election.township)


def meeting_has_officers(election: Election) -> Objection | None:
    """Its meeting has scrutineers or counters who have no task here yet (art. 4)."""
    provision = _rule(election, "scrutineers_least")
    says = _("The meeting has no scrutineer or counter who could be taken over.")
    return None if queries.officers_of(election) else no(says, rule=provision)


def leads_alone(election: Election, task: str) -> Objection | None:
    """There is one chief scrutineer (art. 4)."""
    second = task == Official.Task.CHIEF and queries.chief(election) is not None
    provision = _rule(election, "scrutineers_least")
    return no(_("There is a chief scrutineer already."), rule=provision) if second else None


def official_is_of_it(election: Election, official: Official) -> Objection | None:
    """It is one of this election."""
    ours = official.election_id == election.pk and not official.is_relieved
    return None if ours else no(_("{name} has no task here."), name=official)


def has_surplus(election: Election) -> Objection | None:
    """More candidates than seats, by the share that art. 3 asks for; a run-off has whom it has."""
    n, need = election.candidates.count(), _rule(election, "surplus_min")
    more, base = queries.surplus(n, election.seats, _rule(election, "surplus_base").value)
    if election.way == Election.Way.RUN_OFF or (base and need.is_met_by(more, base)):
        return None
    return no(_("{n} candidates for {seats} seats are too few."), n=n, seats=election.seats, rule=need)


def was_public(election: Election, on: datetime) -> Objection | None:
    """The candidates were public for the time that art. 3 asks for."""
    until = election.public_until
    if until is None or day_of(on) > until:
        return None
    return no(_("The candidates are public until {day}."), day=until, rule=_rule(election, "publicity"))


def enough_watch(election: Election) -> Objection | None:
    """As many scrutineers as art. 4 asks for, a chief among them, and nobody of them a candidate."""
    provision = _rule(election, "scrutineers_least")
    if queries.chief(election) is None:
        return no(_("There is no chief scrutineer yet."), rule=provision)
    n = election.officials.exclude(task=Official.Task.COUNTER).count()
    return None if provision.is_met_by(n) else no(_("{n} watch so far."), n=n, rule=provision)


def is_quorate(election: Election, present: int) -> Objection | None:
    """Enough are there (art. 2), and no more than should be."""
    due, need = election.should_attend or 0, _rule(election, "quorum")
    if present > due:
        return no(_("{n} present are more than the {due} who should attend."), n=present, due=due)
    return None if need.is_met_by(present, due) else no(_("{n} of {due} are there."), n=present, due=due, rule=need)


def is_followed_once(election: Election) -> Objection | None:
    """One further ballot follows another."""
    later = election.later.first()
    return no(_("It is held again already: “{it}”."), it=later) if later else None


def is_held_again(election: Election) -> Objection | None:
    """What was made public and is void, or left candidates tied; once (art. 5 and 8)."""
    void = election.state == State.VOID and election.public_on
    tied = election.state == State.SEALED and queries.tied(election)
    if not void and not tied:
        return no(_("Only a void election is held again, or one with a tie."), rule=_rule(election, "majority"))
    return is_followed_once(election)


def seats_are_left(election: Election) -> Objection | None:
    """Seats are left in a certified result, nobody is tied for them, and nothing was decided of them (art. 8)."""
    provision = _rule(election, "majority")
    if queries.tied(election):
        return no(_("The tied are voted on again first."), rule=provision)
    left = election.state == State.SEALED and queries.seats_left(election) and not election.consent
    return is_followed_once(election) if left else no(_("No seat is left to be filled."), rule=provision)


def is_elected_here(candidate: Candidate) -> Objection | None:
    """Elected in a by-election whose result is in the minutes, and not a delegate through it yet."""
    election = candidate.election
    if not candidate.is_elected or election.kind != Kind.BY_ELECTION or election.state != State.SEALED:
        return no(_("Only who was elected in a by-election becomes a delegate by it."))
    return no(_("{name} is entered as a delegate."), name=candidate) if candidate.mandate_id else None


def seat_is_of_unit(candidate: Candidate, vacancy: Vacancy) -> Objection | None:
    """The seat is one of the electing unit."""
    ours = queries.vacancies_of(candidate.election).filter(pk=vacancy.pk).exists()
    return None if ours else no(_("This is no vacant seat of the electing unit."))
