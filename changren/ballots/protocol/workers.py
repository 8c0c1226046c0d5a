"""Verifying many ballots on all cores: each process verifies some, and adds up those that count."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from changren.ballots.protocol import election, tally
from changren.ballots.protocol.ballots import Pair, verified
from changren.ballots.protocol.contents import Cast, Contents, bytes_of
from changren.ballots.protocol.rules import Rejected

BATCH = 8  # ballots that a process takes at a time
Watch = Callable[[int, int], Any]  # so many of so many are done


@dataclass(frozen=True)
class Verified:
    """What the ballots of an archive came to. total: the sum of those that count; failures: of the others, in order."""

    total: list[list[Pair]]
    failures: list[Rejected]


def verify_ballots(path: Path, found: Contents, watch: Watch, processes: int | None = None) -> Verified:
    """Verify every ballot of the archive and add up those that count. processes: how many, by default one a core."""
    counted = {one.height for one in found.counted}
    tasks = [
        [(one, found.roll.weights.get(one.credential, 0), one.height in counted) for one in batch]
        for batch in _batches(found.ballots)
    ]
    total, failures, done = tally.zero(found.election), [], 0
    for part, failed, number in _worked(path, found.election, tasks, processes or os.cpu_count() or 1):
        total = tally.added(found.election.group, total, part)
        failures += failed
        watch(done := done + number, len(found.ballots))
    return Verified(total, failures)


def _batches(ballots: Sequence[Cast]) -> Iterator[Sequence[Cast]]:
    return (ballots[start : start + BATCH] for start in range(0, len(ballots), BATCH))


Done = tuple[list[list[Pair]], list[Rejected], int]
Task = list[tuple[Cast, int, bool]]


def _worked(path: Path, it: election.Election, tasks: list[Task], processes: int) -> Iterator[Done]:
    """What each task came to, in order. One process does it itself."""
    if processes == 1 or len(tasks) < 2:
        _begin(path, it.raw)
        yield from map(_verify, tasks)
        return
    # a forked process would share threads' locks; a fresh one imports the protocol and nothing else
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (path, it.raw)) as pool:
        yield from pool.map(_verify, tasks)


_here: tuple[Path, election.Election]


def _begin(path: Path, raw: bytes) -> None:
    global _here
    _here = path, election.read(raw)


def _verify(task: Task) -> Done:
    path, it = _here
    total, failures = tally.zero(it), []
    for one, weight, counts in task:
        try:
            boxes = _verified(it, bytes_of(path, one), one, weight)
        except Rejected as why:
            failures.append(Rejected(why.rule, why.detail, f"event {one.height}"))
            continue
        if counts:
            total = tally.added(it.group, total, boxes, weight)
    return total, failures, len(task)


def _verified(it: election.Election, raw: bytes, one: Cast, weight: int) -> list[list[Pair]]:
    return verified(it, raw, {one.credential} if weight else ()).answers
