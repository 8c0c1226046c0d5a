"""The raisers judge; an answer is done again, goes up, is followed, or closes. Only they close."""

from datetime import date

import pytest

from changren.base.minutes.models import Entry
from changren.casework import acts
from changren.casework.models import Case, Delivery, Progress
from tests.casework.conftest import (
    ON,
    RAISERS,
    TODAY,
    answer,
    answered,
    chosen,
    delivered,
    draft,
    followed,
    heard,
    joins,
    judged,
    last,
    people,
    spoken,
    told,
    verdict,
)
from tests.world import at

LATER, AGAIN = at("2010-04-20 09:00"), at("2010-05-06 09:00")
OVER = at("2010-05-02 09:00")  # the day after the last day to judge an answer of 1 April


def unit(here):
    return people(here.posts["head"], here.posts["handler"])


def redone(here, on=AGAIN):
    """The second answer, after one of three was not satisfied with the first."""
    return answer(verdict(answered(here), here, 1, "not", LATER), here, on)


# judged


def test_judge_keeps_attitude_and_result_apart(here, lead):
    given = {"attitude": "satisfied", "result": "basically", "comment": "还差一处"}
    it = acts.judge(delivered(answered(here), 0), by=lead, on=LATER, **given)
    assert (it.state, it.attitude, it.result, it.comment, it.judged_on) == (
        "judged", "satisfied", "basically", "还差一处", date(2010, 4, 20),
    )  # fmt: skip
    assert told("judge") == "BY judged the answer to “IT”: attitude satisfied, result basically satisfied"
    assert (heard("judge"), last("judge").kept) == (unit(here), {"attitude": "satisfied", "result": "basically"})


def test_judge_moves_nothing_while_nobody_is_dissatisfied_with_the_result(here, lead):
    case = answered(here)
    acts.judge(delivered(case, 0), by=lead, on=LATER, attitude="not", result="satisfied", comment="")
    case.refresh_from_db()
    assert (case.state, case.round, Entry.objects.filter(act="casework.do_again").count()) == ("answered", 1, 0)


def test_judge_may_be_changed_until_it_is_closed(here):
    case = verdict(answered(here), here, 0, "basically")
    case = verdict(case, here, 0, "satisfied", LATER)
    it = Delivery.objects.get(raiser__order=0)
    assert (it.result, it.judged_on) == ("satisfied", date(2010, 4, 20))


# done again


def test_judge_not_satisfied_sends_the_answer_back(here, clerk):
    case = verdict(answered(here), here, 1, "not", LATER)
    assert (case.state, case.round, case.redone, case.clock_start, case.clock_rule, case.answer_due) == (
        "handling", 2, 1, date(2010, 4, 20), "casework.redo_within", date(2010, 5, 20),
    )  # fmt: skip
    assert told("do_again") == "“IT” must be done again (round 2), because BY is not satisfied; due 2010-05-20"
    assert heard("do_again") == unit(here) | people(clerk)
    assert last("do_again").cause_id == last("judge").pk


def test_judge_by_majority_waits_for_more_than_half(here):
    chosen(here, redo_trigger="majority")
    case = verdict(answered(here), here, 0, "not")
    assert (case.state, case.round) == ("answered", 1)
    case = verdict(case, here, 1, "not")
    assert (case.state, case.round) == ("handling", 2)


def test_judge_by_majority_counts_the_silent_among_all(here):
    chosen(here, redo_trigger="majority")
    case = answered(here, raisers=2)
    assert verdict(case, here, 0, "not").state == "answered"  # one of two is half, not more


@pytest.mark.parametrize("gone", ["mandate ended", "joined the unit"])
def test_judge_by_majority_leaves_out_who_can_no_longer_judge(here, gone):
    chosen(here, redo_trigger="majority")
    case = answered(here, raisers=2)
    if gone == "mandate ended":
        here.delegates[1].until = TODAY
        here.delegates[1].save()
    else:
        joins(here.delegates[1], here.units["station"])
    assert verdict(case, here, 0, "not").state == "handling"


def test_judge_by_majority_counts_whoever_judged_and_then_left(here):
    chosen(here, redo_trigger="majority")
    case = verdict(answered(here, raisers=2), here, 1, "satisfied")
    here.delegates[1].until = TODAY
    here.delegates[1].save()
    assert verdict(case, here, 0, "not").state == "answered"


def test_do_again_asks_for_contact_and_an_answer_anew(here):
    case = redone(here)
    assert (case.state, case.round, case.redone) == ("answered", 2, 1)
    assert Delivery.objects.filter(answer__round=2).count() == RAISERS


def test_do_again_no_more_often_than_the_rules_allow(here):
    case = verdict(redone(here), here, 1, "not", AGAIN)
    assert (case.state, case.round, case.escalated_on) == ("answered", 2, None)


# referred up


