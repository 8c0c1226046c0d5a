"""Identifiers that sort by time and can be made anywhere, a phone without network included (R3)."""

import os
import threading
import time
import uuid
from collections.abc import Callable

FRACTION = 4096  # parts of a millisecond that are told apart, in 12 bits
STEP_BACK = 10_000 * FRACTION  # ten seconds: a clock that goes back further was wrong before, and is followed

_random: Callable[[int], bytes] = os.urandom
_last = 0
_lock = threading.Lock()


def uuid7() -> uuid.UUID:
    """A version 7 UUID (RFC 9562, 6.2 method 3): Unix milliseconds, 12 bits of a millisecond, 62 random bits.

    Those that one process makes one after the other sort in that order, also on a machine whose clock is coarse or
    steps back a little: then the next one is a 4096th of a millisecond after the last.
    """
    global _last
    with _lock:
        moment = time.time_ns() * FRACTION // 1_000_000
        _last = moment = _last + 1 if 0 <= _last - moment < STEP_BACK else moment
    value = moment // FRACTION << 80 | 7 << 76 | moment % FRACTION << 64 | int.from_bytes(_random(8), "big")
    return uuid.UUID(int=value & ~(0x3 << 62) | 2 << 62)


def draw_from(source: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Take random bytes from `source` from now on; returns the former source. For tests that replay a seed."""
    global _random
    before, _random = _random, source
    return before


def is_id(text: str) -> bool:
    """Whether the text is written as an id; whether there is a row of it nobody has asked."""
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False
