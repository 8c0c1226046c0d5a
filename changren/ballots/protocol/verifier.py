"""Verifying a whole election from its archive: every rule of the protocol, also those that no Belenios tool checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from changren.ballots.protocol import contents, plain, tally
from changren.ballots.protocol.ballots import Pair
from changren.ballots.protocol.contents import Contents, Policy
from changren.ballots.protocol.plain import a_count, a_hash, a_list, count, fields, fingerprint, hex_of, written
from changren.ballots.protocol.rules import Rejected, Rule, no
from changren.ballots.protocol.tally import Share
from changren.ballots.protocol.workers import Watch, verify_ballots

Sides = Mapping[int, Any]  # by trustee, the second proofs that are kept beside the archive


def silent(done: int, total: int) -> None:
    """A watch that says nothing."""


@dataclass
class Report:
    """What was found. failures: every rule that is broken, where; result: per question, how often each box was ticked.

    bad: how many ballots are wrong; bound: the trustees whose second proofs were there and hold. found: None if the
    structure itself is broken.
    """

    found: Contents | None = None
    total: list[list[Pair]] | None = None
    result: list[list[int]] | None = None
    bad: int = 0
    bound: list[int] = field(default_factory=list)
    failures: list[Rejected] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.failures

    def attempt(self, check: Callable[[], Any]) -> Any:
        """What the check returns; a rule that it breaks is noted."""
        try:
            return check()
        except Rejected as why:
            self.failures.append(why)
            return None


@dataclass(frozen=True)
class Facts:
    """What was published before, and must be so. None: it was not published.

    election, credentials, trustees: fingerprints of these files; head: the hash of an event that was the last one once.
    """

    election: str | None = None
    credentials: str | None = None
    trustees: str | None = None
    voters: int | None = None
    ballots: int | None = None
    head: str | None = None

    @classmethod
    def of(cls, raw: bytes) -> "Facts":
        """The facts in a JSON object. Rejected if it has others."""
        value = plain.read(raw)
        if not isinstance(value, dict) or not value.keys() <= cls.__dataclass_fields__.keys():
            raise no(Rule.JSON, "facts")
        return cls(**value)


STRICT, NONE = Policy(), Facts()


def verify(
    path: Path, policy: Policy = STRICT, *, facts: Facts = NONE, sides: Sides | None = None,
    watch: Watch = silent, processes: int | None = None,
) -> Report:  # fmt: skip
    """Verify the archive. sides: the second proofs, if they are at hand; a share must then have one."""
    report = Report()
    with path.open("rb") as file:
        report.found = report.attempt(lambda: contents.read(file, policy))
    if (found := report.found) is None:
        return report
    done = verify_ballots(path, found, watch, processes)
    report.failures += done.failures
    report.bad = len(done.failures)
    report.total = done.total
    if found.tally is not None:
        report.attempt(lambda: check_tally(found, done.total))
    shares = _shares(report, found, done.total, sides)
    if found.result is not None:
        report.result = report.attempt(lambda: _checked_result(found, done.total, shares))
    report.failures += differences(found, facts)
    return report


def voters(found: Contents) -> tuple[int, int]:
    """How many ballots count, and their weight together."""
    counted = found.counted
    return len(counted), sum(found.roll.weights.get(one.credential, 0) for one in counted)


def sized(found: Contents, published: bytes) -> bytes:
    """What is published beside the encrypted tally."""
    number, weight = voters(found)
    return written({"num_tallied": number, "total_weight": count(weight), "encrypted_tally": hex_of(published)})


def check_tally(found: Contents, total: list[list[Pair]]) -> None:
    """Rejected if the published tally is not this one, to the byte."""
    expected = tally.tally_written(found.election, total)
    if found.tally != expected or found.sized is None:
        raise no(Rule.TALLY)
    number, weight, named = fields(plain.read_exactly(found.sized), "num_tallied", "total_weight", "encrypted_tally")
    if (number, a_count(weight)) != voters(found) or a_hash(named) != hex_of(expected):
        raise no(Rule.TALLY, "num_tallied, total_weight")


def _shares(report: Report, found: Contents, total: list[list[Pair]], sides: Sides | None) -> dict[int, Share]:
    """The shares that hold."""
    good: dict[int, Share] = {}
    for owner, raw, height in found.shares:
        beside = None if sides is None else sides.get(owner)
        try:
            share = tally.share_read(found.election, plain.read_exactly(raw), beside)
            tally.check_share(found.election, total, found.trustees.keys[owner - 1], share, fully=sides is not None)
        except Rejected as why:
            report.failures.append(Rejected(why.rule, f"trustee {owner}", f"event {height}"))
            continue
        good[owner] = share
        if share.bound is not None:
            report.bound.append(owner)
    return good


def opened(found: Contents, total: list[list[Pair]], shares: Mapping[int, Share]) -> list[list[int]]:
    """The result that the shares give. Rejected if there are too few, or if it is none that the ballots could have."""
    return tally.opened(found.election, found.trustees, total, shares, voters(found)[1])


def _checked_result(found: Contents, total: list[list[Pair]], shares: Mapping[int, Share]) -> list[list[int]]:
    (rows,) = fields(plain.read_exactly(found.result or b""), "result")
    made = opened(found, total, shares)
    if [list(map(a_count, a_list(row))) for row in a_list(rows)] != made:
        raise no(Rule.RESULT)
    return made


def differences(found: Contents, facts: Facts) -> list[Rejected]:
    """What is not as it was published before."""
    here = {
        "election": found.election.fingerprint, "credentials": fingerprint(found.roll.raw),
        "trustees": fingerprint(found.trustees.raw), "voters": len(found.roll), "ballots": len(found.ballots),
    }  # fmt: skip
    wrong = [name for name, value in here.items() if getattr(facts, name) not in (None, value)]
    if facts.head is not None and facts.head not in found.heads:
        wrong.append("head")
    return [no(Rule.FACT, name) for name in wrong]
