"""Review, appeal, handing over, publication: what each act does, writes down and tells."""

from datetime import date, timedelta

import pytest

from changren.base.acts import Kind
from changren.base.minutes.models import Entry
from changren.casework.models import Case
from changren.proposals import acts, queries
from changren.proposals.models import Proposal
from tests.proposals.conftest import (
    ON,
    REASON,
    appealed,
    downgraded,
    filed,
    handed,
    handed_in,
    heard,
    last,
    merged,
    people,
    refused,
    refused_one,
    registered,
    told,
)
from tests.world import at

LAST_DAY = date(2010, 4, 16)  # ten working days on: the 5th is Qingming


def stands(it):
    it.refresh_from_db()
    return it.state, it.kind, it.outcome, it.reason


# decided


def test_file_decides_and_tells_signers_and_office(here, plan, clerk, reviewer):
    it = acts.file(handed_in(here), by=reviewer, on=ON, opinion="符合条件")
    assert (it.state, it.outcome, it.opinion, it.reviewed_on, it.appeal_by) == (
        "filed", "filed", "符合条件", date(2010, 4, 1), None,
    )  # fmt: skip
    assert told("file") == "BY filed “IT” as proposal"
    assert heard("file") == people(clerk, *here.delegates[:10])


def test_register_is_the_office_s(here, lead, clerk):
    it = registered(here)
    assert (it.state, it.get_state_display(), it.outcome) == ("filed", "registered", "registered")
    assert (told("register"), heard("register")) == ("BY registered “IT”", people(lead))


def test_refuse_gives_the_reason_and_the_time_to_appeal(here, plan, reviewer):
    it = refused_one(here)
    assert (*stands(it), it.opinion) == ("refused", "proposal", "refused", "empty", REASON["opinion"])
    assert (it.appeal_by, it.confidential) == (LAST_DAY, False)
    assert told("refuse") == "BY did not file “IT”: empty of content"
    assert (heard("refuse"), last("refuse").kept) == (people(*here.delegates[:10]), {"reason": "empty"})


def test_refuse_for_a_secret_closes_it_to_those_who_need_not_know(here, plan, reviewer):
    it = acts.refuse(handed_in(here), by=reviewer, on=ON, reason="secret", opinion="涉密")
    assert it.confidential is True
    assert [queries.proposals_for(here.delegates[n]).count() for n in (0, 9, 12)] == [1, 1, 0]


@pytest.mark.parametrize("kind", ["recess", "suggestion"])
def test_downgrade_is_handled_all_the_same(here, plan, clerk, kind):
    it = downgraded(here, kind=kind)
    assert (stands(it), it.raised_as, it.serial) == (
        ("filed", kind, "downgraded", "better_as"), "proposal", "2010-提案-001",
    )  # fmt: skip
    assert (it.appeal_by, heard("downgrade")) == (LAST_DAY, people(clerk, *here.delegates[:10]))
    word = {"recess": "recess proposal", "suggestion": "suggestion"}[kind]
    assert told("downgrade") == f"BY turned “IT” into a {word}: better handled as the lower type"


# merged


def test_merge_leaves_its_signers_every_right(here, plan):
    into = handed_in(here)
    it = merged(here, 13, into)
    assert (it.state, it.outcome, it.merged_into) == ("merged", "merged", into)
    assert told("merge") == f"BY merged “IT” into “{into}”"
    assert heard("merge") == people(here.delegates[13], *here.delegates[:9])
    assert queries.all_signers(into) == [one.person_id for one in (*here.delegates[:10], here.delegates[13])]


def test_merge_takes_along_what_was_merged_before(here, plan, reviewer):
    first, second = handed_in(here), handed_in(here, 1)
    third = merged(here, 2, second)
    acts.merge(second, by=reviewer, on=ON, into=first, opinion="")
    assert set(Proposal.objects.filter(merged_into=first)) == {second, third}


def test_hand_over_opens_one_case_for_the_signers_of_all(here, plan):
    into = filed(here)
    it = merged(here, 13, into)
    into = handed(into, here)
    case = Case.objects.get()
    it.refresh_from_db()
    assert (into.state, into.case, it.case, it.state) == ("handed", case, case, "merged")
    assert [raiser.person_id for raiser in case.raisers.order_by("order")] == queries.all_signers(into)
    assert (case.serial, case.title, case.text, case.lead_unit) == (
        into.serial, into.title, into.text, here.units["station"],
    )  # fmt: skip
    assert told("hand_over") == "BY handed “IT” over to be answered"
    assert set(Entry.objects.filter(cause_id=last("hand_over").pk).values_list("act", flat=True)) == {
        "casework.open_case", "casework.assign",
    }  # fmt: skip


def test_hand_over_keeps_a_confidential_matter_confidential(here, plan):
    assert handed(filed(here, confidential=True), here).case.confidential is True


# appealed, or accepted


def test_appeal_tells_the_committee(here, plan, committee):
    it = appealed(here)
    assert (it.state, it.appeal, it.outcome) == ("appealed", "案据充分", "refused")
    assert (told("appeal"), heard("appeal")) == ("BY appealed for “IT”", people(committee))


def test_allow_appeal_files_it_as_what_it_was_raised_as(here, plan, clerk, committee, lead):
    it = acts.appeal(downgraded(here), by=lead, on=ON, words="应当作为提案")
    it = acts.allow_appeal(it, by=committee, on=ON, decision="同意立案")
    assert (*stands(it), it.appeal_decision) == ("filed", "proposal", "filed", "", "同意立案")
    assert (told("allow_appeal"), heard("allow_appeal")) == (
        "BY allowed the appeal for “IT”", people(clerk, *here.delegates[:10]),
    )  # fmt: skip


