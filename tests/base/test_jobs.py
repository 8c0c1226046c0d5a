"""Jobs: asked for once, taken once, begun anew when a worker dies, given up, stopped, watched."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from changren.base.acts import Refused
from changren.base.clock import now
from changren.base.jobs import KINDS, ask, ask_what_is_due, cancel, job, worker
from changren.base.jobs.declaration import each_month
from changren.base.jobs.models import Job
from changren.base.jobs.progress import Cancelled, Lost, Progress
from changren.base.tenancy.scope import within_district
from tests.conftest import ELSEWHERE, HERE

State = Job.State


@pytest.fixture
def clock(on):
    """`clock(seconds)`: so much later than the test began."""

    def later(seconds: float):
        now.follow(lambda: on + timedelta(seconds=seconds))
        return on + timedelta(seconds=seconds)

    yield later
    now.follow(None)


@pytest.fixture
def kind():
    """`kind(function, tries=…, cancels=…, every=…)`: a kind of job for this test alone."""
    made = []

    def declare(run, **options):
        run.__module__ = "changren.base.trying"
        made.append(job(verb="Try", **options)(run))
        return made[-1]

    yield declare
    for one in made:
        del KINDS[one.name]


def ends_well(progress, **given):
    return {"got": given}


def fresh(one):
    return Job.objects.get(pk=one.pk)


# asking


def test_ask_with_one_key_asks_once(world, on, kind):
    well = kind(ends_well)
    first, again = (ask(well, on=on, key="2010-04", a=n) for n in (1, 2))
    assert (first.pk, first.arguments) == (again.pk, again.arguments) == (first.pk, {"a": 1})
    assert Job.objects.count() == 1


def test_ask_without_a_key_asks_each_time(world, on, kind):
    well = kind(ends_well)
    assert ask(well, on=on).pk != ask(well, on=on).pk


def test_ask_is_undone_with_the_transaction_it_was_part_of(world, on, kind):
    well = kind(ends_well)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask(well, on=on)
        raise ZeroDivisionError
    assert Job.objects.count() == 0


def test_ask_what_is_due_asks_each_district_once_a_slot(world, elsewhere, on, kind):
    kind(ends_well, every=each_month)
    before = Job.every_district.count()
    for _round in range(3):
        ask_what_is_due(on)
    ask_what_is_due(on + timedelta(days=30))
    rows = Job.every_district.filter(kind="base.ends_well").order_by("key", "district_id")
    assert [(row.district_id, row.key) for row in rows] == [
        (HERE, "2010-04"), (ELSEWHERE, "2010-04"), (HERE, "2010-05"), (ELSEWHERE, "2010-05"),
    ]  # fmt: skip
    assert Job.every_district.count() - before >= 4


# doing


def test_do_next_does_the_oldest_and_keeps_its_result(world, on, kind, clock):
    well = kind(ends_well)
    first, second = ask(well, on=on, a=1), ask(well, on=clock(1), b=2)
    clock(2)
    assert [worker.do_next(), fresh(first).state, fresh(second).state] == [True, State.DONE, State.QUEUED]
    assert fresh(first).result == {"got": {"a": 1}}
    assert [worker.do_next(), worker.do_next(), fresh(second).result] == [True, False, {"got": {"b": 2}}]


def test_do_next_works_in_the_district_of_the_job(world, elsewhere, on, kind):
    from changren.base.tenancy.scope import district_here

    where = kind(lambda progress: {"here": district_here()})
    with within_district(ELSEWHERE):
        one = ask(where, on=on)
    assert worker.do_next()
    with within_district(ELSEWHERE):
        assert fresh(one).result == {"here": ELSEWHERE}


def test_take_gives_a_job_to_one_worker(world, on, kind, clock):
    ask(kind(ends_well), on=on)
    taken = [worker.take(clock(1)), worker.take(clock(2))]
    assert [one and one.turn for one in taken] == [1, None]


def test_take_begins_anew_what_a_dead_worker_left(world, on, kind, clock):
    ask(kind(ends_well), on=on)
    dead = worker.take(clock(1))
    alive = worker.take(clock(62))
    assert (alive.pk, alive.turn) == (dead.pk, 2)
    worker.perform(dead)  # it was only slow: what it brings is too late
    assert fresh(dead).state == State.RUNNING
    worker.perform(alive)
    assert fresh(dead).state == State.DONE


def test_take_gives_up_what_killed_every_worker(world, on, kind, clock):
    one = ask(kind(ends_well, tries=2), on=on)
    assert [worker.take(clock(1 + 61 * n)) is not None for n in range(3)] == [True, True, False]
    assert (fresh(one).state, fresh(one).why) == (State.FAILED, "stopped")


def test_perform_tries_again_later_and_later(world, on, kind, clock):
    one = ask(kind(lambda progress: 1 / 0, tries=3), on=on)
    pauses = []
    for _turn in range(3):
        assert worker.do_next()
        pauses.append((fresh(one).state, (fresh(one).run_after - now.now()).total_seconds()))
        clock((fresh(one).run_after - on).total_seconds())
    assert pauses[:2] == [(State.QUEUED, 10), (State.QUEUED, 20)]
    assert (fresh(one).state, fresh(one).why, worker.do_next()) == (State.FAILED, "stopped", False)


def test_perform_takes_a_refusal_for_an_answer(world, on, kind):
    def refused(progress):
        raise Refused("第三行没有姓名")

    one = ask(kind(refused), on=on)
    assert worker.do_next()
    assert (fresh(one).state, fresh(one).why, fresh(one).turn) == (State.FAILED, "第三行没有姓名", 1)


# progress, and stopping


def test_step_says_how_far_it_is(world, on, kind):
    seen = []

    def counts(progress):
        progress.step(3, 7)
        seen.append((fresh(progress.job).done, fresh(progress.job).total))
        progress.step(7, 7)

    one = ask(kind(counts), on=on)
    worker.do_next()
    assert (seen, fresh(one).done) == ([(3, 7)], 7)


def test_step_of_a_worker_that_was_replaced_is_lost(world, on, kind, clock):
    ask(kind(ends_well), on=on)
    old = worker.take(clock(1))
    worker.take(clock(100))
    with pytest.raises(Lost):
        Progress(old).step(1, 1)


def test_cancel_takes_a_waiting_job_off_at_once(world, on, kind):
    one = ask(kind(ends_well), on=on)
    cancel(one)
    assert (fresh(one).state, worker.do_next()) == (State.CANCELLED, False)


def test_cancel_stops_a_running_job_between_two_steps(world, on, kind):
    def goes_on(progress):
        cancel(progress.job)
        progress.step(1, 1)
        pytest.fail("it went on")

    one = ask(kind(goes_on, cancels=True), on=on)
    worker.do_next()
    assert fresh(one).state == State.CANCELLED


def test_cancel_leaves_alone_what_cannot_be_stopped(world, on, kind):
    def goes_on(progress):
        cancel(progress.job)
        progress.step(1, 1)

    one = ask(kind(goes_on), on=on)
    assert [worker.do_next(), fresh(one).state, fresh(one).can_cancel] == [True, State.DONE, False]
    assert issubclass(Cancelled, Exception)


# the pages


def test_listing_shows_ones_own_and_at_the_district_those_of_the_schedule(world, here, on, kind, browse):
    well, clerk = kind(ends_well), here.posts["clerk"]
    mine, scheduled = ask(well, on=on, by=clerk.person_id), ask(well, on=on)
    pages = [browse(post).get(reverse("jobs")).content.decode() for post in (clerk, world.officer, here.delegates[0])]
    assert [mine.get_absolute_url() in page for page in pages] == [True, False, False]
    assert [scheduled.get_absolute_url() in page for page in pages] == [False, True, False]


def test_one_asks_again_until_it_is_over(here, on, kind, browse):
    clerk = here.posts["clerk"]
    one = ask(kind(lambda progress: {"url": "/overview/"}), on=on, by=clerk.person_id)
    client = browse(clerk)
    assert 'hx-trigger="every 1s"' in client.get(one.get_absolute_url()).content.decode()
    worker.do_next()
    part = client.get(one.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert ("hx-trigger" in part, "<html" in part, 'href="/overview/"' in part) == (False, False, True)


def test_one_is_not_there_for_others(here, on, kind, browse):
    one = ask(kind(ends_well), on=on, by=here.posts["clerk"].person_id)
    for post in (here.posts["reviewer"], here.delegates[0]):
        assert browse(post).get(one.get_absolute_url()).status_code == 404
        assert browse(post).post(reverse("job-stop", args=[one.pk])).status_code == 404
    assert fresh(one).state == State.QUEUED


def test_stop_stops_it(here, on, kind, browse):
    clerk = here.posts["clerk"]
    one = ask(kind(ends_well), on=on, by=clerk.person_id)
    assert browse(clerk).post(reverse("job-stop", args=[one.pk])).url == one.get_absolute_url()
    assert fresh(one).state == State.CANCELLED
