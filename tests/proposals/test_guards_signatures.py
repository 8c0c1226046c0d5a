"""Every sentence of the guards on invitations, signatures and handing in, with its provision. No trace is left."""

from datetime import date, timedelta

import pytest

from changren.base.acts import Kind
from changren.mandates.models import Delegation, Mandate
from changren.proposals import acts
from changren.proposals.models import Proposal, Signature
from tests.proposals.conftest import (
    ON,
    TEXT,
    collecting,
    drafted,
    filed,
    handed_in,
    paper,
    refused,
    registered,
)
from tests.rulebook.versions import adopted
from tests.world import at

FIRST, SECOND = at("2010-04-05 11:00"), at("2010-04-10 17:30")
SECONDS = timedelta(seconds=1)
FORWARD_SAYS = "Proposals could be put forward until 2010-04-05 11:00."
SIGN_SAYS = "Proposals could be signed and handed in until 2010-04-10 17:30."
NO_PLAN = "No work plan is open now; make a recess proposal or a suggestion."


def drafting(here, on=ON, n=0, kind="proposal", **other):
    given = {"delegation": None} | TEXT | other
    return acts.draft(here.township, by=here.delegates[n], on=on, kind=kind, **given)


def invitation(it, n, here):
    return Signature.objects.get(proposal=it, mandate=here.mandates[n])


# signatures


def test_can_be_invited_asks_for_somebody(here, plan, lead):
    it = collecting(here)
    with refused("Choose at least one delegate."):
        acts.invite(it, by=lead, on=ON, delegates=[])


def test_can_be_invited_names_who_cannot(here, there, plan, lead):
    it = collecting(here, invited=1)
    rests = here.mandates[5]
    Mandate.objects.filter(pk=rests.pk).update(state="suspended")
    for wrong in (here.mandates[0], here.mandates[1], rests, there.mandates[0]):
        with refused(f"{wrong.person.name} cannot be invited."):
            acts.invite(it, by=lead, on=ON, delegates=[here.mandates[2], wrong])


def test_can_be_invited_into_a_delegation_s_proposal_only_its_members(here, plan):
    it = collecting(here, 2, delegation=here.delegations[0])
    with refused(f"{here.mandates[1].person.name} cannot be invited."):
        acts.invite(it, by=here.delegates[2], on=ON, delegates=[here.mandates[1]])


def test_everybody_signs_for_themselves(here, plan, lead):
    it = collecting(here, invited=1)
    one = invitation(it, 1, here)
    for act, given in ((acts.sign, {"version": 1}), (acts.decline, {})):
        with refused("Everybody signs for themselves.", Kind.WHO):
            act(one, by=lead, on=ON, **given)


def test_mandate_is_active_of_who_signs(here, plan):
    it = collecting(here, invited=1)
    Mandate.objects.filter(pk=here.mandates[1].pk).update(state="suspended")
    with refused("Your mandate is not active."):
        acts.sign(invitation(it, 1, here), by=here.delegates[1], on=ON, version=1)


def test_is_collecting_or_it_is_too_late_to_sign_and_to_change_one_s_mind(here, plan, lead):
    it = collecting(here, signed=9)
    one = invitation(it, 1, here)
    acts.hand_in(it, by=lead, on=ON)
    with refused("Signatures are not being collected any more."):
        acts.withdraw_signature(one, by=here.delegates[1], on=ON)
    Signature.objects.filter(pk=one.pk).update(state="invited")
    with refused("Signatures are not being collected any more."):
        acts.sign(one, by=here.delegates[1], on=ON, version=1)


def test_has_read_this_version_and_no_other(here, plan, lead):
    it = collecting(here)
    it = acts.put_forward(acts.take_back(it, by=lead, on=ON), by=lead, on=ON)
    acts.invite(it, by=lead, on=ON, delegates=[here.mandates[1]])
    one = invitation(it, 1, here)
    with refused("The text was changed after you opened it; read it again.", rule="cosigners_min"):
        acts.sign(one, by=here.delegates[1], on=ON, version=1)
    assert acts.sign(one, by=here.delegates[1], on=ON, version=2).version == 2


# enough of them


@pytest.mark.parametrize(("signed", "have"), [(0, 1), (8, 9)])
def test_enough_signers_counts_the_lead(here, plan, lead, signed, have):
    it = collecting(here, signed=signed)
    with refused(f"{have} of 10 signatures.", rule="cosigners_min"):
        acts.hand_in(it, by=lead, on=ON)


def test_enough_signers_counts_those_who_have_their_seat(here, plan, lead):
    it = collecting(here, signed=9)
    Mandate.objects.filter(pk=here.mandates[1].pk).update(state="stopped")
    with refused("9 of 10 signatures.", rule="cosigners_min"):
        acts.hand_in(it, by=lead, on=ON)


def test_enough_signers_is_more_than_half_of_the_full_membership(here, plan):
    it = collecting(here, 2, delegation=here.delegations[0])
    members = [one for one in here.mandates if one.delegation_id == here.delegations[0].pk and one.pk != it.lead_id]
    Mandate.objects.filter(pk=members[-1].pk).update(state="suspended")  # still one of the seven
    for n, mandate in enumerate(members[:3], start=1):
        with refused(f"{n} of 7 members agree.", rule="delegation_majority"):
            acts.hand_in(it, by=here.delegates[0], on=ON)
        Signature.objects.filter(proposal=it, mandate=mandate).update(state="signed")
    assert acts.hand_in(it, by=here.delegates[0], on=ON).state == "submitted"


