"""Who is who at an election: candidates in the order of the paper, those who watch and count."""

from typing import Any
from uuid import UUID

from changren.elections.models import Candidate, Election, Official
from changren.organisation.strokes import stroke_key


def by_strokes(candidates: Any) -> list[Candidate]:
    """Candidates in the order of the strokes of their surnames (art. 3)."""
    return sorted(candidates, key=lambda one: (stroke_key(one.name), str(one.pk)))


def on_paper(election: Election) -> list[Candidate]:
    """Who stands, in the order of the ballot paper."""
    return by_strokes(election.candidates.all())


def officials(election: Election) -> set[UUID]:
    """The persons who watch or count."""
    return set(election.officials.order_by().values_list("person_id", flat=True))


def chief(election: Election) -> UUID | None:
    """The chief scrutineer's person."""
    return election.officials.filter(task=Official.Task.CHIEF).values_list("person_id", flat=True).first()


def standing_people(election: Election) -> set[UUID]:
    """The persons who stand, so far as they are entered."""
    return set(election.candidates.exclude(person=None).order_by().values_list("person_id", flat=True))


def standing_names(election: Election) -> set[str]:
    """The names of those who stand."""
    return set(election.candidates.order_by().values_list("name", flat=True))
