"""What refuses an act, with the sentence that is read and the provision it rests on; nothing is half-written."""

import pytest

from changren.base.acts import Kind
from changren.base.tenancy.ids import uuid7
from changren.congress import acts as congress
from changren.congress.acts import hall
from changren.congress.hall.entering import enter
from changren.congress.models import Invitee
from changren.elections import acts, queries
from changren.elections.models import Candidate, Election
from changren.elections.queries.meeting import Hall
from changren.organisation.models import Post
from tests.congress.conftest import planned
from tests.elections.conftest import (
    FIRST,
    LATER,
    ON,
    SECOND,
    THIRD,
    chosen,
    closed,
    counted,
    drafted,
    entered,
    methodical,
    named,
    public,
    ready,
    refused,
    sealed,
    settled,
    standing,
    vacancy,
)

WATCHING = "scrutineers_least"


def test_a_by_election_is_of_a_unit_with_empty_seats(here, there, clerk):
    seat = vacancy(here)
    unit = seat.electing_unit
    with refused("A by-election needs the electing unit whose seat it is; the congress elects in the others."):
        drafted(here, kind="by")
    with refused("A by-election needs the electing unit whose seat it is; the congress elects in the others."):
        drafted(here, electing_unit=unit)
    with refused(f"“{unit}” has 1 vacant seats."):
        drafted(here, kind="by", seats=2, electing_unit=unit)
    foreign = vacancy(there).electing_unit
    with refused(f"“{foreign}” is not an electing unit of this term."):
        drafted(here, kind="by", seats=1, electing_unit=foreign)


def test_nobody_watches_who_stands(here, clerk):
    it, first = standing(here), here.delegates[0].person
    with refused(f"{first} is a candidate and cannot watch or count.", rule=WATCHING):
        acts.name_official(it, by=clerk, on=ON, person=first, task="counter")
    chief = here.posts["reviewer"].person
    for given in ({"person": chief}, {"name": chief.name}):
        with refused(f"{chief} watches or counts here and cannot stand.", rule=WATCHING):
            named(it, here, **given)
    with refused(f"{chief} has a task here already.", rule=WATCHING):
        acts.name_official(it, by=clerk, on=ON, person=chief, task="counter")
    with refused("There is a chief scrutineer already.", rule=WATCHING):
        acts.name_official(it, by=clerk, on=ON, person=here.posts["head"].person, task="chief")


def test_a_clerk_who_stands_does_not_count(here, clerk):
    it = methodical(here)
    for person in (clerk.person, here.delegates[1].person, here.delegates[2].person):
        named(it, here, person=person)
    it.state = "voting"
    it.save()
    with refused("You stand in this election; somebody else must do this.", Kind.WHO, WATCHING):
        acts.close_voting(it, by=clerk, on=LATER)


def test_names_are_given_once_and_in_their_time(here, clerk):
    it = standing(here)
    with refused(f"{here.delegates[0].person} was named already."):
        named(it, here, person=here.delegates[0].person)
    with refused("Say who it is."):
        named(it, here)
    with refused("Nobody would be left out."):
        acts.shorten_list(it, by=clerk, on=ON, candidates=list(it.candidates.all()))
    with refused("Choose those who go on among those who stand."):
        acts.shorten_list(it, by=clerk, on=ON, candidates=[])
    it = acts.settle_candidates(it, by=clerk, on=ON)
    with refused("Candidates are named after the method is adopted and before they are settled."):
        named(it, here, name="赵四")


@pytest.mark.parametrize(
    ("base", "candidates", "enough"), [("seats", 2, False), ("seats", 3, True), ("candidates", 3, True)]
)
def test_surplus_is_of_the_base_that_the_rules_name(here, clerk, base, candidates, enough):
    chosen(here, surplus_base=base)
    it = standing(here, candidates)
    if enough:
        assert acts.settle_candidates(it, by=clerk, on=ON).state == "nominated"
    else:
        with refused("2 candidates for 2 seats are too few.", rule="surplus_min"):
            acts.settle_candidates(it, by=clerk, on=ON)


def test_who_withdraws_can_leave_too_few(here, clerk):
    it = settled(here)
    acts.withdraw(it.candidates.first(), by=clerk, on=ON, reason="个人原因")
    with refused("2 candidates for 2 seats are too few.", rule="surplus_min"):
        acts.publicise(it, by=clerk, on=ON)


def test_papers_wait_for_the_public_and_for_those_who_watch(here, clerk):
    it = public(here)
    with refused("The candidates are public until 2010-04-09.", rule="publicity"):
        acts.settle_papers(it, by=clerk, on=ON, should_attend=14)
    it = acts.relieve_official(it, by=clerk, on=ON, official=it.officials.get(task="scrutineer"))
    with refused("1 watch so far.", rule=WATCHING):
        acts.settle_papers(it, by=clerk, on=LATER, should_attend=14)
    it = acts.relieve_official(it, by=clerk, on=ON, official=it.officials.get(task="chief"))
    with refused("There is no chief scrutineer yet.", rule=WATCHING):
        acts.settle_papers(it, by=clerk, on=LATER, should_attend=14)


