"""Double contact from the plan to the answer: what each act changes, who may do it, and every no."""

from datetime import date, timedelta

from changren.base.acts import ACTS, Kind
from changren.base.acts.declaration import ask
from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice
from changren.contact import acts, queries
from changren.contact.models import Counterpart, Message, Plan, Talk, Tie
from tests.contact.conftest import (
    LATER,
    ON,
    SOMEBODY,
    adopted,
    in_force,
    listed,
    proposed,
    refused,
    seated,
    talked,
    ties,
    visited,
)
from tests.rulebook.versions import adopted as chosen_in

CLERK, COMMITTEE, DELEGATE = "clerk", "committee", "delegate"
P, C, T = Plan.State, Counterpart.State, Talk.State
GRID = {  # act: who may, and how the state moves. The tie, the list and the talk are those of the third delegate
    "propose": ({CLERK}, {}),
    "propose_again": ({CLERK}, {P.PROPOSED: (P.PROPOSED,)}),
    "assign": ({CLERK}, {P.PROPOSED: (P.PROPOSED,), P.ADOPTED: (P.ADOPTED,)}),
    "adopt": ({COMMITTEE}, {P.PROPOSED: (P.ADOPTED,)}),
    "end": ({COMMITTEE}, {P.ADOPTED: (P.ENDED,)}),
    "drop": ({CLERK}, {P.PROPOSED: (P.DROPPED,)}),
    "list_person": ({DELEGATE, "third"}, {}),
    "enter_lists": ({CLERK}, {P.ADOPTED: (P.ADOPTED,)}),
    "take_off": ({CLERK, "third"}, {C.LISTED: (C.LEFT,)}),
    "log_talk": ({COMMITTEE, "third"}, {}),
    "log_visit": ({"third"}, {}),
    "amend": ({"third"}, {T.NOTED: (T.NOTED,)}),
    "answer": ({CLERK, COMMITTEE}, {T.NOTED: (T.ANSWERED,)}),
    "tell_on": ({"third"}, {T.ANSWERED: (T.TOLD,)}),
    "send_down": ({CLERK, COMMITTEE}, {}),
    "say_back": ({DELEGATE, "third"}, {}),
}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "contact"}


def of_third(plan, place):
    """The tie of the third delegate, given to the member who is no delegate."""
    member = place.posts["committee"].person
    acts.assign(plan, by=place.posts["clerk"], on=ON, mandate=place.mandates[2], member=member)
    return next(tie for tie in ties(plan) if tie.mandate == place.mandates[2])


def test_acts_belong_to_whom_the_grid_says_and_move_as_it_says(here, there, world, plan):
    one, message = listed(here), acts.send_down(plan, by=here.posts["clerk"], on=ON, title="工作", text="正文")
    done_to = {Plan: plan, Tie: of_third(plan, here), Counterpart: one, Talk: visited(one, here), Message: message}
    people = {**here.posts, "third": here.delegates[2], "district": world.officer}
    strangers = {name: post for name, post in there.posts.items() if name != "district"}
    assert OURS.keys() == GRID.keys()
    for name, (who, moves) in GRID.items():
        act = OURS[name]
        subject = done_to.get(act.done_to, here.township)
        may = {key for key, by in people.items() if ask(act.who, subject, by=by, on=ON) is None}
        assert (name, may, act.steps) == (name, who, moves)
        assert {key for key, by in strangers.items() if ask(act.who, subject, by=by, on=ON) is None} == set()


def test_propose_gives_every_delegate_but_the_members_somebody_evenly(here):
    seated(here)
    it = proposed(here)
    assert [tie.mandate for tie in ties(it)] == here.mandates[2:]
    loads = sorted(len(ties(it, member)) for member in queries.members(here.township))
    assert (it.state, loads) == ("proposed", [4, 4, 4])
    assert [tie for tie in ties(it) if tie.mandate.person_id == tie.member_id] == []
    assert Entry.objects.filter(act__startswith="contact").count() == 1


def test_propose_is_refused_while_one_is_proposed_for_another_year_or_with_nobody_to_give(here):
    with refused("A plan is for 2010 or 2011."):
        proposed(here, year=2012)
    it = proposed(here)
    with refused("“Contact plan 2010” is proposed already. Change it, or drop it."):
        proposed(here)
    acts.drop(it, by=here.posts["clerk"], on=ON)
    here.posts["committee"].until = ON.date()
    here.posts["committee"].save()
    with refused("Nobody is entered as a member of the Party committee: enter them first, among the units."):
        proposed(here)


