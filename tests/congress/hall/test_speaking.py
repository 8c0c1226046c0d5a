"""Who speaks, and in which order."""

from collections import Counter
from uuid import uuid4

import pytest

from changren.base.acts import Kind
from changren.congress.acts import hall as acts
from changren.congress.models import Invitee, Turn
from changren.congress.queries import hall
from tests.congress.hall import scene
from tests.congress.hall.conftest import refused
from tests.congress.hall.scene import ON

FIRST, SECOND = uuid4(), uuid4()


def wish(name, delegation, kind="ordinary"):
    return Turn(invitee=Invitee(name=name, delegation_id=delegation), kind=kind)


@pytest.mark.parametrize(
    ("alternate", "spoken", "order"),
    [(True, {}, "EADBC"), (True, {FIRST: 2}, "EDABC"), (True, {SECOND: 1}, "EABDC"), (False, {}, "EABCD")],
)
def test_order_is_points_of_order_first_and_then_whose_delegation_spoke_least(alternate, spoken, order):
    asked = [wish("A", FIRST), wish("B", FIRST), wish("C", FIRST), wish("D", SECOND), wish("E", FIRST, "order")]
    found = hall.in_order(asked, Counter(spoken), alternate=alternate)
    assert "".join(str(one) for one in found) == order


def test_speakers_are_called_one_at_a_time(here, meeting, clerk):
    first, second = here.delegates[3], here.delegates[4]
    one = acts.ask_to_speak(meeting, by=first, on=ON, kind="ordinary")
    with refused("You are on the speaking list already."):
        acts.ask_to_speak(meeting, by=first, on=ON, kind="order")
    other = acts.ask_to_speak(meeting, by=second, on=ON, kind="order")
    assert hall.waiting_to_speak(meeting) == [other, one]
    acts.call_speaker(other, by=clerk, on=ON)
    acts.call_speaker(one, by=clerk, on=ON)
    assert hall.speaking(meeting) == one
    assert Turn.objects.get(pk=other.pk).state == "done"
    gone = acts.ask_to_speak(meeting, by=second, on=ON, kind="ordinary")
    acts.withdraw_wish(gone, by=second, on=ON)
    assert hall.waiting_to_speak(meeting) == []


def test_observers_have_no_voice_and_guests_have_one(here, meeting):
    clerk = here.posts["clerk"]
    with refused("You are not on the list of this meeting.", kind=Kind.WHO):
        acts.ask_to_speak(meeting, by=clerk, on=ON, kind="ordinary")
    for standing, says in (("observer", "Observers do not speak."), ("guest", "")):
        line = scene.invitees(meeting, standing)[0]
        line.person = clerk.person
        line.save()
        if says:
            with refused(says, kind=Kind.WHO):
                acts.ask_to_speak(meeting, by=clerk, on=ON, kind="ordinary")
        else:
            assert acts.ask_to_speak(meeting, by=clerk, on=ON, kind="ordinary").state == "asked"
        line.person = None
        line.save()
