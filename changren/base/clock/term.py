"""Lengths of time, and how they are added to a date."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.utils.translation import ngettext

from changren.base.clock.calendar import Calendar

YEAR = 12  # months


class Unit(Enum):
    """In what a term is counted."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True)
class Term:
    """A length of time such as 7 working days or 3 months."""

    n: int
    unit: Unit

    def __str__(self) -> str:
        if self.unit is Unit.MONTHS:
            return ngettext("{n} month", "{n} months", self.n).format(n=self.n)
        if self.unit is Unit.WORKING_DAYS:
            return ngettext("{n} working day", "{n} working days", self.n).format(n=self.n)
        return ngettext("{n} day", "{n} days", self.n).format(n=self.n)

    def after(self, start: date, calendar: Calendar) -> date:
        """The last day of a term that begins on `start`, that day not counted."""
        if self.unit is Unit.MONTHS:
            return add_months(start, self.n)
        if self.unit is Unit.DAYS:
            return start + timedelta(days=self.n)
        return working_days_after(start, self.n, calendar)


def add_months(start: date, n: int) -> date:
    """The same day n months later, or that month's last day: 30 November and 3 months give 28 February."""
    months = start.year * YEAR + start.month - 1 + n
    year, month = divmod(months, YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def working_days_after(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start`."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= calendar.is_working(day)
    return day


def days_between(start: date, end: date) -> Iterator[date]:
    """The days after `start`, up to and including `end`."""
    while start < end:
        start += timedelta(days=1)
        yield start
