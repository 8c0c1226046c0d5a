"""Credentials: who may vote, without anybody knowing who voted what. Only public halves ever reach a server."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.plain import BASE58, a_list, a_text, read, sha256, written
from changren.ballots.protocol.proofs import exponent
from changren.ballots.protocol.rules import Rule, no

PARTS = (5, 6, 5, 6)  # characters between the dashes: 22 of base58, 128 bits
OLD_PARTS = (3, 3, 3, 3, 3)  # before Belenios 2.4: 14 characters and one to check them
OLD_ROUNDS, OLD_CHECK = 1000, 53


def new_credential() -> str:
    """A secret credential, such as "tVwq5-Foa7QA-MfM4K-UeLf6T"."""
    return "-".join("".join(secrets.choice(BASE58) for _n in range(length)) for length in PARTS)


def normal(typed: str) -> str:
    """What somebody typed, with the dashes where they belong: the key depends on them.

    Rejected (Rule.CREDENTIAL) if it cannot be one. The long form has no check digit: whether it is right only its key
    tells, by standing in the list.
    """
    bare = "".join(typed.split()).replace("-", "").replace("—", "")
    parts = next((parts for parts in (PARTS, OLD_PARTS) if sum(parts) == len(bare)), None)
    if parts is None or not set(bare) <= set(BASE58) or (parts is OLD_PARTS and not _checks(bare)):
        raise no(Rule.CREDENTIAL, f"{len(bare)} characters")
    ends = [sum(parts[: n + 1]) for n in range(len(parts))]
    return "-".join(bare[end - length : end] for end, length in zip(ends, parts, strict=True))


def _checks(bare: str) -> bool:
    value = 0
    for character in bare[:-1]:
        value = value * len(BASE58) + BASE58.index(character)
    return (value + BASE58.index(bare[-1])) % OLD_CHECK == 0


def secret_of(credential: str, uuid: str, group: Group) -> int:
    """The secret exponent of a normal credential in the election of that uuid."""
    if len(credential) == sum(OLD_PARTS) + len(OLD_PARTS) - 1:
        derived = hashlib.pbkdf2_hmac("sha256", credential.encode(), uuid.encode(), OLD_ROUNDS, 32)
    else:
        derived = b"".join(sha256(f"derive_credential|{uuid}|{half}|{credential}") for half in (0, 1))
    return int(int.from_bytes(derived) % group.order)


def public_of(credential: str, uuid: str, group: Group) -> Element:
    """The public half, which stands in the list and in the ballot."""
    return group.secret_power(group.generator, secret_of(credential, uuid, group))


@dataclass(frozen=True)
class Roll:
    """The list of public credentials, with the weight of each. raw: its bytes."""

    raw: bytes
    weights: dict[str, int]

    def __len__(self) -> int:
        return len(self.weights)


def roll(publics: Sequence[Element], group: Group) -> Roll:
    """A list, sorted by the credentials themselves, so that it does not tell in which order they were made."""
    return roll_of(written([group.text(one) for one in sorted(publics)]), group)


def roll_of(raw: bytes, group: Group) -> Roll:
    """The list of these bytes. Rejected if one of it is no member, is the neutral element, or stands twice."""
    weights: dict[str, int] = {}
    for line in a_list(read(raw)):
        text, comma, weight = a_text(line).partition(",")
        public = group.read(text)
        if public == group.one or not group.contains(public):
            raise no(Rule.MEMBER, f"credential {len(weights) + 1}")
        if text in weights:
            raise no(Rule.CREDENTIALS, f"{len(weights) + 1}")
        weights[text] = exponent(weight, group) if comma else 1
    if not weights or 0 in weights.values():
        raise no(Rule.CREDENTIALS, len(weights))
    return Roll(raw, weights)