def test_assign_changes_a_tie_by_hand_and_nobody_contacts_themselves(here, plan):
    clerk, member = here.posts["clerk"], here.posts["committee"].person
    tie = of_third(plan, here)
    assert (tie.member, tie.why, len(ties(plan))) == (member, "hand", 12)
    for mandate, who, says, rule in (
        (here.mandates[0], here.mandates[0].person, "Nobody keeps contact with themselves.", "delegates_per_member"),
        (here.mandates[0], member, "甲区东镇代表1 is no delegate in office here, or is on the committee.", ""),
        (here.mandates[3], here.mandates[4].person, "甲区东镇代表5 is not on the Party committee here.", ""),
    ):
        with refused(says, rule=rule):
            acts.assign(plan, by=clerk, on=ON, mandate=mandate, member=who)


def test_adopt_covers_everybody_explains_loads_and_ends_the_plan_before(here, plan):
    clerk, committee = here.posts["clerk"], here.posts["committee"]
    it = acts.assign(proposed(here), by=clerk, on=ON, mandate=here.mandates[2], member=here.mandates[0].person)
    assert {tie.why for tie in ties(it) if tie.mandate != here.mandates[2]} == {"kept"}
    given = {"by": committee, "on": ON, "reason": ""}
    with refused("A plan cannot come into force before it is adopted."):
        acts.adopt(it, begins_on=ON.date() - timedelta(days=1), **given)
    Tie.objects.filter(plan=it, mandate=here.mandates[5]).delete()
    with refused("1 delegates have no contact yet: 甲区东镇代表6.", rule="delegates_per_member"):
        acts.adopt(it, begins_on=ON.date(), **given)
    it = acts.propose_again(it, by=clerk, on=ON, keeps_pairs=False)
    it = acts.adopt(it, begins_on=ON.date(), **given)
    plan.refresh_from_db()
    assert (it.state, it.adopted_on, plan.state, plan.ended_on) == ("adopted", ON.date(), "ended", ON.date())
    told = set(Notice.objects.filter(entry=it.last_entry).values_list("person_id", flat=True))
    ends = {person for tie in ties(it) for person in (tie.member_id, tie.mandate.person_id)}
    assert told == (ends | {clerk.person_id}) - {committee.person_id}


def test_adopt_asks_why_where_a_member_has_more_than_the_rules_say(here):
    it = proposed(here)
    given = {"by": here.posts["committee"], "on": ON, "begins_on": ON.date()}
    with refused("A member keeps contact with 14 delegates: say why.", rule="delegates_per_member"):
        acts.adopt(it, reason=" ", **given)
    assert acts.adopt(it, reason="只有一名委员", **given).reason == "只有一名委员"


def test_list_has_as_many_as_the_rules_say_and_forgets_who_leaves(here, plan):
    people = [listed(here, name=f"联系人{n}", phone="13800000000") for n in range(5)]
    with refused("There are 5 on your list already.", rule="people_most"):
        listed(here)
    listed(here, kind="branch", name="上山村党支部")
    with refused("There are 1 on your list already.", rule="branches"):
        listed(here, kind="branch", name="下山村党支部")
    left = acts.take_off(people[1], by=here.posts["clerk"], on=ON)
    assert (left.name, left.phone, left.state, str(left)) == ("", "", "left", "no. 2 on the list of 甲区东镇代表3")
    with refused("联系人3 is on your list already."):
        listed(here, name="联系人3")
    assert listed(here).number == 7
    with refused("This is not possible while the state is “left the list”.", Kind.STATE):
        acts.take_off(left, by=here.posts["clerk"], on=ON)
    with refused("They left the list on 2010-04-01."):
        visited(left, here)


def test_enter_lists_takes_all_of_them_or_none(here, there, plan):
    clerk = here.posts["clerk"]
    line = {"mandate": here.mandates[4].pk, "name": "张三", "kind": "member", "village": "下山村"}
    with refused("There is nobody to enter."):
        acts.enter_lists(plan, by=clerk, on=ON, lines=[])
    with refused("1 of these are no delegates in office here."):
        acts.enter_lists(plan, by=clerk, on=ON, lines=[line, line | {"mandate": there.mandates[4].pk}])
    with refused("1 lists would be longer than the rules say.", rule="people_most"):
        acts.enter_lists(plan, by=clerk, on=ON, lines=[line] * 6)
    acts.enter_lists(plan, by=clerk, on=ON, lines=[line, line | {"name": "李四"}])
    assert [(one.number, one.name) for one in queries.listed(here.mandates[4])] == [(1, "张三"), (2, "李四")]


