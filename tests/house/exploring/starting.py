"""Walks start here: on ground that was laid once, with keys that count up, and leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction

from changren.base.tenancy import ids
from changren.base.tenancy.scope import within_district
from changren.rulebook.rules import versions_of
from tests.conftest import ELSEWHERE, HERE
from tests.house.exploring.ground import BEGUN, WALKS_BEGIN, Ground, furnish, tell
from tests.house.exploring.records import Records, Things
from tests.house.exploring.walks import Walk
from tests.remembering import ledger
from tests.world import build

MILLISECOND = 1_000_000  # nanoseconds
DELEGATES = 8


@contextmanager
def keys_in_order(begin: Any) -> Iterator[None]:
    """Keys that are the same every time, and in the order in which they are made."""
    moments = count(int(begin.timestamp() * 1_000_000_000), MILLISECOND)
    clock, ids.time = ids.time, SimpleNamespace(time_ns=lambda: next(moments))
    before, wrappers = ids.draw_from(Random(str(begin)).randbytes), connection.execute_wrappers
    without = [one for one in wrappers if one is not ledger]  # rows that are written again draw no keys
    connection.execute_wrappers = without
    try:
        yield
    finally:
        connection.execute_wrappers = wrappers
        ids.time = clock
        ids.draw_from(before)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back. Acts think that they commit."""
    block: Any = transaction.atomic()
    block._from_testcase = True
    versions_of.cache_clear()
    with block, keys_in_order(WALKS_BEGIN):
        yield
        transaction.set_rollback(True)


@dataclass
class Start:
    """The ground, and what is known of it."""

    records: Records
    things: Things
    ground: Ground

    def walk(self) -> Walk:
        records = self.records.branch()
        return Walk(records, self.things.branch(records), HERE)


def start(*, is_told: bool) -> Start:
    """A district with its people, and another one; if it is told, with matters in every state."""
    with keys_in_order(BEGUN):
        with within_district(ELSEWHERE):
            build(ELSEWHERE, "乙区", delegates=2)
        ground = Ground(build(HERE, delegates=DELEGATES))
        records = Records()
        furnish(ground)
        if is_told:
            tell(ground)
        records.look()
        return Start(records, Things(records, ground.names), ground)