def test_dismiss_appeal_lets_the_refusal_stand(here, plan, committee, clerk):
    it = acts.dismiss_appeal(appealed(here), by=committee, on=ON, decision="维持原决定")
    assert (*stands(it), it.appeal_decision) == ("refused", "proposal", "refused", "empty", "维持原决定")
    assert told("dismiss_appeal") == "BY dismissed the appeal for “IT”"
    assert heard("dismiss_appeal") == people(clerk, *here.delegates[:10])


def test_dismiss_appeal_lets_the_lower_type_be_handed_over_at_once(here, plan, committee, lead):
    it = acts.appeal(downgraded(here), by=lead, on=ON, words="应当作为提案")
    it = acts.dismiss_appeal(it, by=committee, on=ON, decision="维持原决定")
    assert stands(it) == ("filed", "suggestion", "downgraded", "better_as")
    assert handed(it, here).state == "handed"


def test_appeal_is_possible_once(here, plan, committee, lead):
    it = acts.dismiss_appeal(appealed(here), by=committee, on=ON, decision="维持原决定")
    says = "An appeal is possible once, against refusal or downgrading."
    with refused(says, Kind.WHO, "appeal_within"):
        acts.appeal(it, by=lead, on=ON, words="再次")


def test_accept_decision_waives_the_appeal_and_opens_the_way(here, plan, lead, clerk):
    it = downgraded(here)
    with refused("The proposers may appeal until 2010-04-16.", rule="appeal_within"):
        handed(it, here)
    it = acts.accept_decision(it, by=lead, on=ON)
    assert (*stands(it), it.appeal_by) == ("filed", "suggestion", "downgraded", "better_as", None)
    assert told("accept_decision") == "BY accepted the decision on “IT”"
    assert heard("accept_decision") == people(clerk, *here.delegates[1:10])
    assert handed(it, here).state == "handed"


@pytest.mark.parametrize("act", ["appeal", "accept_decision"])
def test_accept_decision_leaves_nothing_to_appeal_or_accept(here, plan, lead, act):
    it = acts.accept_decision(refused_one(here), by=lead, on=ON)
    given = {"words": "案据充分"} if act == "appeal" else {}
    with refused("An appeal is possible once, against refusal or downgrading.", Kind.WHO, "appeal_within"):
        getattr(acts, act)(it, by=lead, on=ON, **given)


@pytest.mark.parametrize("n", [1, 12])
def test_accept_decision_is_the_lead_s_alone(here, plan, n):
    it = downgraded(here)
    with refused("Only the lead proposer may do this.", Kind.WHO):
        acts.accept_decision(it, by=here.delegates[n], on=ON)


@pytest.mark.parametrize("act", ["appeal", "accept_decision"])
def test_appeal_time_ends_with_its_last_day(here, plan, lead, act):
    it = downgraded(here)
    given = {"words": "案据充分"} if act == "appeal" else {}
    with refused("An appeal was possible until 2010-04-16.", rule="appeal_within"):
        getattr(acts, act)(it, by=lead, on=at("2010-04-17 00:00"), **given)
    getattr(acts, act)(it, by=lead, on=at("2010-04-16 23:59"), **given)


def test_hand_over_of_a_lower_type_waits_for_the_last_day_of_the_appeal(here, plan, clerk):
    it = downgraded(here)
    given = {"lead": here.units["station"], "assisting": []}
    with refused("The proposers may appeal until 2010-04-16.", rule="appeal_within"):
        acts.hand_over(it, by=clerk, on=at("2010-04-16 23:59"), **given)
    assert acts.hand_over(it, by=clerk, on=at("2010-04-17 00:00"), **given).state == "handed"


# sorted and published


def test_reclassify_changes_the_field_it_is_counted_in(here, plan, clerk):
    it = acts.reclassify(filed(here), by=clerk, on=ON, field="conduct")
    assert (it.field, it.state, heard("reclassify")) == ("conduct", "filed", set())
    assert told("reclassify") == "BY sorted “IT” under conduct and integrity"


def test_publish_puts_it_on_the_public_list_and_tells_the_signers(here, plan, clerk):
    it = acts.publish(handed(filed(here), here), by=clerk, on=ON)
    assert (it.publicity, list(queries.public_proposals())) == ("public", [it])
    assert told("publish") == "BY cleared “IT” for the public list"
    assert heard("publish") == people(*here.delegates[:10])


def test_withhold_keeps_it_off_the_public_list(here, plan, clerk):
    it = acts.withhold(handed(filed(here), here), by=clerk, on=ON)
    assert (it.publicity, list(queries.public_proposals())) == ("withheld", [])
    assert told("withhold") == "BY withheld “IT” from the public list"


def test_withhold_takes_off_what_was_published_by_mistake(here, plan, clerk):
    it = acts.publish(handed(filed(here), here), by=clerk, on=ON)
    it = acts.withhold(it, by=clerk, on=ON + timedelta(days=1))
    assert (it.publicity, list(queries.public_proposals())) == ("withheld", [])
    with refused("It is withheld already.", Kind.WHO, rule="filing_base"):
        acts.withhold(it, by=clerk, on=ON)
    with refused("The check was made already.", Kind.WHO, rule="filing_base"):
        acts.publish(it, by=clerk, on=ON)
