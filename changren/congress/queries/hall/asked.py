"""Questions that the hall's screen shows while its item is called. The rooms that keep them lie above, and say so."""

from collections.abc import Callable
from dataclasses import dataclass

from changren.congress.models import Item, Meeting


@dataclass(frozen=True)
class Question:
    """One question as the screen shows it."""

    who: str
    text: str


Source = Callable[[Meeting], list[Question]]
SOURCES: dict[str, Source] = {}


def show_questions_of(room: str, source: Source) -> None:
    """Ask `source` for the questions to be shown, and draw the screen anew after acts of that room."""
    SOURCES[room] = source


def questions_at(meeting: Meeting, item: Item | None) -> list[Question]:
    """What is asked, as long as the item that is called is the forum."""
    if item is None or item.kind != Item.Kind.FORUM:
        return []
    return [question for source in SOURCES.values() for question in source(meeting)]


def rooms_that_ask() -> str:
    """Their names, for the screen's script."""
    return " ".join(("congress", *SOURCES))
