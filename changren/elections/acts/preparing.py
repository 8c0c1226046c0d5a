"""The method is adopted, candidates are named, settled and made public, the papers settled (art. 1 to 4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.congress.models import Meeting
from changren.elections import guards as only
from changren.elections import queries
from changren.elections.acts.tells import committee, delegates, office, the_official, those_watching
from changren.elections.models import Candidate, Election, Nomination, Official
from changren.mandates.models import ElectingUnit
from changren.organisation.models import Person

State, Way = Election.State, Election.Way
BEFORE_PAPERS: dict[Any, Any] = {
    state: state for state in (State.DRAFT, State.METHOD, State.NOMINATED, State.PUBLICISED)
}


@act(Election, {None: State.DRAFT}, who=only.is_office, within=Township, keeps={"kind": Election.Kind, "seats": None},
     when=[only.has_term, only.is_of_here, only.has_electors, only.seats_are_empty], tells=[committee],
     says=_("{by} drafted “{it}” ({kind}), {seats} seats"), verb=_("Draft an election"))  # fmt: skip
def draft(township: Township, *, kind: str, title: str, seats: int, meeting: Meeting | None,
          electing_unit: ElectingUnit | None, on: datetime) -> Election:  # fmt: skip
    """Election Measures, art. 1."""
    term: Any = queries.current_term(township)  # there is one, see the guard
    return Election.objects.create(
        township=township, term=term, kind=kind, title=title, seats=seats, meeting=meeting,
        electing_unit=electing_unit, drafted_on=day_of(on),
    )  # fmt: skip


@act(Election, {State.DRAFT: State.DRAFT}, who=only.is_office, keeps=["seats"],
     when=[only.is_of_here, only.has_electors, only.seats_are_empty],
     says=_("{by} revised “{it}”, {seats} seats"), verb=_("Revise"))  # fmt: skip
def revise(election: Election, *, kind: str, title: str, seats: int, meeting: Meeting | None,
           electing_unit: ElectingUnit | None) -> None:  # fmt: skip
    """As long as the method is not adopted."""
    election.kind, election.title, election.seats = kind, title, seats
    election.meeting, election.electing_unit = meeting, electing_unit


@act(Election, {State.DRAFT: State.METHOD}, who=only.is_committee, tells=[office],
     says=_("{by} recorded that the election method of “{it}” was adopted"),
     verb=_("Adopt the election method"))  # fmt: skip
def adopt_method(election: Election, *, on: datetime) -> None:
    """Election Measures, art. 1. The provisions of the day of the draft are the method."""
    election.adopted_on = day_of(on)


@act(Candidate, {None: Candidate.State.STANDING}, who=only.is_office, within=Election,
     when=[only.is_being_named, only.is_new_name, only.has_no_task], keeps={"how": Candidate.How},
     says=_("{by} entered that {it} was named ({how})"), verb=_("Enter who was named"))  # fmt: skip
def nominate(election: Election, *, person: Person | None, name: str, how: str, support: int | None, on: datetime,
             by_whom: str = "") -> Candidate:  # fmt: skip
    """Election Measures, art. 1. name: as printed; the name of record where none is given."""
    made = Candidate.objects.create(
        township=election.township, election=election, person=person, name=name or str(person), how=how,
        support=support, round=election.nomination,
    )  # fmt: skip
    _record(made, by_whom, support, on)
    return made


def _record(candidate: Candidate, by_whom: str, support: int | None, on: datetime) -> None:
    Nomination.objects.create(
        township=candidate.township, candidate=candidate, round=candidate.election.nomination, by_whom=by_whom,
        support=support, entered_on=day_of(on),
    )  # fmt: skip


@act(Candidate, {Candidate.State.STANDING: Candidate.State.STANDING}, who=only.is_office,
     when=[only.is_in_a_round, only.is_named_by_others], keeps={"by_whom": None},
     says=_("{by} entered that {it} was named by {by_whom}"), verb=_("Enter who else named them"))  # fmt: skip
def name_again(candidate: Candidate, *, by_whom: str, support: int | None, on: datetime) -> None:
    """Election Measures, art. 1: by others in the same round, or again in a later one."""
    _record(candidate, by_whom, support, on)
    candidate.support = support if support is not None else candidate.support


@act(Candidate, {Candidate.State.STANDING: Candidate.State.WITHDRAWN}, who=only.is_office, when=[only.stands_yet],
     says=_("{by} entered that {it} does not stand any more"), verb=_("Enter that they withdrew"))  # fmt: skip
def withdraw(candidate: Candidate, *, reason: str) -> None:
    """Before the papers are settled. A new candidate is settled and made public again."""
    candidate.reason = reason


@act(Election, {State.METHOD: State.METHOD}, who=only.is_office, when=[only.go_on], keeps=["nomination"],
     says=_("{by} closed a nomination round of “{it}”; round {nomination} begins"),
     verb=_("Close a nomination round"))  # fmt: skip
def shorten_list(election: Election, *, candidates: Sequence[Candidate]) -> None:
    """Those who go on stay; the others were named, and are left out."""
    election.nomination += 1
    for one in election.candidates.exclude(pk__in=[each.pk for each in candidates]):
        one.state = Candidate.State.DROPPED
        one.save()
    election.candidates.update(round=election.nomination)


@act(Official, who=only.is_office, within=Election, tells=[the_official], keeps={"task": Official.Task},
     when=[only.is_prepared, only.holds_post_here, only.can_watch, only.leads_alone],
     says=_("{by} named {it} ({task})"), verb=_("Name a scrutineer or counter"))  # fmt: skip
def name_official(election: Election, *, person: Person, task: str) -> Official:
    """Election Measures, art. 4: who leads the watch, who watches, who counts; never a candidate."""
    return Official.objects.create(township=election.township, election=election, person=person, task=task)


@act(Election, BEFORE_PAPERS, who=only.is_office, when=[only.meeting_has_officers], tells=[those_watching],
     says=_("{by} took over the scrutineers and counters of the meeting for “{it}”"),
     verb=_("Take over the scrutineers and counters of the meeting"))  # fmt: skip
def take_over_officers(election: Election) -> None:
    """Election Measures, art. 4: whom the congress has adopted watches and counts here too, unless they stand."""
    for person, task in queries.officers_of(election):
        Official.objects.create(township=election.township, election=election, person=person, task=task)


@act(Election, BEFORE_PAPERS, who=only.is_office, when=[only.official_is_of_it], keeps=["official"],
     says=_("{by} relieved {official} of the task"), verb=_("Relieve a scrutineer or counter"))  # fmt: skip
def relieve_official(election: Election, *, official: Official) -> None:
    """Before the papers are settled; from then on those who watch stay."""
    official.is_relieved = True
    official.save()


@act(Election, {State.METHOD: State.NOMINATED}, who=only.is_office, when=[only.has_surplus], keeps=["standing"],
     says=_("{by} settled the candidates of “{it}”: {standing}"), verb=_("Settle the candidates"))  # fmt: skip
def settle_candidates(election: Election, *, on: datetime) -> None:
    """Election Measures, art. 3: more candidates than seats."""
    election.standing = election.candidates.count()  # type: ignore[attr-defined]  # for the sentence
    election.nominated_on = day_of(on)


@act(Election, {(State.NOMINATED, State.PUBLICISED): State.METHOD}, who=only.is_office, tells=[committee],
     says=_("{by} opened the nomination of “{it}” again"), verb=_("Name candidates again"))  # fmt: skip
def reopen_nomination(election: Election) -> None:
    """Somebody withdrew, or an objection was right: the candidates are settled and made public anew."""
    election.nominated_on = election.public_on = election.public_until = None


@act(Election, {State.NOMINATED: State.PUBLICISED}, who=only.is_office, when=[only.has_surplus],
     tells=[delegates, committee], keeps=["public_until"],
     says=_("{by} made the candidates of “{it}” public until {public_until}"),
     verb=_("Make the candidates public"))  # fmt: skip
def publicise(election: Election, *, on: datetime) -> None:
    """Election Measures, art. 3."""
    within = queries.rule_of(election, "publicity").term
    election.public_on, election.public_until = day_of(on), within.after(day_of(on), calendar_of_district())


@act(Election, {State.PUBLICISED: State.READY}, who=only.is_office, tells=[those_watching], keeps=["should_attend"],
     when=[only.was_public, only.has_surplus, only.enough_watch],
     says=_("{by} settled the ballot papers of “{it}”; {should_attend} should attend"),
     verb=_("Settle the ballot papers"))  # fmt: skip
def settle_papers(election: Election, *, should_attend: int, on: datetime) -> None:
    """Election Measures, art. 3 and 4: names by the strokes of the surnames, no number and no mark."""
    for place, one in enumerate(queries.on_paper(election), 1):
        one.order = place
        one.save()
    election.should_attend, election.ready_on = should_attend, day_of(on)


@act(Election, {(*BEFORE_PAPERS, State.READY, State.VOTING): State.VOID}, who=only.is_office,
     tells=[committee, those_watching], says=_("{by} called “{it}” off"), verb=_("Call it off"))  # fmt: skip
def call_off(election: Election, *, reason: str) -> None:
    """Before the box is opened, and with a reason."""
    election.reason = reason
