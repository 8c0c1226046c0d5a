"""Who sees what was said, what waits, what is counted, and how many questions it takes."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.clock.period import Period
from changren.congress.models import Floor, Item
from changren.congress.queries import hall
from changren.forum import acts, queries
from tests.forum.conftest import HELD, ON, TEXT, closed, meeting, opened, planned, said, shown

YEAR = Period.year(2010)


def test_forums_for_opens_plans_to_those_who_prepare_and_what_was_not_shown_to_its_speaker(here, there, world):
    it = planned(here)
    people = {**here.posts, "speaker": here.delegates[2], "district": world.officer, "stranger": there.posts["clerk"]}
    opened_to = {who for who, post in people.items() if queries.forums_for(post).exists()}
    assert opened_to == {"clerk", "committee", "district"}
    it = acts.open_forum(it, by=here.posts["clerk"], on=ON)
    assert {who for who, post in people.items() if queries.forums_for(post).exists()} == people.keys() - {"stranger"}
    one = said(it, here)
    assert {who for who, post in people.items() if queries.contributions_for(post).exists()} == {"clerk", "speaker"}
    acts.show(one, by=here.posts["clerk"], on=ON)
    seen = {who for who, post in people.items() if queries.contributions_for(post).exists()}
    assert seen == people.keys() - {"stranger"}


def test_waiting_for_tells_what_is_next_and_by_when(here):
    clerk, committee = here.posts["clerk"], here.posts["committee"]

    def waits(post):
        return [(str(one.says), one.due) for one in queries.waiting_for(post.person)]

    it = opened(here)
    acts.show(said(it, here), by=clerk, on=ON)
    assert waits(clerk) == []
    acts.set_aside(said(it, here, 3), by=clerk, on=ON, reason="重复")
    said(it, here, 4)
    assert waits(clerk) == [("Look at what came in", None)]
    other = closed(here)
    assert waits(clerk)[1:] == [("Write the minutes of the forum", date(2010, 5, 5))]
    acts.write_minutes(other, by=clerk, on=HELD, text="纪要")
    assert (waits(clerk)[1:], waits(committee)) == ([], [("Adopt the minutes of the forum", date(2010, 5, 5))])


def test_figures_and_duties_count_what_was_shown_and_said(here, world):
    it, clerk = opened(here), here.posts["clerk"]
    question, speech = shown(it, here), shown(it, here, 3, kind="speech")
    said(it, here, 4)
    acts.answer(question, by=clerk, on=HELD, text="已安排")
    acts.take_up(speech, by=here.delegates[5], on=ON, became="/proposals/1/")
    for place in (here.township, world.level):
        found = queries.figures(place, YEAR)
        counted = {key: found.count(key) for key in queries.LABELS}
        assert counted == {
            "contributions": 2, "contributions.answered": 1, "contributions.taken_up": 1, "contributions.of_speech": 1,
            "contributions.of_question": 1,
        }  # fmt: skip
    (duty,) = queries.duties(here.mandates[2], YEAR)
    assert (duty.day, str(duty.says), duty.it) == (ON.date(), "Took part in the delegates' forum", question)


def test_sheet_and_board_ask_as_often_for_one_as_for_five(here):
    it, clerk = opened(here), here.posts["clerk"]
    for n in range(1, 6):
        shown(it, here, n)
        with CaptureQueriesContext(connection) as asked:
            queries.sheet(it, by=clerk, on=ON)
            list(queries.board(clerk))
        assert len(asked) == 7


def test_questions_stand_on_the_screen_while_the_forum_is_called_until_they_are_answered(here):
    it, clerk = meeting(here), here.posts["clerk"]
    forum = opened(here, it)
    asked, hidden = shown(forum, here), said(forum, here, n=3)
    called = Item.objects.create(meeting=it, township=here.township, title="党代表论坛", kind="forum")
    other = Item.objects.create(meeting=it, township=here.township, title="工作报告", kind="report")
    floor = Floor.objects.create(township=here.township, meeting=it, item=called, desks_since=ON)
    assert [(one.who, one.text) for one in hall.screen(it, ON).questions] == [(str(asked.speaker), TEXT)]
    assert hidden.state == "received"
    Floor.objects.filter(pk=floor.pk).update(item=other)
    assert hall.screen(it, ON).questions == []
    Floor.objects.filter(pk=floor.pk).update(item=called)
    acts.answer(asked, by=clerk, on=ON, text="年内截污纳管。")
    assert hall.screen(it, ON).questions == []
