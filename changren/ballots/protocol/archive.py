"""The .bel archive: an old-style tar to which is only ever appended, holding data and the chain of events about them.

Byte for byte what belenios-tool 2.0 writes, so that anybody can verify it with a program that we did not write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from changren.ballots.protocol.plain import a_hash, an_integer, fields, hex_of, read_exactly, written
from changren.ballots.protocol.rules import Ended, Rejected, Rule, no

BLOCK = 512
FIRST, DATA, EVENT = "BELENIOS", ".data.json", ".event.json"
FORMAT = 1
LARGEST_MEMBER = 64 * 1024 * 1024

SETUP, BALLOT, END, TALLY, SHARE, RESULT = (
    "Setup", "Ballot", "EndBallots", "EncryptedTally", "PartialDecryption", "Result",
)  # fmt: skip
BEFORE = {SETUP: 4, BALLOT: 1, END: 0, TALLY: 2, SHARE: 2, RESULT: 1}  # members of data just before an event
AFTER = {  # what may follow an event
    None: {SETUP}, SETUP: {BALLOT, END}, BALLOT: {BALLOT, END}, END: {TALLY}, TALLY: {SHARE}, SHARE: {SHARE, RESULT},
    RESULT: set(),
}  # fmt: skip


def _header(name: str, size: int, at: int) -> bytes:
    """The 512 bytes before a member. at: seconds since 1970."""
    fixed = [(0, name.encode()), (100, b"0000644"), (108, b"0000000"), (116, b"0000000"),
             (124, b"%011o" % size), (136, b"%011o" % at), (148, b" " * 8), (156, b"0")]  # fmt: skip
    header = bytearray(BLOCK)
    for place, text in fixed:
        header[place : place + len(text)] = text
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


def member(name: str, data: bytes, at: int) -> bytes:
    """A member of the archive: header, data, and zeros to the end of the block."""
    return _header(name, len(data), at) + data + _padding(len(data))


def beginning(at: int) -> bytes:
    """The first member, which tells the time that all others carry."""
    return member(FIRST, written({"version": FORMAT, "timestamp": str(at)}), at)


@dataclass(frozen=True, slots=True)
class Event:
    """One event. parent: the hash of the one before; height: its number, from 0; payload: the hash of its matter."""

    kind: str
    height: int
    parent: str | None
    payload: str | None

    def raw(self) -> bytes:
        """As it is written."""
        told: dict[str, Any] = {} if self.parent is None else {"parent": self.parent}
        told |= {"height": self.height, "type": self.kind}
        return written(told if self.payload is None else told | {"payload": self.payload})

    @classmethod
    def of(cls, raw: bytes) -> "Event":
        """What `raw` wrote. Rejected if it is written in any other way."""
        parent, height, kind, payload = fields(
            read_exactly(raw), "parent", "height", "type", "payload", maybe=("parent", "payload")
        )
        if kind not in BEFORE:
            raise no(Rule.ORDER, str(kind)[:40])
        one, other = (None if value is None else a_hash(value) for value in (parent, payload))
        return cls(kind, an_integer(height), one, other)


@dataclass(frozen=True, slots=True)
class Member:
    """A member that was read. place: where its data begin in the file."""

    name: str
    place: int
    data: bytes


def members(file: IO[bytes]) -> Iterator[Member]:
    """Every member after the first, each of which is laid out as it must be and named by the hash of its data.

    Rejected where one is not; Ended where the file ends within one whose header is right.
    """
    at, place = began(file)
    while head := file.read(BLOCK):
        name, size = _named(head)
        if head != _header(name, size, at):
            raise Rejected(Rule.ARCHIVE, "", f"byte {place}")
        data, padding = file.read(size), file.read(-size % BLOCK)
        if len(data) != size or len(padding) != -size % BLOCK:
            raise Ended(Rule.ARCHIVE, "", f"byte {place}")
        if padding != _padding(size):
            raise Rejected(Rule.ARCHIVE, "", f"byte {place}")
        if name.partition(".")[0] != hex_of(data):
            raise Rejected(Rule.NAME, "", name[:12])
        yield Member(name, place + BLOCK, data)
        place += BLOCK + size + len(_padding(size))


def began(file: IO[bytes]) -> tuple[int, int]:
    """The time in the first member, and where the second begins. Rejected if it is none."""
    head = file.read(BLOCK)
    name, size = _named(head)
    if name != FIRST or size > BLOCK:
        raise no(Rule.ARCHIVE, FIRST)
    data = file.read(size)
    version, at = fields(read_exactly(data), "version", "timestamp")
    if version != FORMAT or not (isinstance(at, str) and at.isascii() and at.isdecimal()):
        raise no(Rule.VERSION, version)
    whole = beginning(int(at))
    if head + data + file.read(-size % BLOCK) != whole:
        raise no(Rule.ARCHIVE, FIRST)
    return int(at), len(whole)


def _named(head: bytes) -> tuple[str, int]:
    """The name and the size in a header, which is compared as a whole afterwards."""
    if len(head) != BLOCK:
        raise Ended(Rule.ARCHIVE)
    try:
        name, size = head[:100].rstrip(b"\0").decode("ascii"), int(head[124:135], 8)
    except ValueError as why:
        raise no(Rule.ARCHIVE) from why
    if not 0 <= size <= LARGEST_MEMBER:
        raise no(Rule.ARCHIVE)
    return name, size


@dataclass(frozen=True, slots=True)
class Step:
    """An event with the data that stand before it, in their order. head: its own hash; end: where its member ends."""

    event: Event
    data: list[Member]
    head: str
    end: int


def steps(file: IO[bytes]) -> Iterator[Step]:
    """The events one after the other, in their chain and their order, each with exactly the data that it asks for.

    Rejected where the chain breaks, an event comes out of its order, or data are left over, missing or there twice;
    Ended where the file ends within an event.
    """
    waiting: list[Member] = []
    names: set[str] = set()
    before: Step | None = None
    repeated = False
    for one in members(file):
        repeated = repeated or one.name in names
        names.add(one.name)
        if one.name.endswith(DATA):
            waiting.append(one)
        elif one.name.endswith(EVENT):
            before = _step(one, waiting, before, repeated=repeated)
            waiting = []
            yield before
        else:
            raise Rejected(Rule.LEFT_OVER, "", one.name[:80])
    if waiting or before is None:
        raise Ended(Rule.LEFT_OVER, "", waiting[0].name[:12] if waiting else "")


def _step(one: Member, waiting: list[Member], before: Step | None, *, repeated: bool) -> Step:
    where = f"event {before.event.height + 1 if before else 0}"
    try:
        event = Event.of(one.data)
    except Rejected as why:
        raise Rejected(why.rule, why.detail, where) from why
    if event.kind not in AFTER[before.event.kind if before else None]:
        raise Rejected(Rule.ORDER, event.kind, where)
    if (event.height, event.parent) != ((before.event.height + 1, before.head) if before else (0, None)):
        raise Rejected(Rule.CHAIN, "", where)
    hashes = [data.name.partition(".")[0] for data in waiting]
    if repeated or len(waiting) != BEFORE[event.kind] or event.payload != (hashes[-1] if hashes else None):
        again = event.kind == BALLOT and (repeated or not waiting)
        raise Rejected(Rule.TWICE if again else Rule.LEFT_OVER, event.kind, where)
    size = len(one.data)
    return Step(event, waiting, one.name.partition(".")[0], one.place + size + len(_padding(size)))


def appended(kind: str, data: Sequence[bytes], before: tuple[int, str] | None, at: int) -> tuple[bytes, str]:
    """The bytes that an event adds to an archive, and its hash. before: number and hash of the last event, if any."""
    hashes = [hex_of(one) for one in data]
    height, parent = (0, None) if before is None else (before[0] + 1, before[1])
    event = Event(kind, height, parent, hashes[-1] if hashes else None).raw()
    head = hex_of(event)
    parts = [member(f"{name}{DATA}", one, at) for name, one in zip(hashes, data, strict=True)]
    return b"".join([*parts, member(f"{head}{EVENT}", event, at)]), head
