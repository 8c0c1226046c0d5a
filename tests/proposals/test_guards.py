"""Every sentence of the guards on texts, signatures and cut-offs, with its provision. Refusals leave no trace."""

from datetime import date, timedelta

import pytest

from changren.base.acts import Clockwork, Kind
from changren.base.documents.uploads import attached_to
from changren.mandates.models import Delegation, Mandate
from changren.proposals import acts
from changren.proposals.models import Proposal, Signature
from tests.proposals.conftest import (
    ON,
    TEXT,
    collecting,
    drafted,
    handed_in,
    paper,
    planned,
    refused,
    reported,
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


# a text is begun


def test_has_mandate_asks_for_an_active_one(here, plan):
    Mandate.objects.filter(pk=here.mandates[0].pk).update(state="suspended")
    with refused("Your mandate is not active."):
        drafting(here, kind="suggestion")


@pytest.mark.parametrize("moment", ["2010-03-02 08:59", "2010-04-05 11:01"])
def test_plan_is_open_from_its_opening_to_the_first_cutoff(here, plan, moment):
    with refused(NO_PLAN, rule="plan_before"):
        drafting(here, on=at(moment))


@pytest.mark.parametrize("moment", ["2010-03-02 09:00", "2010-04-05 11:00"])
def test_plan_is_open_at_both_its_minutes(here, plan, moment):
    assert drafting(here, on=at(moment)).plan == plan


def test_plan_is_open_only_if_published(here):
    planned(here)
    with refused(NO_PLAN, rule="plan_before"):
        drafting(here)


def test_plan_is_not_open_for_a_session_that_was_cancelled(here, plan):
    type(here.session).objects.update(state="cancelled")
    with refused(NO_PLAN, rule="plan_before"):
        drafting(here)


@pytest.mark.parametrize("kind", ["recess", "suggestion"])
def test_delegation_proposes_to_the_session_only(here, plan, kind):
    with refused("A delegation raises proposals only.", rule="delegation_majority"):
        drafting(here, kind=kind, delegation=here.delegations[0])


def test_is_member_of_the_delegation_that_proposes(here, plan):
    with refused("You are not a member of this delegation."):
        drafting(here, delegation=here.delegations[1])


def test_text_fits_to_the_last_character(here, plan, lead):
    rest = len(TEXT["subject"]) + len(TEXT["measures"])
    it = drafting(here, grounds="字" * (2500 - rest))
    says = "The text has 2501 characters; 2500 are allowed."
    with refused(says, rule="text_most"):
        drafting(here, grounds="字" * (2501 - rest))
    with refused(says, rule="text_most"):
        acts.write(it, by=lead, on=ON, **TEXT | {"grounds": "字" * (2501 - rest)})


# a draft is worked on


def test_owns_paper_as_long_as_the_text_is_a_draft(here, plan, lead):
    it = drafted(here)
    acts.attach(it, by=lead, on=ON, paper=paper())
    (one,) = attached_to(it)
    says = "Only who added it may remove it, as long as the text is a draft."
    with refused(says, Kind.WHO):
        acts.detach(one, by=here.delegates[1], on=ON)
    acts.put_forward(it, by=lead, on=ON)
    with refused(says, Kind.WHO):
        acts.detach(one, by=lead, on=ON)


def test_is_shown_if_it_was_not_removed(here, plan, lead):
    it = drafted(here)
    acts.attach(it, by=lead, on=ON, paper=paper())
    (one,) = attached_to(it)
    acts.detach(one, by=lead, on=ON)
    with refused("It was removed already."):
        acts.detach(one, by=lead, on=ON)


def test_is_done_asks_for_a_report_of_one_s_own_township(here, there, plan, lead):
    it, other = drafted(here), planned(there, state="published")
    for trip in (reported(here, plan, "未报", state="planned"), reported(there, other, "西镇调研")):
        with refused(f"“{trip}” has not been reported yet."):
            acts.cite(it, by=lead, on=ON, activity=trip)


def test_is_not_cited_twice(here, plan, lead):
    it, trip = drafted(here), reported(here, plan)
    reported(here, plan, "学习")
    acts.cite(it, by=lead, on=ON, activity=trip)
    with refused("“上山村调研” is cited already."):
        acts.cite(it, by=lead, on=ON, activity=trip)


def test_has_something_to_cite_or_the_button_is_grey(here, plan, lead):
    it = drafted(here)
    objection = acts.cite.objection(it, by=lead, on=ON)
    assert (str(objection), objection.kind) == ("No other activity has been reported yet.", Kind.WHEN)
    reported(here, plan)
    assert acts.cite.objection(it, by=lead, on=ON) is None


def test_collects_signatures_unless_it_is_a_suggestion(here, lead):
    it = drafted(here, kind="suggestion")
    with refused("A suggestion needs no signatures; hand it in."):
        acts.put_forward(it, by=lead, on=ON)


@pytest.mark.parametrize(("part", "label"), [("subject", "subject"), ("grounds", "grounds"), ("measures", "plan")])
def test_is_complete_names_the_part_that_is_empty(here, plan, lead, part, label):
    it = drafted(here, **{part: " \n"})
    with refused(f"“{label}” is still empty.", rule="text_most"):
        acts.put_forward(it, by=lead, on=ON)


def test_is_complete_asks_a_suggestion_for_its_subject_only(here, lead):
    bare = drafted(here, kind="suggestion", subject=" ", grounds="", measures="")
    with refused("“subject” is still empty.", rule="text_most"):
        acts.hand_in(bare, by=lead, on=ON)
    assert acts.hand_in(drafted(here, kind="suggestion", grounds="", measures=""), by=lead, on=ON).number == 1


# the first cut-off


def test_before_first_cutoff_is_exact(here, plan, lead):
    it = drafted(here)
    with refused(FORWARD_SAYS, rule="plan_before"):
        acts.put_forward(it, by=lead, on=FIRST + SECONDS)
    assert acts.put_forward(it, by=lead, on=FIRST).state == "collecting"


def test_before_first_cutoff_what_is_taken_back_can_be_put_forward_again(here, plan, lead):
    it = collecting(here)
    with refused(FORWARD_SAYS, rule="plan_before"):
        acts.take_back(it, by=lead, on=FIRST + SECONDS)
    assert acts.take_back(it, by=lead, on=FIRST).state == "draft"


def test_before_first_cutoff_binds_proposals_only(here, plan, lead):
    it = drafted(here, kind="recess")
    assert acts.put_forward(it, by=lead, on=SECOND + SECONDS).state == "collecting"


def test_revive_waits_until_it_is_too_late(here, plan, lead):
    it = drafted(here)
    with refused("There is still time.", Kind.WHO, "plan_before"):
        acts.revive(it, by=lead, on=FIRST)
    with refused("Only the lead proposer may do this.", Kind.WHO):
        acts.revive(it, by=here.delegates[1], on=FIRST + SECONDS)
    assert acts.revive(it, by=lead, on=FIRST + SECONDS).kind == "suggestion"


# the second cut-off


def test_before_second_cutoff_delegates_are_invited(here, plan, lead):
    it = collecting(here)
    with refused(SIGN_SAYS, rule="plan_before"):
        acts.invite(it, by=lead, on=SECOND + SECONDS, delegates=[here.mandates[1]])
    acts.invite(it, by=lead, on=SECOND, delegates=[here.mandates[1]])
    assert it.signatures.count() == 1


def test_before_second_cutoff_they_sign(here, plan):
    it = collecting(here, invited=1)
    one = invitation(it, 1, here)
    with refused(SIGN_SAYS, rule="plan_before"):
        acts.sign(one, by=here.delegates[1], on=SECOND + SECONDS, version=1)
    assert acts.sign(one, by=here.delegates[1], on=SECOND, version=1).state == "signed"


def test_before_second_cutoff_it_is_handed_in(here, plan, lead):
    it = collecting(here, signed=9)
    with refused(SIGN_SAYS, rule="plan_before"):
        acts.hand_in(it, by=lead, on=SECOND + SECONDS)
    assert acts.hand_in(it, by=lead, on=SECOND).state == "submitted"


def test_is_past_second_cutoff_exactly(here, plan):
    it, calendar = collecting(here), Clockwork(here.township.district_id)
    with refused("There is still time.", rule="plan_before"):
        acts.expire(it, by=calendar, on=SECOND)
    assert acts.expire(it, by=calendar, on=SECOND + SECONDS).state == "expired"


def test_expire_is_nobody_s_but_the_calendar_s(here, plan, clerk):
    it = collecting(here)
    with refused("This happens by itself when its time has come.", Kind.WHO):
        acts.expire(it, by=clerk, on=SECOND + SECONDS)


def test_cutoffs_hold_as_they_were_moved(here, plan, lead, clerk):
    it = drafted(here)
    later = {"opens_at": plan.opens_at, "forward_until": at("2010-04-05 11:01"), "sign_until": SECOND}
    acts.move_cutoffs(plan, by=clerk, on=ON, **later)
    assert acts.put_forward(it, by=lead, on=at("2010-04-05 11:01")).state == "collecting"


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
