"""Who should keep contact with whom: worked out by counting alone, without a database and without Django.

Every delegate gets one member. The members keep contact with numbers of delegates that differ by one at most. Under
that condition as many delegates as can be keep the member of the year before, where that is wanted; and the rest get
somebody as near to them as all of them together can have: of the same electing unit (0), delegation (1) or sector (2),
or whoever there is (3), with the least sum. It is a flow of least cost, found level by level (Ford and Fulkerson's
primal-dual method, with Dinitz's blocking flows); delegates who are alike flow together, so that ten thousand of them
are a few hundred sources. Nothing is drawn by lot: the same input in the same order gives the same plan.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

KEPT, UNIT, DELEGATION, SECTOR, BALANCE = "kept", "unit", "delegation", "sector", "balance"
NEAR = (UNIT, DELEGATION, SECTOR)  # the nearest first
Key = Any  # whatever can be hashed


class NoPlan(Exception):
    """There is nobody to contact, or nobody who could: "no members" or "no delegates"."""


@dataclass(frozen=True)
class Someone:
    """A committee member or a delegate. near: electing unit, delegation and sector; None where there is none.

    before: of a delegate, the key of the member of the year before.
    """

    key: Key
    near: tuple[Key | None, Key | None, Key | None] = (None, None, None)
    before: Key | None = None


@dataclass(frozen=True)
class Pair:
    """A member keeps contact with a delegate, and why those two."""

    member: Key
    delegate: Key
    why: str


@dataclass
class Network:
    """A flow network of numbered nodes. Arcs stand in pairs: the arc, and the way back."""

    arcs: list[list[int]] = field(default_factory=list)
    to: list[int] = field(default_factory=list)
    room: list[int] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)

    def node(self) -> int:
        """One more node."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, here: int, there: int, room: int, cost: int = 0) -> int:
        """One more arc, for `room` units, each at this cost."""
        for begin, end, free, price in ((here, there, room, cost), (there, here, 0, -cost)):
            self.arcs[begin].append(len(self.to))
            self.to.append(end)
            self.room.append(free)
            self.cost.append(price)
        return len(self.to) - 2

    def flow(self, arc: int) -> int:
        """How much goes along an arc."""
        return self.room[arc ^ 1]

    def costs(self, source: int) -> list[int | None]:
        """What a unit more costs from the source to each node; None where none can go."""
        known: list[int | None] = [None] * len(self.arcs)
        known[source], ahead, waits = 0, deque([source]), {source}
        while ahead:
            here = ahead.popleft()
            waits.discard(here)
            spent = known[here] or 0
            for arc in self.arcs[here]:
                there, total = self.to[arc], spent + self.cost[arc]
                best = known[there]
                if self.room[arc] and (best is None or total < best):
                    known[there] = total
                    if there not in waits:
                        waits.add(there)
                        ahead.append(there)
        return known

    def fill(self, source: int, sink: int) -> None:
        """Send as much as can be sent, as cheaply as it can be, from the cheapest ways to the dearest."""
        while True:
            costs = self.costs(source)
            if costs[sink] is None:
                return
            while self._blocked(source, sink, costs):
                pass

    def _blocked(self, source: int, sink: int, costs: list[int | None]) -> int:
        """A blocking flow along the cheapest arcs, by breadth first: how much it sends."""
        depth = self._depths(source, costs)
        if depth[sink] < 0:
            return 0
        tried, sent = [0] * len(self.arcs), 0
        while way := self._way(source, sink, depth, costs, tried):
            least = min(self.room[arc] for arc in way)
            for arc in way:
                self.room[arc] -= least
                self.room[arc ^ 1] += least
            sent += least
        return sent

    def _depths(self, source: int, costs: list[int | None]) -> list[int]:
        depth, ahead = [-1] * len(self.arcs), deque([source])
        depth[source] = 0
        while ahead:
            here = ahead.popleft()
            for arc in self.arcs[here]:
                if depth[self.to[arc]] < 0 and self._is_cheapest(here, arc, costs):
                    depth[self.to[arc]] = depth[here] + 1
                    ahead.append(self.to[arc])
        return depth

    def _is_cheapest(self, here: int, arc: int, costs: list[int | None]) -> bool:
        begin, end = costs[here], costs[self.to[arc]]
        return self.room[arc] > 0 and begin is not None and end == begin + self.cost[arc]

    def _way(self, source: int, sink: int, depth: list[int], costs: list[int | None], tried: list[int]) -> list[int]:
        """The arcs of one way from source to sink; none if there is no more. What leads nowhere is not tried again."""
        way: list[int] = []
        here = source
        while here != sink:
            arcs = self.arcs[here]
            while tried[here] < len(arcs) and not self._goes_on(here, arcs[tried[here]], depth, costs):
                tried[here] += 1
            if tried[here] < len(arcs):
                way.append(arcs[tried[here]])
                here = self.to[way[-1]]
            elif way:
                depth[here] = -1
                here = self.to[way.pop() ^ 1]
            else:
                return []
        return way

    def _goes_on(self, here: int, arc: int, depth: list[int], costs: list[int | None]) -> bool:
        return depth[self.to[arc]] == depth[here] + 1 and self._is_cheapest(here, arc, costs)


