"""What the acts change, and what stands against them; each refusal by its sentence and its article."""

from datetime import timedelta

from changren.base.acts import Kind
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import sentence
from changren.base.notices.models import Notice
from changren.congress import acts, queries
from changren.congress.models import Invitee, Item, Meeting, Officer, Paper, Resolution
from changren.mandates import acts as mandates
from changren.mandates.models import Session
from tests.congress.conftest import (
    DAY,
    GIVEN,
    ON,
    approved,
    closed,
    convened,
    file,
    line,
    opened,
    planned,
    prepared,
    refused,
    resolved,
)
from tests.rulebook.versions import adopted as chosen_in


def titles(it):
    return [f"{n} {one}" for n, one in queries.numbered(it.items.all())]


def heard(act):
    return Notice.objects.filter(entry=Entry.objects.filter(act=f"congress.{act}").latest("number")).count()


def test_plan_takes_agenda_and_papers_of_the_template(here, it):
    assert (it.state, it.township, it.planned_on) == ("planned", here.township, ON.date())
    assert titles(it)[0] == "1 What became of the resolutions and proposals of the last meeting"
    due = [(str(one), str(one.unit), one.level, one.item.kind) for one in Paper.objects.filter(meeting=it)]
    assert due[1] == ("Report of the Party committee", str(here.units["committee"]), "hall", "report")
    assert len(due) == 4
    with refused("It is prepared already: “年会”."):
        planned(here)


def test_plan_takes_the_agenda_of_another_meeting_but_for_what_came_late(here, it, clerk):
    mine = acts.add_item(it, by=clerk, on=ON, title="讨论规划", kind="matter", parent=None)
    acts.add_item(mine.meeting, by=clerk, on=ON, title="分议题", kind="other", parent=mine)
    Item.objects.filter(title="讨论规划").update(is_late=False)
    session = mandates.plan_session(here.term, by=clerk, on=ON, number=3, planned_on=DAY.date())
    with refused("“年会” is a meeting of another township."):
        foreign = Meeting(pk=it.pk, title="年会", township=here.posts["district"].township)
        acts.plan(session, by=clerk, on=ON, **GIVEN | {"like": foreign})
    again = acts.plan(session, by=clerk, on=ON, **GIVEN | {"like": it, "title": ""})
    assert str(again) == "Congress of term 7, session 3"
    assert titles(again) == [one for one in titles(it) if "分议题" not in one]
    assert again.all_papers.count() == 4


def test_approve_and_convene_keep_the_time_and_tell_every_delegate(here, it, clerk):
    with refused("The meeting ends before it begins."):
        acts.revise(it, by=clerk, on=ON, title="年会", place="", starts_at=DAY, ends_at=ON)
    late = approved(here, it)
    says = "Delegates are told 15 days before the meeting. For 2010-04-20 the last day was 2010-04-05: "
    with refused(f"{says}choose a later day.", "congress.notice_before"):
        acts.convene(late, by=clerk, on=ON + timedelta(days=5), notice="")
    moved = acts.revise(late, by=clerk, on=ON, title="年会", place="礼堂", starts_at=DAY, ends_at=GIVEN["ends_at"])
    assert (moved.state, moved.approved_on, moved.place) == ("planned", None, "礼堂")
    days = [{"starts_at": one, "ends_at": one + timedelta(hours=8)} for one in (DAY + timedelta(days=7), DAY)]
    for given in days:
        moved = acts.revise(moved, by=clerk, on=ON, title="年会", place="礼堂", **given)
        assert Session.objects.get(pk=here.session.pk).planned_on == given["starts_at"].date()
    done = convened(here, moved)
    assert (done.state, done.notice, done.invitees.count()) == ("convened", "请出席。", 14)
    assert heard("convene") == 15  # the delegates and the district
    assert len(set(done.invitees.values_list("code", flat=True))) == 14


def test_agenda_is_moved_and_frozen_when_it_is_adopted(here, it, clerk):
    first = it.items.first()
    acts.move_item(first, by=clerk, on=ON, place=3)
    assert [one.split(" ", 1)[0] for one in titles(it)] == ["1", "2", "3", "4", "5", "6", "7"]
    assert titles(it)[2] == f"3 {first}"
    acts.move_item(first, by=clerk, on=ON, place=99)
    assert titles(it)[6] == f"7 {first}"
    done = prepared(here, it)
    says = "The agenda was adopted on 2010-04-01. What is added now is marked as late; nothing is changed."
    with refused(says, "congress.presidium_share"):
        acts.move_item(first, by=clerk, on=ON, place=1)
    assert acts.add_item(done, by=clerk, on=ON, title="临时", kind="other", parent=None).is_late


