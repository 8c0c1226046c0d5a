"""Many stories, one order of time.

A story is a generator that says at what moment it wants to go on, and is told at what moment it does:
`on = yield moment(...)`.
"""

import heapq
from collections.abc import Generator, Iterable, Iterator
from datetime import datetime
from itertools import count

Story = Generator[datetime, datetime, None]


def tell(stories: Iterable[Story], until: datetime) -> Iterator[datetime]:
    """Let all stories go on, always the earliest one, and yield each moment. What lies after `until` is not told."""
    order, waiting = count(), []
    for story in stories:
        heapq.heappush(waiting, (next(story), next(order), story))
    now = waiting[0][0]
    while waiting and waiting[0][0] <= until:
        wanted, _n, story = heapq.heappop(waiting)
        now = max(now, wanted)
        yield now
        try:
            heapq.heappush(waiting, (story.send(now), next(order), story))
        except StopIteration:
            continue
