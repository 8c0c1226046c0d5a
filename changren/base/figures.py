"""Figures that are their records: a number is the length of a list one can open.

Every mechanism answers `figures(organisation, period)` with Figures. The overview counts, adds and links; it
computes nothing that is not in the records, so no figure can disagree with what lies behind it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from uuid import UUID

ROUNDINGS = {"half_up": ROUND_HALF_UP, "truncate": ROUND_DOWN}
HUNDRED = 100


@dataclass(frozen=True)
class Record:
    """One thing that is counted: where, what it is called, where it can be opened, and under which keys it counts.

    keys: such as {"proposals", "proposals.filed"}. group: a field of work, for breakdowns by field.
    """

    township: UUID
    says: str
    url: str
    keys: frozenset[str]
    group: str = ""


class Unreconciled(ArithmeticError):
    """Parts that do not add up to their whole. Always an error of the program, never a rounding."""


@dataclass(frozen=True)
class Figures:
    """The records of one mechanism, or of several, for a period."""

    records: tuple[Record, ...]

    def of(self, key: str, *, township: UUID | None = None, group: str | None = None) -> list[Record]:
        """The records that count under `key`, of one township and one group if these are given."""
        return [
            one for one in self.records
            if key in one.keys and township in (None, one.township) and group in (None, one.group)
        ]  # fmt: skip

    def count(self, key: str, *, township: UUID | None = None, group: str | None = None) -> int:
        """How many there are."""
        return len(self.of(key, township=township, group=group))

    def split(self, whole: str, parts: Iterable[str], *, township: UUID | None = None) -> dict[str, int]:
        """The records of `whole` by the parts they fall into. Unreconciled unless each falls into exactly one."""
        counts = dict.fromkeys(parts, 0)
        for record in self.of(whole, township=township):
            hit = [name for name in counts if name in record.keys]
            if len(hit) != 1:
                raise Unreconciled(f"{record.says!r} counts under {hit or 'none'} of the parts of {whole}")
            counts[hit[0]] += 1
        return counts

    def groups(self, key: str, *, township: UUID | None = None) -> dict[str, int]:
        """How many of each group count under `key`; the groups add up to `count(key)`."""
        found: dict[str, int] = {}
        for record in self.of(key, township=township):
            found[record.group] = found.get(record.group, 0) + 1
        if sum(found.values()) != self.count(key, township=township):
            raise Unreconciled(f"the groups of {key} do not add up")
        return found

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.records + other.records)


@dataclass(frozen=True)
class Rate:
    """A share, printed as its place prints it, with both numbers behind it."""

    part: int
    whole: int
    rounding: str = "half_up"
    digits: int = 2

    @property
    def percent(self) -> str | None:
        """ "80.64%" for 50 of 62 cut off after two digits; None when there is nothing to divide by."""
        if not self.whole:
            return None
        exact = Decimal(HUNDRED * self.part) / Decimal(self.whole)
        return f"{exact.quantize(Decimal(1).scaleb(-self.digits), ROUNDINGS[self.rounding])}%"

    @property
    def fraction(self) -> str:
        return f"{self.part}/{self.whole}"


def split_exactly(whole: int, parts: Mapping[str, int]) -> Mapping[str, int]:
    """The same parts, if they add up to `whole`; Unreconciled otherwise. For figures that came from elsewhere."""
    if sum(parts.values()) != whole:
        raise Unreconciled(f"{' + '.join(map(str, parts.values()))} is not {whole}")
    return parts
