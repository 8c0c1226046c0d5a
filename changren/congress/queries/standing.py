"""Who stands in elections at a meeting. The rooms that hold them lie above, and say so; this one asks."""

from collections.abc import Callable, Sequence

from changren.congress.models import Meeting
from changren.organisation.models import Person

Source = Callable[[Meeting, Sequence[Person]], Person | None]
SOURCES: list[Source] = []


def ask_who_stands(source: Source) -> None:
    """Ask `source` which of some people stands at a meeting."""
    if source not in SOURCES:
        SOURCES.append(source)


def who_stands(meeting: Meeting, people: Sequence[Person]) -> Person | None:
    """The first of these people who stands in an election at a meeting."""
    return next((one for source in SOURCES if (one := source(meeting, people))), None)
