"""What the calendar does by itself: acceptance by lapse of time, moved dates, reminders; and nothing twice."""

from datetime import date

import pytest

from changren.base.clock.models import CalendarDay
from changren.base.minutes.models import Entry
from changren.casework import acts, queries
from changren.casework.acts.clockwork import tick
from changren.casework.models import Assignment, Case
from changren.organisation.acts import mark_day, strike_day
from tests.casework.conftest import (
    ON,
    answered,
    assigned,
    everything,
    followed,
    handling,
    opened,
    part,
    told,
)
from tests.world import at


@pytest.fixture
def ticks(clockwork):
    """`ticks("2010-04-14 06:00")`: the names of the acts that the clock does at that moment."""

    def at_moment(text):
        before = Entry.objects.count()
        list(tick(by=clockwork, on=at(text)))
        return [entry.act.split(".")[1] for entry in Entry.objects.order_by("number")[before:]]

    return at_moment


def due(case):
    case.refresh_from_db()
    return case.answer_due


def rest(world, day, kind="rest"):
    return mark_day(world.level, by=world.officer, on=ON, day=date.fromisoformat(day), kind=kind, reason="台风停工")


# accepted by lapse of time


def test_tick_accepts_the_day_after_the_last_day_to_return(here, ticks):
    case = assigned(here)
    assert ticks("2010-04-13 23:00") == []
    assert ticks("2010-04-14 00:10") == ["deem_accepted"]
    case.refresh_from_db()
    assert case.state == "handling"


def test_tick_twice_does_nothing_more(here, world, ticks):
    case = handling(here)
    rest(world, "2010-07-01")
    assert ticks("2010-06-28 06:00") == ["move_date", "apply_day", "remind"]
    before = everything()
    assert ticks("2010-06-28 06:00") == []
    assert (everything() == before, due(case)) == (True, date(2010, 7, 2))


# moved dates


def test_tick_moves_the_date_when_the_calendar_changes_and_the_history_says_so(here, world, lead, ticks):
    case = handling(here)
    rest(world, "2010-07-01")
    assert ticks("2010-04-02 06:00") == ["move_date", "apply_day"]
    assert due(case) == date(2010, 7, 2)
    sheet = queries.sheet(case, by=lead, on=at("2010-04-02 09:00"))
    assert sheet.history[-1].sentence == "The calendar changed: “this matter” is now due 2010-07-02"
    assert Entry.objects.get(act="organisation.apply_day").kept == {"day": "2010-07-01", "moved": 1}


def test_tick_moves_it_back_when_the_day_is_struck_out(here, world, ticks):
    case, day = handling(here), rest(world, "2010-07-01")
    ticks("2010-04-02 06:00")
    strike_day(day, by=world.officer, on=ON)
    assert (ticks("2010-04-03 06:00"), due(case)) == (["move_date", "apply_day"], date(2010, 7, 1))


def test_tick_moves_the_last_day_to_return(here, world, ticks):
    case = assigned(here)
    rest(world, "2010-04-09")
    assert ticks("2010-04-02 06:00") == ["move_window", "apply_day"]
    assert part(case, here.units["station"]).due_on == date(2010, 4, 14)
    assert ticks("2010-04-14 06:00") == []


def test_tick_leaves_alone_what_the_day_does_not_touch(here, world, ticks):
    cases = [handling(here), opened(here, serial="2010-提案-002")]
    rest(world, "2010-04-21")
    assert ticks("2010-04-02 06:00") == ["apply_day"]
    assert [due(case) for case in cases] == [date(2010, 7, 1), None]


def test_tick_leaves_alone_what_is_answered_followed_or_stands(here, world, clerk, ticks):
    handed = (answered(here), followed(here), acts.stop_clock(handling(here), by=clerk, on=ON, reason="x"))
    rest(world, "2010-07-01")
    assert ticks("2010-04-02 06:00") == ["apply_day"]
    assert [due(case) for case in handed] == [None] * 3


def test_tick_moves_the_cases_of_every_township(here, there, world, ticks):
    cases = [handling(here), handling(there)]
    rest(world, "2010-07-01")
    assert ticks("2010-04-02 06:00") == ["move_date", "move_date", "apply_day"]
    assert [due(case) for case in cases] == [date(2010, 7, 2)] * 2
    assert CalendarDay.objects.filter(applied_at=None).count() == 0


# reminders


def test_tick_reminds_before_on_and_after_the_day_once_each(here, ticks):
    case = handling(here)
    days = ("23", "24", "25", "30")
    assert [ticks(f"2010-06-{day} 06:00") for day in days] == [[], ["remind"], [], []]
    assert told("remind") == "The lead unit was reminded of “IT”, due 2010-07-01"
    assert [ticks(f"2010-07-0{day} 06:00") for day in (1, 2, 3)] == [["remind"], ["remind"], []]
    assert Case.objects.get(pk=case.pk).reminded == "overdue"


def test_tick_reminds_of_a_promise(here, ticks):
    followed(here)
    assert [ticks(f"2010-12-{day} 06:00") for day in (10, 13, 20, 21)] == [[], ["remind"], ["remind"], ["remind"]]
    assert told("remind") == "The lead unit was reminded of “IT”, due 2010-12-20"


def test_tick_reminds_of_nothing_while_the_clock_stands(here, clerk, ticks):
    acts.stop_clock(handling(here), by=clerk, on=ON, reason="等待上级决定")
    assert ticks("2010-07-02 06:00") == []


# which districts


def test_districts_due_are_those_with_something_to_do(here, elsewhere, world, clockwork):
    code = here.township.district_id
    assert queries.districts_due(date(2010, 4, 1)) == set()
    assigned(here)
    assert [queries.districts_due(date(2010, 4, day)) for day in (13, 14)] == [set(), {code}]
    Assignment.objects.update(state="accepted")
    Case.objects.update(state="handling")
    assert [queries.districts_due(date(2010, month, 1)) for month in (4, 6)] == [set(), {code}]
    Case.objects.update(reminded="overdue")
    assert queries.districts_due(date(2010, 8, 1)) == set()
    rest(world, "2010-09-01")
    assert queries.districts_due(date(2010, 4, 1)) == {code}
