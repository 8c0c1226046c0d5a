"""Eight hands at once, on real transactions: one effect, polite refusals, nothing half done."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from changren.base.acts import Refused
from changren.base.minutes.models import Entry
from changren.base.tenancy.scope import within_district
from changren.organisation import acts
from changren.organisation.models import Person, Unit
from tests.conftest import HERE

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def at_once(*works):
    """Do all of it at the same moment, each in a thread of its own; what each gave, or the refusal."""
    ready = Barrier(len(works))

    def one(work):
        try:
            with within_district(HERE):
                connection.ensure_connection()
                ready.wait(30)
                return work()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(one, work) for work in works]]


def outcomes(results):
    return Counter(type(result).__name__ for result in results)


def test_eight_close_one_unit_and_one_succeeds(world, here, on, faults):
    unit = Unit.objects.create(township=here.township, name="旧站", kind="station")
    clerk = here.posts["clerk"]
    results = at_once(*[lambda: acts.close_unit(unit, by=clerk, on=on)] * HANDS)
    assert outcomes(results) == {"Unit": 1, "Refused": HANDS - 1}
    assert Entry.objects.count() == 1
    assert Unit.objects.get(pk=unit.pk).is_open is False
    assert faults() == []


def test_eight_times_the_same_request_is_one_effect(world, here, on, faults):
    clerk, once = here.posts["clerk"], uuid4()
    give = {"by": clerk, "on": on, "once": once, "name": "新站", "kind": "station", "handles": True}
    results = at_once(*[lambda: acts.add_unit(here.township, **give)] * HANDS)
    assert outcomes(results) == {"Unit": HANDS}
    assert len({unit.pk for unit in results}) == 1
    assert (Entry.objects.count(), Unit.objects.filter(name="新站").count()) == (1, 1)
    assert faults() == []


def test_two_townships_at_once_number_their_entries_without_a_gap(world, on, faults):
    def enter(place, n):
        by = place.posts["clerk"]
        return lambda: [
            acts.add_unit(place.township, by=by, on=on, name=f"{n}-{m}", kind="office", handles=False) for m in range(4)
        ]

    results = at_once(*[enter(place, n) for n in range(HANDS // 2) for place in world.places])
    assert outcomes(results) == {"list": HANDS}
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, HANDS * 4 + 1))
    assert faults() == []


def test_one_login_name_in_two_townships_is_given_once(world, on):
    def enter(place):
        by = place.posts["clerk"]
        given = {"name": "王芳", "login": "wangfang", "phone": "", "first_password": "k7mq-22xx-9abc"}
        return lambda: acts.add_person(place.township, by=by, on=on, **given)

    results = at_once(*[enter(place) for place in world.places])
    assert outcomes(results) == {"Person": 1, "Refused": 1}
    assert Person.objects.filter(login="wangfang").count() == 1
