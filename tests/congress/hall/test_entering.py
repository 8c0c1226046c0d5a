"""Who is in the hall: each once, whatever is sent how often, from however many desks."""

from datetime import timedelta
from uuid import uuid4

import pytest

from changren.base.minutes.models import Entry
from changren.congress.acts import hall as acts
from changren.congress.models import Floor, Passage
from changren.congress.queries import hall
from tests.congress.hall import scene
from tests.congress.hall.conftest import refused
from tests.congress.hall.scene import ON, enter


def test_enter_counts_each_standing_apart(meeting):
    for one in scene.invitees(meeting)[:8] + scene.invitees(meeting, "guest") + scene.invitees(meeting, "observer"):
        assert enter(one).is_new is True
    found = hall.attendance(meeting)
    assert (found.due, found.present, found.on_leave, found.absent) == (14, 8, 0, 6)
    assert found.others == {"attending": 0, "observer": 1, "guest": 1}
    assert found.besides == [("observer", 1), ("guest", 1)]
    assert not Entry.objects.filter(act__contains="enter").exists()


def test_enter_is_once_for_the_same_key_and_for_the_same_person(meeting):
    one, key = scene.invitees(meeting)[0], uuid4()
    first = enter(one, key=key)
    again, elsewhere = enter(one, key=key), enter(one, desk="2", at=ON + timedelta(minutes=5))
    assert [first.is_new, again.is_new, elsewhere.is_new] == [True, False, False]
    assert {first.last.pk, again.last.pk, elsewhere.last.pk} == {Passage.objects.get().pk}
    assert (elsewhere.last.desk, elsewhere.last.at) == ("1", ON)


def test_enter_in_and_out_and_in_is_the_order_of_numbers_not_of_clocks(meeting):
    one = scene.invitees(meeting)[0]
    early = ON - timedelta(days=1)  # the clock was put back meanwhile
    assert enter(one, "out").last is None
    steps = [enter(one, "in"), enter(one, "out", at=early), enter(one, "out", at=early), enter(one, "in", at=early)]
    assert [(step.is_new, step.last.number, step.last.way) for step in steps] == [
        (True, 1, "in"), (True, 2, "out"), (False, 2, "out"), (True, 3, "in"),
    ]  # fmt: skip
    assert hall.is_inside(one) and hall.inside(meeting) == {one.pk}
    assert hall.attendance(meeting).present == 1


def test_enter_sent_late_with_an_old_key_does_not_let_in_again(meeting):
    one, key = scene.invitees(meeting)[0], uuid4()
    enter(one, key=key)
    enter(one, "out")
    assert enter(one, key=key).is_new is False
    assert hall.is_inside(one) is False


def test_enter_is_refused_while_the_desks_are_closed(meeting, clerk):
    one = scene.invitees(meeting)[0]
    acts.close_desks(meeting, by=clerk, on=ON)
    with refused("The desks are closed."):
        enter(one)
    acts.open_desks(meeting, by=clerk, on=ON)
    assert enter(one).is_new is True
    assert Floor.objects.get().desks_open is True


def test_roll_says_where_each_is_delegates_by_number_first(meeting):
    people = scene.invitees(meeting)
    enter(people[2])
    enter(people[4])
    enter(people[4], "out")
    rows = hall.roll(meeting)
    assert [one.invitee.mandate.number for one in rows if one.invitee.mandate] == list(range(1, 15))
    assert [one.invitee.pk for one in rows if one.is_inside] == [people[2].pk]
    assert [one.way for one in hall.log(meeting)] == ["out", "in", "in"]


@pytest.mark.parametrize(("there", "enough"), [(7, False), (8, True)])
def test_quorum_is_more_than_half_of_those_due(meeting, there, enough):
    scene.arrived(meeting, there)
    assert hall.attendance(meeting).is_quorate is enough
