"""Every sentence of the guards on plans, review, appeal and publication. Refusals leave no trace."""

from datetime import date, timedelta

import pytest

from changren.base.acts import Kind
from changren.mandates.models import Session
from changren.organisation.models import Role
from changren.proposals import acts
from tests.proposals.conftest import (
    CUTOFFS,
    ON,
    REASON,
    also,
    appealed,
    downgraded,
    drafted,
    filed,
    handed,
    handed_in,
    merged,
    planned,
    refused,
    registered,
    reported,
)
from tests.rulebook.versions import adopted
from tests.world import at

SIGNED_IT = "You have signed this proposal yourself; somebody else decides."
SECONDS = timedelta(seconds=1)
LOWER = {"kind": "recess", "reason": "better_as", "opinion": ""}


def only(here, role):
    return f"This may only be done by: {role.label}, {here.township}."


# the work plan


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_is_ahead_asks_for_a_session_to_come(here, clerk, state):
    Session.objects.filter(pk=here.session.pk).update(state=state)
    with refused("This session is not ahead of us."):
        acts.draft_plan(here.session, by=clerk, on=ON, aims="聚焦党建", **CUTOFFS)


def test_session_is_ahead_when_its_plan_is_published(here, clerk):
    it = planned(here)
    Session.objects.filter(pk=here.session.pk).update(state="cancelled")
    with refused("This session is not ahead of us."):
        acts.publish_plan(it, by=clerk, on=ON)


def test_has_no_plan_yet(here, clerk):
    planned(here)
    with refused("This session has a work plan already."):
        acts.draft_plan(here.session, by=clerk, on=ON, aims="聚焦党建", **CUTOFFS)


@pytest.mark.parametrize(
    ("opens", "forward", "sign"),
    [
        ("2010-04-05 11:00", "2010-04-05 11:00", "2010-04-10 17:30"),
        ("2010-04-06 11:00", "2010-04-05 11:00", "2010-04-10 17:30"),
        ("2010-03-02 09:00", "2010-04-10 17:31", "2010-04-10 17:30"),
    ],
)
def test_cutoffs_in_order(here, clerk, opens, forward, sign):
    given = {"opens_at": at(opens), "forward_until": at(forward), "sign_until": at(sign)}
    says = "Opening, first and second cut-off are not in order."
    with refused(says):
        acts.draft_plan(here.session, by=clerk, on=ON, aims="聚焦党建", **given)
    it = planned(here)
    with refused(says):
        acts.revise_plan(it, by=clerk, on=ON, aims="聚焦党建", **given)


def test_cutoffs_in_order_may_be_the_same_minute(here, clerk):
    same = CUTOFFS | {"forward_until": CUTOFFS["sign_until"]}
    it = acts.draft_plan(here.session, by=clerk, on=ON, aims="聚焦党建", **same)
    assert it.forward_until == it.sign_until


def test_is_published_early_by_whole_days(here, clerk):
    it = planned(here)
    with refused("The session is in 14 days.", rule="plan_before"):
        acts.publish_plan(it, by=clerk, on=at("2010-04-06 00:00"))
    assert acts.publish_plan(it, by=clerk, on=at("2010-04-05 23:59")).state == "published"


def test_cutoffs_not_past_when_they_are_published_or_moved(here, there, clerk):
    Session.objects.update(planned_on=date(2010, 5, 20))
    late = CUTOFFS["sign_until"] + SECONDS
    for it, act, given in (
        (planned(here), acts.publish_plan, {}), (planned(there, state="published"), acts.move_cutoffs, CUTOFFS)
    ):  # fmt: skip
        by = here.posts["clerk"] if it.township == here.township else there.posts["clerk"]
        with refused("The second cut-off has passed."):
            act(it, by=by, on=late, **given)
        act(it, by=by, on=CUTOFFS["sign_until"], **given)


def test_cutoffs_stay_ahead_of_those_who_trusted_them(here, plan, clerk):
    given = CUTOFFS | {"forward_until": at("2010-04-01 08:59")}
    with refused("2010-04-01 08:59 has passed already."):
        acts.move_cutoffs(plan, by=clerk, on=ON, **given)
    given = CUTOFFS | {"forward_until": at("2010-03-20 09:00"), "sign_until": at("2010-04-06 09:00")}
    with refused("2010-03-20 09:00 has passed already."):
        acts.move_cutoffs(plan, by=clerk, on=ON, **given)


