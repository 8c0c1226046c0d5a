"""A ceremony around a table: trustees pass a folder round (a stick, a shared disk), and each does the next step on
their own computer. In the folder is only what may be public. Who is alone has nobody to pass it to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from changren.ballots.protocol import ceremony, keys, plain, trustees
from changren.ballots.protocol.rules import Rule, no
from changren.ballots.protocol.vault import Kept

CERTIFICATE, POLYNOMIAL, KEY, DONE = "certificate", "polynomial", "key", "trustees.json"
STEPS = (CERTIFICATE, POLYNOMIAL, KEY)


@dataclass(frozen=True)
class State:
    """How far the ceremony is. did: the steps that were done now; waits_for: the trustees whose turn it is."""

    did: list[str]
    waits_for: list[int]
    is_done: bool


def go_on(folder: Path, kept: Kept) -> State:
    """Do every step of this trustee's that can be done now. Rejected if what another one has put there is wrong."""
    if kept.size == 1:
        return _alone(folder, kept)
    did = []
    for step in STEPS:
        mine = _file(folder, step, kept.index)
        if not mine.exists():
            _put(mine, _made(folder, kept, step))
            did.append(step)
        there = _all(folder, step, kept.size)
        if any(one is None for one in there):
            return State(did, [index for index, one in enumerate(there, 1) if one is None], False)
    _finish(folder, kept)
    return State(did, [], True)


def _alone(folder: Path, kept: Kept) -> State:
    """The file of one trustee, who is needed; or a look whether the one that is there is theirs."""
    there, its = folder / DONE, kept.place.group
    secret = keys.secret_of(kept.seed, its)
    if not there.exists():
        there.write_bytes(trustees.alone([keys.public_key(its, secret)]))
        return State([KEY], [], True)
    if trustees.read_trustees(there.read_bytes(), its).keys != [its.secret_power(its.generator, secret)]:
        raise no(Rule.TRUSTEE, DONE)
    return State([], [], True)


def _made(folder: Path, kept: Kept, step: str) -> Any:
    """What this trustee puts into the folder at that step."""
    if step == CERTIFICATE:
        return ceremony.certificate(kept.place, kept.seed)
    certs = _all(folder, CERTIFICATE, kept.size)
    if step == POLYNOMIAL:
        return ceremony.polynomial(kept.place, kept.seed, certs)
    came = ceremony.passed_on(_all(folder, POLYNOMIAL, kept.size), kept.index)
    return ceremony.share(kept.place, kept.seed, certs, came)[1]


def _finish(folder: Path, kept: Kept) -> None:
    """The file of trustees, or a look whether the one that is there is this."""
    public = [plain.picked(one, "public_key")[0] for one in _all(folder, KEY, kept.size)]
    certs, polynomials = (_all(folder, step, kept.size) for step in (CERTIFICATE, POLYNOMIAL))
    raw = trustees.shared(ceremony.parameters(kept.place, certs, polynomials, public))
    there = folder / DONE
    if there.exists() and there.read_bytes() != raw:
        raise no(Rule.THRESHOLD, DONE)
    there.write_bytes(raw)


def secret_of(folder: Path, kept: Kept) -> int:
    """The trustee's secret share, from the folder and the seed. Rejected if the ceremony has not come so far."""
    if kept.size == 1:
        return keys.secret_of(kept.seed, kept.place.group)
    own = _all(folder, KEY, kept.size)[kept.index - 1]
    if own is None:
        raise no(Rule.THRESHOLD, KEY)
    (private,) = plain.picked(own, "private_key")
    return ceremony.secret_share(kept.place.group, kept.seed, private)


def _file(folder: Path, step: str, index: int) -> Path:
    return folder / f"{step}-{index}.json"


def _all(folder: Path, step: str, size: int) -> Sequence[Any]:
    """What each trustee has put there; None for whom has not yet."""
    files = [_file(folder, step, index) for index in range(1, size + 1)]
    return [plain.read(file.read_bytes()) if file.exists() else None for file in files]


def _put(file: Path, value: Any) -> None:
    """Whole or not at all: somebody may pull the stick."""
    beside = file.with_name(f"{file.name}.part")
    beside.write_bytes(plain.written(value))
    beside.replace(file)