def test_file_paper_keeps_every_version_and_the_first_day(here, it, clerk):
    paper = Paper.objects.filter(meeting=it, unit=here.units["discipline"]).get()
    mine = here.posts["discipline"]
    with refused("This may only be done by: clerk of the standing-system office, 甲区东镇.", kind=Kind.WHO):
        acts.file_paper(paper, by=here.posts["head"], on=ON, file=file())
    acts.file_paper(paper, by=mine, on=ON, file=file())
    paper = acts.file_paper(paper, by=clerk, on=ON + timedelta(days=1), file=file("改.pdf"))
    assert (paper.version, str(paper.first_on), str(paper.last_on)) == (2, "2010-04-01", "2010-04-02")
    with refused("It was put in on 2010-04-01."):
        acts.withdraw_paper(paper, by=clerk, on=ON)


def test_officers_are_delegates_and_some_alone(here, it, clerk):
    it, people = approved(here, it), [post.person for post in here.delegates]
    give = {"by": clerk, "on": ON, "office": "secretary"}
    with refused("There is only one secretary-general.", "congress.presidium_share"):
        acts.name_officers(it, people=people[:2], **give)
    clerks = [here.posts["handler"].person]
    with refused(f"{clerks[0]} is no delegate in office.", "congress.presidium_share"):
        acts.name_officers(it, people=clerks, **give)
    acts.name_officers(it, by=clerk, on=ON, people=clerks, office="counter")
    acts.name_officers(it, people=people[:1], **give)
    with refused(f"{people[0]} has this office already."):
        acts.name_officers(it, people=people[:1], **give)
    acts.relieve_officer(Officer.objects.get(office="secretary"), by=clerk, on=ON)
    assert queries.holding_office(it) == {clerks[0].pk}


def test_leave_is_granted_by_whom_the_rule_says_and_lowers_who_is_expected(here, it, clerk):
    it = convened(here, it)
    head, mine = here.delegates[0], line(it, here.delegates[2])
    asked = acts.ask_leave(mine, by=here.delegates[2], on=ON, reason="住院")
    assert (asked.answer, queries.expected(it)) == ("asked", 14)
    with refused("The head of the delegation has not given a view yet.", "congress.leave_granted_by"):
        acts.grant_leave(asked, by=clerk, on=ON)
    acts.give_view(asked, by=head, on=ON, view="同意")
    acts.grant_leave(asked, by=clerk, on=ON)
    assert (queries.expected(it), queries.should_attend(it)) == (13, 14)
    with refused("刘 has asked for leave already.".replace("刘", str(mine)), "congress.leave_granted_by"):
        acts.ask_leave(mine, by=clerk, on=ON, reason="")
    back = acts.say_coming(mine, by=here.delegates[2], on=ON)
    assert (back.answer, back.leave_reason, queries.expected(it)) == ("coming", "", 14)
    chosen_in(here.township, "congress", "2010-03-10", leave_granted_by="committee")
    acts.ask_leave(line(it, head), by=head, on=ON, reason="出差")  # the head's own needs no view
    committee = here.posts["committee"]
    refusing = acts.refuse_leave(line(it, head), by=committee, on=ON, reason="会议重要")
    assert sentence(refusing.last_entry, by="BY", it="IT") == "BY did not grant IT leave: 会议重要"


def test_opening_waits_for_its_day_and_a_quorum_and_holds_the_session(here, it, clerk):
    it = prepared(here, it)
    assert Session.objects.get(pk=here.session.pk).should_attend == 14
    with refused("It begins on 2010-04-20."):
        acts.open_meeting(it, by=clerk, on=ON)
    Invitee.objects.filter(meeting=it, pk__in=it.invitees.values("pk")[:7]).update(answer="leave")
    says = "7 of 14 who should attend are expected; at least 8 are needed."
    with refused(says, "congress.quorum"):
        acts.open_meeting(it, by=clerk, on=DAY)
    Invitee.objects.filter(meeting=it).update(answer="none")
    it = acts.open_meeting(it, by=clerk, on=DAY)
    assert (it.present, Session.objects.get(pk=here.session.pk).state) == (14, "held")
    with refused("This is not possible while the state is “open”.", kind=Kind.STATE):
        acts.cancel_meeting(it, by=clerk, on=DAY, reason="")


