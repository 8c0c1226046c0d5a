"""Every sentence of every guard, with the provision it rests on; a refusal leaves no trace."""

from datetime import date

import pytest

from changren.base.acts import Kind
from changren.base.documents.models import Attachment
from changren.casework import acts
from changren.casework.acts import assign
from changren.casework.models import Case
from changren.organisation.models import Role, Unit
from tests.casework.conftest import (
    ON,
    TEXT,
    answer,
    answered,
    asked,
    assigned,
    chosen,
    delivered,
    draft,
    drafted,
    followed,
    handling,
    joins,
    judged,
    opened,
    paper,
    part,
    refused,
    spoken,
    verdict,
)
from tests.world import at

LATER = at("2010-04-20 09:00")
RECUSED = "You belong to a unit that answers this case; somebody else must do this."
UNIT, HEAD, ASSISTANT = (
    f"Only the {who} may do this." for who in ("lead unit", "head of the lead unit", "assisting unit")
)
RAISERS = "Only those who raised the case may do this, as delegates."
LEAD = "Only the lead of those who raised the case may do this."
MEANWHILE = "The answer has been given meanwhile."


def office(place):
    return f"This may only be done by: clerk of the standing-system office, {place.township}."


def writes(**other):
    return {"text": TEXT, "grade": "A", "promised_by": None} | other


def late(case_or_day):
    return at(f"{case_or_day} 09:00")


# who may


@pytest.mark.parametrize("who", ["reviewer", "committee", "head", "delegate", "district"])
def test_assign_is_for_the_office(here, who):
    case = opened(here)
    with refused(office(here), Kind.WHO):
        assign(case, by=here.posts[who], on=ON, lead=here.units["station"], assisting=[])


@pytest.mark.parametrize("who", ["assist_head", "clerk", "delegate", "committee"])
def test_accept_is_for_the_lead_unit(here, who):
    case = assigned(here, assisting=["office"])
    with refused(UNIT, Kind.WHO):
        acts.accept(case, by=here.posts[who], on=ON)


def test_sign_off_is_for_the_head_of_the_lead_unit(here, handler):
    case = drafted(here)
    for post in (handler, here.posts["assist_head"]):
        with refused(HEAD, Kind.WHO):
            acts.sign_off(case, by=post, on=ON)


def test_give_opinion_is_for_the_assisting_unit(here, head):
    case = handling(here, assisting=["office"])
    with refused(ASSISTANT, Kind.WHO):
        acts.give_opinion(part(case, here.units["office"]), by=head, on=ON, said="同意")


def test_give_opinion_is_not_for_the_lead_unit_itself(here, head):
    case = assigned(here)
    with refused(ASSISTANT, Kind.WHO):
        acts.give_opinion(part(case, here.units["station"]), by=head, on=ON, said="同意")


def test_judge_is_for_the_raiser_whom_the_answer_reached(here, lead):
    case = answered(here)
    with refused("Everybody who raised it judges for themselves, as a delegate.", Kind.WHO, "verdict_within"):
        acts.judge(delivered(case, 1), by=lead, on=ON, attitude="not", result="not", comment="x")


def test_close_is_for_the_lead_of_those_who_raised_it(here):
    case = judged(answered(here), here)
    for post in (here.delegates[1], here.delegates[5], here.posts["clerk"], here.posts["committee"]):
        with refused(LEAD, Kind.WHO, "close_by"):
            acts.close(case, by=post, on=ON)


def test_close_by_anyone_is_still_for_those_who_raised_it(here):
    chosen(here, close_by="anyone")
    case = judged(answered(here), here)
    for post in (here.delegates[5], here.posts["clerk"], here.posts["head"]):
        with refused(RAISERS, Kind.WHO, "close_by"):
            acts.close(case, by=post, on=ON)


@pytest.mark.parametrize("act", [acts.grant_extension, acts.decline_extension])
def test_extension_is_settled_by_the_lead_of_those_who_raised_it(here, act):
    it = asked(handling(here), here)
    for post in (here.delegates[1], here.posts["clerk"], here.posts["head"]):
        with refused("Only the lead of those who raised the case may agree.", Kind.WHO, "extension_consent"):
            act(it, by=post, on=ON)


