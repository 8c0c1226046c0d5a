"""What a reader finds: candidates of the index, as far as the doors of their rooms let the reader in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from changren.organisation.models import Post
from changren.search.engines import Ask, Candidate, engine
from changren.search.places import room_of, room_range
from changren.search.rooms import FOR_ALL, ROOMS, Room, key, plain
from changren.search.words import Piece, contains, excerpt, marked, searched, wanted, words

PAGE = 20
PAGES = 10  # whoever wants more than that asks more precisely
FIRST_LOOK, LONGEST_LOOK, WIDER = 24, 1536, 4  # candidates asked for: at first, at most, and how the number grows
LINES = 3


@dataclass(frozen=True)
class Asked:
    """What is looked for: words, and what it is narrowed to. Empty text and None narrow nothing."""

    words: tuple[str, ...]
    room: Room | None = None
    township: UUID | None = None
    year: int | None = None
    field: str = ""
    state: str = ""
    rules_alone: bool = False

    @classmethod
    def of(cls, question: str, **narrowed: Any) -> "Asked":
        """From the text that was typed."""
        return cls(words(question), **narrowed)

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked for than words."""
        return any((self.room, self.township, self.year, self.field, self.state, self.rules_alone))

    @property
    def tokens(self) -> tuple[str, ...]:
        """What a candidate must have been put under."""
        found = sorted(wanted(self.words))
        found += [key(self.township)] if self.township else []
        found += [plain("y", self.year)] if self.year else []
        found += [plain("s", self.state)] if self.state else []
        return (*found, *([plain("f", self.field)] if self.field else []))


@dataclass(frozen=True)
class Hit:
    """One object that was found: its title and the lines with the words, in pieces, the words marked."""

    it: Any
    title: list[Piece]
    lines: list[tuple[Any, list[Piece]]]
    day: Any
    state: str

    data_by_name = ("it",)


@dataclass(frozen=True)
class Group:
    """What was found in one room: one page of it, and whether there is more."""

    room: Room
    hits: list[Hit]
    more: bool


def search(post: Post, asked: Asked, *, page: int = 1) -> list[Group]:
    """What `post` may open and what contains every word, by rooms, newest first; rooms without hits are left out.

    page: from 1 to PAGES; with one room asked for, which page of it.
    """
    if not asked.words or asked.rules_alone:
        return []
    rooms = {room.number: room for room in ([asked.room] if asked.room else ROOMS)}
    asks = {number: ask for number, room in rooms.items() if (ask := _ask(post, room, asked))}
    looked = engine().candidates(list(asks.values()), FIRST_LOOK)
    groups = []
    for number in asks:
        room = rooms[number]
        first = [one for one in looked if room_of(one[0]) == number]
        hits = list(_opened(post, room, asked, first, asks[number], upto=page * PAGE + 1))
        shown = hits[(page - 1) * PAGE : page * PAGE]
        groups += [Group(room, [_hit(it, asked.words) for it in shown], len(hits) > page * PAGE)] if shown else []
    return groups


def _ask(post: Post, room: Room, asked: Asked) -> Ask | None:
    """What the index is asked; None if the room is shut."""
    reach = room.reach(post)
    if reach is not None and not reach:
        return None
    any_of = () if reach is None else (FOR_ALL, *map(key, reach))
    return Ask(*room_range(post.district_id, room.number), asked.tokens, any_of)


def _opened(post: Post, room: Room, asked: Asked, found: list[Candidate], ask: Ask, *, upto: int) -> Iterator[Any]:
    """The first `upto` candidates that the door lets through and that contain the words."""
    look = FIRST_LOOK
    while found:
        rows = room.opened(post, [thing for _place, thing in found])
        for _place, thing in found:
            if thing in rows and contains(searched(rows[thing].finding().texts), asked.words):
                yield rows[thing]
                upto -= 1
            if upto == 0:
                return
        if len(found) < look:
            return
        look = min(look * WIDER, LONGEST_LOOK)
        found = engine().candidates([replace(ask, high=found[-1][0])], look)


def _hit(it: Any, asked: tuple[str, ...]) -> Hit:
    finding = it.finding()
    lines = [(label, part) for label, text in finding.lines if text and (part := excerpt(text, asked))]
    state = it.get_state_display() if finding.state else ""
    return Hit(it, marked(finding.title, asked), lines[:LINES], finding.day, state)