def test_cancel_frees_the_number_of_the_session(here, it, clerk):
    acts.cancel_meeting(convened(here, it), by=clerk, on=ON, reason="台风")
    assert Session.objects.get(pk=here.session.pk).state == "cancelled"
    assert mandates.plan_session(here.term, by=clerk, on=ON, number=2, planned_on=DAY.date()).number == 2


def test_seating_goes_by_delegation_and_leaves_out_who_is_on_leave(here, it, clerk):
    it = convened(here, it)
    Invitee.objects.filter(pk=line(it, here.delegates[3]).pk).update(answer="leave", seat="9-9")
    it = acts.draw_up_seating(it, by=clerk, on=ON, a_row=5)
    seats = {one.person_id: one.seat for one in it.invitees.all()}
    assert sorted(seats.values()) == sorted(["", *(f"{n // 5 + 1}-{n % 5 + 1}" for n in range(13))])
    assert seats[here.delegates[3].person_id] == ""
    first = {seats[post.person_id] for post in here.delegates[::2]}
    assert first == {f"{n // 5 + 1}-{n % 5 + 1}" for n in range(7)}


def test_resolution_needs_its_owner_before_the_minutes_are_adopted(here, it, clerk):
    it = opened(here, it)
    made = resolved(here, it, unit=None, due_on=None)
    with refused("“决议” has neither been adopted nor dropped."):
        acts.close_meeting(it, by=clerk, on=DAY)
    acts.adopt_resolution(made, by=clerk, on=DAY)
    dropped = acts.drop_resolution(resolved(here, it, title="另一件"), by=clerk, on=DAY)
    it = acts.close_meeting(it, by=clerk, on=DAY)
    it = acts.write_minutes(it, by=clerk, on=DAY, text="纪要")
    with refused("“决议” has no unit responsible, or no day.", "congress.minutes_within"):
        acts.adopt_minutes(it, by=here.posts["committee"], on=DAY)
    with refused("No unit is responsible yet.", "congress.minutes_within"):
        acts.report_outcome(made, by=clerk, on=DAY, text="")
    acts.assign_resolution(made, by=clerk, on=DAY, unit=here.units["station"], due_on=DAY.date())
    it = acts.adopt_minutes(it, by=here.posts["committee"], on=DAY)
    assert (it.state, it.adopted_by, dropped.state) == ("followed", str(here.posts["committee"].person), "dropped")
    with refused("The minutes were adopted; this stays as it is.", "congress.minutes_within"):
        acts.assign_resolution(made, by=clerk, on=DAY, unit=here.units["station"], due_on=DAY.date())


def test_judgement_is_for_delegates_at_a_later_meeting(here, it, clerk):
    it = opened(here, it)
    made = acts.adopt_resolution(resolved(here, it), by=clerk, on=DAY)
    acts.report_outcome(made, by=here.posts["head"], on=DAY, text="已修")
    with refused("It is judged at the next meeting.", "congress.minutes_within"):
        acts.judge_resolution(made, by=here.delegates[3], on=DAY, mark="done")
    acts.close_meeting(it, by=clerk, on=DAY)
    with refused("Delegates judge it at the next meeting.", kind=Kind.WHO):
        acts.judge_resolution(made, by=here.delegates[3], on=DAY, mark="done")
    assert Resolution.objects.get().state == "reported"


def test_invitation_is_once_and_ends_with_the_meeting(here, it, clerk):
    it = convened(here, it)
    give = {"by": clerk, "on": ON, "name": "某人"}
    with refused("Choose the delegate; who has no mandate is invited as something else."):
        acts.invite(it, standing="delegate", **give)
    with refused("某人 is on the list already."):
        acts.invite(it, standing="guest", person=here.delegates[0].person, **give)
    guest = acts.invite(it, standing="observer", **give)
    assert (guest.person, guest.delegation, queries.expected(it)) == (None, None, 14)
    acts.take_back_invitation(guest, by=clerk, on=ON)
    with refused("某人 is not on the list any more."):
        acts.take_back_invitation(guest, by=clerk, on=ON)


def test_nothing_is_added_to_a_closed_meeting(here, it, clerk):
    it = closed(here, it)
    with refused("“年会” is over."):
        acts.add_item(it, by=clerk, on=DAY, title="", kind="other", parent=None)
    with refused("“年会” is over."):
        acts.invite(it, by=clerk, on=DAY, name="某人", standing="guest")
