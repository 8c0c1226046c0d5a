"""Doors, signers and support: who opens what, and who stands behind it."""

import pytest

from changren.base.documents.uploads import attached_to
from changren.mandates.models import Mandate, Session
from changren.proposals import acts, queries
from changren.proposals.models import Proposal, Signature
from changren.proposals.queries.signers import districts_due, past_second_cutoff
from tests.proposals.conftest import (
    ON,
    appealed,
    collecting,
    downgraded,
    drafted,
    filed,
    handed,
    handed_in,
    merged,
    paper,
    planned,
    refused_one,
    registered,
    reported,
)
from tests.world import at

OFFICES = ("clerk", "reviewer", "committee", "discipline")
LATE = at("2010-04-10 17:31")


def opened_by(posts, it):
    """Those of the posts to whom the door of a proposal opens."""
    return {name for name, post in posts.items() if queries.proposals_for(post).filter(pk=it.pk).exists()}


@pytest.fixture
def everybody(here, there, world):
    """A post of every role, the delegates by number, and the neighbours."""
    ours = {name: post for name, post in here.posts.items() if name != "delegate"}
    delegates = dict(enumerate(here.delegates))
    neighbours = {f"their {name}": post for name, post in there.posts.items() if name != "district"}
    return {**ours, **delegates, **neighbours}


# doors


def test_draft_is_its_lead_s_alone(here, plan, everybody):
    assert opened_by(everybody, drafted(here)) == {0}


def test_draft_of_a_delegation_is_not_even_its_head_s(here, plan, everybody):
    assert opened_by(everybody, drafted(here, 2, delegation=here.delegations[0])) == {2}


def test_collecting_is_opened_by_those_asked(here, plan, everybody):
    it = collecting(here, signed=2, invited=1)
    assert opened_by(everybody, it) == {0, 1, 2, 3}
    acts.decline(it.signatures.get(state="invited"), by=here.delegates[3], on=ON)
    assert opened_by(everybody, it) == {0, 1, 2, 3}


def test_taken_back_it_is_its_lead_s_alone_again(here, plan, lead, everybody):
    it = acts.take_back(collecting(here, signed=2, invited=1), by=lead, on=ON)
    assert opened_by(everybody, it) == {0}


def test_collecting_of_a_delegation_is_opened_by_its_members_and_head(here, plan, everybody):
    it = collecting(here, 2, delegation=here.delegations[0])
    assert opened_by(everybody, it) == {n for n in range(14) if n % 2 == 0}


def test_handed_in_is_opened_by_the_township_and_the_district(here, plan, everybody):
    assert opened_by(everybody, handed_in(here)) == {*OFFICES, "branch", "district", *range(14)}


def test_handed_in_confidential_is_opened_by_those_who_need_to_know(here, plan, everybody):
    assert opened_by(everybody, handed_in(here, confidential=True)) == {*OFFICES, "district", *range(10)}


def test_withdrawn_draft_stays_its_lead_s_alone(here, plan, lead, everybody):
    it = acts.withdraw(drafted(here), by=lead, on=ON, opinion="")
    assert opened_by(everybody, it) == {0}


def test_signatures_are_opened_by_who_is_asked(here, plan):
    it = collecting(here, invited=2)
    found = {n: [one.mandate_id for one in queries.signatures_for(here.delegates[n])] for n in (0, 1, 3)}
    assert found == {0: [], 1: [here.mandates[1].pk], 3: []}
    assert it.signatures.count() == 2


def test_plans_in_draft_are_the_office_s_and_the_district_s(here, there, world):
    ours = planned(here)
    theirs = planned(there, state="published")
    found = {name: set(queries.plans_for(here.posts[name])) for name in ("clerk", "delegate", "reviewer", "district")}
    assert found == {"clerk": {ours}, "delegate": set(), "reviewer": set(), "district": {ours, theirs}}
    ours.state = "published"
    ours.save()
    assert set(queries.plans_for(here.posts["delegate"])) == {ours}


def test_activities_open_with_their_plan(here, there, plan, world):
    trip, other = reported(here, plan), reported(there, planned(there, state="published"), "西镇调研")
    assert set(queries.activities_for(here.delegates[5])) == {trip}
    assert set(queries.activities_for(world.officer)) == {trip, other}


