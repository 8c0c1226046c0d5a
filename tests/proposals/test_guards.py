"""Every sentence of the guards on texts and cut-offs, with its provision. Refusals leave no trace."""

from datetime import timedelta

import pytest

from changren.base.acts import Clockwork, Kind
from changren.base.documents.uploads import attached_to
from changren.mandates.models import Mandate
from changren.proposals import acts
from changren.proposals.models import Signature
from tests.proposals.conftest import (
    ON,
    TEXT,
    collecting,
    drafted,
    paper,
    planned,
    refused,
    reported,
)
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