def test_talk_counts_once_a_day_for_each_and_only_those_of_one_member_sit_together(here, plan):
    mine = ties(plan, here.posts["committee"].person)
    other = next(tie for tie in ties(plan) if tie.member_id != mine[0].member_id)
    with refused(f"{other.mandate} has another contact."):
        talked(mine[0], here, also=[other])
    talk = talked(mine[0], here, also=[mine[1], mine[0]])
    assert queries.ties_in(talk) == mine[:2]
    by = next(post for post in here.delegates if post.person_id == mine[1].mandate.person_id)
    with refused(f"The talk with {mine[1]} on 2010-04-01 is logged already: amend it."):
        acts.log_talk(mine[1], by=by, on=ON, day=ON.date(), how="call", text="好", is_raised=False, also=[])
    for day, says in ((date(2010, 4, 2), "This day lies ahead."),
                      (date(2010, 3, 31), "Contact begins on 2010-04-01 only.")):  # fmt: skip
        with refused(says):
            talked(mine[2], here, day=day)
    with refused("Write a few words on what was said."):
        talked(mine[2], here, text=" \n")
    acts.end(plan, by=here.posts["committee"], on=ON)
    with refused("“Contact plan 2010” is not in force."):
        talked(ties(plan, mine[0].member)[2], here)


def test_what_a_person_raised_is_answered_and_told_down_the_same_edge(here, plan):
    tie, one, by = of_third(plan, here), listed(here), here.delegates[2]
    talk = visited(one, here)
    assert list(Notice.objects.filter(entry=talk.last_entry)) == []
    with refused("Nothing was raised that must be answered."):
        acts.answer(talk, by=here.posts["clerk"], on=ON, text="好")
    talk = acts.amend(talk, by=by, on=ON, text="村口路灯坏了两盏。", is_raised=True)
    told = set(Notice.objects.filter(entry=talk.last_entry).values_list("person_id", flat=True))
    assert told == {tie.member_id, here.posts["clerk"].person_id}
    talk = acts.answer(talk, by=here.posts["committee"], on=LATER, text="已经换新。")
    assert (talk.state, talk.answered_by_id, talk.answered_on) == ("answered", tie.member_id, LATER.date())
    assert [note.person_id for note in Notice.objects.filter(entry=talk.last_entry)] == [by.person_id]
    talk = acts.tell_on(talk, by=by, on=LATER)
    assert (talk.state, talk.told_on) == ("told", LATER.date())


def test_message_goes_to_the_senders_own_delegates_and_each_answers_once(here, plan):
    member, clerk = here.posts["committee"], here.posts["clerk"]
    mine = ties(plan, member.person)
    it = acts.send_down(plan, by=member, on=ON, title="工作", text="正文")
    told = set(Notice.objects.filter(entry=it.last_entry).values_list("person_id", flat=True))
    assert told == {tie.mandate.person_id for tie in mine}
    inside = next(post for post in here.delegates if post.person_id == mine[0].mandate.person_id)
    outside = next(post for post in here.delegates[2:] if post.person_id not in told)
    acts.say_back(it, by=inside, on=ON, text="知道了")
    with refused("You have said it in your own words already."):
        acts.say_back(it, by=inside, on=ON, text="知道了")
    with refused("This message is not for you."):
        acts.say_back(it, by=outside, on=ON, text="知道了")
    everybody = acts.send_down(plan, by=clerk, on=ON, title="工作", text="正文")
    assert Notice.objects.filter(entry=everybody.last_entry).count() == 12


def test_lists_need_a_plan_and_follow_the_townships_own_rules(here, there):
    with refused("There is no contact plan in force yet."):
        listed(here)
    chosen_in(here.township, "contact", "2010-03-10", people_most=3)
    seated(here)
    adopted(here)
    for n in range(3):
        listed(here, name=f"联系人{n}")
    with refused("There are 3 on your list already.", rule="people_most"):
        listed(here)
    assert in_force(there).township == there.township
    assert listed(there, 3, **SOMEBODY).number == 1