def test_extension_is_settled_by_the_office_where_the_rules_say_so(here, lead):
    chosen(here, extension_consent="office")
    it = asked(handling(here), here)
    with refused(office(here), Kind.WHO):
        acts.grant_extension(it, by=lead, on=ON)


def test_urge_is_for_the_office_and_the_supervisor(here, committee, head):
    case = handling(here)
    for post in (committee, head, here.delegates[0]):
        with refused(office(here), Kind.WHO):
            acts.urge(case, by=post, on=ON, words="请尽快答复")


def test_urge_is_not_for_a_supervisor_whose_post_has_ended(here, clerk, committee):
    case = acts.refer_overdue(handling(here), by=clerk, on=late("2010-07-23"))
    case = acts.take_in_charge(case, by=committee, on=ON)
    committee.until = ON.date()
    with refused(office(here), Kind.WHO):
        acts.urge(case, by=committee, on=ON, words="请尽快答复")


@pytest.mark.parametrize("name", ["deem_accepted", "remind", "move_date"])
def test_what_the_calendar_does_nobody_else_does(here, clerk, name):
    given = {"remind": {"step": "before"}, "move_date": {"due": date(2010, 7, 2)}}.get(name, {})
    case = assigned(here)
    with refused("This happens by itself when its time has come.", Kind.WHO):
        getattr(acts, name)(case, by=clerk, on=ON, **given)


# recusal: respondents never close, judge or edit their own case


def test_judge_is_not_for_a_raiser_who_belongs_to_a_unit_that_answers(here):
    case = answered(here)
    joins(here.delegates[1], here.units["station"])
    with refused(RECUSED, Kind.WHO, "close_by"):
        acts.judge(delivered(case, 1), by=here.delegates[1], on=ON, attitude="satisfied", result="not", comment="x")


@pytest.mark.parametrize("unit", ["station", "office"])
def test_close_by_anyone_is_not_for_whoever_answers(here, unit):
    chosen(here, close_by="anyone", assist_first=False)
    case = judged(answered(here, assisting=["office"]), here)
    joins(here.delegates[1], here.units[unit])
    with refused(RECUSED, Kind.WHO, "close_by"):
        acts.close(case, by=here.delegates[1], on=ON)


def test_close_is_not_for_a_lead_who_answers(here, lead):
    case = judged(answered(here), here)
    joins(lead, here.units["station"])
    with refused(LEAD, Kind.WHO, "close_by"):
        acts.close(case, by=lead, on=ON)


def test_let_rest_is_not_for_a_lead_who_answers(here, lead):
    case = followed(here)
    joins(lead, here.units["station"])
    with refused(LEAD, Kind.WHO, "close_by"):
        acts.let_rest(case, by=lead, on=ON, reason="x")


def test_grant_extension_is_not_for_a_lead_who_answers(here, lead):
    it = asked(handling(here), here)
    joins(lead, here.units["station"])
    with refused("Only the lead of those who raised the case may agree.", Kind.WHO, "extension_consent"):
        acts.grant_extension(it, by=lead, on=ON)


def test_grant_extension_is_not_for_an_office_that_answers(here, clerk):
    chosen(here, extension_consent="office")
    it = asked(handling(here), here)
    joins(clerk, here.units["station"])
    with refused(RECUSED, Kind.WHO, "close_by"):
        acts.grant_extension(it, by=clerk, on=ON)


@pytest.mark.parametrize("name", ["stop_clock", "urge", "refer_overdue"])
def test_office_stops_or_urges_nothing_that_it_answers(here, clerk, name):
    given = {"stop_clock": {"reason": "x"}, "urge": {"words": "x"}}.get(name, {})
    case = handling(here)
    joins(clerk, here.units["station"], Role.HEAD)
    with refused(RECUSED, Kind.WHO, "close_by"):
        getattr(acts, name)(case, by=clerk, on=ON, **given)


def test_resume_clock_is_not_for_an_office_that_answers(here, clerk):
    case = acts.stop_clock(handling(here), by=clerk, on=ON, reason="x")
    joins(clerk, here.units["station"])
    with refused(RECUSED, Kind.WHO, "close_by"):
        acts.resume_clock(case, by=clerk, on=ON)


