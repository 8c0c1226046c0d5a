"""The clock's round: what is due is done, once, in every district, whatever happens in another one."""

import logging
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from changren.base.acts import Refused, no, performed
from changren.base.jobs import KINDS, job, worker
from changren.base.jobs.declaration import each_month
from changren.base.jobs.models import Job
from changren.base.tenancy.scope import district_here, within_district
from changren.site import ticking
from tests.conftest import ELSEWHERE, HERE
from tests.world import at

DAY = at("2010-06-01 06:00")


@pytest.fixture
def due(monkeypatch):
    """`due(room, …)`: these rooms and no others have something to do, in both districts."""

    def rooms(*asked):
        monkeypatch.setattr(ticking, "ROOMS", asked)
        monkeypatch.setattr(ticking, "cases_due", lambda day: {HERE})
        monkeypatch.setattr(ticking, "proposals_due", lambda on: {ELSEWHERE})

    return rooms


def messages(caplog, logger):
    return [record.getMessage() for record in caplog.records if record.name == logger]


def test_round_visits_each_district_where_something_is_due_in_its_own_scope(world, elsewhere, due):
    visited = []

    def room(*, by, on):
        visited.append((district_here(), by.district_id, on))
        yield "one"
        yield "another"

    due(room, room)
    assert ticking.tick(DAY) == 8
    assert visited == [(HERE, HERE, DAY)] * 2 + [(ELSEWHERE, ELSEWHERE, DAY)] * 2


def test_round_does_nothing_where_nothing_is_due(world, elsewhere, monkeypatch):
    def room(*, by, on):
        raise AssertionError("nothing is due here")

    monkeypatch.setattr(ticking, "ROOMS", (room,))
    assert ticking.tick(DAY) == 0


def test_round_asks_for_the_scheduled_jobs_of_each_district_once(world, elsewhere):
    def lists(progress):
        return None

    lists.__module__ = "changren.base.trying"
    kind = job(verb="List", every=each_month)(lists)
    try:
        rounds = [ticking.go_round(DAY) for _round in range(2)]
        asked = Job.every_district.filter(kind=kind.name).values_list("district_id", "key")
        assert (rounds, sorted(asked)) == ([0, 0], [(HERE, "2010-06"), (ELSEWHERE, "2010-06")])
    finally:
        del KINDS[kind.name]


def test_fault_in_one_district_does_not_stop_the_others_and_is_told(world, elsewhere, due):
    done = []

    def room(*, by, on):
        if by.district_id == HERE:
            raise ZeroDivisionError("broken here")
        done.append(by.district_id)
        yield by

    due(room)
    with pytest.raises(ExceptionGroup) as told:
        ticking.tick(DAY)
    assert done == [ELSEWHERE]
    assert [(repr(one), one.__notes__) for one in told.value.exceptions] == [
        ("ZeroDivisionError('broken here')", [f"in district {HERE}"])
    ]


def test_refusal_of_one_thing_holds_up_neither_the_others_nor_the_next_room(world, elsewhere, due, caplog):
    def refused(it, *, by):
        raise Refused(no("somebody was quicker"))

    def done(it, *, by):
        return it

    def room(*, by, on):
        for way in (refused, done, refused, done):
            yield from performed(way, SimpleNamespace(pk=7), by=by)

    refused.name = "rooms.refused"
    due(room, room)
    with caplog.at_level("INFO", "changren.clock"):
        assert ticking.tick(DAY) == 2 * 2 * 2
    assert [(line.act, line.it, line.why) for line in caplog.records] == [
        ("rooms.refused", "7", "somebody was quicker")
    ] * 8


def for_rounds(monkeypatch, outcomes):
    """Let the clock go as many rounds as there are outcomes; an exception among them is raised."""
    left = list(outcomes)

    def tick():
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome

    monkeypatch.setattr(ticking, "go_round", tick)
    monkeypatch.setattr(ticking.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(ticking, "close_old_connections", lambda: None)
    ticking.for_ever(lambda: bool(left))
    assert left == []


def test_clock_says_the_same_trouble_once_and_when_it_is_over(monkeypatch, caplog):
    missing, other = (OperationalError(f"no such table: {name}") for name in ("district", "job"))
    for_rounds(monkeypatch, [missing, missing, missing, other, other, None, None, missing])
    failed, well = "a round of the clock failed; it is tried again", "but now it goes well again"
    assert messages(caplog, "changren.clock") == [
        failed, failed, f"a round of the clock failed, {well}", failed,
    ]  # fmt: skip
    told = [record.exc_info[1] for record in caplog.records if record.levelno == logging.ERROR]
    assert told == [missing, other, missing]


def test_worker_without_its_table_says_so_once_and_waits(monkeypatch, caplog):
    pauses = []

    def no_table():
        raise OperationalError("no such table: base_job")

    monkeypatch.setattr(worker, "do_next", no_table)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.work(lambda: len(pauses) < 5, pauses.append)
    assert messages(caplog, "changren.jobs") == ["a worker stumbled; it is tried again"]
    assert pauses == [1] * 5


def test_clock_does_not_hold_up_whoever_stops_it(monkeypatch):
    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr(ticking, "go_round", stopped)
    with pytest.raises(KeyboardInterrupt):
        ticking.for_ever(lambda: True)


def test_real_round_does_what_is_due_once(world, on, faults):
    from changren.organisation import acts

    with within_district(HERE):
        acts.mark_day(world.level, by=world.officer, on=on, day=DAY.date(), kind="rest", reason="本区通知")
    assert [ticking.tick(DAY), ticking.tick(DAY)] == [1, 0]
    assert faults() == []


def test_year_that_is_told_asks_for_no_jobs_of_the_past(world):
    assert ticking.tick(DAY) == 0
    assert Job.every_district.count() == 0