def test_refer_up_when_more_than_half_are_still_dissatisfied(here, clerk, committee):
    case = verdict(verdict(redone(here), here, 0, "not", AGAIN), here, 1, "not", AGAIN)
    assert (case.state, case.round, case.redone, case.escalated_on, case.answer_due) == (
        "handling", 3, 2, date(2010, 5, 6), date(2010, 6, 7),
    )  # fmt: skip
    assert told("refer_up") == (
        "“IT” goes to the Party committee: too many are not satisfied; due 2010-06-07"
    )  # fmt: skip
    assert heard("refer_up") == unit(here) | people(clerk, committee)
    assert last("refer_up").cause_id == last("judge").pk


def test_refer_up_happens_once(here):
    case = verdict(verdict(redone(here), here, 0, "not", AGAIN), here, 1, "not", AGAIN)
    case = answer(case, here, AGAIN)
    for n in range(RAISERS):
        case = verdict(case, here, n, "not", AGAIN)
    assert (case.state, case.round) == ("answered", 3)


# closed


@pytest.mark.parametrize("grade", ["A", "D"])
def test_close_ends_what_is_done_or_not_feasible(here, lead, clerk, grade):
    case = acts.close(judged(answered(here, grade=grade), here), by=lead, on=LATER)
    assert (case.state, case.closed_on, case.is_followed) == ("closed", date(2010, 4, 20), False)
    assert told("close") == "BY accepted the answer to “IT”"
    assert heard("close") == unit(here) | people(clerk, *here.delegates[1:RAISERS])


@pytest.mark.parametrize(("grade", "promised"), [("B", date(2010, 12, 20)), ("C", date(2010, 12, 20)), ("C", None)])
def test_close_follows_what_is_planned_or_kept_for_reference(here, grade, promised):
    case = followed(here, promised=promised, grade=grade)
    assert (case.state, case.closed_on, case.is_followed, case.promised_by) == ("followed", None, True, promised)


def test_close_after_the_time_to_judge_needs_no_more_verdicts(here, lead):
    assert acts.close(answered(here), by=lead, on=OVER).state == "closed"


def test_close_passes_to_the_others_where_the_lead_is_no_delegate_any_more(here, lead):
    case = judged(answered(here), here)
    lead.until = TODAY
    lead.save()
    assert acts.close(case, by=here.delegates[1], on=LATER).state == "closed"


def test_close_passes_to_the_others_where_the_lead_belongs_to_the_unit(here, lead):
    case = judged(answered(here), here)
    joins(lead, here.units["station"])
    assert acts.close(case, by=here.delegates[2], on=LATER).state == "closed"


def test_close_by_anyone_where_the_rules_say_so(here):
    chosen(here, close_by="anyone")
    assert acts.close(judged(answered(here), here), by=here.delegates[2], on=LATER).state == "closed"


def test_close_does_not_wait_for_those_who_cannot_judge(here, lead):
    case = answered(here)
    joins(here.delegates[1], here.units["station"])
    here.delegates[2].until = TODAY
    here.delegates[2].save()
    assert acts.close(verdict(case, here, 0), by=lead, on=LATER).state == "closed"


def test_kept_promise_is_answered_judged_and_closed(here, lead):
    case = draft(spoken(followed(here), here, LATER), here, LATER)
    case = acts.sign_off(case, by=here.posts["head"], on=LATER)
    case = acts.close(judged(case, here, LATER), by=lead, on=LATER)
    assert (case.state, case.round, case.is_followed, case.grade) == ("closed", 2, False, "A")


def test_kept_promise_that_is_not_kept_well_is_done_again(here):
    case = draft(spoken(followed(here), here, LATER), here, LATER)
    case = acts.sign_off(case, by=here.posts["head"], on=LATER)
    case = verdict(case, here, 1, "not", LATER)
    assert (case.state, case.round, case.redone, case.is_followed, case.answer_due) == (
        "handling", 3, 1, False, date(2010, 5, 20),
    )  # fmt: skip


# let rest


def test_let_rest_ends_the_following_with_the_raisers_reason(here, lead, clerk):
    case = acts.let_rest(followed(here), by=lead, on=LATER, reason="已由市里解决")
    line = Progress.objects.get()
    assert (case.state, case.closed_on, case.is_followed, case.promised_by) == (
        "closed", date(2010, 4, 20), False, None,
    )  # fmt: skip
    assert (line.kind, line.text) == ("rested", "已由市里解决")
    assert told("let_rest") == "BY let “IT” rest"
    assert heard("let_rest") == unit(here) | people(clerk, *here.delegates[1:RAISERS])


@pytest.mark.parametrize("name", ["close", "let_rest", "judge"])
def test_nobody_else_closes_or_judges(name, here, world):
    case = followed(here) if name == "let_rest" else answered(here)
    it = delivered(case, 1) if name == "judge" else case
    given = {"close": {}, "let_rest": {"reason": "x"}, "judge": {"attitude": "not", "result": "not", "comment": "x"}}
    others = [*here.posts.values(), world.officer, *here.delegates[3:]]
    others = [post for post in others if post.person_id != here.delegates[0].person_id]
    kinds = [getattr(acts, name).objection(it, by=post, on=OVER, **given[name]).kind.value for post in others]
    assert kinds == ["who"] * len(others)
    assert Case.objects.get(pk=case.pk).state == case.state
    assert ON < OVER
