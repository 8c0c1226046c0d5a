"""Identifiers that sort by time and can be made anywhere, a phone without network included (R3)."""

import os
import time
import uuid
from collections.abc import Callable

_random: Callable[[int], bytes] = os.urandom


def uuid7() -> uuid.UUID:
    """A version 7 UUID (RFC 9562, 6.2 method 3): Unix milliseconds, 12 bits of a millisecond, 62 random bits.

    So those that one process makes one after the other sort in that order.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    value = milliseconds << 80 | 7 << 76 | rest * 4096 // 1_000_000 << 64 | int.from_bytes(_random(8), "big")
    return uuid.UUID(int=value & ~(0x3 << 62) | 2 << 62)


def draw_from(source: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Take random bytes from `source` from now on; returns the former source. For tests that replay a seed."""
    global _random
    before, _random = _random, source
    return before
