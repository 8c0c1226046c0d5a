"""What whoever passes the trustees' messages on looks at first. It needs no secret, and nothing wrong gets by.

The trustees check all of it again on their own devices (`ceremony`); here the one who is wrong is told at once.
"""

from collections.abc import Sequence
from typing import Any

from changren.ballots.protocol.ceremony import Place
from changren.ballots.protocol.channel import is_signed
from changren.ballots.protocol.plain import a_list, picked
from changren.ballots.protocol.rules import Rule, no
from changren.ballots.protocol.threshold import (
    Certificate,
    certificates,
    check_key_signed,
    checked_share,
    commitments,
    context,
    share_key,
    what_all_saw,
)


def check_certificate(place: Place, value: Any) -> None:
    """Step 1: it is signed, and about this ceremony and this trustee's place in it."""
    its = place.group
    if Certificate.of(value, its).context != context(its, place.size, place.needed, place.index):
        raise no(Rule.THRESHOLD, f"context {place.index}")


def check_polynomial(place: Place, value: Any, certs: Sequence[Any]) -> None:
    """Step 3: commitments of the right number, signed together with the certificates that everybody sees."""
    its, own = place.group, certificates(list(certs), place.group, place.needed)[place.index - 1]
    _mine, letters, bound, signature = picked(value, "polynomial", "secrets", "coefexps", "signature")
    a_list(letters, place.size, Rule.THRESHOLD)
    coefficients = commitments(bound, own.verification, its)
    signed = is_signed(its, own.verification, what_all_saw(list(certs), coefficients, its), signature)
    if len(coefficients) != place.needed or not signed:
        raise no(Rule.THRESHOLD, "signatures")


def check_key(place: Place, value: Any, certs: Sequence[Any], polynomials: Sequence[Any]) -> None:
    """Step 5: the public key is the one that all commitments give, proved and signed."""
    its, made = place.group, certificates(list(certs), place.group, place.needed)
    _private, key = picked(value, "private_key", "public_key")
    bound = [picked(one, "coefexps")[0] for one in polynomials]
    coefficients = [commitments(one, cert.verification, its) for one, cert in zip(bound, made, strict=True)]
    checked_share(its, key, share_key(coefficients, place.index, its))
    check_key_signed(key, made[place.index - 1], its)
