"""What the calendar does to cases: acceptance by lapse of time, moved dates, reminders."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from changren.base.acts import performed
from changren.base.clock.models import CalendarDay
from changren.base.clock.now import day_of
from changren.casework import queries
from changren.casework.acts.assigning import deem_accepted, move_window
from changren.casework.acts.timing import move_date, remind
from changren.organisation.acts import apply_day


def tick(*, by: Any, on: datetime) -> Iterator[Any]:
    """Do what is due in this district, and yield each object it was done to. Doing it twice does nothing more."""
    changed = list(CalendarDay.objects.filter(applied_at=None))
    if changed:
        moves = [(move_window, *one) for one in queries.moved_windows()] + [
            (move_date, *one) for one in queries.moved_dates()
        ]
        moved = [it for move, one, due in moves for it in performed(move, one, by=by, on=on, due=due)]
        yield from moved
        for day in changed:
            yield from performed(apply_day, day, by=by, on=on, moved=len(moved))
    for case in queries.past_return_window(day_of(on)):
        yield from performed(deem_accepted, case, by=by, on=on)
    for case, step in queries.reminders(day_of(on)):
        yield from performed(remind, case, by=by, on=on, step=step)
