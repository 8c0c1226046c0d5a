"""A stretch of days that figures are asked for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both days included, as seen on the day `seen_on` (by default, its end).

    What is overdue depends on the day one looks; what happened in the period does not.
    """

    start: date
    end: date
    seen_on: date | None = None

    @classmethod
    def year(cls, year: int, seen_on: date | None = None) -> "Period":
        """One calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), seen_on)

    @property
    def today(self) -> date:
        """The day from which it is seen, never after its end."""
        return min(self.seen_on or self.end, self.end)

    def covers(self, day: date | None) -> bool:
        """Whether `day` lies in it; no day lies in none."""
        return day is not None and self.start <= day <= self.end
