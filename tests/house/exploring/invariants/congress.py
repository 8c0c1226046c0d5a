"""What holds of meetings, whatever is done: one is open at a time, nobody is expected or judges twice."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from changren.congress.models import Cast, Invitee, Judgement, Meeting, Passage, Resolution, Tally, Vote
from tests.house.exploring.invariants.reading import reads
from tests.house.exploring.records import Records


@reads(Meeting)
def one_meeting_is_open(records: Records) -> Iterator[str]:
    """In each township one at most; and what is past a stage has the day of that stage."""
    for township, n in Counter(one.township_id for one in records.of(Meeting, state=Meeting.State.OPEN)).items():
        if n > 1:
            yield f"{n} meetings are open in {township}"
    for one in records[Meeting]:
        days = [one.approved_on, one.convened_on, one.prepared_on, one.opened_on, one.closed_on, one.followed_on]
        known = [day is not None for day in days]
        if known != sorted(known, reverse=True) and one.state != Meeting.State.CANCELLED:
            yield f"{one.title} skipped a stage: {days}"


@reads(Invitee, Judgement, Resolution)
def everybody_counts_once(records: Records) -> Iterator[str]:
    """On a list, and when a resolution is judged."""
    listed = Counter((one.meeting_id, one.mandate_id) for one in records.of(Invitee, is_withdrawn=False))
    judged = Counter((one.resolution_id, one.mandate_id) for one in records[Judgement])
    for (_of, mandate), n in [*listed.items(), *judged.items()]:
        if mandate is not None and n > 1:
            yield f"{mandate} counts {n} times"
    for one in records.of(Resolution, state=Resolution.State.JUDGED):
        if one.judged_at_id is None or one.judged_at_id == one.meeting_id:
            yield f"{one.title} was judged at {one.judged_at_id}"


@reads(Vote, Tally, Cast)
def votes_add_up(records: Records) -> Iterator[str]:
    """What was counted is what was cast, and nobody's answer is left of a vote that is over."""
    cast, running = Counter(one.vote_id for one in records[Cast]), Counter[Any]()
    for part in records[Tally]:
        running[part.vote_id] += part.n
    for vote in records[Vote]:
        if vote.state == Vote.State.OPEN and running[vote.pk] != cast[vote.pk]:
            yield f"{vote}: {cast[vote.pk]} have voted, {running[vote.pk]} are counted"
        if vote.is_counted and vote.means == Vote.Means.PHONE:
            said = vote.in_favour + vote.against + vote.abstained
            if said != cast[vote.pk]:
                yield f"{vote}: {cast[vote.pk]} have voted, the result has {said}"
        if vote.state != Vote.State.OPEN and running[vote.pk]:
            yield f"{vote}: parts of its count are left"


@reads(Passage)
def passages_alternate(records: Records) -> Iterator[str]:
    """In, out, in: an odd number leads in."""
    for one in records[Passage]:
        if (one.way == Passage.Way.IN) != bool(one.number % 2):
            yield f"passage {one.number} of {one.invitee_id} leads {one.way}"


ALWAYS = [one_meeting_is_open, everybody_counts_once, votes_add_up, passages_alternate]
