"""Which days are worked in China: weekends, public holidays, make-up workdays (调休), and local records.

Holidays come from the `holidays` package, which follows the State Council's yearly notice. The notice for a
year comes out about November of the year before; until the package has it, dates in that year are provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from changren.base.clock.models import CalendarDay

SATURDAY = 5


@cache
def national(year: int, language: str) -> Any:
    """The `holidays` calendar of one year, its names in "zh_CN" or "en_US"."""
    from holidays import country_holidays  # 0.2 s to import: only when a date is computed

    return country_holidays("CN", years=year, language=language)


@dataclass(frozen=True)
class Calendar:
    """A district's calendar. `local` maps a day to its record; it wins over the national one."""

    local: Mapping[date, CalendarDay] = field(default_factory=dict)
    saturday = SATURDAY

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        if day in self.local:
            return self.local[day].kind == CalendarDay.Kind.WORK
        return bool(national(day.year, "zh_CN").is_working_day(day))

    def why(self, day: date) -> str:
        """Why the day is what it is: the local reason, the holiday's name, a make-up workday, or its weekday."""
        if day in self.local:
            return self.local[day].reason
        language = "zh_CN" if (get_language() or "zh").startswith("zh") else "en_US"
        holiday = national(day.year, language).get(day)
        if holiday:
            return str(holiday)
        if day.weekday() < SATURDAY:
            return _("weekday")
        return _("make-up workday") if self.is_working(day) else _("weekend")

    def is_plain(self, day: date) -> bool:
        """Whether the day is what its weekday says: no holiday, no make-up, no local record."""
        return day not in self.local and day not in national(day.year, "zh_CN")

    def is_settled(self, year: int) -> bool:
        """Whether the year's make-up workdays are known; before that its dates are provisional."""
        entered = {day for day, record in self.local.items() if record.kind == CalendarDay.Kind.WORK}
        return any(day.year == year for day in national(year, "zh_CN").weekend_workdays | entered)

    def next_working(self, day: date) -> date:
        """`day` if it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


def calendar_of_district() -> Calendar:
    """The calendar of the district we are in. One query."""
    return Calendar({record.day: record for record in CalendarDay.objects.filter(is_struck=False)})
