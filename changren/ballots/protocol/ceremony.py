"""The ceremony in which trustees draw a key in parts: what each of them computes, step by step, on their own device.

Six steps, numbered as in Belenios: (1) each publishes a certificate, (2) all look at all of them, (3) each draws a
polynomial and sends every other its value there, (4) a server only passes it on, (5) each checks what came and
publishes the key of their share, (6) everybody puts the public parameters together. A trustee keeps the seed alone.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from changren.ballots.protocol.channel import Identity, is_signed
from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.keys import public_key
from changren.ballots.protocol.plain import a_list, a_text, picked
from changren.ballots.protocol.rules import Rejected, Rule, no
from changren.ballots.protocol.threshold import (
    Certificate,
    at,
    certificates,
    commitments,
    context,
    verified,
    what_all_saw,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A trustee in a ceremony: of how many (`size`), how many are needed, and which one, from 1."""

    group: Group
    size: int
    needed: int
    index: int


def certificate(place: Place, seed: str) -> dict[str, Any]:
    """Step 1: the certificate of a trustee."""
    own = Identity.of(seed, place.group)
    return own.signed({
        "context": context(place.group, place.size, place.needed, place.index),
        "verification": place.group.text(own.verification), "encryption": place.group.text(own.encryption),
    })  # fmt: skip


def seen(place: Place, seed: str, certs: Sequence[Any]) -> list[Certificate]:
    """Step 2: all certificates as this trustee sees them. Rejected if one is wrong, or its own is not in its place."""
    made = certificates(list(certs), place.group, place.needed)
    own = Identity.of(seed, place.group)
    mine = made[place.index - 1] if place.index <= len(made) == place.size else None
    if mine is None or (mine.verification, mine.encryption) != (own.verification, own.encryption):
        raise no(Rule.THRESHOLD, f"certificate {place.index}")
    return made


def polynomial(place: Place, seed: str, certs: Sequence[Any]) -> dict[str, Any]:
    """Step 3: a polynomial is drawn; its value at each other's number goes to them, and commitments to everybody."""
    its, own, made = place.group, Identity.of(seed, place.group), seen(place, seed, certs)
    drawn = [secrets.randbelow(int(its.order)) for _n in range(place.needed)]
    bound = [its.secret_power(its.generator, one) for one in drawn]
    values = [_value(drawn, index, its) for index in range(1, place.size + 1)]
    return {
        "polynomial": own.sent(own.encryption, {"polynomial": [str(one) for one in drawn]}),
        "secrets": [
            own.sent(cert.encryption, {"secret": str(value)}) for cert, value in zip(made, values, strict=True)
        ],
        "coefexps": own.signed({"coefexps": [its.text(one) for one in bound]}),
        "signature": own.signature(what_all_saw(list(certs), bound, its)).plain(),
    }  # fmt: skip


def _value(drawn: Sequence[int], index: int, group: Group) -> int:
    return int(sum(one * index**degree for degree, one in enumerate(drawn)) % group.order)


def passed_on(polynomials: Sequence[Any], index: int) -> dict[str, Any]:
    """Step 4: what the trustee with this number gets of all the polynomials. Needs no secret; a server does it."""
    sent = [picked(one, "polynomial", "secrets", "coefexps", "signature") for one in polynomials]
    if any(len(a_list(letters)) < index for _own, letters, _bound, _signature in sent):
        raise no(Rule.CHANNEL, "secrets")
    return {
        "polynomial": sent[index - 1][0], "secrets": [letters[index - 1] for _own, letters, _bound, _signature in sent],
        "coefexps": [one[2] for one in sent], "signatures": [one[3] for one in sent],
    }  # fmt: skip


def share(place: Place, seed: str, certs: Sequence[Any], came: Any) -> tuple[int, dict[str, Any]]:
    """Step 5: the secret share, and what this trustee publishes. Rejected, naming whose it is, if one is wrong."""
    its, own, made = place.group, Identity.of(seed, place.group), seen(place, seed, certs)
    coefficients = all_seen_alike(place, certs, made, came)
    (letters,) = picked(came, "secrets")
    total = 0
    for index, (letter, cert, bound) in enumerate(
        zip(a_list(letters, place.size, Rule.CHANNEL), made, coefficients, strict=True), 1
    ):
        total += _received(own, letter, cert, at(bound, place.index, its), index)
    total = int(total % its.order)
    key = public_key(its, total)
    key |= {"signature": own.signature(key["public_key"]).plain()}
    return total, {"private_key": own.sent(own.encryption, {"decryption_key": str(total)}), "public_key": key}


def all_seen_alike(place: Place, certs: Sequence[Any], made: Sequence[Certificate], came: Any) -> list[list[Element]]:
    """Everybody's commitments, if everybody signed the certificates that are seen here."""
    bound, signatures = picked(came, "coefexps", "signatures")
    given = list(zip(
        a_list(bound, place.size, Rule.THRESHOLD), a_list(signatures, place.size, Rule.THRESHOLD), made, strict=True
    ))  # fmt: skip
    coefficients = [commitments(one, cert.verification, place.group) for one, _signature, cert in given]
    for own, (_one, signature, cert) in zip(coefficients, given, strict=True):
        text = what_all_saw(list(certs), own, place.group)
        if len(own) != place.needed or not is_signed(place.group, cert.verification, text, signature):
            raise no(Rule.THRESHOLD, "signatures")
    return coefficients


def _received(own: Identity, letter: Any, cert: Certificate, expected: Element, index: int) -> int:
    """A value that the trustee with this number sent."""
    try:
        (text,) = picked(own.received(letter, cert.verification), "secret")
        value = int(a_text(text))
    except (Rejected, ValueError) as why:
        raise Rejected(Rule.CHANNEL, str(why), f"trustee {index}") from why
    if own.group.secret_power(own.group.generator, value) != expected:
        raise Rejected(Rule.THRESHOLD, "secret", f"trustee {index}")
    return value


def parameters(place: Place, certs: Sequence[Any], polynomials: Sequence[Any], keys: Sequence[Any]) -> dict[str, Any]:
    """Step 6: what is published. keys: the public keys of step 5. Rejected if what all have sent does not fit."""
    sent = [picked(one, "coefexps", "signature") for one in polynomials]
    made = {
        "threshold": place.needed, "certs": list(certs), "coefexps": [bound for bound, _signature in sent],
        "signatures": [signature for _bound, signature in sent], "verification_keys": list(keys),
    }  # fmt: skip
    verified(made, place.group, plain_layout=False)
    return made


def secret_share(group: Group, seed: str, private_key: str) -> int:
    """The share that step 5 handed back encrypted, so that the seed alone need be kept.

    Belenios 2.0 wrote it unreduced.
    """
    own = Identity.of(seed, group)
    (text,) = picked(own.received(private_key, own.verification), "decryption_key")
    return int(int(a_text(text)) % group.order)
