"""What must hold after every step, and at the end of a walk. Each says what is wrong, or nothing."""

from collections.abc import Iterator
from typing import Any

from tests.house.exploring.invariants import acting, cases, congress, elections, figures, minutes, proposals, register
from tests.house.exploring.invariants.reading import Invariant
from tests.house.exploring.records import Records

ALWAYS: list[Invariant] = [
    *proposals.ALWAYS,
    *cases.ALWAYS,
    *register.ALWAYS,
    *minutes.ALWAYS,
    *congress.ALWAYS,
    *elections.ALWAYS,
]
FINALLY: list[Invariant] = [*minutes.FINALLY, *figures.FINALLY]
OF_ENTRIES = acting.OF_ENTRIES


def after_step(records: Records, changed: set[Any], new: list[Any], before: Any) -> Iterator[str]:
    """The cheap ones: those whose tables have changed, and what the new entries must fulfil."""
    for one in ALWAYS:
        if one.reads & changed:
            yield from (f"{one.__name__}: {fault}" for fault in one(records))
    for entry in new:
        for asked in OF_ENTRIES:
            yield from (f"{asked.__name__}: {entry.act}: {fault}" for fault in asked(records, entry, before))


def at_end(records: Records) -> Iterator[str]:
    """All of them."""
    for one in (*ALWAYS, *FINALLY):
        yield from (f"{one.__name__}: {fault}" for fault in one(records))
