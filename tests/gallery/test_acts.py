"""The life of a gallery: what each act changes, and who may do it."""

import pytest

from changren.base.acts import ACTS, Clockwork, is_clockwork
from changren.base.acts.declaration import ask
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import sentence
from changren.congress.models import Invitee
from changren.gallery import acts
from changren.gallery.acts.clockwork import tick
from changren.gallery.models import Application, Gallery
from changren.gallery.visitors import Visitor, applicant_to, holder_of
from tests.gallery.conftest import (
    AFTER,
    CLOSING,
    FIVE,
    ON,
    STARTS,
    WHO,
    applied,
    chosen,
    closed,
    decided,
    drafted,
    held,
    issued,
    meeting,
    one_of,
    published,
    with_five,
)
from tests.world import at

CLERK, COMMITTEE, BRANCH, APPLICANT, HOLDER = "clerk", "committee", "branch", "applicant", "holder"
S, A = Gallery.State, Application.State
GRID = {  # act: who may, and how the state moves
    "prepare": ({CLERK}, {}),
    "revise": ({CLERK}, {S.DRAFT: (S.DRAFT,)}),
    "publish_notice": ({CLERK}, {S.DRAFT: (S.PUBLISHED,)}),
    "call_off": ({CLERK}, dict.fromkeys((S.DRAFT, S.PUBLISHED, S.CLOSED), (S.OFF,))),
    "apply": ({CLERK, APPLICANT, HOLDER}, {}),
    "recommend": ({CLERK, BRANCH}, {}),
    "withdraw": ({CLERK, HOLDER, BRANCH}, dict.fromkeys((A.APPLIED, A.SHORTLISTED, A.ADMITTED), (A.WITHDRAWN,))),
    "close_applications": (set(), {S.PUBLISHED: (S.CLOSED,)}),
    "shortlist": ({CLERK}, {S.CLOSED: (S.CLOSED,)}),
    "decide": ({COMMITTEE}, {S.CLOSED: (S.DECIDED,)}),
    "issue_permits": ({CLERK}, {S.DECIDED: (S.ADMITTING,)}),
    "take_back_permit": ({CLERK}, {}),
    "let_in": ({CLERK}, {A.ADMITTED: (A.CAME,)}),
    "give_opinion": ({CLERK, HOLDER}, {A.CAME: (A.CAME,)}),
    "read_opinion": ({CLERK}, {}),
    "finish": ({CLERK}, {S.ADMITTING: (S.DONE,)}),
    "forget_numbers": (set(), {state: (state,) for state in S}),
}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "gallery"}


def test_acts_belong_to_whom_the_grid_says_and_move_as_it_says(here, there, world):
    it = published(here)
    recommended = acts.recommend(
        it, by=here.posts["branch"], on=ON, unit=here.units["branch"], grounds="熟悉情况", **WHO
    )
    other = applied(published(there))
    done_to = {Gallery: it, Application: one_of(it, recommended.number)}
    people = {**here.posts, APPLICANT: applicant_to(it), HOLDER: holder_of(recommended), "district": world.officer}
    strangers = {**there.posts, APPLICANT: applicant_to(other.gallery), HOLDER: holder_of(other)}
    del strangers["district"]
    assert OURS.keys() == GRID.keys()
    for name, (who, moves) in GRID.items():
        act = OURS[name]
        subject = done_to.get(act.done_to, it.meeting)
        may = {key for key, by in people.items() if ask(act.who, subject, by=by, on=ON) is None}
        assert (name, may, act.steps) == (name, who, moves)
        assert {key for key, by in strangers.items() if ask(act.who, subject, by=by, on=ON) is None} == set()
        assert (act.who is is_clockwork) == (not who)


def test_prepare_takes_the_seats_of_the_rules_of_that_day(here):
    it = drafted(here)
    assert (it.state, it.seats, it.seats_in_all) == ("draft", {"village": 3, "firm": 5, "other": 2}, 10)
    it = acts.revise(
        it, by=here.posts["clerk"], on=ON, closes_at=at("2010-04-17 09:30"), register_at="便民中心", remark=""
    )
    assert (it.closes_at, it.register_at) == (at("2010-04-17 09:30"), "便民中心")


def test_apply_keeps_numbers_encrypted_and_the_name_out_of_the_minutes(here):
    it = applied(published(here), **FIVE[3])
    assert (it.state, it.number, it.masked_phone, it.masked_card) == ("applied", 1, "138****0004", "330****0001")
    entry = Entry.objects.get(act="gallery.apply")
    assert (entry.post_id, entry.person_id, entry.kept) == (None, None, {})
    assert sentence(entry, by="BY", it=str(it.told_as)) == "An application to observe came in"
    raw = Application.objects.filter(pk=it.pk).extra(select={"raw": "phone"}).values_list("raw", flat=True)[0]
    assert b"13800000004" not in bytes(raw)


