"""What a key in parts looks like to everybody (Pedersen 1991), in the layout that Belenios 2.5.1 and 3.0 strengthened.

The layout makes each trustee sign all certificates, so that a server cannot show different ones to different trustees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from changren.ballots.protocol.channel import is_signed, opened
from changren.ballots.protocol.groups import Element, Group
from changren.ballots.protocol.keys import checked_key
from changren.ballots.protocol.plain import a_list, a_text, an_integer, picked, read, written
from changren.ballots.protocol.rules import Rejected, Rule, no

MOST = 100  # trustees who share one key


@dataclass(frozen=True)
class Certificate:
    """The two public keys of a trustee, signed by the first; with what the ceremony is about, in the newer layout."""

    context: dict[str, Any] | None
    verification: Element
    encryption: Element

    @classmethod
    def of(cls, value: Any, group: Group) -> "Certificate":
        """The certificate of a signed message. Rejected if a key is no member, or it did not sign the message."""
        (message,) = picked(value, "message")
        told = picked_message(message)
        verification, encryption = (group.read(a_text(one)) for one in picked(told, "verification", "encryption"))
        for key in (verification, encryption):
            if key == group.one or not group.contains(key):
                raise no(Rule.MEMBER, "certificate")
        opened(group, value, verification)
        return cls(told.get("context"), verification, encryption)


def picked_message(message: Any) -> dict[str, Any]:
    """The object within a signed message, before one knows whose it is."""
    value = read(a_text(message).encode())
    if not isinstance(value, dict):
        raise no(Rule.JSON, "message")
    return value


def context(group: Group, size: int, needed: int, index: int) -> dict[str, Any]:
    """What a trustee's certificate is about: the group, how many trustees, how many are needed, which one, from 1."""
    return {"group": group.name, "size": size, "threshold": needed, "index": index}


def certificates(values: Any, group: Group, needed: int | None) -> list[Certificate]:
    """All certificates, in order. needed: what each must say; None if they were made before 2.5.1 and say nothing.

    Rejected if one is not signed or says something else, or if two trustees have a key in common.
    """
    given = a_list(values)
    if not 0 < len(given) <= MOST:
        raise no(Rule.THRESHOLD, "certs")
    made = [_certificate(value, group) for value in given]
    for index, one in enumerate(made, 1):
        if one.context != (None if needed is None else context(group, len(made), needed, index)):
            raise no(Rule.THRESHOLD, f"context {index}")
    keys = {group.text(key) for one in made for key in (one.verification, one.encryption)}
    if len(keys) != 2 * len(made):
        raise no(Rule.TRUSTEES_DIFFER)
    return made


def _certificate(value: Any, group: Group) -> Certificate:
    try:
        return Certificate.of(value, group)
    except Rejected as why:
        raise no(Rule.THRESHOLD, "certs") if why.rule is Rule.CHANNEL else why from why


def commitments(value: Any, sender: Element, group: Group) -> list[Element]:
    """The powers of the generator that a trustee's polynomial is bound to. Rejected if they are not signed."""
    try:
        (given,) = picked(opened(group, value, sender), "coefexps")
    except Rejected as why:
        raise no(Rule.THRESHOLD, "coefexps") from why
    made = [group.read(a_text(one)) for one in a_list(given)]
    if not all(map(group.contains, made)):
        raise no(Rule.MEMBER, "coefexps")
    return made


def what_all_saw(certs: Any, coefficients: Sequence[Element], group: Group) -> str:
    """What each trustee signs: all certificates, and their own commitments."""
    told = {"certs": certs, "coefexps": [group.text(one) for one in coefficients]}
    return f"certs_sig|{written(told).decode()}"


def at(coefficients: Sequence[Element], index: int, group: Group) -> Element:
    """The generator to the power of the polynomial's value there, from the commitments to its coefficients."""
    return group.product(
        group.power(one, pow(index, degree, int(group.order))) for degree, one in enumerate(coefficients)
    )


def share_key(all_coefficients: Sequence[Sequence[Element]], index: int, group: Group) -> Element:
    """The public key of the share of the trustee with this number."""
    return group.product(at(one, index, group) for one in all_coefficients)


def verified(value: Any, group: Group, *, plain_layout: bool) -> tuple[list[Element], int, Element]:
    """The public keys of the shares, how many are needed, and the key that they share. Rejected if they do not fit."""
    needed, certs, given, keys = picked(value, "threshold", "certs", "coefexps", "verification_keys")
    signatures = value.get("signatures")
    old = plain_layout and signatures is None
    size = len(a_list(certs))
    if not 1 <= an_integer(needed, 1) <= size or {len(a_list(given)), len(a_list(keys))} != {size}:
        raise no(Rule.THRESHOLD, f"{needed} of {size}")
    made = certificates(certs, group, None if old else needed)
    coefficients = [commitments(one, cert.verification, group) for one, cert in zip(given, made, strict=True)]
    if any(len(one) != needed for one in coefficients):
        raise no(Rule.THRESHOLD, "coefexps")
    if not old:
        _check_signatures(certs, coefficients, made, signatures, group)
    shares = [checked_share(group, key, share_key(coefficients, index, group)) for index, key in enumerate(keys, 1)]
    if not old:
        for key, cert in zip(keys, made, strict=True):
            check_key_signed(key, cert, group)
    return shares, needed, group.product(one[0] for one in coefficients)


def checked_share(group: Group, value: Any, expected: Element) -> Element:
    """The public key of a share, if it is proved and is the one that everybody's commitments give."""
    try:
        key = checked_key(group, value)
    except Rejected as why:
        raise no(Rule.TRUSTEE, "verification_keys") from why
    if key != expected:
        raise no(Rule.THRESHOLD, "verification_keys")
    return key


def _check_signatures(certs: Any, coefficients: Any, made: list[Certificate], signatures: Any, group: Group) -> None:
    given = a_list(signatures, len(made), Rule.THRESHOLD)
    for own, cert, signature in zip(coefficients, made, given, strict=True):
        if not is_signed(group, cert.verification, what_all_saw(certs, own, group), signature):
            raise no(Rule.THRESHOLD, "signatures")


def check_key_signed(key: Any, cert: Certificate, group: Group) -> None:
    """Rejected if the trustee with that certificate did not sign the public key of their share."""
    if "signature" not in key or not is_signed(group, cert.verification, key["public_key"], key["signature"]):
        raise no(Rule.THRESHOLD, "verification_keys: signature")
