"""The result is certified and entered in the minutes; what follows for seats and for those elected (art. 7 and 8)."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.elections import guards as only
from changren.elections import queries
from changren.elections.acts.preparing import name_official
from changren.elections.acts.tells import committee, delegates, office, those_watching
from changren.elections.models import Candidate, Election
from changren.mandates import acts as mandates
from changren.mandates.models import Delegation, Vacancy
from changren.organisation.models import Person

State, Way = Election.State, Election.Way


@act(Election, {State.COUNTED: State.CLOSED}, who=only.is_chief, tells=[office, those_watching],
     says=_("{by} gave the result of “{it}” back"), verb=_("Give the result back"))  # fmt: skip
def give_back(election: Election) -> None:
    """The chief scrutineer does not certify: it is counted again."""
    election.issued = election.collected = election.valid = election.invalid = election.numbers = None
    election.write_ins, election.unmarked, election.counted_on = {}, 0, None


@act(Candidate, {None: Candidate.State.STANDING}, who=only.may_count, within=Election, keeps={"how": Candidate.How},
     follows=True, says=_("{it} stands ({how}), entered by {by}"), verb=_("Let stand"))  # fmt: skip
def stand(election: Election, *, person: Person | None, name: str, how: str) -> Candidate:
    """Part of acts on an election: who was written in, or stands again in a further ballot."""
    return Candidate.objects.create(
        township=election.township, election=election, person=person, name=name, how=how,
        order=election.all_candidates.count() + 1, is_write_in=how == Candidate.How.WRITTEN_IN,
    )  # fmt: skip


@act(Election, {State.COUNTED: State.CERTIFIED}, who=only.is_chief, tells=[office], keeps=["digest"],
     says=_("{by} certified the result of “{it}”: {digest}"), verb=_("Certify the result"))  # fmt: skip
def certify(election: Election, *, by: Any, on: datetime) -> None:
    """Election Measures, art. 7 and 8. From now on it stays as it is."""
    names, _votes, found = queries.outcome_of(election, queries.tally_of(election))
    _settle(election, by, on, dict(zip(names, queries.states_of(found, len(names)), strict=True)))
    election.digest = queries.digest_of(election)
    election.certified_on, election.certified_by = day_of(on), by.person.name


def _settle(election: Election, by: Any, on: datetime, states: dict[str, str]) -> None:
    for one in queries.on_paper(election):
        one.state = states.pop(one.name)
        one.save()
    for name, state in states.items():
        one = stand(election, by=by, on=on, person=None, name=name, how=Candidate.How.WRITTEN_IN)
        one.state = state
        one.save()


@act(Election, {State.CERTIFIED: State.SEALED}, who=only.is_office, tells=[delegates, committee], keeps=["digest"],
     says=_("{by} entered the certified result of “{it}” in the minutes: {digest}"),
     verb=_("Enter the result in the minutes"))  # fmt: skip
def seal(election: Election, *, on: datetime) -> None:
    """The minutes keep the hash of the result; whoever has the paper can compare it."""
    election.sealed_on = day_of(on)


@act(Election, {None: State.PUBLICISED}, who=only.is_office, within=Election, when=[only.is_held_again],
     tells=[committee, those_watching], keeps={"way": Way}, says=_("{by} called “{it}” ({way})"),
     verb=_("Hold it again"))  # fmt: skip
def hold_again(election: Election, *, by: Any, on: datetime) -> Election:
    """Election Measures, art. 5 and 8: a void one is repeated, the tied are voted on again, at once."""
    return _next(election, by, on, state=State.PUBLICISED, public_on=day_of(on))


@act(Election, {None: State.METHOD}, who=only.is_office, within=Election, when=[only.seats_are_left],
     tells=[committee, those_watching], keeps=["seats"], verb=_("Call a further ballot"),
     says=_("{by} called a further ballot for the {seats} seats left in “{it}”"))  # fmt: skip
def fill_seats(election: Election, *, by: Any, on: datetime) -> Election:
    """Election Measures, art. 8: those who were not elected stand again, and others may be named."""
    return _next(election, by, on, state=State.METHOD)


def _next(election: Election, by: Any, on: datetime, **begun: Any) -> Election:
    way, standing = queries.next_ballot(election)
    again = Election.objects.create(
        township=election.township, term=election.term, meeting=election.meeting, kind=election.kind, way=way,
        electing_unit=election.electing_unit, title=election.title, earlier=election, drafted_on=day_of(on),
        seats=queries.seats_left(election), adopted_on=election.adopted_on, **begun,
    )  # fmt: skip
    for one in standing:
        stand(again, by=by, on=on, person=one.person, name=one.name, how=_as_before(one))
    for one in queries.free_officials(election, standing):
        name_official(again, by=by, on=on, person=one.person, task=one.task)
    return again


def _as_before(candidate: Candidate) -> str:
    """How somebody came to stand; who was written in before stands now as one named by members."""
    return Candidate.How.JOINT if candidate.is_write_in else candidate.how


@act(Election, {State.SEALED: State.SEALED}, who=only.is_office, when=[only.seats_are_left], tells=[committee],
     says=_("{by} entered that the seats left in “{it}” stay empty"), verb=_("Leave seats empty"))  # fmt: skip
def leave_seats(election: Election, *, consent: str) -> None:
    """Election Measures, art. 8: the electors agree to fewer seats. consent: how they agreed."""
    election.consent = consent


@act(Candidate, {Candidate.State.ELECTED: Candidate.State.ELECTED}, who=only.is_office, tells=[office],
     when=[only.is_elected_here, only.seat_is_of_unit], keeps=["number"],
     says=_("{by} entered {it}, elected in a by-election, as delegate no. {number}"),
     verb=_("Enter as a delegate"))  # fmt: skip
def enter_delegate(
    candidate: Candidate, *, vacancy: Vacancy, number: int, delegation: Delegation, sector: str, rank: str,
    is_woman: bool, is_minority: bool, age_band: str, on_committee: bool, elected_on: date, login: str, phone: str,
    first_password: str, by: Any, on: datetime,
) -> None:  # fmt: skip
    """The credentials are checked as always (Measures on Mandates, art. 3 and 10); the seat is filled with it."""
    election: Any = candidate.election
    candidate.mandate = mandates.confirm_delegate(
        election.term, by=by, on=on, person=candidate.person, number=number, electing_unit=election.electing_unit,
        delegation=delegation, sector=sector, rank=rank, is_woman=is_woman, is_minority=is_minority,
        age_band=age_band, on_committee=on_committee, elected_on=elected_on, vacancy=vacancy, name=candidate.name,
        login=login, phone=phone, first_password=first_password,
    )  # fmt: skip