def test_apply_sent_twice_with_its_key_counts_once(here):
    it = published(here)
    key = it.pk
    first, second = (
        acts.apply(it, by=applicant_to(it), on=ON, once=key, **WHO | {"phone": "13800000001"}) for _n in range(2)
    )
    assert (first.pk, it.applications.count()) == (second.pk, 1)


def test_decide_numbers_the_permits_and_tells_the_others_why(here):
    it = decided(here, 2, 4)
    rows = list(it.applications.order_by("number").values_list("state", "permit", "why_not"))
    assert rows == [
        ("not", None, "席位已满"), ("admitted", 1, ""), ("not", None, "席位已满"), ("admitted", 2, ""),
        ("not", None, "席位已满"),
    ]  # fmt: skip
    assert (it.state, it.decided_on) == ("decided", CLOSING.date())


def test_shortlist_is_replaced_by_a_later_one(here):
    it, clerk = closed(here), here.posts["clerk"]
    for numbers in ((1, 2), (2, 4)):
        it = acts.shortlist(it, by=clerk, on=CLOSING, listed=chosen(it, *numbers))
    assert list(it.applications.filter(state="shortlisted").values_list("number", flat=True)) == [2, 4]


def test_issue_permits_makes_those_admitted_observers_of_the_meeting(here):
    it = issued(here)
    expected = it.meeting.invitees.filter(standing=Invitee.Standing.OBSERVER).order_by("id")
    assert [one.name for one in expected] == ["林建国", "陈小妹", "王㛃", "李打工"]
    assert {one.invitee.code for one in it.applications.exclude(invitee=None)} == {one.code for one in expected}
    causes = set(Entry.objects.filter(act="congress.invite").values_list("cause_id", flat=True))
    assert causes == {Entry.objects.get(act="gallery.issue_permits").pk}


@pytest.mark.parametrize("by_office", [True, False])
def test_withdraw_frees_the_place_at_the_meeting_once_the_office_knows(here, by_office):
    it, clerk = issued(here), here.posts["clerk"]
    one = one_of(it)
    one = acts.withdraw(one, by=clerk if by_office else holder_of(one), on=CLOSING)
    assert (one.state, one.invitee.is_withdrawn) == ("withdrawn", by_office)
    if not by_office:
        acts.take_back_permit(one_of(it), by=clerk, on=CLOSING)
    assert it.meeting.invitees.filter(standing="observer").count() == 3


def test_observer_who_was_there_is_heard_and_told_that_it_was_read(here):
    it, clerk = held(here), here.posts["clerk"]
    one = acts.give_opinion(one_of(it), by=holder_of(one_of(it)), on=AFTER, opinion="报告实在，希望多讲落实。")
    assert (it.state, one.state, one.came_at, one.opinion_on) == ("done", "came", STARTS, AFTER.date())
    one = acts.read_opinion(one, by=clerk, on=at("2010-04-21 09:00"))
    assert one.opinion_read_on == at("2010-04-21 09:00").date()


def test_clock_closes_at_the_minute_and_deletes_numbers_in_their_time(here):
    it = with_five(here)
    by = Clockwork(it.district_id)
    for on, done in ((at("2010-04-18 10:59"), 0), (CLOSING, 1), (CLOSING, 0), (at("2010-05-20 23:00"), 0),
                     (at("2010-05-21 00:01"), 1), (at("2010-05-22 09:00"), 0)):  # fmt: skip
        assert (on, sum(1 for _one in tick(by=by, on=on))) == (on, done)
    it.refresh_from_db()
    assert (it.state, it.forgotten_on) == ("closed", at("2010-05-21 09:00").date())
    assert {(one.phone, one.card, one.phone_digest) for one in it.applications.all()} == {("", "", "")}
    assert [one.name for one in it.applications.all()] == [one["name"] for one in FIVE]


def test_call_off_leaves_room_for_another_gallery(here):
    of = meeting(here)
    acts.call_off(drafted(here, of), by=here.posts["clerk"], on=ON, reason="会议改期")
    assert drafted(here, of).state == "draft"


def test_visitor_is_nobody_in_the_minutes(here):
    by = applicant_to(published(here))
    assert (by.id, by.person_id, str(by), isinstance(by, Visitor)) == (None, None, "visitor", True)
