"""The grid: who may do what in which state, and what their page offers. A new act without expectations fails here."""

from datetime import date

import pytest

from changren.base.acts import ACTS, Clockwork, acts_on, open_acts
from changren.base.acts.declaration import ask
from changren.base.documents.models import Attachment
from changren.mandates.models import Session
from changren.proposals.models import Activity, Plan, Proposal, Signature
from tests.proposals.conftest import ON, collecting, planned, reported
from tests.world import at

LEAD, MEMBER, HEAD, OTHER = "lead", "member", "head of the delegation", "other"
CLERK, REVIEWER, COMMITTEE, CALENDAR = "clerk", "reviewer", "committee", "calendar"
DELEGATES = {LEAD, MEMBER, HEAD, OTHER}
BEFORE_REVIEW = ("draft", "collecting", "submitted")
GRID = {  # act: who may, and how the state moves
    "draft_plan": ({CLERK}, {}),
    "revise_plan": ({CLERK}, {"draft": ("draft",)}),
    "publish_plan": ({CLERK}, {"draft": ("published",)}),
    "move_cutoffs": ({CLERK}, {"published": ("published",)}),
    "plan_activity": ({CLERK, *DELEGATES}, {}),
    "report_activity": ({CLERK, LEAD}, {"planned": ("done",)}),
    "cancel_activity": ({CLERK, LEAD}, {"planned": ("cancelled",)}),
    "draft": (DELEGATES, {}),
    "write": ({LEAD}, {"draft": ("draft",)}),
    "attach": ({LEAD}, {"draft": ("draft",)}),
    "detach": ({LEAD}, {}),
    "cite": ({LEAD}, {"draft": ("draft",)}),
    "put_forward": ({LEAD}, {"draft": ("collecting",)}),
    "take_back": ({LEAD}, {"collecting": ("draft",)}),
    "revive": ({LEAD}, {"draft": ("draft",), "expired": ("draft",)}),
    "withdraw": ({LEAD}, dict.fromkeys(BEFORE_REVIEW, ("withdrawn",))),
    "invite": ({LEAD}, {"collecting": ("collecting",)}),
    "join": ({OTHER}, {}),
    "sign": ({MEMBER}, {"invited": ("signed",)}),
    "decline": ({MEMBER}, {"invited": ("declined",)}),
    "withdraw_signature": ({MEMBER}, {"signed": ("withdrawn",)}),
    "hand_in": ({LEAD, HEAD}, dict.fromkeys(("draft", "collecting"), ("submitted",))),
    "expire": ({CALENDAR}, {"collecting": ("expired",)}),
    "file": ({REVIEWER}, {"submitted": ("filed",)}),
    "register": ({CLERK}, {"submitted": ("filed",)}),
    "merge": ({REVIEWER}, {"submitted": ("merged",)}),
    "downgrade": ({REVIEWER}, {"submitted": ("filed",)}),
    "refuse": ({REVIEWER}, {"submitted": ("refused",)}),
    "appeal": ({LEAD}, dict.fromkeys(("refused", "filed"), ("appealed",))),
    "accept_decision": ({LEAD}, {"refused": ("refused",), "filed": ("filed",)}),
    "allow_appeal": ({COMMITTEE}, {"appealed": ("filed",)}),
    "dismiss_appeal": ({COMMITTEE}, {"appealed": ("refused", "filed")}),
    "hand_over": ({CLERK}, {"filed": ("handed",)}),
    "reclassify": ({CLERK}, {state: (state,) for state in ("submitted", "filed", "handed")}),
    "publish": ({CLERK}, {"handed": ("handed",)}),
    "withhold": ({CLERK}, {"handed": ("handed",)}),
    "assess_report": (DELEGATES, {}),
    "refer_to_committee": ({CLERK}, {"handed": ("handed",)}),
}
OURS = {act.verb_name: act for act in ACTS.values() if act.room == "proposals"}
AGAINST = {"refused": "refused", "appealed": "refused"}  # state: what the review decided
OFFERED = {  # state of a delegation's proposal: what its page offers to whom, greyed buttons included
    "draft": {LEAD: "write attach cite put_forward withdraw hand_in", HEAD: "hand_in"},
    "collecting": {LEAD: "take_back withdraw invite hand_in", HEAD: "hand_in", CALENDAR: "expire"},
    "submitted": {LEAD: "withdraw", REVIEWER: "file merge downgrade refuse", CLERK: "reclassify"},
    "filed": {CLERK: "hand_over reclassify"},
    "merged": {},
    "refused": {LEAD: "appeal accept_decision"},
    "appealed": {COMMITTEE: "allow_appeal dismiss_appeal"},
    "handed": {CLERK: "refer_to_committee reclassify publish withhold"},
    "withdrawn": {},
    "expired": {LEAD: "revive"},
}
SUGGESTED = {
    "draft": {LEAD: "write attach cite put_forward withdraw hand_in"},
    "submitted": {LEAD: "withdraw", CLERK: "register merge reclassify"},
}


@pytest.fixture
def everybody(here, world):
    """A post of each role, and the calendar. The lead's proposal is that of the delegation whose head is HEAD."""
    delegates = {LEAD: here.delegates[2], MEMBER: here.delegates[4], HEAD: here.delegates[0], OTHER: here.delegates[1]}
    posts = {role: post for role, post in here.posts.items() if role != "delegate"}
    return {**posts, **delegates, CALENDAR: Clockwork(here.township.district_id)}


