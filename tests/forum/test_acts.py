"""A forum from its plan to its minutes: what each act changes, who may do it, and every no."""

from changren.base.acts import ACTS, Kind
from changren.base.acts.declaration import ask
from changren.forum import acts, queries
from changren.forum.models import Contribution, Forum, Guest
from tests.forum.conftest import (
    HELD,
    ON,
    TEXT,
    THEME,
    TOPICS,
    closed,
    guest,
    meeting,
    opened,
    planned,
    refused,
    said,
    shown,
)

CLERK, COMMITTEE, DELEGATE = "clerk", "committee", "delegate"
S, C = Forum.State, Contribution.State
GRID = {  # act: who may, and how the state moves
    "plan": ({CLERK}, {}),
    "revise": ({CLERK}, {S.PLANNED: (S.PLANNED,)}),
    "invite_guest": ({CLERK}, {}),
    "uninvite": ({CLERK}, {}),
    "open_forum": ({CLERK}, {S.PLANNED: (S.OPEN,)}),
    "contribute": ({DELEGATE}, {}),
    "record": ({CLERK}, {}),
    "show": ({CLERK}, {C.RECEIVED: (C.SHOWN,), C.SET_ASIDE: (C.SHOWN,)}),
    "set_aside": ({CLERK}, {C.RECEIVED: (C.SET_ASIDE,)}),
    "answer": ({CLERK}, {C.SHOWN: (C.ANSWERED,)}),
    "take_up": ({DELEGATE}, {}),
    "close_forum": ({CLERK}, {S.OPEN: (S.CLOSED,)}),
    "write_minutes": ({CLERK}, {S.CLOSED: (S.CLOSED,)}),
    "adopt_minutes": ({COMMITTEE}, {S.CLOSED: (S.MINUTED,)}),
}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "forum"}


def test_acts_belong_to_whom_the_grid_says_and_move_as_it_says(here, there, world):
    it = opened(here)
    done_to = {Forum: it, Guest: guest(it, here), Contribution: said(it, here)}
    people, strangers = {**here.posts, "district": world.officer}, dict(there.posts)
    del strangers["district"]
    assert OURS.keys() == GRID.keys()
    for name, (who, moves) in GRID.items():
        act = OURS[name]
        subject = done_to.get(act.done_to, here.township)
        may = {key for key, by in people.items() if ask(act.who, subject, by=by, on=ON) is None}
        assert (name, may, act.steps) == (name, who, moves)
        assert {key for key, by in strangers.items() if ask(act.who, subject, by=by, on=ON) is None} == set()


def test_forum_goes_from_the_plan_to_its_minutes(here):
    it, clerk = closed(here), here.posts["clerk"]
    drafted = queries.drafted_minutes(it)
    assert [words in drafted for words in (THEME, TOPICS[1], TEXT, "年内截污纳管。")] == [True] * 4
    it = acts.write_minutes(it, by=clerk, on=HELD, text=drafted)
    it = acts.adopt_minutes(it, by=here.posts["committee"], on=HELD)
    assert (it.state, it.minutes, it.minuted_on) == ("minuted", drafted, HELD.date())


def test_guests_are_expected_at_the_meeting_and_do_not_vote(here):
    of = meeting(here)
    it, clerk = opened(here, of), here.posts["clerk"]
    one = guest(it, here)
    assert [(line.name, line.standing) for line in of.invitees] == [("郑代表", "guest")]
    acts.uninvite(one, by=clerk, on=ON)
    assert (of.invitees.count(), it.guests.count()) == (0, 0)


def test_contribution_is_set_aside_with_a_reason_and_may_be_shown_later(here):
    it, clerk = opened(here), here.posts["clerk"]
    one = acts.set_aside(said(it, here), by=clerk, on=ON, reason="与议题无关")
    assert (one.state, one.reason, one.is_seen) == ("aside", "与议题无关", False)
    one = acts.show(one, by=clerk, on=ON)
    assert (one.state, one.reason, one.is_seen) == ("shown", "", True)


def test_what_a_guest_says_is_entered_by_the_office(here):
    it, clerk = opened(here), here.posts["clerk"]
    given = {"kind": "speech", "topic": TOPICS[0], "text": TEXT}
    one = acts.record(it, by=clerk, on=ON, mandate=None, guest=guest(it, here), **given)
    assert (str(one.speaker), one.mandate, one.number) == ("郑代表", None, 1)
    with refused("Choose a delegate or a guest."):
        acts.record(it, by=clerk, on=ON, mandate=None, guest=None, **given)
    other = opened(here)
    with refused("郑代表 does not take part here."):
        acts.record(other, by=clerk, on=ON, mandate=None, guest=one.guest, **given)
    with refused("郑代表 has spoken already."):
        acts.uninvite(one.guest, by=clerk, on=ON)
    with refused("郑代表 is invited already."):
        guest(it, here)


def test_plan_is_refused_without_topics_or_with_one_twice(here, there):
    with refused("Name at least one topic."):
        planned(here, topics=[])
    with refused("A topic is named twice."):
        planned(here, topics=["城镇化", "城镇化"])
    foreign = meeting(there)
    with refused("“年会” is a meeting of another township."):
        planned(here, foreign)


def test_contribute_is_for_delegates_in_office_while_it_is_open(here):
    it, clerk = planned(here), here.posts["clerk"]
    with refused("Contributions are not taken now: planned."):
        said(it, here)
    it = acts.open_forum(it, by=clerk, on=ON)
    with refused("“农业” is none of the topics."):
        said(it, here, topic="农业")
    with refused("The text has 501 characters.", rule="text_most"):
        said(it, here, text="长" * 501)
    with refused("Nothing is said yet.", rule="text_most"):
        said(it, here, text=" \n")
    assert said(it, here, text="长" * 500).number == 1
    here.mandates[3].state = "suspended"
    here.mandates[3].save()
    with refused("Only a delegate in office may do this."):
        said(it, here, 3)


def test_forum_ends_when_everything_was_looked_at(here):
    it, clerk = opened(here), here.posts["clerk"]
    one = said(it, here, kind="speech")
    with refused("1 contributions have not been looked at.", rule="text_most"):
        acts.close_forum(it, by=clerk, on=HELD)
    acts.show(one, by=clerk, on=ON)
    with refused("Only a question is answered."):
        acts.answer(one, by=clerk, on=ON, text="好")
    it = acts.close_forum(it, by=clerk, on=HELD)
    with refused("“加强党的建设” has ended."):
        guest(it, here)
    with refused("The minutes have not been written yet.", rule="minutes_within"):
        acts.adopt_minutes(it, by=here.posts["committee"], on=HELD)


def test_take_up_is_for_one_delegate_and_what_everybody_reads(here):
    it = opened(here)
    one, by = said(it, here), here.delegates[5]
    with refused("It is not shown to everybody yet."):
        acts.take_up(one, by=by, on=ON, became="/proposals/1/")
    one = acts.take_up(acts.show(one, by=here.posts["clerk"], on=ON), by=by, on=ON, became="/proposals/1/")
    assert (one.taken_up_by, one.taken_up_on, one.became) == (here.mandates[5], ON.date(), "/proposals/1/")
    with refused(f"{by.person.name} has taken it up already."):
        acts.take_up(one, by=here.delegates[6], on=ON, became="/proposals/2/")
    free = shown(it, here, 4)
    with refused("This may only be done by: delegate, 甲区东镇.", Kind.WHO):
        acts.take_up(free, by=here.posts["clerk"], on=ON, became="/proposals/2/")
