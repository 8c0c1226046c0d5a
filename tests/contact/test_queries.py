"""Who reads what, what waits, what is counted, where the gaps are, and how many questions it takes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.clock import now
from changren.base.clock.period import Period
from changren.contact import acts, queries
from changren.contact.models import Counterpart, Message, Plan
from tests.contact.conftest import LATER, ON, listed, proposed, seated, talked, ties, visited
from tests.contact.test_acts import of_third

YEAR = Period.year(2010)


def seen_by(people, door):
    return {who for who, post in people.items() if door(post).exists()}


def test_doors_open_to_those_who_should_read(here, there, world):
    seated(here)
    plan = proposed(here)
    people = {
        **here.posts, "third": here.delegates[2], "fourth": here.delegates[3], "district": world.officer,
        "stranger": there.posts["clerk"],
    }  # fmt: skip
    assert seen_by(people, queries.plans_for) == {"clerk", "committee"}
    plan = acts.adopt(plan, by=here.posts["committee"], on=ON, begins_on=ON.date(), reason="")
    assert seen_by(people, queries.plans_for) == people.keys() - {"stranger"}
    tie, one = of_third(plan, here), listed(here)
    assert seen_by(people, queries.counterparts_for) == {"clerk", "third"}
    talked(tie, here)
    assert seen_by(people, queries.talks_for) == {"committee", "third"}
    talk = visited(one, here)
    assert seen_by(people, lambda post: queries.talks_for(post).filter(pk=talk.pk)) == {"third"}
    acts.amend(talk, by=here.delegates[2], on=ON, text="路灯", is_raised=True)
    who = seen_by(people, lambda post: queries.talks_for(post).filter(pk=talk.pk))
    assert who == {"third", "committee", "clerk"}
    acts.send_down(plan, by=here.posts["committee"], on=ON, title="工作", text="正文")
    mine = {name for name, post in people.items() if tie.member.pk in _members_of(post, plan)}
    assert seen_by(people, queries.messages_for) == {"clerk", "committee"} | (mine & {"third", "fourth", "delegate"})


def _members_of(post, plan):
    return {tie.member_id for tie in ties(plan) if tie.mandate.person_id == post.person_id}


def test_name_of_who_is_listed_is_read_by_the_delegate_and_the_office_alone(here, plan):
    of_third(plan, here)
    talk = visited(listed(here, phone="13800000001"), here, is_raised=True)
    told = {}
    for name, post in (("third", here.delegates[2]), ("clerk", here.posts["clerk"]), ("up", here.posts["committee"])):
        told[name] = queries.talk_sheet(talk, by=post, on=ON).who
    assert told == {"third": ["郑大妈"], "clerk": ["郑大妈"], "up": ["no. 1 on the list of 甲区东镇代表3"]}
    one = Counterpart.objects.select_related(*Counterpart.alongside).get()
    for post, shows in ((here.delegates[2], True), (here.posts["clerk"], False)):
        assert queries.counterpart_sheet(one, by=post, on=ON, contact=True).contact is shows


def test_stretch_is_counted_from_the_day_the_plan_came_into_force(here, plan):
    for day, start, end in (
        (date(2010, 4, 1), date(2010, 4, 1), date(2010, 6, 30)),
        (date(2010, 6, 30), date(2010, 4, 1), date(2010, 6, 30)),
        (date(2010, 7, 1), date(2010, 7, 1), date(2010, 9, 30)),
        (date(2011, 1, 15), date(2011, 1, 1), date(2011, 3, 31)),
    ):
        found = queries.stretch(plan, day)
        assert (day, found.start, found.end) == (day, start, end)


def test_waiting_for_tells_who_is_next_and_until_when(here, plan):
    member, delegate, clerk = here.posts["committee"], here.delegates[2], here.posts["clerk"]
    of_third(plan, here)

    def waits(post):
        return [(str(line.says), line.due) for line in queries.waiting_for(post.person)]

    speak = ("Speak with the delegates you keep contact with", date(2010, 6, 30))
    assert (waits(member), waits(clerk)) == ([speak], [])
    first, *others = ties(plan, member.person)
    talked(first, here, also=others)
    assert waits(member) == []
    people = [listed(here, name=f"联系人{n}") for n in range(2)]
    enter = ("Enter whom you keep contact with", date(2010, 6, 30))
    contact = ("Make contact with the people on your list", date(2010, 6, 30))
    assert waits(delegate) == [enter, contact]
    people += [listed(here, name="联系人2")]
    talk = visited(people[0], here, also=people[1:], is_raised=True)
    assert (waits(delegate), waits(clerk)) == ([], [("Answer what was raised", None)])
    acts.answer(talk, by=clerk, on=ON, text="好")
    acts.send_down(plan, by=clerk, on=ON, title="工作", text="正文")
    assert waits(delegate) == [
        ("Read, and say it in your own words", None), ("Tell the answer to whoever raised it", None),
    ]  # fmt: skip
    now.follow(lambda: LATER)
    assert waits(member) == [(speak[0], date(2010, 9, 30))]


def test_coverage_tells_the_gaps_of_the_stretch(here, plan):
    talked(ties(plan, here.posts["committee"].person)[0], here)
    people = [listed(here, name="甲"), listed(here, name="乙", village="下山村"), listed(here, name="丙")]
    listed(here, name="上山村党支部", kind="branch")
    visited(people[0], here, also=[people[2]])
    here.mandates[6].state = "suspended"
    here.mandates[6].save()
    it = queries.coverage(plan, ON.date())
    assert (it.uncontacted, it.reached, it.of, it.met, it.people) == ([], 1, 11, 2, 3)
    assert [(one.name, one.people) for one in it.villages] == [("下山村", 1)]
    assert {one.mandate for one in it.few} == set(here.mandates[3:]) - {here.mandates[6]}
    assert set(it.without_branch) == set(here.mandates[3:]) - {here.mandates[6]}
    assert [(one.name, one.people, one.met) for one in it.kinds] == [
        ("Party member", 0, 0), ("migrant Party member", 0, 0), ("resident", 3, 2),
    ]  # fmt: skip
    assert queries.coverage(plan, LATER.date()).reached == 0


def test_figures_count_each_person_once_and_duties_name_nobody(here, world, plan):
    mine = ties(plan, here.posts["committee"].person)
    talked(mine[0], here, also=mine[1:])
    acts.log_talk(mine[0], by=here.posts["committee"], on=LATER, day=LATER.date(), how="call", text="好",
                  is_raised=False, also=[])  # fmt: skip
    for n in range(3):
        one = listed(here, name=f"联系人{n}")
    listed(here, 3)
    visited(one, here)
    for place in (here.township, world.level):
        found = queries.figures(place, YEAR)
        assert {key: found.count(key) for key in queries.LABELS} == {
            "contacts.members": 1, "contacts.delegates": len(mine), "contacts.lists": 2, "contacts.lists.of_fit": 1,
            "contacts.lists.of_few": 1,
        }  # fmt: skip
    (duty,) = [one for one in queries.duties(here.mandates[2], YEAR) if one.it.mandate_id]
    assert (duty.day, str(duty.says)) == (ON.date(), "Kept contact with members and residents")
    talks = [one.day for one in queries.duties(mine[0].mandate, YEAR) if one.it.member_id]
    assert talks == [ON.date(), LATER.date()]


@pytest.mark.parametrize("n", [1, 4])
def test_pages_ask_as_often_for_one_as_for_four(here, plan, n):
    clerk, member = here.posts["clerk"], here.posts["committee"]
    of_third(plan, here)
    mine = ties(plan, member.person)
    for k in range(n):
        talked(mine[k], here)
        visited(listed(here, name=f"联系人{k}"), here)
        acts.send_down(plan, by=clerk, on=ON, title="工作", text="正文")
    asked = {}
    for name, ask in (
        ("plan", lambda: queries.sheet(plan, by=clerk, on=ON)), ("coverage", lambda: queries.coverage(plan, ON.date())),
        ("mine", lambda: queries.mine(here.delegates[2], ON.date())),
        ("waiting", lambda: queries.waiting_for(here.delegates[2].person)),
        ("figures", lambda: queries.figures(here.township, YEAR)),
        ("message", lambda: queries.message_sheet(Message.objects.first(), by=clerk, on=ON)),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as found:
            ask()
        asked[name] = len(found)
    assert asked == {"plan": 14, "coverage": 11, "mine": 8, "waiting": 7, "figures": 6, "message": 4}
    assert Plan.objects.count() == 1