def test_the_papers_stay_as_they_are(here, clerk):
    it = ready(here)
    with refused("The ballot papers are settled."):
        acts.withdraw(it.candidates.first(), by=clerk, on=LATER, reason="个人原因")
    with refused("The ballot papers are settled."):
        acts.name_official(it, by=clerk, on=LATER, person=here.posts["head"].person, task="counter")


def test_voting_needs_a_quorum_and_no_more_than_there_are(here, clerk):
    it = ready(here)
    with refused("11 of 14 are there.", rule="quorum"):
        acts.open_voting(it, by=clerk, on=LATER, present=11)
    with refused("15 present are more than the 14 who should attend."):
        acts.open_voting(it, by=clerk, on=LATER, present=15)
    it = acts.close_voting(acts.open_voting(it, by=clerk, on=LATER, present=12), by=clerk, on=LATER)
    with refused("This is not possible while the state is “voting closed”.", Kind.STATE):
        acts.close_voting(it, by=clerk, on=LATER)


ROWS = [FIRST, SECOND, THIRD]
BAD = [
    ({"valid": 11, "invalid": 2}, "11 valid and 2 invalid papers are not 12.", ""),
    ({"numbers": ROWS[:2]}, "The marks of 1 candidates are missing.", ""),
    ({"numbers": [FIRST, SECOND, [3, 7, 2, 0]]},
     "甲区东镇代表3: for, against, abstain and not to be read are 12 together, but 11 papers are valid.", ""),
    ({"numbers": [[11, 0, 0, 0]] * 3}, "There are more votes than 11 papers with 2 seats can bear.", "majority"),
    ({"write_ins": {"甲区东镇代表3": 1}}, "甲区东镇代表3 stands on the paper and cannot be written in.",
     "unmarked_write_in"),
    ({"numbers": [[9, 0, 2, 0], [8, 1, 2, 0], [3, 0, 8, 0]], "write_ins": {"赵四": 1}, "unmarked": 1},
     "More names are written in than votes were cast against.", "unmarked_write_in"),
]  # fmt: skip


def test_a_sheet_that_cannot_be_is_not_entered(here, clerk):
    it = closed(here)
    for given, says, rule in BAD:
        with refused(says, rule=rule):
            entered(it, clerk, **given)
    entered(it, clerk)
    with refused("You have entered this group; somebody else enters it the second time.", rule=WATCHING):
        entered(it, clerk)
    with refused("“全体” was entered once; the second entry is missing.", rule=WATCHING):
        acts.draw_up(it, by=clerk, on=LATER)
    other = entered(it, here.posts["handler"], issued=11)
    with refused("The two entries of “全体” differ in 1 cells.", rule=WATCHING):
        acts.draw_up(it, by=clerk, on=LATER)
    with refused("Both entries of this group are there.", rule=WATCHING):
        entered(it, here.posts["reviewer"])
    with refused("Only who entered this count may correct it.", Kind.WHO):
        given = {name: getattr(other, name) for name in ("issued", "collected", "valid", "invalid", "numbers")}
        acts.correct_sheet(other, by=clerk, on=LATER, write_ins={}, unmarked=0, **given)


def test_more_came_back_than_were_issued(here, clerk):
    it = counted(here, issued=11)
    with refused("12 papers came back of 11 issued: the election is void and held again.", rule="quorum"):
        acts.draw_up(it, by=clerk, on=LATER)
    assert acts.find_void(it, by=clerk, on=LATER, reason="多收一张").state == "void"


def test_more_were_issued_than_there_were_people(here, clerk):
    it = counted(here, issued=13)
    with refused("13 papers issued, but 12 were present.", rule="quorum"):
        acts.draw_up(it, by=clerk, on=LATER)
    with refused("No more papers came back than were issued: it holds.", rule="quorum"):
        acts.find_void(it, by=clerk, on=LATER, reason="重来")


def test_a_finished_election_is_not_held_again(here, clerk):
    it = sealed(here)
    with refused("Only a void election is held again, or one with a tie.", rule="majority"):
        acts.hold_again(it, by=clerk, on=LATER)
    for act in (acts.fill_seats, acts.leave_seats):
        with refused("No seat is left to be filled.", rule="majority"):
            act(it, by=clerk, on=LATER, **({"consent": "同意"} if act is acts.leave_seats else {}))
    winner = Candidate.objects.select_related(*Candidate.alongside).filter(election=it, state="elected").first()
    assert str(acts.enter_delegate.objection(winner, by=clerk, on=LATER)) == (
        "Only who was elected in a by-election becomes a delegate by it."
    )


def test_the_majority_is_of_the_base_that_the_rules_name(here):
    chosen(here, majority_base="should_attend")
    it = sealed(here, numbers=[[9, 1, 1, 0], [7, 3, 1, 0], [3, 7, 1, 0]])  # seven of fourteen
    assert list(it.all_candidates.filter(state="elected")) == [it.all_candidates.get(name__endswith="1")]


