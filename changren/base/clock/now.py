"""The only place that asks what time it is. Acts are given the moment; they never ask."""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def _real() -> datetime:
    return timezone.now()


_source: Callable[[], datetime] = _real


def now() -> datetime:
    """This moment, with its time zone. In the example district the year is 2010 (see `begin_at`)."""
    return _source()


def today() -> date:
    """Today's date where the district is."""
    return day_of(now())


def begin_at(moment: datetime, since: datetime) -> None:
    """Let the clock show `moment` at the real moment `since`, and run from there. Example mode only."""
    if not settings.EXAMPLE:
        raise RuntimeError("only the example district has a clock of its own")
    follow(lambda: moment + (_real() - since))


def follow(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source`; None: from the machine."""
    global _source
    _source = source or _real


def day_of(moment: datetime) -> date:
    """The date of a moment where the district is."""
    return timezone.localdate(moment)
