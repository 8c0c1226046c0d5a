"""An election that is going on: its archive, to which ballots, the count and the result are appended and never more.

A ballot is verified once, when it comes; closing adds up what is there and verifies the chain, not every proof again.
What `cast` has answered is on the disk.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from changren.ballots.protocol import archive, ballots, contents, plain, tally
from changren.ballots.protocol.archive import BALLOT, END, RESULT, SETUP, SHARE, TALLY
from changren.ballots.protocol.ballots import Ballot, Pair
from changren.ballots.protocol.contents import Cast, Contents, Policy, bytes_of
from changren.ballots.protocol.plain import hex_of, written
from changren.ballots.protocol.rules import Ended, Rejected, Rule, no
from changren.ballots.protocol.tally import Share
from changren.ballots.protocol.verifier import check_tally, opened, sized

SIDE, CUT = ".proofs", ".cut"  # added to the name of an archive for what lies beside it


class Board:
    """An archive on the disk. One process holds it at a time; who calls sees to that."""

    def __init__(self, path: Path, found: Contents, at: int) -> None:
        self.path, self.found, self._at = path, found, at
        self._known = {one.hash for one in found.ballots}
        self._sum: list[list[Pair]] | None = None

    @classmethod
    def begin(cls, path: Path, described: bytes, trusted: bytes, listed: bytes, at: int) -> "Board":
        """A new election. at: seconds since 1970, which every member will carry: no ballot tells when it was cast.

        Rejected if its parts are not in order or do not fit together; FileExistsError if there is one at the path.
        """
        found = contents.set_up(described, trusted, listed, Policy())
        setup = written(dict(zip(("election", "trustees", "credentials"), map(hex_of, (described, trusted, listed)),
                                 strict=True)))  # fmt: skip
        start = archive.beginning(at)
        added, head = archive.appended(SETUP, [described, trusted, listed, setup], None, at)
        with path.open("xb") as file:
            file.write(start + added)
            _synced(file)
        found.heads.append(head)
        found.end = len(start) + len(added)
        return cls(path, found, at)

    @classmethod
    def resume(cls, path: Path) -> "Board":
        """The election at the path, after a stop at whatever moment.

        An event that was appended by half was acknowledged to nobody; it is moved into a file beside. Rejected if
        anything before it is not whole.
        """
        _cut(path, _whole(path))
        found = cls.look(path)
        with path.open("rb") as file:
            return cls(path, found, archive.began(file)[0])

    @staticmethod
    def look(path: Path) -> Contents:
        """What the archive at the path holds, without touching it. Rejected if it is not whole."""
        with path.open("rb") as file:
            return contents.read(file, Policy())

    # ─── while it is open

    def checked(self, raw: bytes) -> Ballot:
        """The ballot, if all is proved and its credential may vote. Changes nothing, and costs the most of all."""
        return ballots.verified(self.found.election, raw, self.found.roll.weights)

    def cast(self, ballot: Ballot) -> str:
        """Append a ballot that `checked` let pass, and return its tracker. The same bytes again are there already, and
        count as before. Rejected if the election is not open.
        """
        digest = hex_of(ballot.raw)
        if digest in self._known:
            return ballot.tracker
        if self.found.phase not in (SETUP, BALLOT):
            raise no(Rule.CLOSED)
        place = self.found.end + archive.BLOCK
        self._append(BALLOT, [ballot.raw])
        height = len(self.found.heads) - 1
        self.found.ballots.append(Cast(height, digest, ballot.credential, place, len(ballot.raw)))
        self._known.add(digest)
        return ballot.tracker

    # ─── when it is over

    def close(self) -> None:
        """No more ballots; the sum is published. Rejected if it was closed before."""
        if self.found.phase not in (SETUP, BALLOT):
            raise no(Rule.CLOSED)
        self._append(END, [])
        self.publish_tally()

    def publish_tally(self) -> None:
        """Publish the sum; again after a stop between the two events of `close`."""
        if self.found.phase != END:
            raise no(Rule.ORDER)
        published = tally.tally_written(self.found.election, self.total())
        self._append(TALLY, [published, about := sized(self.found, published)])
        self.found.tally, self.found.sized = published, about

    def total(self) -> list[list[Pair]]:
        """The sum of the ballots that count. Their proofs were verified when they came; their bytes are the same."""
        if self._sum is None or self.found.tally is None:
            self._sum = tally.summed(self.found.election, self._counted())
        return self._sum

    def _counted(self) -> Iterator[tuple[list[list[Pair]], int]]:
        its = self.found.election
        for one in self.found.counted:
            raw = bytes_of(self.path, one)
            if hex_of(raw) != one.hash:
                raise Rejected(Rule.NAME, "", f"event {one.height}")
            yield ballots.boxes_of(its, raw), self.found.roll.weights[one.credential]

    def add_share(self, owner: int, share: Share) -> None:
        """Append the share of a trustee, if both of its proofs hold. Rejected otherwise, with the owner's number.

        The second proofs go into a file beside the archive, before the archive tells of the share.
        """
        total = self._published()
        if not 1 <= owner <= len(self.found.trustees.keys) or owner in self.shares():
            raise no(Rule.OWNER, owner)
        try:
            tally.check_share(self.found.election, total, self.found.trustees.keys[owner - 1], share)
        except Rejected as why:
            raise Rejected(why.rule, why.detail, f"trustee {owner}") from why
        payload = share.payload(self.found.election.group)
        with _appending(side_of(self.path)) as file:
            file.write(b'{"owner":%d,"proofs":%s}\n' % (owner, share.beside()))
        self._append(SHARE, [payload, written({"owner": owner, "payload": hex_of(payload)})])
        self.found.shares.append((owner, payload, len(self.found.heads) - 1))

    def shares(self) -> dict[int, Share]:
        """The shares that are there, by their owners' numbers."""
        return {
            owner: tally.share_read(self.found.election, plain.read_exactly(raw))
            for owner, raw, _height in self.found.shares
        }

    def publish_result(self) -> list[list[int]]:
        """Put the shares together and publish what they give. Rejected if there are too few."""
        made = opened(self.found, self._published(), self.shares())
        if self.found.phase != SHARE:
            raise no(Rule.ORDER)
        rows = [[plain.count(one) for one in row] for row in made]
        self._append(RESULT, [told := written({"result": rows})])
        self.found.result = told
        return made

    def _published(self) -> list[list[Pair]]:
        if self.found.tally is None:
            raise no(Rule.ORDER)
        check_tally(self.found, self.total())
        return self.total()

    def _append(self, kind: str, data: list[bytes]) -> None:
        before = (len(self.found.heads) - 1, self.found.head)
        added, head = archive.appended(kind, data, before, self._at)
        with _appending(self.path) as file:
            file.write(added)
        self.found.heads.append(head)
        self.found.phase = kind
        self.found.end += len(added)


