"""A subgroup of prime order of the integers modulo a prime, by GMP.

Measured (benchmarks/ballots.py, and by hand): a table of ten bits makes the power of a fixed base seven times cheaper
than `powmod`; three powers of one element that share their squarings cost two thirds of three calls.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from gmpy2 import invert, mpz, powmod, powmod_sec

from changren.ballots.protocol.groups.base import Element, Group, Power
from changren.ballots.protocol.rules import Rule, no

NUMBER = re.compile(r"0|[1-9][0-9]*", re.ASCII)
ODD = re.compile("1.{0,3}")  # a window of bits, the lowest first
SHARED = 3  # exponents of one element from which on they share its squarings
WIDE, NARROW = 10, 4  # bits of a window: of a table that is kept, and of one that serves one element

BELENIOS_2048 = (  # p, q, g: section 5.1 of the specification
    mpz(
        "20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633"
        "13807895840496005438963628979639303877390572280360597374942767137677761889858987273586504908116709931053586778"
        "09800307904916540637771737641986785272734744763418356000356983051931442845617019110007867373073335641239717328"
        "97913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366"
        "14949100292344434637322214588410058642105024212036543356120132048111885240873107701415166620016231317716937218"
        "9248078507711827842317498073276598828825169183103125680162072880719"
    ),
    mpz("78571733251071885079927659812671450121821421258408794611510081919805623223441"),
    mpz(
        "24023526775018522092276877035323999327122876573783649165100753187876632741463532193202856761552696787996946682"
        "98749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661"
        "21505579709716201616827031288643245666383486363578210615491841998253431518974065818686865115135857641013888221"
        "53960160432288436039309893336627728484065931384060102316750957637779826651036068224066350766977640253462537730"
        "85133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639"
        "858334115700568353695553423781475582491896050296680037745308460627"
    ),
)
HALVES = {format(odd, "b")[::-1].ljust(length, "0"): odd >> 1 for odd in range(1, 16, 2) for length in range(1, 5)}


class Integers(Group):
    """The subgroup of order q that g generates, modulo p."""

    def __init__(self, name: str, p: mpz, q: mpz, g: mpz) -> None:
        self.name, self.modulus, self.order, self.generator, self.one = name, p, q, g, mpz(1)
        self._most = len(p.digits())

    def read(self, text: str) -> Element:
        """See Group. A number in decimal, below the modulus."""
        if len(text) <= self._most and NUMBER.fullmatch(text) and (number := mpz(text)) < self.modulus:
            return number
        raise no(Rule.NUMBER, text[:40])

    def text(self, element: Element) -> str:
        """See Group."""
        return str(element.digits())

    def contains(self, element: Element) -> bool:
        """See Group. 0 is none: no power of it is 1."""
        return bool(powmod(element, self.order, self.modulus) == 1)

    def times(self, one: Element, other: Element) -> Element:
        """See Group."""
        return one * other % self.modulus

    def inverse(self, element: Element) -> Element:
        """See Group."""
        return invert(element, self.modulus)

    def power(self, element: Element, exponent: int) -> Element:
        """See Group."""
        return powmod(element, exponent % self.order, self.modulus)

    def secret_power(self, element: Element, exponent: int) -> Element:
        """See Group. GMP asks for an exponent above zero; the order itself does the same as zero."""
        return powmod_sec(element, mpz(exponent) % self.order or self.order, self.modulus)

    def powers_of(self, base: Element) -> Power:
        """See Group. One row for each window of the exponent, so that a power is one product for each row."""
        p, q, mask = self.modulus, self.order, (1 << WIDE) - 1
        rows, start = [], base
        for _row in range(-(-q.bit_length() // WIDE)):
            row = [self.one]
            for _n in range(mask):
                row.append(row[-1] * start % p)
            rows.append(row)
            start = row[-1] * start % p

        def power(exponent: int) -> Element:
            left, product = int(exponent % q), self.one
            for row in rows:
                product = product * row[left & mask] % p
                left >>= WIDE
            return product

        return power

    def known_powers(self, element: Element, exponents: Sequence[int]) -> list[Element] | None:
        """See Group. The squarings are shared, also with the look at the order."""
        if element == 0:
            return None
        steps = self._steps(element)
        if _gathered(steps, self._order_windows, self.modulus) != 1:
            return None
        return [_gathered(steps, _windows(mpz(exponent) % self.order), self.modulus) for exponent in exponents]

    def powers(self, element: Element, exponents: Sequence[int]) -> list[Element]:
        """See Group. From three on it is cheaper to share the squarings."""
        if len(exponents) < SHARED:
            return super().powers(element, exponents)
        steps = self._steps(element)
        return [_gathered(steps, _windows(mpz(exponent) % self.order), self.modulus) for exponent in exponents]

    def _steps(self, element: Element) -> list[Element]:
        """The element to every power of two that an exponent can have."""
        p, steps, step = self.modulus, [element], element
        for _n in range(self.order.bit_length() - 1):
            step = step * step % p
            steps.append(step)
        return steps

    @cached_property
    def _order_windows(self) -> list[tuple[int, int]]:
        return _windows(self.order)


def _windows(exponent: mpz) -> list[tuple[int, int]]:
    """The odd numbers of four bits of which the exponent is made: where each begins, and half of what it is."""
    lowest_first = exponent.digits(2)[::-1]
    return [(one.start(), HALVES[one.group()]) for one in ODD.finditer(lowest_first)]


def _gathered(steps: list[Element], windows: list[tuple[int, int]], modulus: mpz) -> Element:
    """The product of each step to the power of its window (Yao 1976): the steps of one number k first, s[k] together.

    Then the product of s[k] to the power 2k + 1 is that to the power k, squared, times all.
    """
    shelves: list[Element | None] = [None] * (1 << NARROW - 1)
    for place, half in windows:
        there = shelves[half]
        shelves[half] = steps[place] if there is None else there * steps[place] % modulus
    running = product = mpz(1)
    for there in reversed(shelves[1:]):
        if there is not None:
            running = running * there % modulus
        product = product * running % modulus
    product = product * product % modulus * running % modulus
    return product if shelves[0] is None else product * shelves[0] % modulus
