"""Every no of the gallery, with its sentence and the provision it rests on."""

import pytest

from changren.base.acts import Kind
from changren.congress.models import Meeting
from changren.gallery import acts
from changren.gallery.models import Gallery
from changren.gallery.visitors import applicant_to, holder_of
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
    meeting,
    one_of,
    published,
    refused,
    with_five,
)
from tests.rulebook.versions import adopted as chosen_in
from tests.world import at

TITLE = "Congress of term 7, session 2"


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


def test_prepare_is_for_one_gallery_of_a_meeting_to_come_that_closes_in_time(here, clerk):
    of, given = meeting(here), {"register_at": "党员服务中心", "remark": ""}
    with refused("Applications would close 1 days before the meeting.", rule="close_before"):
        acts.prepare(of, by=clerk, on=ON, closes_at=at("2010-04-19 11:00"), **given)
    with refused("Applications close at a time to come."):
        acts.prepare(of, by=clerk, on=ON, closes_at=ON, **given)
    with refused(f"“{TITLE}” has begun already."):
        acts.prepare(of, by=clerk, on=STARTS, closes_at=CLOSING, **given)
    drafted(here, of)
    with refused(f"The seats for observers of “{TITLE}” are prepared already."):
        acts.prepare(of, by=clerk, on=ON, closes_at=CLOSING, **given)
    Meeting.objects.filter(pk=of.pk).update(state="cancelled")
    Gallery.objects.update(state="off")
    with refused(f"“{TITLE}” was cancelled."):
        acts.prepare(of, by=clerk, on=ON, closes_at=CLOSING, **given)


def test_publish_notice_waits_for_the_district_and_comes_six_days_before(here, clerk):
    it = drafted(here)
    with refused("The meeting is in 5 days.", rule="notice_before"):
        acts.publish_notice(it, by=clerk, on=at("2010-04-15 09:00"))
    with refused("The time at which applications close has passed already; change it first.", rule="notice_before"):
        acts.publish_notice(it, by=clerk, on=CLOSING)
    Meeting.objects.update(approved_on=None)
    with refused("The district has not agreed to the meeting yet."):
        acts.publish_notice(it, by=clerk, on=ON)
    Meeting.objects.update(approved_on=ON.date())
    assert acts.publish_notice(it, by=clerk, on=at("2010-04-14 23:59")).state == "published"


def test_apply_is_open_from_the_notice_until_the_minute(here, clerk):
    it = drafted(here)
    with refused("Nobody can apply here now: draft.", rule="close_before"):
        applied(it)
    it = acts.publish_notice(it, by=clerk, on=ON)
    assert applied(it, on=at("2010-04-18 10:59"), **FIVE[0]).number == 1
    with refused("The time to apply is over.", rule="close_before"):
        applied(it, on=CLOSING, **FIVE[1])
    with refused("林建国 has applied already with this telephone number."):
        applied(it, **FIVE[0])
    acts.withdraw(one_of(it), by=holder_of(one_of(it)), on=ON)
    assert applied(it, **FIVE[0]).number == 2


def test_apply_is_for_members_who_show_their_card(here):
    it = published(here)
    with refused("Here only members of the Party may apply.", rule="residents"):
        applied(it, kind="resident")
    with refused("Enter the number of the mobile-member card.", rule="residents"):
        applied(it, kind="migrant")


def test_residents_apply_where_the_township_has_chosen_so(here):
    chosen_in(here.township, "gallery", "2010-03-10", residents=True)
    assert applied(published(here), kind="resident").kind == "resident"


def test_recommend_is_in_a_unit_s_own_name(here, there):
    it, branch = published(here), here.posts["branch"]
    with refused("A branch recommends in its own name."):
        acts.recommend(it, by=branch, on=ON, unit=here.units["station"], grounds="好", **WHO)
    with refused("Choose the unit that recommends."):
        acts.recommend(it, by=here.posts["clerk"], on=ON, unit=there.units["branch"], grounds="好", **WHO)


def test_lists_fit_the_seats_of_each_category_and_say_why(here, clerk):
    chosen_in(here.township, "gallery", "2010-03-10", seats=6, seats_village=1, seats_firms=4, seats_others=1)
    it, committee = closed(here), here.posts["committee"]
    with refused("village or community: 3 chosen for 1 seats.", rule="seats_village"):
        acts.shortlist(it, by=clerk, on=CLOSING, listed=chosen(it, 1, 2, 3))
    with refused("The office has not proposed anybody yet.", rule="seats"):
        acts.decide(it, by=committee, on=CLOSING, listed=chosen(it, 1), reason="")
    acts.shortlist(it, by=clerk, on=CLOSING, listed=chosen(it, 1, 4))
    with refused("village or community: 2 chosen for 1 seats.", rule="seats_village"):
        acts.decide(it, by=committee, on=CLOSING, listed=chosen(it, 1, 2), reason="")
    with refused("Say why the others are not admitted.", rule="seats"):
        acts.decide(it, by=committee, on=CLOSING, listed=chosen(it, 1, 4), reason="")
    gone = acts.withdraw(one_of(it, 4), by=holder_of(one_of(it, 4)), on=CLOSING)
    with refused("李打工 does not apply here any more. Load the page again."):
        acts.decide(it, by=committee, on=CLOSING, listed=[gone], reason="席位已满")


def test_let_in_is_for_permits_on_the_day(here, clerk):
    it = decided(here)
    with refused("Permits have not been issued, or the meeting is over."):
        acts.let_in(one_of(it), by=clerk, on=STARTS)
    it = acts.issue_permits(it, by=clerk, on=CLOSING)
    with refused(f"“{TITLE}” is not today."):
        acts.let_in(one_of(it), by=clerk, on=at("2010-04-19 09:00"))
    with refused("This is not possible while the state is “not admitted”.", Kind.STATE):
        acts.let_in(one_of(it, 5), by=clerk, on=STARTS)
    with refused(f"“{TITLE}” is not over yet."):
        acts.finish(it, by=clerk, on=STARTS)
    with refused("There is no permit to take back."):
        acts.take_back_permit(one_of(it), by=clerk, on=CLOSING)


def test_opinions_are_of_those_who_were_there_and_once(here, clerk):
    it = held(here)
    with refused("This is not possible while the state is “admitted”.", Kind.STATE):
        acts.give_opinion(one_of(it, 2), by=holder_of(one_of(it, 2)), on=AFTER, opinion="好")
    with refused("There is no opinion that waits to be read."):
        acts.read_opinion(one_of(it), by=clerk, on=AFTER)
    acts.give_opinion(one_of(it), by=holder_of(one_of(it)), on=AFTER, opinion="好")
    with refused("An opinion was given already.", rule="seats"):
        acts.give_opinion(one_of(it), by=holder_of(one_of(it)), on=AFTER, opinion="更好")
    with refused("Only who applied, or the office for them, may do this.", Kind.WHO):
        acts.withdraw(one_of(it, 2), by=holder_of(one_of(it)), on=AFTER)


def test_numbers_are_not_deleted_early_or_by_a_person(here, clerk):
    it = with_five(here)
    with refused("This happens by itself when its time has come.", Kind.WHO):
        acts.forget_numbers(it, by=clerk, on=at("2010-06-01 09:00"))
    with refused("This happens by itself when its time has come.", Kind.WHO):
        acts.close_applications(it, by=applicant_to(it), on=CLOSING)