def test_sessions_are_one_s_township_s(here, there, world):
    assert set(queries.sessions_for(here.delegates[0]).values_list("township", flat=True)) == {here.township.pk}
    assert set(queries.sessions_for(world.officer)) == set(Session.objects.all())


def test_papers_open_with_what_they_belong_to(here, plan, lead):
    it = drafted(here)
    acts.attach(it, by=lead, on=ON, paper=paper())
    (one,) = attached_to(it)
    seen = (lead, here.delegates[1], here.posts["clerk"])
    assert [queries.papers_for(post).filter(pk=one.pk).exists() for post in seen] == [True, False, False]
    assert queries.owner_url(one) == it.get_absolute_url()
    acts.detach(one, by=lead, on=ON)
    assert list(queries.papers_for(lead)) == []


def test_public_list_holds_what_was_cleared_only(here, plan, clerk):
    shown = acts.publish(handed(filed(here), here), by=clerk, on=ON)
    handed(registered(here, 1), here)
    Proposal.objects.filter(pk=handed(registered(here, 2), here).pk).update(publicity="public", confidential=True)
    assert list(queries.public_proposals()) == [shown]


# signers and support


def test_signers_are_the_lead_and_who_has_signed(here, plan):
    it = collecting(here, signed=2, invited=1)
    assert queries.signers(it) == {post.person_id for post in here.delegates[:3]}


def test_all_signers_come_once_each_the_lead_first(here, plan):
    into = handed_in(here)
    merged(here, 13, into)
    order = [post.person_id for post in (*here.delegates[:10], here.delegates[13])]
    assert queries.all_signers(into) == order


def test_support_of_a_proposal_is_its_signatures(here, plan):
    need, have, of = queries.support(collecting(here, signed=3, invited=1))
    assert (need.key, need.value, have, of) == ("proposals.cosigners_min", 10, 4, None)


def test_support_of_the_lower_types(here):
    recess, suggestion = (
        queries.support(drafted(here, kind="recess")),
        queries.support(drafted(here, kind="suggestion")),
    )
    assert (recess.need.key, recess.need.value, recess.have) == ("proposals.recess_min", 1, 1)
    assert (suggestion.need, suggestion.have, suggestion.of) == (None, 1, None)


def test_support_of_a_delegation_counts_members_who_hold_their_seat(here, plan):
    it = collecting(here, 2, delegation=here.delegations[0])
    Signature.objects.filter(proposal=it, mandate__in=here.mandates[4:9]).update(state="signed")
    assert queries.support(it)[1:] == (4, 7)  # delegates 2, 4, 6 and 8
    Mandate.objects.filter(pk=here.mandates[4].pk).update(state="stopped")
    Mandate.objects.filter(pk=here.mandates[6].pk).update(state="suspended")
    Mandate.objects.filter(pk=here.mandates[8].pk).update(delegation=here.delegations[1])
    assert queries.support(it)[1:] == (2, 5)


def test_invitable_leaves_out_the_lead_those_asked_and_those_at_rest(here, there, plan):
    it = collecting(here, signed=1, invited=1)
    Mandate.objects.filter(pk=here.mandates[5].pk).update(state="suspended")
    left = [mandate for n, mandate in enumerate(here.mandates) if n not in (0, 1, 2, 5)]
    assert set(queries.invitable(it)) == set(left)


def test_mandate_of_a_post_is_the_active_one(here):
    assert queries.mandate_of(here.delegates[0]) == here.mandates[0]
    assert queries.mandate_of(here.posts["clerk"]) is None


def test_next_number_goes_on_after_gaps(here, plan, lead):
    first = handed_in(here, kind="recess")
    Proposal.objects.filter(pk=first.pk).update(number=7)
    assert handed_in(here, 1, "recess").number == 8


def test_past_second_cutoff_exactly(here, plan):
    it = collecting(here)
    assert (past_second_cutoff(at("2010-04-10 17:30")), past_second_cutoff(LATE)) == ([], [it])
    assert (districts_due(at("2010-04-10 17:30")), districts_due(LATE)) == (set(), {here.township.district_id})


def test_can_still_appeal_until_accepted_or_appealed(here, plan, lead):
    found = [
        queries.can_still_appeal(one)
        for one in (refused_one(here), downgraded(here, 1), filed(here, 2), appealed(here, 3),
                    acts.accept_decision(downgraded(here, 4), by=here.delegates[4], on=ON))
    ]  # fmt: skip
    assert found == [True, True, False, False, False]