def test_enough_signers_of_a_suggestion_is_its_lead(here):
    assert handed_in(here, kind="suggestion").number == 1


def test_is_put_forward_before_it_is_handed_in_even_by_a_delegation_of_one(here, plan, lead):
    alone = Delegation.objects.create(township=here.township, term=here.term, name="第三代表团", head=here.mandates[0])
    Mandate.objects.filter(pk=here.mandates[0].pk).update(delegation=alone)
    it = drafted(here, delegation=alone)
    with refused("It has not been put forward yet.", rule="plan_before"):
        acts.hand_in(it, by=lead, on=FIRST + SECONDS)
    it = acts.put_forward(it, by=lead, on=FIRST)
    assert acts.hand_in(it, by=lead, on=SECOND).state == "submitted"


def test_head_signs_what_the_delegation_proposes(here, plan):
    it = collecting(here, 2, delegation=here.delegations[0])
    Signature.objects.filter(proposal=it).update(state="signed")
    name = str(here.mandates[0])
    with refused(f"The head of the delegation, {name}, hands it in.", rule="delegation_majority"):
        acts.hand_in(it, by=here.delegates[2], on=ON)
    Delegation.objects.filter(pk=here.delegations[0].pk).update(head=None)
    with refused("“第一代表团” has no head who could hand it in.", rule="delegation_majority"):
        acts.hand_in(Proposal.objects.get(), by=here.delegates[2], on=ON)


@pytest.mark.parametrize("act", ["attach", "put_forward", "take_back", "withdraw", "invite", "hand_in"])
def test_only_the_lead_works_on_it(here, plan, act):
    it = drafted(here) if act in ("attach", "put_forward") else collecting(here)
    given = {"withdraw": {"opinion": ""}, "invite": {"delegates": here.mandates[3:4]}, "attach": {"paper": paper()}}
    with refused("Only the lead proposer may do this.", Kind.WHO):
        getattr(acts, act)(it, by=here.delegates[1], on=ON, **given.get(act, {}))


def test_rules_are_those_of_the_day_it_was_begun(here, plan, lead):
    it, later = collecting(here, signed=4), collecting(here, 1, signed=4)
    adopted(here.township, "proposals", "2010-04-01", cosigners_min=5)
    Proposal.objects.filter(pk=it.pk).update(drafted_on=date(2010, 3, 31))
    with refused("5 of 10 signatures.", rule="cosigners_min"):
        acts.hand_in(it, by=lead, on=ON)
    assert acts.hand_in(later, by=here.delegates[1], on=ON).state == "submitted"


JOINERS = "Only a delegate of this township who has not been asked yet may do this."


def test_may_join_what_is_collected_openly_and_only_once(here, there, plan, clerk):
    it = collecting(here, invited=1)
    for post in (here.delegates[0], here.delegates[1], there.delegates[0], clerk):
        with refused(JOINERS, Kind.WHO):
            acts.join(it, by=post, on=ON)
    acts.join(it, by=here.delegates[2], on=ON)
    with refused(JOINERS, Kind.WHO):
        acts.join(it, by=here.delegates[2], on=ON)


def test_may_join_only_where_the_rules_of_its_day_say_so(here, plan):
    it = collecting(here)
    adopted(here.township, "proposals", "2010-04-02", joining="asked")
    assert acts.join.objection(it, by=here.delegates[2], on=ON) is None
    adopted(here.township, "proposals", "2010-03-01", version=2, joining="asked")
    it = Proposal.objects.get(pk=it.pk)
    with refused("Only those whom the lead asks sign this.", Kind.WHO, "joining"):
        acts.join(it, by=here.delegates[2], on=ON)


@pytest.mark.parametrize("what", ["confidential", "delegation", "handed in"])
def test_may_not_join_what_is_not_collected_openly(here, plan, what):
    if what == "handed in":
        it = handed_in(here)
    else:
        it = collecting(here, **{what: here.delegations[0] if what == "delegation" else True})
    with refused("Only those whom the lead asks sign this.", Kind.WHO, "joining"):
        acts.join(it, by=here.delegates[13], on=ON)


def test_join_is_too_late_after_the_second_cutoff(here, plan):
    it = collecting(here)
    with refused("Proposals could be signed and handed in until 2010-04-10 17:30.", rule="plan_before"):
        acts.join(it, by=here.delegates[2], on=at("2010-04-10 17:31"))


def test_names_only_what_its_author_may_open(here, there, plan):
    kept, own, strange = filed(here, 13, confidential=True), drafted(here, 12), registered(there)
    for it in (kept, strange, own):
        with refused(f"“{it.title}” cannot be referred to."):
            acts.write(own, by=here.delegates[12], on=ON, **TEXT, earlier=[it])
    Proposal.objects.filter(pk=strange.pk).update(publicity="public")
    acts.write(own, by=here.delegates[12], on=ON, **TEXT, earlier=[strange])