def propose(members: Sequence[Someone], delegates: Sequence[Someone], *, keep: bool = True) -> list[Pair]:
    """Give every delegate one of the members, in the order of the delegates.

    Delegates who are members themselves are left out. keep: whether the member of the year before is preferred to
    everything else.
    Raises NoPlan, and ValueError if a key stands twice among the members or among the delegates.
    """
    for people in (members, delegates):
        if len({one.key for one in people}) < len(people):
            raise ValueError("somebody stands there twice")
    own = {one.key for one in members}
    wanted = [one for one in delegates if one.key not in own]
    if not members or not wanted:
        raise NoPlan("no delegates" if members else "no members")
    least, more = divmod(len(wanted), len(members))
    pairs = _kept(members, wanted, least, more) if keep else {}
    room = {one.key: least for one in members}
    for pair in pairs.values():
        room[pair.member] -= 1
    over = sum(left < 0 for left in room.values())
    left = [one for one in wanted if one.key not in pairs]
    pairs |= _near(members, left, room, more - over)
    return [pairs[one.key] for one in wanted]


def _kept(members: Sequence[Someone], wanted: Sequence[Someone], least: int, more: int) -> dict[Key, Pair]:
    """As many pairs of the year before as fit: a member keeps `least` at most, and `more` of them one more."""
    theirs: dict[Key, list[Someone]] = {one.key: [] for one in members}
    for one in wanted:
        if one.before in theirs:
            theirs[one.before].append(one)
    pairs: dict[Key, Pair] = {}
    for key, found in theirs.items():
        most = least + 1 if more and len(found) > least else least
        more -= most > least
        pairs |= {one.key: Pair(key, one.key, KEPT) for one in found[:most]}
    return pairs


def _near(members: Sequence[Someone], left: Sequence[Someone], room: dict[Key, int], more: int) -> dict[Key, Pair]:
    """The rest, each with somebody as near as can be. room: how many each member takes still; -1: one over already."""
    net = Network()
    source, sink, extra = net.node(), net.node(), net.node()
    net.arc(extra, sink, more)
    hubs: dict[tuple[int, Key], int] = {}
    taken = [(one, _placed(net, hubs, one, max(room[one.key], 0) + (room[one.key] >= 0))) for one in members]
    for one, (here, _arcs) in taken:
        if room[one.key] > 0:
            net.arc(here, sink, room[one.key])
        if room[one.key] >= 0:
            net.arc(here, extra, 1)
    alike: dict[Key, list[Someone]] = {}
    for one in left:
        alike.setdefault(one.near, []).append(one)
    given = [_sent(net, hubs, source, found) for found in alike.values()]
    net.fill(source, sink)
    waiting: dict[int, list[Someone]] = {}
    for found, arcs in zip(alike.values(), given, strict=True):
        rest = iter(found)
        for hub, arc in arcs:
            waiting.setdefault(hub, []).extend(islice(rest, net.flow(arc)))
    return {pair.delegate: pair for one, (_here, arcs) in taken for pair in _met(net, one, arcs, waiting)}


def _placed(net: Network, hubs: dict[tuple[int, Key], int], one: Someone, room: int) -> tuple[int, list[list[int]]]:
    """A member in the network, reached from the hubs of what is near to them: the node; level, hub and arc of each."""
    here, arcs = net.node(), []
    for level, key in enumerate((*one.near, "anybody")):
        if key is not None:
            hub = hubs[level, key] = hubs.get((level, key)) or net.node()
            arcs.append([level, hub, net.arc(hub, here, room)])
    return here, arcs


def _sent(net: Network, hubs: dict[tuple[int, Key], int], source: int, alike: list[Someone]) -> list[tuple[int, int]]:
    """Delegates who are alike, sent to the hubs that lead to somebody near: hub and arc of each."""
    here = net.node()
    net.arc(source, here, len(alike))
    keys = enumerate((*alike[0].near, "anybody"))
    ways = [(level, hubs[level, key]) for level, key in keys if (level, key) in hubs]
    return [(hub, net.arc(here, hub, len(alike), level)) for level, hub in ways]


def _met(net: Network, one: Someone, arcs: list[list[int]], waiting: dict[int, list[Someone]]) -> Iterator[Pair]:
    for level, hub, arc in arcs:
        there, n = waiting.get(hub, []), net.flow(arc)
        mine, waiting[hub] = there[:n], there[n:]
        yield from (Pair(one.key, each.key, (*NEAR, BALANCE)[level]) for each in mine)