def test_a_post_that_ended_watches_no_more(here):
    it = closed(here)
    Post.objects.filter(pk=here.posts["handler"].pk).update(until="2010-04-02")
    here.posts["handler"].refresh_from_db()
    with refused("Only a scrutineer or a counter may do this.", Kind.WHO):
        entered(it, here.posts["handler"])


def test_who_counts_at_the_meeting_does_not_stand_and_who_stands_does_not_count_there(here, clerk):
    meeting = planned(here)
    meeting = congress.approve(meeting, by=here.posts["district"], on=ON)
    first, second, third, *_others = [post.person for post in here.delegates]
    meeting = congress.name_officers(meeting, by=clerk, on=ON, office="scrutineer", people=[first])
    it = methodical(here, meeting=meeting)
    for given in ({"person": first}, {"name": first.name}):
        with refused(f"{first} watches or counts here and cannot stand.", rule=WATCHING):
            named(it, here, **given)
    named(it, here, person=second)
    named(it, here, name=third.name)
    for one in (second, third):
        with refused(f"{one} stands in an election at this meeting.", rule=WATCHING):
            congress.name_officers(meeting, by=clerk, on=ON, office="counter", people=[one])
    congress.name_officers(meeting, by=clerk, on=ON, office="presidium", people=[second])
    withdrawn = acts.withdraw(it.candidates.get(person=second), by=clerk, on=ON, reason="本人要求")
    congress.name_officers(meeting, by=clerk, on=ON, office="counter", people=[withdrawn.person])


def test_officials_and_numbers_are_taken_over_from_the_meeting(here, readers, clerk, browse):
    meeting = congress.approve(planned(here), by=here.posts["district"], on=ON)
    it, people = methodical(here, meeting=meeting), [post.person for post in here.delegates]
    with refused("The meeting has no scrutineer or counter who could be taken over.", rule=WATCHING):
        acts.take_over_officers(it, by=clerk, on=ON)
    for office, whom in (("counter", people[:1]), ("chief", people[1:2]), ("presidium", people[2:3])):
        congress.name_officers(meeting, by=clerk, on=ON, office=office, people=whom)
    it = acts.take_over_officers(it, by=clerk, on=ON)
    assert {(one.person_id, one.task) for one in it.officials} == {(people[0].pk, "counter"), (people[1].pk, "chief")}
    with refused("The meeting has no scrutineer or counter who could be taken over.", rule=WATCHING):
        acts.take_over_officers(it, by=clerk, on=ON)
    assert queries.hall_of(it) == Hall(14, None)
    Election.objects.filter(pk=it.pk).update(state="ready", should_attend=13, public_on=ON.date())
    meeting = congress.convene(meeting, by=clerk, on=ON, notice="请出席。")
    hall.open_desks(meeting, by=clerk, on=ON)
    for one in Invitee.objects.filter(meeting=meeting)[:12]:
        enter(meeting.pk, one, "in", key=uuid7(), at=ON, desk="1")
    it = Election.objects.select_related(*Election.alongside).get(pk=it.pk)
    assert (queries.hall_of(it), queries.differs(it)) == (Hall(14, 12), Hall(14, 12))
    assert 'value="12"' in browse(clerk).get(f"/elections/{it.pk}/open_voting/").content.decode()
    assert "14 should attend" in browse(clerk).get(it.get_absolute_url()).content.decode()
    it.should_attend = 14
    assert queries.differs(it) is None


def test_name_again_keeps_who_named_whom_in_which_round(here, readers, clerk, browse):
    it = methodical(here)
    one = named(it, here, person=here.delegates[0].person, by_whom="第一党支部", support=12)
    named(it, here, person=here.delegates[1].person)
    acts.name_again(one, by=clerk, on=ON, by_whom="第二党支部", support=9)
    with refused(f"第二党支部 named {one} in this round already."):
        acts.name_again(one, by=clerk, on=ON, by_whom="第二党支部", support=9)
    acts.shorten_list(it, by=clerk, on=ON, candidates=[one])
    one = Candidate.objects.select_related(*Candidate.alongside).get(pk=one.pk)
    acts.name_again(one, by=clerk, on=ON, by_whom="第二党支部", support=10)
    rows = one.nominations.values_list("round", "by_whom", "support")
    assert list(rows) == [(1, "第一党支部", 12), (1, "第二党支部", 9), (2, "第二党支部", 10)]
    assert "Round 2 · 第二党支部 · named by 10" in browse(clerk).get(it.get_absolute_url()).content.decode()
    acts.settle_candidates(named_more(it, here), by=clerk, on=ON)
    with refused("Candidates are named after the method is adopted and before they are settled."):
        acts.name_again(Candidate.objects.select_related(*Candidate.alongside).get(pk=one.pk), by=clerk, on=ON,
                        by_whom="第三党支部", support=None)  # fmt: skip


def named_more(it, place):
    """Two more, so that there are more than seats."""
    it = Election.objects.select_related(*Election.alongside).get(pk=it.pk)
    for post in place.delegates[3:5]:
        named(it, place, person=post.person)
    return it