def side_of(path: Path) -> Path:
    """Where the second proofs of an archive are kept: one JSON object a line."""
    return path.with_name(f"{path.name}{SIDE}")


def sides_of(path: Path) -> Mapping[int, Any] | None:
    """The second proofs beside an archive, by trustee; None if there is no such file. The last of each counts."""
    side = side_of(path)
    if not side.exists():
        return None
    lines = side.read_bytes().split(b"\n")[:-1]
    return dict(plain.fields(plain.read(line), "owner", "proofs") for line in lines)


@contextmanager
def _appending(path: Path) -> Iterator[Any]:
    with path.open("ab") as file:
        yield file
        _synced(file)


def _synced(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _whole(path: Path) -> int:
    """Where the last whole event ends. Rejected if something is wrong with what is not only cut off."""
    end = 0
    with path.open("rb") as file:
        try:
            for step in archive.steps(file):
                end = step.end
        except Ended:
            if not end:
                raise
    return end


def _cut(path: Path, whole: int) -> None:
    """Move what comes after the last whole event into a file beside the archive."""
    with path.open("rb") as file:
        file.seek(whole)
        rest = file.read()
    if rest:
        with _appending(path.with_name(f"{path.name}{CUT}")) as file:
            file.write(rest)
        os.truncate(path, whole)
