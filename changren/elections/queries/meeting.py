"""What the meeting at which an election is held knows: who is there, who watches and counts, and who stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from changren.congress.models import Meeting, Officer
from changren.congress.queries import should_attend
from changren.congress.queries.hall import COUNTS, attendance, floor_of
from changren.elections.models import Candidate, Election, Official
from changren.elections.models.elections import GONE
from changren.elections.queries.doors import people_here
from changren.elections.queries.people import officials, standing_names, standing_people
from changren.organisation.models import Person

Office, Task, State = Officer.Office, Official.Task, Election.State
TASKS = {Office.CHIEF_SCRUTINEER: Task.CHIEF, Office.SCRUTINEER: Task.SCRUTINEER, Office.COUNTER: Task.COUNTER}


@dataclass(frozen=True)
class Hall:
    """How many delegates the meeting says should attend, and how many have checked in; None before the desks opened."""

    should_attend: int
    present: int | None

    in_data = ("should_attend", "present")


def hall_of(election: Election) -> Hall | None:
    """What the meeting says of the electors; None where they are not its delegates."""
    meeting: Any = election.meeting
    if meeting is None or election.kind == Election.Kind.BY_ELECTION:
        return None
    return Hall(should_attend(meeting), attendance(meeting).present if floor_of(meeting) else None)


def differs(election: Election) -> Hall | None:
    """What the meeting says, where it is not what was entered here; asked until the voting is closed."""
    if election.state not in (State.READY, State.VOTING):
        return None
    found = hall_of(election)
    entered = (election.should_attend, election.present)
    pairs = zip(entered, (found.should_attend, found.present), strict=True) if found else ()
    return found if any(None not in pair and len(set(pair)) > 1 for pair in pairs) else None


def officers_of(election: Election) -> list[tuple[Person, str]]:
    """The meeting's scrutineers and counters who can have the same task here: persons with a post, not busy already."""
    if election.meeting is None:
        return []
    rows = election.meeting.officers.select_related("person").filter(office__in=COUNTS)
    here = set(people_here(election).values_list("pk", flat=True)) - officials(election) - standing_people(election)
    names, found = standing_names(election), dict[Any, tuple[Person, str]]()
    for one in sorted(rows, key=lambda one: list(TASKS).index(Office(one.office))):
        if one.person_id in here and one.person.name not in names:
            found.setdefault(one.person_id, (one.person, TASKS[Office(one.office)]))
    led = election.officials.filter(task=Task.CHIEF).exists()
    return [pair for pair in found.values() if not (led and pair[1] == Task.CHIEF)]


def counts_at_meeting(election: Election, person: Person | None, name: str) -> bool:
    """Whether somebody watches or counts at the meeting of an election, by person or else by name."""
    if election.meeting is None:
        return False
    rows = election.meeting.officers.filter(office__in=COUNTS)
    found = rows.filter(person=person) if person else rows.filter(person__name=name)
    return found.exists()  # type: ignore[no-any-return]


def stands_at(meeting: Meeting, people: Sequence[Person]) -> Person | None:
    """The first of these people who stands in an election at a meeting that is not void, by person or by name."""
    held = Election.objects.filter(meeting=meeting).exclude(state=State.VOID)
    rows = Candidate.objects.filter(election__in=held, is_write_in=False).exclude(state__in=GONE)
    known = {one for pair in rows.values_list("person", "name") for one in pair if one}
    return next((one for one in people if one.pk in known or one.name in known), None)