def test_take_in_charge_is_not_for_a_member_who_answers(here, clerk, committee):
    case = acts.refer_overdue(handling(here), by=clerk, on=late("2010-07-23"))
    joins(committee, here.units["station"], Role.HEAD)
    with refused(RECUSED, Kind.WHO, "close_by"):
        acts.take_in_charge(case, by=committee, on=ON)


def test_urge_is_not_for_a_supervisor_who_answers(here, clerk, committee):
    case = acts.refer_overdue(handling(here), by=clerk, on=late("2010-07-23"))
    case = acts.take_in_charge(case, by=committee, on=ON)
    joins(committee, here.units["station"])
    with refused(RECUSED, Kind.WHO, "close_by"):
        acts.urge(case, by=committee, on=ON, words="x")


def test_assign_anew_is_not_for_an_office_that_gave_its_opinion(here, clerk, head):
    case = assigned(here, assisting=["office"])
    acts.give_opinion(part(case, here.units["office"]), by=here.posts["assist_head"], on=ON, said="同意")
    case = acts.return_to_office(case, by=head, on=ON, reason="不属于本单位职责")
    joins(clerk, here.units["office"])
    with refused(RECUSED, Kind.WHO, "close_by"):
        assign(case, by=clerk, on=ON, lead=here.units["station"], assisting=[])


def test_whoever_left_the_unit_is_no_respondent(here, lead):
    case = judged(answered(here), here)
    post = joins(lead, here.units["station"])
    post.until = ON.date()
    post.save()
    assert acts.close(case, by=lead, on=ON).state == "closed"


# assignments


def test_assign_gives_a_unit_one_part(here, clerk):
    station, case = here.units["station"], opened(here)
    with refused("A unit cannot be lead and assisting at once."):
        assign(case, by=clerk, on=ON, lead=station, assisting=[station])


@pytest.mark.parametrize("which", ["no handling unit", "closed", "of another township"])
def test_assign_to_units_that_handle_cases_of_the_township(here, there, clerk, which):
    case, unit = opened(here), here.units["office"]
    if which == "closed":
        Unit.objects.filter(pk=unit.pk).update(is_open=False)
    unit = {"no handling unit": here.units["branch"], "of another township": there.units["station"]}.get(which, unit)
    says = f"“{unit}” does not handle cases of this township."
    with refused(says):
        assign(case, by=clerk, on=ON, lead=unit, assisting=[])
    with refused(says):
        assign(case, by=clerk, on=ON, lead=here.units["station"], assisting=[unit])


def test_assign_leaves_somebody_who_can_judge(here, clerk):
    case = opened(here, raisers=2)
    joins(here.delegates[0], here.units["station"])
    joins(here.delegates[1], here.units["office"])
    says = "Everybody who raised the case belongs to these units; assign it elsewhere."
    with refused(says, rule="close_by"):
        assign(case, by=clerk, on=ON, lead=here.units["station"], assisting=[here.units["office"]])
    assert assign(case, by=clerk, on=ON, lead=here.units["station"], assisting=[]).state == "assigned"


def test_return_to_office_has_its_days(here, head):
    case = assigned(here)
    with refused("It could be returned until 2010-04-13.", rule="return_within"):
        acts.return_to_office(case, by=head, on=late("2010-04-14"), reason="不属于本单位职责")


def test_deem_accepted_waits_for_the_last_day(here, clockwork):
    case = assigned(here)
    with refused("It can be returned until 2010-04-13.", rule="return_within"):
        acts.deem_accepted(case, by=clockwork, on=late("2010-04-13"))


def test_return_to_office_is_over_once_it_was_accepted(here, head):
    case = handling(here)
    with refused("This is not possible while the state is “being handled”.", Kind.STATE):
        acts.return_to_office(case, by=head, on=ON, reason="不属于本单位职责")


def test_give_opinion_before_the_answer_is_given(here):
    chosen(here, assist_first=False)
    case = answered(here, assisting=["office"])
    with refused(MEANWHILE):
        acts.give_opinion(part(case, here.units["office"]), by=here.posts["assist_head"], on=ON, said="同意")


