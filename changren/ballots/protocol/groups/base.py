"""What the protocol asks of a group of prime order, written multiplicatively."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any

Element = Any  # of a group: an integer, or the bytes of a point
Power = Callable[[int], Element]  # an exponent to the element it gives


class Group(ABC):
    """A group of prime order `order` with generator `generator`; `one` is its neutral element.

    Exponents may be any integer; they count modulo the order. Elements that come from outside are read by `read` and
    must pass `contains` (or `known_powers`, which looks on the way) before anything else is done with them.
    """

    name: str
    order: int
    generator: Element
    one: Element

    @abstractmethod
    def read(self, text: str) -> Element:
        """The element of its only text. Rejected (Rule.NUMBER) if the text is not exactly what `text` writes."""

    @abstractmethod
    def text(self, element: Element) -> str:
        """The text of an element, as it stands in files and in what is hashed."""

    @abstractmethod
    def contains(self, element: Element) -> bool:
        """Whether what was read is a member of the group."""

    @abstractmethod
    def times(self, one: Element, other: Element) -> Element:
        """The product."""

    @abstractmethod
    def inverse(self, element: Element) -> Element:
        """The element by which the product is `one`."""

    @abstractmethod
    def power(self, element: Element, exponent: int) -> Element:
        """The power, of exponents that are public."""

    @abstractmethod
    def secret_power(self, element: Element, exponent: int) -> Element:
        """The power in a time that does not depend on the exponent, as far as the library beneath can."""

    @abstractmethod
    def powers_of(self, base: Element) -> Power:
        """The powers of one base of which many will be asked, from a table."""

    def powers(self, element: Element, exponents: Sequence[int]) -> list[Element]:
        """The element, which is a member, to each exponent."""
        return [self.power(element, one) for one in exponents]

    @abstractmethod
    def known_powers(self, element: Element, exponents: Sequence[int]) -> list[Element] | None:
        """The element to each exponent; None if it is no member. Cheaper than asking one after the other."""

    def product(self, elements: Iterable[Element]) -> Element:
        """The product of any number of elements."""
        return reduce(self.times, elements, self.one)
