"""Ed25519 as Belenios 2.1 and later write it, by libsodium.

A point is written as 64 lower-case hex digits, big-endian: the bytes of RFC 8032 backwards.
"""

import re
from collections.abc import Sequence

from nacl import bindings as sodium

from changren.ballots.protocol.groups.base import Element, Group, Power
from changren.ballots.protocol.rules import Rule, no

POINT = re.compile(r"[0-9a-f]{64}", re.ASCII)
NEUTRAL = (1).to_bytes(32, "little")


class Ed25519(Group):
    """The subgroup of prime order of the curve of RFC 8032. libsodium refuses zero and its results: see `power`."""

    name = "Ed25519"
    order = 2**252 + 27742317777372353535851937790883648493
    one = NEUTRAL
    generator = bytes.fromhex("58" + "66" * 31)

    def read(self, text: str) -> Element:
        """See Group."""
        if POINT.fullmatch(text):
            return bytes.fromhex(text)[::-1]
        raise no(Rule.NUMBER, text[:40])

    def text(self, element: Element) -> str:
        """See Group."""
        return str(element[::-1].hex())

    def contains(self, element: Element) -> bool:
        """See Group. libsodium takes no neutral element for valid; the group has it."""
        return bool(element == NEUTRAL or sodium.crypto_core_ed25519_is_valid_point(element))

    def times(self, one: Element, other: Element) -> Element:
        """See Group."""
        return sodium.crypto_core_ed25519_add(one, other)

    def inverse(self, element: Element) -> Element:
        """See Group."""
        return sodium.crypto_core_ed25519_sub(NEUTRAL, element)

    def power(self, element: Element, exponent: int) -> Element:
        """See Group."""
        left = int(exponent % self.order)
        if left == 0 or element == NEUTRAL:
            return NEUTRAL
        return sodium.crypto_scalarmult_ed25519_noclamp(left.to_bytes(32, "little"), element)

    def secret_power(self, element: Element, exponent: int) -> Element:
        """See Group: libsodium's multiplication does not depend on the exponent."""
        return self.power(element, exponent)

    def powers_of(self, base: Element) -> Power:
        """See Group. libsodium has a table of the generator; other bases are multiplied as any element."""
        if base != self.generator:
            return lambda exponent: self.power(base, exponent)

        def power(exponent: int) -> Element:
            left = int(exponent % self.order)
            return sodium.crypto_scalarmult_ed25519_base_noclamp(left.to_bytes(32, "little")) if left else NEUTRAL

        return power

    def known_powers(self, element: Element, exponents: Sequence[int]) -> list[Element] | None:
        """See Group."""
        return [self.power(element, one) for one in exponents] if self.contains(element) else None