def test_cutoffs_stay_ahead_but_the_first_may_be_over(here, plan, clerk):
    given = CUTOFFS | {"sign_until": at("2010-04-11 12:00")}
    assert acts.move_cutoffs(plan, by=clerk, on=at("2010-04-07 09:00"), **given).sign_until == given["sign_until"]


def test_is_not_in_future_what_is_reported(here, plan, lead):
    it = reported(here, plan, state="planned", held_on=None)
    given = {"participants": [], "findings": "漏雨三处", "paper": None}
    with refused("2010-04-02 has not come yet."):
        acts.report_activity(it, by=lead, on=ON, held_on=date(2010, 4, 2), **given)
    assert acts.report_activity(it, by=lead, on=ON, held_on=date(2010, 4, 1), **given).state == "done"


def test_leads_activity_who_organised_it_or_the_office(here, plan):
    it = reported(here, plan, state="planned")
    with refused(only(here, Role.CLERK), Kind.WHO):
        acts.cancel_activity(it, by=here.delegates[1], on=ON)


def test_may_plan_activity_a_delegate_or_the_office(here, plan, reviewer):
    given = {"kind": "study", "title": "学习", "place": "", "owner": here.mandates[0], "delegation": None}
    with refused(only(here, Role.DELEGATE), Kind.WHO):
        acts.plan_activity(plan, by=reviewer, on=ON, planned_on=date(2010, 4, 2), **given)


@pytest.mark.parametrize("whose", ["owner", "delegation"])
def test_is_organised_here_by_people_of_the_township(here, there, plan, clerk, whose):
    given = {"kind": "study", "title": "学习", "place": "", "owner": here.mandates[0], "delegation": None}
    given[whose] = there.mandates[0] if whose == "owner" else there.delegations[0]
    with refused(f"“{given[whose]}” is not of this township."):
        acts.plan_activity(plan, by=clerk, on=ON, planned_on=date(2010, 4, 2), **given)


def test_took_part_here_people_of_the_township(here, there, plan, lead):
    it = reported(here, plan, state="planned")
    given = {"held_on": date(2010, 4, 1), "participants": [there.mandates[0]], "findings": "漏雨", "paper": None}
    with refused(f"{there.mandates[0]} is no delegate of this township."):
        acts.report_activity(it, by=lead, on=ON, **given)


# who reviews


def test_may_decide_the_proposal_committee(here, plan, clerk):
    it = handed_in(here)
    for act, given in ((acts.file, {"opinion": ""}), (acts.refuse, REASON), (acts.downgrade, LOWER)):
        with refused(only(here, Role.REVIEWER), Kind.WHO):
            act(it, by=clerk, on=ON, **given)


def test_may_review_whoever_the_rules_name(here, plan, clerk, reviewer):
    adopted(here.township, "proposals", "2010-04-01", reviewer="office")
    it = handed_in(here)
    with refused(only(here, Role.CLERK), Kind.WHO):
        acts.file(it, by=reviewer, on=ON, opinion="")
    assert acts.file(it, by=clerk, on=ON, opinion="").state == "filed"


def test_may_decide_not_upon_a_suggestion(here, clerk, reviewer):
    it = handed_in(here, kind="suggestion")
    for by in (clerk, reviewer):
        with refused("A suggestion is registered.", Kind.WHO):
            acts.refuse(it, by=by, on=ON, **REASON)


def test_may_register_no_proposal(here, plan, clerk, reviewer):
    it = handed_in(here)
    for by in (clerk, reviewer):
        with refused("A proposal is filed.", Kind.WHO):
            acts.register(it, by=by, on=ON, opinion="")


@pytest.mark.parametrize("n", [0, 3])
def test_has_not_signed_who_reviews(here, plan, n):
    it = handed_in(here)
    by = also(here.delegates[n], Role.REVIEWER, here.units["proposals"])
    other = handed_in(here, 13)
    for act, given in ((acts.file, {"opinion": ""}), (acts.merge, {"into": other, "opinion": ""})):
        with refused(SIGNED_IT, Kind.WHO, "reviewer"):
            act(it, by=by, on=ON, **given)


