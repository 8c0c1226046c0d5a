"""Whether a vote passed: by the fraction, the comparator and the base of its provision. Plain functions of numbers.

Who is present and does not press is counted as that, the fourth count beside for, against and abstaining (art. 7).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from changren.base.figures import Rate

DUE, PRESENT, CAST, VALID = "should_attend", "present", "cast", "valid"


@dataclass(frozen=True)
class Counted:
    """What was counted of one question, with the number of those due."""

    in_favour: int
    against: int
    abstained: int
    not_pressed: int
    due: int

    @property
    def cast(self) -> int:
        """Who answered."""
        return self.valid + self.abstained

    @property
    def valid(self) -> int:
        """Who was for or against."""
        return self.in_favour + self.against

    @property
    def present(self) -> int:
        """Who might answer."""
        return self.cast + self.not_pressed

    def of(self, base: str) -> int:
        """The number by which the votes in favour are divided."""
        return {DUE: self.due, PRESENT: self.present, CAST: self.cast, VALID: self.valid}[base]


@dataclass(frozen=True)
class Outcome:
    """Whether it passed, and what was divided by what. need: the provision. base: DUE, PRESENT, CAST or VALID."""

    counted: Counted
    need: Any
    base: str

    in_data = ("passed", "whole", "base", "need")

    @property
    def whole(self) -> int:
        """By how many the votes in favour are divided."""
        return self.counted.of(self.base)

    @property
    def passed(self) -> bool:
        """With nothing to divide by, nothing passes."""
        return self.whole > 0 and bool(self.need.is_met_by(self.counted.in_favour, self.whole))


def outcome(counted: Counted, need: Any, base: Any = None) -> Outcome:
    """Decide one question. base: the provision that chooses the base, where `need` leaves it open."""
    return Outcome(counted, need, base.value if base is not None else need.base)


def outcomes(questions: list[Counted], need: Any, base: Any = None) -> list[Outcome]:
    """Decide each of several questions; voted on together they have the same counts, and so the same outcome."""
    return [outcome(one, need, base) for one in questions]


def formula(it: Outcome, *, digits: int, rounding: str) -> str:
    """How it was decided, in words: the votes, the base, the share as it is printed here, and what was needed."""
    bases = {
        DUE: _("delegates who should attend"), PRESENT: _("delegates present"), CAST: _("delegates who voted"),
        VALID: _("delegates for or against"),
    }  # fmt: skip
    share = Rate(it.counted.in_favour, it.whole, rounding, digits)
    return _("{n} in favour ÷ {whole} {base} = {percent}; {need} is needed.").format(
        n=it.counted.in_favour, whole=it.whole, base=bases[it.base], percent=share.percent or "—", need=it.need.shown
    )
