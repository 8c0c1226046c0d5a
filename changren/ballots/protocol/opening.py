"""What a trustee's own program does before it opens anything: verify all, add up itself, and open only one sum ever.

Belenios 3.0 opens whatever sum the archive publishes, so a server could have single ballots opened; this does not.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from changren.ballots.protocol import archive, tally
from changren.ballots.protocol.contents import Policy
from changren.ballots.protocol.plain import hex_of
from changren.ballots.protocol.rules import Rejected, Rule, no
from changren.ballots.protocol.tally import Share
from changren.ballots.protocol.verifier import Facts, Report, silent, verify, voters
from changren.ballots.protocol.workers import Watch


def open_with(
    path: Path, secret: int, memory: Path, policy: Policy, *, facts: Facts, watch: Watch = silent,
    processes: int | None = None,
) -> tuple[int, Share]:  # fmt: skip
    """The trustee's number and their share of the sum of an archive that was verified here and now.

    memory: a file on the trustee's device that remembers what it has opened; it is written before anything leaves.
    policy.fewest: ballots below which nothing is opened. Rejected if any rule is broken, voting is not over, this key
    is none of the trustees', or the election was opened before with other ballots.
    """
    report = verify(path, policy, facts=facts, watch=watch, processes=processes)
    _refuse(report.failures)
    found, total = report.found, report.total
    assert found is not None and total is not None
    if found.phase in (archive.SETUP, archive.BALLOT):
        raise no(Rule.ORDER, archive.END)
    if voters(found)[0] < policy.fewest:
        raise no(Rule.TOO_SMALL, voters(found)[0])
    owner = _number(report, secret)
    remember(memory, found.election.uuid, hex_of(tally.tally_written(found.election, total)))
    return owner, tally.make_share(found.election, total, secret)


def _refuse(failures: Sequence[Rejected]) -> None:
    for first in failures:
        raise first


def _number(report: Report, secret: int) -> int:
    assert report.found is not None
    its, keys = report.found.election.group, report.found.trustees.keys
    own = its.secret_power(its.generator, secret)
    if own not in keys:
        raise no(Rule.OWNER)
    return keys.index(own) + 1


def remember(memory: Path, uuid: str, opened: str) -> None:
    """Note that this sum was opened for this election. Rejected (Rule.OPENED_BEFORE) if it was another one before."""
    known = json.loads(memory.read_text("utf-8")) if memory.exists() else {}
    if known.setdefault(uuid, opened) != opened:
        raise no(Rule.OPENED_BEFORE, uuid)
    beside = memory.with_name(f"{memory.name}.new")
    beside.write_text(json.dumps(known, indent=1), "utf-8")
    beside.replace(memory)
