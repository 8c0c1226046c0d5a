"""What holds of elections, whatever is done: what was counted adds up, nobody watches who stands, once is once."""

from collections import Counter
from collections.abc import Iterator

from changren.elections.models import Candidate, Election, Official, Sheet
from tests.house.exploring.invariants.reading import reads
from tests.house.exploring.records import Records

GONE = ("dropped", "withdrawn")


@reads(Election, Candidate)
def what_was_counted_adds_up(records: Records) -> Iterator[str]:
    """The five numbers, the marks of each candidate, and who was elected for how many seats."""
    for one in records[Election]:
        if one.numbers is None:
            continue
        chain = [one.collected, one.issued, one.present, one.should_attend]
        if chain != sorted(chain) or one.valid + one.invalid != one.collected:
            yield f"{one.title}: {chain}, {one.valid} valid, {one.invalid} invalid"
        if any(sum(row) != one.valid for row in one.numbers):
            yield f"{one.title}: {one.numbers} for {one.valid} papers"
    won = Counter(one.election_id for one in records.of(Candidate, state="elected"))
    for one in records[Election]:
        if won[one.pk] > one.seats or (won[one.pk] and one.certified_on is None):
            yield f"{one.title}: {won[one.pk]} elected for {one.seats} seats"


@reads(Candidate, Official)
def nobody_watches_who_stands(records: Records) -> Iterator[str]:
    """By person, in each election."""
    watch = {(one.election_id, one.person_id) for one in records.of(Official, is_relieved=False)}
    for one in records[Candidate]:
        if one.person_id and one.state not in GONE and (one.election_id, one.person_id) in watch:
            yield f"{one.name} stands and watches"


@reads(Sheet)
def two_people_enter_a_group(records: Records) -> Iterator[str]:
    """Nobody enters both."""
    made = Counter((one.election_id, one.group, one.entered_by_id) for one in records.of(Sheet, is_struck=False))
    yield from (f"{key} entered {n} times" for key, n in made.items() if n > 1)


ALWAYS = [what_was_counted_adds_up, nobody_watches_who_stands, two_people_enter_a_group]
