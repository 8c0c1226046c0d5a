"""The seal of an entry: a hash over it and over the seal before it, one chain per district.

Whoever changes, removes or inserts an entry breaks every seal after it, and the head of the chain, which can
be printed and kept elsewhere. The idea is that of every transparency log; the bytes are ours.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from changren.base.minutes.models import Chain, Entry

ALGORITHM = "sha256"
KNOWN = (ALGORITHM, "sm3")  # a seal that names another one was not made here
SEALED = (
    "id", "number", "township_id", "act", "subject_kind", "subject_id", "before", "after",
    "post_id", "person_id", "cause_id", "once", "kept",
)  # fmt: skip


def seal_of(entry: Entry, before: str, algorithm: str = ALGORITHM) -> str:
    """The seal of `entry` after the seal `before`, as "algorithm:hex"."""
    fields: dict[str, Any] = {name: getattr(entry, name) for name in SEALED}
    fields |= {"prior": before, "district": entry.district_id, "at": entry.at.astimezone(UTC).isoformat()}
    text = json.dumps(fields, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{algorithm}:{hashlib.new(algorithm, text.encode()).hexdigest()}"


def _holds(entry: Entry, before: str) -> bool:
    algorithm = entry.seal.partition(":")[0]
    return algorithm in KNOWN and entry.seal == seal_of(entry, before, algorithm)


@dataclass(frozen=True)
class Fault:
    """A place where the chain does not hold. `number` is the entry's, or 0 for the chain's head."""

    number: int
    says: str


def verify(entries: Iterable[Entry], head: Chain | None) -> Iterator[Fault]:
    """Walk a district's entries in order and yield every fault; nothing when the chain holds.

    Each entry is checked against the seal that stands before it, so one altered entry is one fault, not all
    that follow.
    """
    number, seal = 0, ""
    for entry in entries:
        if entry.number != number + 1:
            yield Fault(number + 1, f"entries {number + 1} to {entry.number - 1} are missing")
        elif not _holds(entry, seal):
            yield Fault(entry.number, f"{entry.act} of {entry.at:%Y-%m-%d %H:%M} does not match its seal")
        number, seal = entry.number, entry.seal
    if (head.number, head.seal) != (number, seal) if head else number:
        yield Fault(0, f"the chain ends at {number}, its head says {head.number if head else 'nothing'}")
