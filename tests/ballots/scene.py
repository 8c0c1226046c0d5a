"""An election of four voters and three trustees, two of whom are enough: made once, and then spoilt in every way."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from changren.ballots.protocol import archive, ballots, ceremony, channel, credentials, election, tally, trustees
from changren.ballots.protocol.archive import BALLOT, END, RESULT, SETUP, SHARE, TALLY
from changren.ballots.protocol.election import Election, Question
from changren.ballots.protocol.groups import Group, group
from changren.ballots.protocol.plain import fingerprint, hex_of, written
from changren.ballots.protocol.proofs import prove_knowledge

VECTORS = Path(__file__).parents[1] / "data" / "belenios"
AT = 1795343141  # seconds since 1970, of every archive here
NAME = "BELENIOS-2048"
YES, NO, ABSTAIN = [[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]
CHOSEN = (YES, YES, NO, ABSTAIN)
MOTION = (Question("是否同意？", ("同意", "不同意", "弃权")),)


@dataclass(frozen=True)
class Drawn:
    """A key in parts: the file of trustees, and the secret share of each."""

    raw: bytes
    secrets: list[int]
    parameters: dict[str, Any]
    seeds: list[str]


@cache
def drawn(name: str = NAME, size: int = 3, needed: int = 2) -> Drawn:
    """What a ceremony comes to."""
    places = [ceremony.Place(group(name), size, needed, index) for index in range(1, size + 1)]
    seeds = [channel.new_seed() for _place in places]
    pairs = list(zip(places, seeds, strict=True))
    certs = [ceremony.certificate(*pair) for pair in pairs]
    polynomials = [ceremony.polynomial(*pair, certs) for pair in pairs]
    outs = [ceremony.share(*pair, certs, ceremony.passed_on(polynomials, pair[0].index)) for pair in pairs]
    keys = [told["public_key"] for _secret, told in outs]
    parameters = ceremony.parameters(places[0], certs, polynomials, keys)
    return Drawn(trustees.shared(parameters), [secret for secret, _told in outs], parameters, seeds)


@dataclass(frozen=True)
class Scene:
    """An election, the credentials of its voters, a ballot of each, and the events of its archive as (kind, data)."""

    election: Election
    keys: Drawn
    credentials: list[str]
    ballots: list[bytes]
    events: list[tuple[str, list[bytes]]]

    @property
    def group(self) -> Group:
        return self.election.group

    def secret(self, voter: int) -> int:
        """The secret exponent of a voter's credential."""
        return credentials.secret_of(self.credentials[voter], self.election.uuid, self.group)


def begun(questions: tuple[Question, ...] = MOTION, voters: int = 4, name: str = NAME) -> tuple[Any, ...]:
    """A new election: itself, its key, the credentials, the roll."""
    keys = drawn(name)
    its = group(name)
    it = election.describe(
        election.new_uuid(), "民主测评", "", (its, trustees.read_trustees(keys.raw, its).key), questions
    )
    own = [credentials.new_credential() for _voter in range(voters)]
    roll = credentials.roll([credentials.public_of(one, it.uuid, its) for one in own], its)
    return it, keys, own, roll


@cache
def scene() -> Scene:
    """The election, voted in, counted and opened by the first two trustees."""
    it, keys, own, roll = begun()
    cast = [ballots.cast(it, one, chosen) for one, chosen in zip(own, CHOSEN, strict=True)]
    setup = setup_of(it.raw, keys.raw, roll.raw)
    total = tally.summed(it, [(ballots.boxes_of(it, raw), 1) for raw in cast])
    published = tally.tally_written(it, total)
    about = written({"num_tallied": 4, "total_weight": 4, "encrypted_tally": hex_of(published)})
    shares = [tally.make_share(it, total, keys.secrets[n]).payload(it.group) for n in (0, 1)]
    return Scene(it, keys, own, cast, [
        (SETUP, setup), *((BALLOT, [raw]) for raw in cast), (END, []), (TALLY, [published, about]),
        *((SHARE, owned(owner, raw)) for owner, raw in enumerate(shares, 1)),
        (RESULT, [written({"result": [[2, 1, 1]]})]),
    ])  # fmt: skip


def setup_of(described: bytes, trusted: bytes, listed: bytes) -> list[bytes]:
    """The data of a Setup event."""
    names = zip(("election", "trustees", "credentials"), map(hex_of, (described, trusted, listed)), strict=True)
    return [described, trusted, listed, written(dict(names))]


def owned(owner: int, payload: bytes) -> list[bytes]:
    """The data of a share's event."""
    return [payload, written({"owner": owner, "payload": hex_of(payload)})]


def built(events: Any) -> bytes:
    """An archive of these events, chained as they stand."""
    parts, before = [archive.beginning(AT)], None
    for height, (kind, data) in enumerate(events):
        added, head = archive.appended(kind, data, before, AT)
        parts.append(added)
        before = (height, head)
    return b"".join(parts)


def saved(folder: Path, events: Any) -> Path:
    """An archive of these events in a file."""
    path = folder / "election.bel"
    path.write_bytes(events if isinstance(events, bytes) else built(events))
    return path


def signed(it: Election, value: dict[str, Any], secret: int) -> bytes:
    """A ballot signed anew over whatever its other fields are."""
    digest = fingerprint(written({name: one for name, one in value.items() if name != "signature"}))
    proof = prove_knowledge(it.group, secret, lambda there: f"sig|{digest}|{there}")
    return written({**value, "signature": {"hash": digest, "proof": proof.plain()}})


def taken(raw: bytes) -> Any:
    """The values of JSON, to be changed."""
    return json.loads(raw)


def total_of(it: Election, published: bytes) -> Any:
    """The ciphertexts of a published tally."""
    return [[ballots.pair_of(one, it.group) for one in row] for row in taken(published)]
