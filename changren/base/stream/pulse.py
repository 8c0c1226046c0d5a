"""Counts that move without acts, and are told while they do: how many have pressed, how many are in the hall.

What takes hundreds of writes a second is no act (docs/house.md, section 2), so no entry tells of it. A room says how
many; each process asks at most every BEAT, and renders one small message for all who listen (decision 0042). A pulse is
a number and never a name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from changren.base.stream.token import Channel

BEAT = 2  # looks at the database, see `hub.EVERY`


@dataclass(frozen=True)
class Pulse:
    """A count: where, of what ("congress.vote 0190…"), and how many ("123")."""

    district: int
    township: UUID
    of: str
    says: str

    @property
    def message(self) -> bytes:
        """As a browser hears it. It has no id: what was missed of it nobody needs."""
        return f"event: pulse\ndata: {self.of} {self.says}\n\n".encode()


Source = Callable[[Iterable[int]], list[Pulse]]
SOURCES: list[Source] = []


def beat_with(source: Source) -> None:
    """Ask `source` for its counts in these districts, as long as somebody listens there."""
    if source not in SOURCES:
        SOURCES.append(source)


class Pulses:
    """The counts as they were told last. Used by one thread."""

    def __init__(self) -> None:
        self.told: dict[str, Pulse] = {}
        self._looks = 0
        self._due = False

    def news(self, districts: Iterable[int], *, moved: bool) -> list[Pulse]:
        """What has changed since the last beat. moved: whether anything was written since the last look."""
        self._looks, self._due = self._looks + 1, self._due or moved
        if self._looks % BEAT or not self._due:
            return []
        self._due = False
        found = {one.of: one for source in SOURCES for one in source(districts)}
        changed = [one for of, one in found.items() if self.told.get(of) != one]
        self.told = found
        return changed

    def so_far(self, channel: Channel) -> bytes:
        """What somebody who begins to listen has missed."""
        ours = [one for one in self.told.values() if one.district == channel.district and channel.covers(one.township)]
        return b"".join(one.message for one in ours)