def test_move_window_moves_only_what_moved(here, clockwork):
    it = part(assigned(here), here.units["station"])
    with refused("The date stays."):
        acts.move_window(it, by=clockwork, on=ON, due=date(2010, 4, 13))


# the clock


@pytest.mark.parametrize("made", [assigned, answered, followed], ids=lambda made: made.__name__)
def test_ask_extension_while_it_is_being_handled(here, head, made):
    case = made(here)
    with refused("This is possible while the case is being handled."):
        acts.ask_extension(case, by=head, on=ON, reason="等待资金")


def test_ask_extension_not_for_the_answer_to_a_promise(here, head):
    case = draft(spoken(followed(here), here), here)
    with refused("This is possible while the case is being handled."):
        acts.ask_extension(case, by=head, on=ON, reason="等待资金")


@pytest.mark.parametrize("name", ["ask_extension", "stop_clock"])
def test_clock_is_moved_before_the_time_is_over(here, head, clerk, name):
    case, by = handling(here), {"ask_extension": head, "stop_clock": clerk}[name]
    with refused("The answer was due on 2010-07-01.", rule="answer_within"):
        getattr(acts, name)(case, by=by, on=late("2010-07-02"), reason="等待资金")


def test_clock_of_the_second_answer_rests_on_its_own_provision(here, head):
    case = verdict(answered(here), here, 1, "not")
    with refused("The answer was due on 2010-05-04.", rule="redo_within"):
        acts.ask_extension(case, by=head, on=late("2010-05-05"), reason="等待资金")


def test_clock_that_stands_is_neither_extended_nor_stopped(here, head, clerk):
    chosen(here, pause_most=1)
    case = acts.stop_clock(handling(here), by=clerk, on=LATER, reason="等待上级决定")
    for name, by in (("ask_extension", head), ("stop_clock", clerk)):
        with refused("The clock stands since 2010-04-20.", rule="pause_most"):
            getattr(acts, name)(case, by=by, on=LATER, reason="x")


def test_ask_extension_once_at_a_time(here, head):
    case = handling(here)
    asked(case, here)
    with refused("A request is waiting for an answer.", rule="extension_consent"):
        acts.ask_extension(case, by=head, on=ON, reason="等待资金")


def test_ask_extension_no_more_often_than_the_rules_allow(here, head, lead):
    case = handling(here)
    acts.grant_extension(asked(case, here), by=lead, on=ON)
    case.refresh_from_db()
    with refused("The time was extended 1 times already.", rule="extension_most"):
        acts.ask_extension(case, by=head, on=ON, reason="等待资金")


@pytest.mark.parametrize("act", [acts.grant_extension, acts.decline_extension])
def test_extension_is_settled_before_the_answer(here, lead, head, act):
    case = handling(here)
    it = asked(case, here)
    Case.objects.filter(pk=case.pk).update(round=2)
    with refused(MEANWHILE):
        act(it, by=lead, on=ON)


def test_extension_lapses_with_the_answer(here, lead):
    case = handling(here)
    it = asked(case, here)
    answer(case, here)
    with refused("This is not possible while the state is “answered before it was decided”.", Kind.STATE):
        acts.grant_extension(it, by=lead, on=ON)


def test_stop_clock_no_more_often_than_the_rules_allow(here, clerk):
    case = acts.stop_clock(handling(here), by=clerk, on=ON, reason="等待上级决定")
    case = acts.resume_clock(case, by=clerk, on=LATER)
    with refused("The clock was stopped 1 times already.", rule="pause_most"):
        acts.stop_clock(case, by=clerk, on=LATER, reason="等待上级决定")


def test_resume_clock_when_the_office_has_stopped_it(here, clerk):
    case = handling(here)
    with refused("The office has not stopped the clock.", Kind.WHO):
        acts.resume_clock(case, by=clerk, on=ON)


def test_remind_takes_each_step_once(here, clockwork):
    case = acts.remind(handling(here), by=clockwork, on=ON, step="before")
    with refused("This reminder was sent already."):
        acts.remind(case, by=clockwork, on=ON, step="before")


def test_move_date_moves_only_what_moved(here, clockwork):
    case = handling(here)
    with refused("The date stays."):
        acts.move_date(case, by=clockwork, on=ON, due=date(2010, 7, 1))


