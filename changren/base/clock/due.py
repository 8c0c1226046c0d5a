"""When something is due, and how that date came about, step by step.

The day of the start is not counted. Months end on the same day of the month, or on its last day. Pauses move
the date by their length. Whether a date that falls on a day off moves to the next working day is a rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from changren.base.clock.calendar import Calendar
from changren.base.clock.term import Term, Unit, days_between


@dataclass(frozen=True)
class Pause:
    """The clock stands from `start` until the day before `end`; no `end` while it still stands."""

    start: date
    end: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Extension:
    """A longer term, agreed on `agreed`; `rule` is the provision that allows it."""

    term: Term
    agreed: date
    rule: Any = None


@dataclass(frozen=True)
class Step:
    """One line of the explanation: a sentence with its values, and the provision it rests on, if any."""

    says: str | Promise
    values: dict[str, Any] = field(default_factory=dict)
    rule: Any = None

    def __str__(self) -> str:
        return str(self.says).format_map(self.values)


@dataclass(frozen=True)
class Due:
    """A due date with its explanation. `on` is None while the clock stands still."""

    on: date | None
    steps: tuple[Step, ...]
    provisional: bool = False


def due(
    start: date, term: Term, calendar: Calendar, *, rule: Any = None, pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (), rolls: bool = True, roll_rule: Any = None,
) -> Due:  # fmt: skip
    """The day by which something begun on `start` is due, under `calendar`.

    rule, roll_rule: the provisions to show beside the term and beside the move off a day off.
    rolls: whether a date on a day off moves to the next working day.
    """
    steps = [Step(_("Begun on {day}; that day is not counted."), {"day": start})]
    day = _counted(start, term, calendar, steps, rule)
    for pause in pauses:
        if pause.end is None:
            steps.append(
                Step(_("The clock stands since {day}: {reason}"), {"day": pause.start, "reason": pause.reason})
            )
            return Due(None, tuple(steps))
        day = _moved_by(pause, pause.end, day, term.unit, calendar, steps)
    for one in extensions:
        steps.append(Step(_("Extended by {term}, agreed on {day}."), {"term": one.term, "day": one.agreed}, one.rule))
        day = _counted(day, one.term, calendar, steps, one.rule)
    if rolls and not calendar.is_working(day):
        moved = calendar.next_working(day)
        values = {"day": day, "why": calendar.why(day), "next": moved}
        steps.append(Step(_("{day} is a day off ({why}), so it is due on {next}."), values, roll_rule))
        day = moved
    moves = rolls or Unit.WORKING_DAYS in {term.unit, *(one.term.unit for one in extensions)}
    return Due(day, tuple(steps), provisional=moves and not calendar.is_settled(day.year))


def _counted(start: date, term: Term, calendar: Calendar, steps: list[Step], rule: Any) -> date:
    end = term.after(start, calendar)
    if term.unit is Unit.WORKING_DAYS:
        _tell_days(start, end, calendar, steps)
    steps.append(Step(_("{term} after {start}: {end}."), {"term": term, "start": start, "end": end}, rule))
    return end


def _tell_days(start: date, end: date, calendar: Calendar, steps: list[Step]) -> None:
    """Name what makes these days differ from a plain week; weekends are only counted."""
    weekends = 0
    for day in days_between(start, end):
        is_off, is_weekend = not calendar.is_working(day), day.weekday() >= calendar.saturday
        if is_off and is_weekend and calendar.is_plain(day):
            weekends += 1
        elif is_off:
            steps.append(Step(_("{day} is not worked: {why}."), {"day": day, "why": calendar.why(day)}))
        elif is_weekend:
            steps.append(Step(_("{day} is worked: {why}."), {"day": day, "why": calendar.why(day)}))
    if weekends:
        steps.append(Step(_("Weekend days left out: {n}."), {"n": weekends}))


def _moved_by(pause: Pause, end: date, day: date, unit: Unit, calendar: Calendar, steps: list[Step]) -> date:
    stood = list(days_between(pause.start - timedelta(days=1), end - timedelta(days=1)))
    if unit is Unit.WORKING_DAYS:
        stood = [one for one in stood if calendar.is_working(one)]
    length = Term(len(stood), Unit.WORKING_DAYS if unit is Unit.WORKING_DAYS else Unit.DAYS)
    moved = length.after(day, calendar)
    values = {"start": pause.start, "end": end, "length": length, "day": moved, "reason": pause.reason}
    steps.append(Step(_("Stood from {start} until {end} ({reason}): {length} later, {day}."), values))
    return moved
