"""What an archive holds, once its structure is known to be whole: the election, its ballots, its count."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from changren.ballots.protocol import archive, election
from changren.ballots.protocol.archive import Step
from changren.ballots.protocol.credentials import Roll, roll_of
from changren.ballots.protocol.plain import a_hash, an_integer, fields, hex_of, read_exactly, shown
from changren.ballots.protocol.rules import Rejected, Rule, no
from changren.ballots.protocol.trustees import Trustees, read_trustees


@dataclass(frozen=True)
class Policy:
    """What an election may be beyond what we make ourselves.

    weights: whether ballots may count differently. plain_layout: whether a key in parts may have been made as before
    Belenios 2.5.1. fewest: voters below whom nothing is opened.
    """

    weights: bool = False
    plain_layout: bool = False
    fewest: int = 1


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot in the archive: which event, its hash, the credential it names, and where its bytes are."""

    height: int
    hash: str
    credential: str
    place: int
    size: int

    @property
    def tracker(self) -> str:
        """What its voter finds it by."""
        return shown(bytes.fromhex(self.hash))


@dataclass
class Contents:
    """What the events say. ballots: all, in order; shares: owner, bytes and event of each; heads: the
    hash of each event.
    """

    election: election.Election
    trustees: Trustees
    roll: Roll
    ballots: list[Cast] = field(default_factory=list)
    phase: str = archive.SETUP
    tally: bytes | None = None
    sized: bytes | None = None
    shares: list[tuple[int, bytes, int]] = field(default_factory=list)
    result: bytes | None = None
    heads: list[str] = field(default_factory=list)
    end: int = 0

    @property
    def head(self) -> str:
        return self.heads[-1]

    @property
    def counted(self) -> list[Cast]:
        """The last ballot of each credential, in the order of the archive."""
        last = {ballot.credential: ballot for ballot in self.ballots}
        return sorted(last.values(), key=lambda one: one.height)


def read(file: IO[bytes], policy: Policy) -> Contents:
    """The contents of an archive whose structure is whole. Ballots, shares and result are not verified here.

    Rejected where the structure breaks, or the election, its trustees or its roll are not in order.
    """
    found: Contents | None = None
    for step in archive.steps(file):
        try:
            found = _with(found, step, policy)
        except Rejected as why:
            raise Rejected(why.rule, why.detail, why.where or f"event {step.event.height}") from why
    assert found is not None
    return found


def _with(found: Contents | None, step: Step, policy: Policy) -> Contents:
    if found is None:
        found = _set_up([one.data for one in step.data], policy)
    else:
        _ADDING[step.event.kind](found, step)
    found.phase = step.event.kind
    found.heads.append(step.head)
    found.end = step.end
    return found


def _set_up(data: list[bytes], policy: Policy) -> Contents:
    described, trusted, listed, setup = data
    names = ("election", "trustees", "credentials")
    hashes = [hex_of(one) for one in (described, trusted, listed)]
    if list(map(a_hash, fields(read_exactly(setup), *names))) != hashes:
        raise no(Rule.LEFT_OVER, "setup")
    return set_up(described, trusted, listed, policy)


def set_up(described: bytes, trusted: bytes, listed: bytes, policy: Policy) -> Contents:
    """An election before the first ballot. Rejected if its three parts are not in order or do not fit together."""
    it = election.read(described)
    trustees = read_trustees(trusted, it.group, plain_layout=policy.plain_layout)
    if trustees.key != it.key:
        raise no(Rule.PUBLIC_KEY)
    roll = roll_of(listed, it.group)
    if not policy.weights and set(roll.weights.values()) != {1}:
        raise no(Rule.WEIGHTS)
    return Contents(it, trustees, roll)


def _ballot(found: Contents, step: Step) -> None:
    """Its credential is only read here; that it is the right one its signature shows."""
    (one,) = step.data
    try:
        credential = one.data.split(b'"credential":"', 1)[1].split(b'"', 1)[0].decode("ascii")
    except (IndexError, UnicodeDecodeError) as why:
        raise no(Rule.JSON, "credential") from why
    found.ballots.append(Cast(step.event.height, hex_of(one.data), credential, one.place, len(one.data)))


def _end(found: Contents, step: Step) -> None:
    """Nothing comes with it."""


def _tally(found: Contents, step: Step) -> None:
    found.tally, found.sized = (one.data for one in step.data)


def _share(found: Contents, step: Step) -> None:
    payload, owned = (one.data for one in step.data)
    owner, named = fields(read_exactly(owned), "owner", "payload")
    if a_hash(named) != hex_of(payload):
        raise no(Rule.LEFT_OVER, "payload")
    if not 1 <= an_integer(owner) <= len(found.trustees.keys) or owner in {one for one, _raw, _at in found.shares}:
        raise no(Rule.OWNER, owner)
    found.shares.append((owner, payload, step.event.height))


def _result(found: Contents, step: Step) -> None:
    (one,) = step.data
    found.result = one.data


_ADDING = {
    archive.BALLOT: _ballot, archive.END: _end, archive.TALLY: _tally, archive.SHARE: _share, archive.RESULT: _result,
}  # fmt: skip


def bytes_of(path: Path, one: Cast) -> bytes:
    """The bytes of a ballot in the archive."""
    with path.open("rb") as file:
        file.seek(one.place)
        return file.read(one.size)