def test_refer_overdue_after_the_days_that_the_rules_bear(here, clerk):
    case = handling(here)
    with refused("It is referred when no answer has come by 2010-07-22.", rule="escalate_after"):
        acts.refer_overdue(case, by=clerk, on=late("2010-07-22"))
    case = acts.refer_overdue(case, by=clerk, on=late("2010-07-23"))
    with refused("It was referred on 2010-07-23.", rule="escalate_after"):
        acts.refer_overdue(case, by=clerk, on=late("2010-07-24"))


def test_refer_overdue_of_what_has_no_date(here, clerk):
    case = acts.stop_clock(handling(here), by=clerk, on=ON, reason="等待上级决定")
    with refused("Nothing is due.", rule="escalate_after"):
        acts.refer_overdue(case, by=clerk, on=late("2010-12-01"))


def test_take_in_charge_what_was_referred_and_by_one_member(here, clerk, committee):
    case = handling(here)
    with refused("It is not waiting for a supervisor.", Kind.WHO, "escalation_share"):
        acts.take_in_charge(case, by=committee, on=ON)
    case = acts.refer_overdue(case, by=clerk, on=late("2010-07-23"))
    case = acts.take_in_charge(case, by=committee, on=ON)
    with refused("It is not waiting for a supervisor.", Kind.WHO, "escalation_share"):
        acts.take_in_charge(case, by=committee, on=ON)


# answers


def test_record_contact_with_those_who_raised_this_case(here, handler):
    case, other = handling(here), opened(here, serial="2010-提案-002")
    with refused("This person did not raise the case."):
        acts.record_contact(
            case, by=handler, on=ON, raiser=other.raisers.first(), how="visit", day=ON.date(), note=""
        )  # fmt: skip


def contact(case, by, day, on):
    return acts.record_contact(case, by=by, on=on, raiser=case.raisers.first(), how="visit", day=day, note="")


def test_record_contact_once_it_has_happened(here, handler):
    case = handling(here)
    with refused("2010-04-02 has not come yet."):
        contact(case, handler, date(2010, 4, 2), ON)


def test_record_contact_of_this_answer_and_not_of_the_former(here, handler):
    case = handling(here)
    with refused("Contact on this answer counts from 2010-04-01.", rule="contact_first"):
        contact(case, handler, date(2010, 3, 31), ON)
    case = verdict(answer(case, here), here, 1, "not", LATER)
    with refused("Contact on this answer counts from 2010-04-20.", rule="contact_first"):
        contact(case, handler, date(2010, 4, 19), LATER)
    assert contact(case, handler, date(2010, 4, 20), LATER).round == 2


def test_record_contact_after_a_promise_counts_from_the_answer_that_made_it(here, handler):
    case = followed(here)
    with refused("Contact on this answer counts from 2010-04-01.", rule="contact_first"):
        contact(case, handler, date(2010, 3, 31), LATER)


@pytest.mark.parametrize("act", [acts.draft_answer, acts.revise_answer])
def test_answer_of_class_b_says_by_when(here, handler, act):
    case = handling(here) if act is acts.draft_answer else drafted(here)
    with refused("A class B answer says by when it will be done."):
        act(case, by=handler, on=ON, **writes(grade="B"))


@pytest.mark.parametrize("grade", ["A", "D"])
@pytest.mark.parametrize("act", [acts.draft_answer, acts.revise_answer])
def test_answer_that_is_not_followed_promises_no_day(here, handler, act, grade):
    case = handling(here) if act is acts.draft_answer else drafted(here)
    with refused("Only answers of class B or C promise a day, because only they are followed."):
        act(case, by=handler, on=ON, **writes(grade=grade, promised_by=date(2010, 12, 20)))


@pytest.mark.parametrize("name", ["draft_answer", "revise_answer", "report_progress"])
def test_promise_lies_ahead(here, handler, name):
    case = {"draft_answer": handling, "revise_answer": drafted, "report_progress": followed}[name](here)
    given = writes(grade="C") if name != "report_progress" else {"text": "x"}
    with refused("The promised day, 2010-03-31, is past already."):
        getattr(acts, name)(case, by=handler, on=ON, **given | {"promised_by": date(2010, 3, 31)})