def test_has_not_signed_who_decides_the_appeal(here, plan):
    by = also(here.delegates[3], Role.COMMITTEE, here.units["committee"])
    it = appealed(here)
    for act in (acts.allow_appeal, acts.dismiss_appeal):
        with refused(SIGNED_IT, Kind.WHO, "reviewer"):
            act(it, by=by, on=ON, decision="同意")


def test_may_decide_appeal_the_party_committee(here, plan, reviewer):
    it = appealed(here)
    with refused(only(here, Role.COMMITTEE), Kind.WHO):
        acts.allow_appeal(it, by=reviewer, on=ON, decision="同意")


def test_may_appeal_nothing_that_was_filed(here, plan, lead):
    it = filed(here)
    for act, given in ((acts.appeal, {"words": "复核"}), (acts.accept_decision, {})):
        with refused("An appeal is possible once, against refusal or downgrading.", Kind.WHO, "appeal_within"):
            act(it, by=lead, on=ON, **given)


def test_withdraw_is_over_once_the_review_has_decided(here, plan, lead):
    it = filed(here)
    with refused("This is not possible while the state is “filed”.", Kind.STATE):
        acts.withdraw(it, by=lead, on=ON, opinion="")


# what the review decides


def test_has_none_merged_what_is_refused_lowered_or_withdrawn(here, plan, lead, reviewer):
    it = handed_in(here)
    merged(here, 1, it)
    for act, by, given in (
        (acts.refuse, reviewer, REASON), (acts.downgrade, reviewer, LOWER), (acts.withdraw, lead, {"opinion": ""})
    ):  # fmt: skip
        with refused("1 proposals were merged into this one.", rule="reviewer"):
            act(it, by=by, on=ON, **given)


def test_can_merge_what_is_alike(here, there, plan, reviewer):
    planned(there, state="published")
    it = handed_in(here)
    wrong = (
        it, handed_in(here, 1, "recess"), handed_in(there), handed_in(here, 2, confidential=True), drafted(here, 3),
        handed(filed(here, 4), here),
    )  # fmt: skip
    for into in wrong:
        with refused(f"“{into}” cannot take it up.", rule="reviewer"):
            acts.merge(it, by=reviewer, on=ON, into=into, opinion="")


@pytest.mark.parametrize(("raised", "kind"), [("recess", "recess"), ("recess", "proposal"), ("proposal", "proposal")])
def test_goes_down_never_up(here, plan, reviewer, raised, kind):
    it = handed_in(here, kind=raised)
    with refused("It can only become a lower type.", rule="reviewer"):
        acts.downgrade(it, by=reviewer, on=ON, kind=kind, reason="better_as", opinion="")


def test_hand_over_is_refused_while_the_appeal_is_undecided(here, plan, lead, clerk):
    it = acts.appeal(downgraded(here), by=lead, on=ON, words="复核")
    with refused("This is not possible while the state is “under appeal”.", Kind.STATE):
        handed(it, here)


def test_hand_over_is_the_office_s(here, plan, reviewer):
    it = filed(here)
    with refused(only(here, Role.CLERK), Kind.WHO):
        acts.hand_over(it, by=reviewer, on=ON, lead=here.units["station"], assisting=[])


def test_hand_over_to_who_cannot_answer_leaves_no_case_behind(here, plan, clerk):
    it = filed(here)
    unit = here.units["branch"]
    with refused(f"“{unit}” does not handle cases of this township."):
        acts.hand_over(it, by=clerk, on=ON, lead=unit, assisting=[])


# publication


def test_may_publish_once(here, plan, clerk):
    it = acts.publish(handed(filed(here), here), by=clerk, on=ON)
    with refused("The check was made already.", Kind.WHO, rule="filing_base"):
        acts.publish(it, by=clerk, on=ON)


def test_consents_to_publication_unless_confidential(here, plan, clerk):
    it = handed(filed(here, confidential=True), here)
    with refused("It is confidential.", rule="filing_base"):
        acts.publish(it, by=clerk, on=ON)


def test_consents_to_publication_only_if_the_proposers_do(here, clerk):
    it = handed(registered(here, may_publish=False), here)
    with refused("The proposers do not agree to publication."):
        acts.publish(it, by=clerk, on=ON)
