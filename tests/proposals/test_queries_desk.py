"""The board, the desks and the duties of delegates."""

from datetime import date

import pytest

from changren.base.clock import now
from changren.base.clock.period import Period
from changren.organisation.models import Role
from changren.proposals import acts, queries
from changren.proposals.models import Participation, Proposal
from tests.proposals.conftest import (
    ON,
    also,
    appealed,
    collecting,
    downgraded,
    drafted,
    filed,
    handed,
    handed_in,
    planned,
    refused_one,
    reported,
)
from tests.world import at

UNITS = ("head", "handler", "assist_head", "assist_handler")
YEAR = Period.year(2010, seen_on=date(2010, 4, 1))


@pytest.fixture
def clock():
    """Lets a test say what time it is."""
    yield lambda text: now.follow(lambda: at(text))
    now.follow(None)


# board


def rows(post, **asked):
    return list(queries.board(post, asked).rows)


def test_board_puts_one_s_drafts_first_then_the_newest(here, plan):
    old, new, draft = handed_in(here), handed_in(here, 1), drafted(here)
    Proposal.objects.filter(pk=old.pk).update(submitted_on=date(2010, 3, 20))
    assert rows(here.delegates[0]) == [draft, new, old]
    assert rows(here.delegates[1]) == [new, old]


def test_board_filters_by_what_is_asked(here, there, plan, clerk, world):
    planned(there, state="published")
    first = handed_in(here, title="修桥", field="towns")
    second = handed_in(here, 1, "suggestion", subject="路灯不亮")
    theirs = handed_in(there, title="修渠")
    assert rows(clerk, kind="proposal") == [first]
    assert rows(clerk, state="submitted", field="towns") == [first]
    assert rows(clerk, search="路灯") == [second]
    assert rows(clerk, search="修桥", kind="suggestion") == []
    assert rows(clerk, year="2009") == []
    assert set(rows(clerk, year="2010")) == {first, second}
    assert rows(world.officer, township=str(there.township.pk)) == [theirs]
    assert rows(clerk, township=str(there.township.pk)) == []


def test_board_of_mine_is_what_i_lead_or_signed(here, plan):
    it = handed_in(here)
    assert [rows(here.delegates[n], mine="1") for n in (0, 9, 10)] == [[it], [it], []]


@pytest.mark.parametrize(
    "asked", [{"kind": "motion"}, {"state": "flying"}, {"township": "x"}, {"year": "20١0"}, {"year": "0000"}]
)
def test_board_leaves_out_what_makes_no_sense(here, plan, clerk, asked):
    it = handed_in(here)
    assert rows(clerk, **asked) == [it]


def test_board_searches_without_zero_bytes(here, plan, clerk):
    it = handed_in(here, title="修桥")
    assert rows(clerk, search="修\0桥") == [it]


@pytest.mark.parametrize(
    ("role", "asked", "says"),
    [
        ("clerk", {}, "No proposals here yet."),
        ("clerk", {"search": "x"}, "Nothing was found."),
        ("handler", {}, "Nothing is shown to units here."),
    ],
)
def test_board_says_why_it_is_empty(here, role, asked, says):
    found = queries.board(here.posts[role], asked)
    assert (list(found.rows), str(found.says)) == ([], says)


# desks


def desk(post):
    """What waits, by its sentence: what it is about, by when, by which rule."""
    lines = queries.waiting_for(post.person)
    assert all(line.url for line in lines)
    return {str(line.says): (line.it, line.due, line.rule.key.split(".")[1] if line.rule else "") for line in lines}


def test_desk_of_the_lead_shows_draft_and_collecting_with_their_cutoffs(here, plan):
    draft, open_one = drafted(here), collecting(here)
    assert desk(here.delegates[0]) == {
        "Go on with your draft": (draft, date(2010, 4, 5), "plan_before"),
        "Collect signatures and hand in": (open_one, date(2010, 4, 10), "plan_before"),
    }


def test_desk_of_a_lead_without_plan_has_no_date(here):
    it = drafted(here, kind="suggestion")
    assert desk(here.delegates[0]) == {"Go on with your draft": (it, None, "plan_before")}