def test_sign_off_a_promise_that_still_lies_ahead(here, head):
    case = drafted(here, grade="B", promised=date(2010, 4, 10))
    with refused("The promised day, 2010-04-10, is past already."):
        acts.sign_off(case, by=head, on=LATER)


def test_revise_answer_takes_off_papers_of_its_own_draft(here, handler):
    other = acts.draft_answer(handling(here), by=handler, on=ON, paper=paper(), **writes())
    strange = other.answers.get()
    case = drafted(here, serial="2010-提案-002")
    with refused("This paper does not belong to the draft."):
        acts.revise_answer(
            case, by=handler, on=ON, drop=[Attachment.objects.get(owner_id=strange.pk)], **writes()
        )  # fmt: skip


def test_sign_off_after_everybody_was_spoken_with(here, head, handler):
    case = contact(handling(here), handler, ON.date(), ON)
    case = draft(case, here)
    with refused("2 of those who raised it have not been spoken with yet.", rule="contact_first"):
        acts.sign_off(case, by=head, on=ON)


def test_sign_off_the_second_answer_after_speaking_with_them_again(here, head):
    case = draft(verdict(answered(here), here, 1, "not", LATER), here, LATER)
    with refused("3 of those who raised it have not been spoken with yet.", rule="contact_first"):
        acts.sign_off(case, by=head, on=LATER)


def test_sign_off_after_the_opinions_of_the_assisting_units(here, head):
    case = drafted(here, assisting=["office"])
    with refused(f"The opinion of {here.units['office']} is missing.", rule="assist_first"):
        acts.sign_off(case, by=head, on=ON)


# verdicts


def test_judge_while_the_answer_waits_for_verdicts(here, lead):
    case = answered(here)
    mine = delivered(case, 0)
    verdict(case, here, 1, "not")
    with refused("This answer is no longer waiting for verdicts."):
        acts.judge(mine, by=lead, on=ON, attitude="satisfied", result="satisfied", comment="")


def test_judge_not_once_it_is_closed(here, lead):
    case = acts.close(judged(answered(here), here), by=lead, on=ON)
    with refused("This answer is no longer waiting for verdicts."):
        acts.judge(delivered(case, 1), by=here.delegates[1], on=ON, attitude="not", result="not", comment="x")


def test_judge_not_when_recused_at_the_signing(here):
    case = handling(here)
    post = joins(here.delegates[1], here.units["station"])
    case = answer(case, here)
    post.delete()
    with refused("This is not possible while the state is “recused”.", Kind.STATE):
        acts.judge(delivered(case, 1), by=here.delegates[1], on=ON, attitude="not", result="not", comment="x")


def test_close_waits_for_those_who_may_still_judge(here, lead):
    case = verdict(answered(here), here, 0)
    with refused("2 may still judge the answer until 2010-05-01.", rule="verdict_within"):
        acts.close(case, by=lead, on=late("2010-05-01"))


def objection(act, case, by, on=ON):
    no = act.objection(case, by=by, on=on)
    return str(no), no.kind, no.rule.key


def test_do_again_says_why_not(here, lead):
    case = answered(here)
    assert objection(acts.do_again, case, lead) == (
        "Not enough of those who raised it are dissatisfied.", Kind.WHEN, "casework.redo_trigger",
    )  # fmt: skip
    case = verdict(answer(verdict(case, here, 1, "not"), here), here, 1, "not")
    assert objection(acts.do_again, case, lead) == ("It was done again 1 times.", Kind.WHEN, "casework.redo_most")


def test_refer_up_says_why_not(here, lead):
    case = answered(here)
    says = "It has been referred already, or can still be done again."
    assert objection(acts.refer_up, case, lead) == (says, Kind.WHEN, "casework.redo_most")
    case = verdict(answer(verdict(case, here, 1, "not"), here), here, 1, "not")
    assert objection(acts.refer_up, case, lead) == (
        "1 of 3 are not satisfied.", Kind.WHEN, "casework.escalation_share",
    )  # fmt: skip
    case = answer(verdict(case, here, 0, "not"), here)
    assert objection(acts.refer_up, case, lead) == (says, Kind.WHEN, "casework.redo_most")
