"""Everybody at once, on real transactions: each counted once, nobody lost."""

from uuid import uuid4

import pytest

from changren.base.acts import Refused
from changren.base.tenancy.scope import within_district
from changren.congress.acts import hall as acts
from changren.congress.hall.pressing import CLOSED, press
from changren.congress.models import Cast, Passage
from changren.congress.queries import hall
from tests.base.test_races import at_once
from tests.conftest import HERE
from tests.congress.hall import scene
from tests.congress.hall.scene import enter
from tests.congress.hall.test_voting import opened
from tests.world import build

pytestmark = pytest.mark.django_db(transaction=True)
FOR = "for"


def test_four_desks_with_duplicates_let_everybody_in_once(on):
    with within_district(HERE):
        meeting = scene.meeting_of(build(HERE, delegates=60).here)
        people = scene.invitees(meeting)

    def desk(n):
        mine = people[n * 15 :] + people[: n * 15]  # each desk sees everybody, in another order
        return lambda: sum(enter(one, desk=str(n), key=uuid4()).is_new for one in mine)

    let_in = at_once(*[desk(n) for n in range(4)])
    with within_district(HERE):
        assert sum(let_in) == 60
        assert Passage.objects.count() == 60
        assert hall.attendance(meeting).present == 60


def test_all_press_while_it_is_closed_and_the_count_is_what_was_acknowledged(on):
    with within_district(HERE):
        here = build(HERE, delegates=40).here
        clerk = here.posts["clerk"]
        vote, people = opened(scene.meeting_of(here), clerk, there=40)

    def telephones(n):
        def send():
            taken = 0
            for one in people[n::3]:
                key = uuid4()
                for _twice in range(2):
                    try:
                        press(vote.pk, one.pk, FOR, key)
                    except Refused as refusal:
                        assert refusal.objection.says == CLOSED  # meanwhile
                        break
                else:
                    taken += 1
            return taken

        return send

    def chair():
        while Cast.objects.count() < 8:
            pass
        return acts.close_vote(vote, by=clerk, on=on)

    *taken, closed = at_once(*[telephones(n) for n in range(3)], chair)
    with within_district(HERE):
        assert closed.in_favour == sum(taken) == Cast.objects.count() >= 8
        assert closed.not_pressed == 40 - sum(taken)
