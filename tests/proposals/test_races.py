"""Eight hands on one proposal at the same moment: one effect, polite refusals, nothing half done."""

from uuid import uuid4

import pytest

from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice
from changren.proposals import acts
from changren.proposals.models import Proposal, Signature
from tests.base.test_races import HANDS, at_once, outcomes
from tests.proposals.conftest import ON, collecting

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_hand_in_one_proposal_and_one_succeeds(world, here, plan, faults):
    it, before = collecting(here, signed=9), Entry.objects.count()
    results = at_once(*[lambda: acts.hand_in(it, by=here.delegates[0], on=ON)] * HANDS)
    assert outcomes(results) == {"Proposal": 1, "Refused": HANDS - 1}
    assert Entry.objects.count() == before + 1
    assert Proposal.objects.get(pk=it.pk).state == "submitted"
    assert faults() == []


def test_one_request_that_was_sent_eight_times_hands_in_once(world, here, plan, faults):
    it, once, before = collecting(here, signed=9), uuid4(), Entry.objects.count()
    results = at_once(*[lambda: acts.hand_in(it, by=here.delegates[0], on=ON, once=once)] * HANDS)
    assert outcomes(results) == {"Proposal": HANDS}
    assert (Entry.objects.count(), {one.last_entry.number for one in results}) == (before + 1, {before + 1})
    assert faults() == []


def test_eight_sign_at_once_and_each_counts_once(world, here, plan, faults):
    it = collecting(here, invited=HANDS)
    asked = {one.mandate.person_id: one for one in Signature.objects.filter(proposal=it).select_related("mandate")}
    signing = [(asked[post.person_id], post) for post in here.delegates if post.person_id in asked]
    works = [lambda one=one, post=post: acts.sign(one, by=post, on=ON, version=1) for one, post in signing * 2]
    assert outcomes(at_once(*works)) == {"Signature": HANDS, "Refused": HANDS}
    assert Signature.objects.filter(proposal=it, state="signed").count() == HANDS
    assert faults() == []


def test_one_hands_in_while_others_withdraw(world, here, plan, faults):
    """Either it went with ten names, or it did not go: never with nine."""
    it = collecting(here, signed=9)
    rows = list(Signature.objects.filter(proposal=it).select_related("mandate"))
    posts = {post.person_id: post for post in here.delegates}
    leave = [lambda one=one: acts.withdraw_signature(one, by=posts[one.mandate.person_id], on=ON) for one in rows[:3]]
    at_once(*leave, lambda: acts.hand_in(it, by=here.delegates[0], on=ON))
    signed = Signature.objects.filter(proposal=it, state="signed").count()
    assert (Proposal.objects.get(pk=it.pk).state, signed) in {("submitted", 9), ("collecting", 6)}
    assert Notice.objects.exists()
    assert faults() == []