def test_desk_of_those_asked_until_they_sign_or_decline(here, plan):
    it = collecting(here, invited=2)
    one, other = it.signatures.order_by("mandate__number")
    assert desk(here.delegates[1]) == {"Read and sign, or decline": (it, date(2010, 4, 10), "cosigners_min")}
    acts.sign(one, by=here.delegates[1], on=ON, version=1)
    acts.decline(other, by=here.delegates[2], on=ON)
    assert (desk(here.delegates[1]), desk(here.delegates[2])) == ({}, {})


def test_desk_of_the_head_has_what_the_delegation_puts_forward(here, plan):
    it = collecting(here, 2, delegation=here.delegations[0])
    assert desk(here.delegates[0])["Hand it in for your delegation, once the majority agrees"] == (
        it, date(2010, 4, 10), "delegation_majority",
    )  # fmt: skip


def test_desk_of_the_review(here, plan, clerk, reviewer):
    it, other = handed_in(here), handed_in(here, 1, "suggestion")
    due = date(2010, 4, 16)
    assert desk(reviewer) == {"Review it": (it, due, "review_within")}
    assert desk(clerk)["Register it"] == (other, due, "review_within")


def test_desk_of_who_has_signed_has_no_review(here, plan):
    handed_in(here)
    also(here.delegates[3], Role.REVIEWER, here.units["proposals"])
    also(here.delegates[12], Role.REVIEWER, here.units["proposals"])
    assert [list(desk(here.delegates[n])) for n in (3, 12)] == [[], ["Review it"]]


@pytest.mark.parametrize(
    ("make", "says", "office"),
    [
        (refused_one, "Accept the refusal, or appeal", None),
        (downgraded, "Accept the lower type, or appeal", "Hand it over, once nobody can appeal"),
    ],
)
def test_desk_of_the_lead_has_what_went_against_them_until_the_time_is_over(
    here, plan, clerk, clock, make, says, office
):
    it = make(here)
    assert desk(here.delegates[0]) == {says: (it, date(2010, 4, 16), "appeal_within")}
    assert [line for line in desk(clerk) if "over" in line] == ([office] if office else [])
    clock("2010-04-17 00:00")
    assert desk(here.delegates[0]) == {}
    assert [line for line in desk(clerk) if "over" in line] == (["Hand it over"] if office else [])


def test_desk_of_the_office_hands_over_then_checks(here, plan, clerk):
    it = filed(here)
    assert desk(clerk) == {"Hand it over": (it, None, "")}
    handed(it, here)
    assert desk(clerk) == {"Check whether it may be published": (it, None, "filing_base")}
    acts.withhold(it, by=clerk, on=ON)
    assert desk(clerk) == {}


def test_desk_of_the_committee_decides_appeals(here, plan, committee):
    it = appealed(here)
    assert desk(committee) == {"Decide the appeal": (it, None, "appeal_to")}
    assert desk(here.delegates[0]) == {}


def test_desk_of_the_office_plans_the_session_by_the_day_the_rules_ask(here, clerk):
    due = date(2010, 4, 5)
    assert desk(clerk) == {"Draft the work plan": (here.session, due, "plan_before")}
    it = planned(here)
    assert desk(clerk) == {"Publish the work plan": (it, due, "plan_before")}
    it.state = "published"
    it.save()
    assert desk(clerk) == {}


def test_desk_of_units_and_neighbours_is_empty(here, there, plan):
    handed_in(here)
    assert [desk(here.posts[role]) for role in UNITS] == [{}] * 4
    assert list(desk(there.posts["clerk"])) == ["Draft the work plan"]


# duties


def test_duties_are_what_a_delegate_led_signed_and_looked_at(here, plan):
    led, trip = handed_in(here, 1), reported(here, plan)
    handed_in(here, 2, "suggestion")
    drafted(here, 1)
    Participation.objects.create(township=here.township, activity=trip, mandate=here.mandates[1])
    other = handed_in(here, 0)
    lines = [(line.day, str(line.says), line.it) for line in queries.duties(here.mandates[1], YEAR)]
    assert lines[0] == (date(2010, 3, 10), "Took part", trip)
    assert lines[1:] == [(date(2010, 4, 1), "Raised a matter", led), (date(2010, 4, 1), "Signed", other)]
    assert queries.duties(here.mandates[1], Period.year(2009)) == []
