"""What a further ballot is held for: the seats left, who stands, who watches."""

from typing import Any

from changren.elections.models import Candidate, Election
from changren.elections.queries.people import by_strokes

State, Way = Candidate.State, Election.Way


def seats_left(election: Election) -> int:
    """The seats that nobody was elected to."""
    won = election.all_candidates.filter(state=State.ELECTED).count()
    return election.seats - int(won)


def tied(election: Election) -> list[Candidate]:
    """Who must be voted on again."""
    return by_strokes(election.all_candidates.select_related("person").filter(state=State.TIED))


def next_ballot(election: Election) -> tuple[str, list[Candidate]]:
    """Which ballot comes next, and who stands in it: all of a void one, the tied, or those not elected."""
    rows = election.all_candidates.select_related("person")
    if election.state == Election.State.VOID:
        return Way.REPEAT, by_strokes(election.candidates.select_related("person"))
    equal = tied(election)
    return (Way.RUN_OFF, equal) if equal else (Way.FURTHER, by_strokes(rows.filter(state=State.DEFEATED)))


def free_officials(election: Election, standing: list[Candidate]) -> list[Any]:
    """Those who watched or counted and do not stand now."""
    names, people = {one.name for one in standing}, {one.person_id for one in standing}
    rows = election.officials.select_related("person").order_by("id")
    return [one for one in rows if one.person_id not in people and one.person.name not in names]