@pytest.fixture
def it(here, plan) -> Proposal:
    """A proposal of the first delegation, collecting signatures."""
    return collecting(here, 2, delegation=here.delegations[0])


def prepared(name, here, it, plan):
    """Something of ours that the act could be done to: of the right kind, and in a state that fits."""
    act = OURS[name]
    suggestion, against = name == "register", name in ("appeal", "accept_decision")
    it.kind = "suggestion" if suggestion else "proposal"
    it.outcome, it.appeal_by = ("refused", date(2010, 4, 16)) if against else ("", None)
    it.state = {"revive": "expired", "join": "collecting"}.get(name, it.state)
    it.delegation = None if name == "join" else here.delegations[0]
    things = {
        Session: here.session, Plan: plan, Proposal: it,
        Activity: Activity(township=here.township, plan=plan, owner=here.mandates[2]),
        Signature: Signature(township=here.township, proposal=it, mandate=here.mandates[4]),
        Attachment: Attachment(township=here.township, owner_id=it.pk, added_by_id=it.lead.person_id),
    }  # fmt: skip
    if act.done_to is Attachment:
        things[Attachment].owner = Proposal(state="draft")
    return things.get(act.done_to, here.township)


def test_every_act_is_in_the_grid():
    assert OURS.keys() == GRID.keys()
    assert [name for name, act in OURS.items() if act.follows] == []


@pytest.mark.parametrize("name", GRID)
def test_states_move_as_the_grid_says(name):
    assert OURS[name].steps == GRID[name][1]


def test_only_those_of_the_grid_may(here, plan, it, everybody):
    may = {
        name: {
            role for role, post in everybody.items()
            if ask(act.who, prepared(name, here, it, plan), by=post, on=ON) is None
        }
        for name, act in OURS.items()
    }  # fmt: skip
    assert may == {name: who for name, (who, _moves) in GRID.items()}


def test_nobody_of_another_township_may(here, there, plan, it):
    strangers = [*(post for role, post in there.posts.items() if role != "district"), *there.delegates]
    for name, act in OURS.items():
        thing = prepared(name, here, it, plan)
        assert [name for post in strangers if ask(act.who, thing, by=post, on=ON) is None] == []


def test_nobody_may_once_the_post_has_ended(here, plan, it, everybody):
    for name, act in OURS.items():
        for role in GRID[name][0] - {CALENDAR}:
            everybody[role].until = ON.date()
            assert ask(act.who, prepared(name, here, it, plan), by=everybody[role], on=ON) is not None, (name, role)
            everybody[role].until = None


def offered(it, everybody):
    """What the page of a proposal offers to each role that is offered anything."""
    found = {role: open_acts(it, by=post, on=ON) for role, post in everybody.items()}
    return {role: " ".join(one.act.verb_name for one in offers) for role, offers in found.items() if offers}


def in_state(it, state):
    it.state, it.outcome = state, AGAINST.get(state, "")
    it.appeal_by = date(2010, 4, 16) if it.outcome else None
    return it


def test_page_offers_what_the_grid_says_in_every_state(it, everybody):
    assert Proposal.State.values == list(OFFERED)
    assert {state: offered(in_state(it, state), everybody) for state in OFFERED} == OFFERED


@pytest.mark.parametrize("state", SUGGESTED)
def test_page_of_a_suggestion_offers_what_the_grid_says(it, everybody, state):
    it.kind, it.delegation = "suggestion", None
    assert offered(in_state(it, state), everybody) == SUGGESTED[state]


def test_page_offers_a_late_draft_to_go_on_as_a_suggestion(it, everybody):
    it.state = "draft"
    late = open_acts(it, by=everybody[LEAD], on=at("2010-04-05 11:01"))
    assert "revive" in [one.act.verb_name for one in late if one.objection is None]


def test_page_offers_the_proposers_of_a_lower_type_both_ways(it, everybody):
    it.state, it.kind, it.outcome, it.appeal_by = "filed", "suggestion", "downgraded", date(2010, 4, 16)
    assert offered(it, everybody) == {LEAD: "appeal accept_decision", CLERK: "hand_over reclassify"}


def test_signature_is_offered_to_its_delegate_alone(here, it, everybody):
    one = Signature(township=here.township, proposal=it, mandate=here.mandates[4])
    found = {}
    for one.state in Signature.State.values:
        found[one.state] = offered(one, everybody)
    assert found == {
        "invited": {MEMBER: "sign decline"}, "signed": {MEMBER: "withdraw_signature"}, "declined": {},
        "withdrawn": {}, "expired": {},
    }  # fmt: skip


def test_plan_and_activity_are_offered_as_the_grid_says(here, there, everybody):
    draft, published = planned(here), planned(there, state="published")
    done = reported(here, draft)
    anybody = dict.fromkeys((*sorted(DELEGATES), CLERK), "plan_activity")
    assert offered(draft, everybody) == {**anybody, CLERK: "revise_plan publish_plan plan_activity"}
    published.township = here.township
    assert offered(published, everybody) == {**anybody, CLERK: "move_cutoffs plan_activity"}
    assert offered(done, everybody) == {}
    assert [act.verb_name for act in acts_on(Activity)] == ["report_activity", "cancel_activity"]
