"""When an act on an evaluation is refused, with which sentence, and by which provision."""

import pytest

from changren.base.acts import Kind
from changren.evaluation import acts
from changren.evaluation.models import Evaluation, Rater, Scrutineer
from changren.mandates.models import Mandate
from changren.organisation.models import Post, Role
from tests.evaluation.conftest import (
    BAD,
    ON,
    RETURNED,
    TODAY,
    adopted,
    chosen,
    closed,
    counted,
    drafted,
    entered,
    followed,
    formed,
    marks,
    opened,
    put,
    ready,
    refused,
    reported,
    resulted,
    signed,
    subject_of,
)

RECUSED = "You are evaluated here, or belong to a body that is; somebody else must do this."


def appointed(post: Post, role: Role, unit: object = None) -> Post:
    """The person holds another post in the same township."""
    return Post.objects.create(township=post.township, person=post.person, unit=unit, role=role, since=TODAY)


def test_draft_needs_a_current_term(here):
    here.term.state = "expired"
    here.term.save()
    with refused(f"No term is current in {here.township}."):
        drafted(here)


def test_draft_takes_a_session_of_this_term_alone(here, there):
    with refused(f"“{there.session}” is not a session of this term."):
        drafted(here, session=there.session)


@pytest.mark.parametrize(
    ("kind", "given", "says"),
    [("body", {"name": "党委"}, "Choose the body."), ("person", {"name": "张三"}, "Choose the person.")],
)
def test_add_subject_asks_for_what_the_kind_is_about(here, kind, given, says):
    it = drafted(here, kind)
    with refused(says):
        put(it, here, **given)


def test_add_subject_takes_one_of_both(here):
    it = drafted(here, "satisfaction")
    with refused("Choose a body or a person, not both."):
        put(it, here, unit=here.units["office"], person=here.delegates[0].person)


@pytest.mark.parametrize("again", [{"name": ""}, {"name": "另一名称"}])
def test_add_subject_takes_nobody_twice(here, again):
    it = drafted(here)
    person = here.delegates[0].person
    put(it, here, person=person)
    with refused(f"“{again['name'] or person.name}” is on the form already."):
        put(it, here, person=person, **again)


def test_add_subject_leaves_out_who_watches(here, chief):
    it = formed(here)
    with refused(f"{chief.person.name} watches or counts here.", rule="scrutineers_least"):
        put(it, here, person=chief.person)


def test_the_form_stays_as_it_was_adopted(here, clerk):
    it = adopted(here)
    with refused("The form has been adopted; it stays as it is."):
        put(it, here, person=here.delegates[5].person)
    with refused("This is not possible while the state is “form adopted”.", Kind.STATE):
        acts.remove_subject(it, by=clerk, on=ON, subject=subject_of(it))


def test_remove_subject_of_another_form_is_refused(here, clerk):
    it, other = formed(here), drafted(here, title="另一项")
    with refused(f"“{subject_of(it)}” is not on this form."):
        acts.remove_subject(other, by=clerk, on=ON, subject=subject_of(it))


@pytest.mark.parametrize(
    ("who", "task", "says"),
    [
        (0, "scrutineer", "{name} is evaluated here, or belongs to a body that is."),
        ("reviewer", "counter", "{name} has a task here already."),
        (5, "chief", "There is a chief scrutineer already."),
    ],
)
def test_name_scrutineer_keeps_the_watch_clean(here, clerk, who, task, says):
    it, post = formed(here), here.posts[who] if isinstance(who, str) else here.delegates[who]
    with refused(says.format(name=post.person.name), rule="scrutineers_least"):
        acts.name_scrutineer(it, by=clerk, on=ON, person=post.person, task=task)


def test_name_scrutineer_takes_people_of_the_township(here, there, clerk):
    it, stranger = formed(here), there.posts["head"].person
    with refused(f"{stranger.name} holds no post in {here.township}."):
        acts.name_scrutineer(it, by=clerk, on=ON, person=stranger, task="counter")


def test_file_report_comes_before_it_opens(here, clerk):
    subject = subject_of(opened(here))
    with refused("The duty report is filed before the evaluation opens.", rule="a_year"):
        acts.file_report(subject, by=clerk, on=ON, text="晚了", paper=None)


def test_adopt_needs_somebody_on_the_form(here, committee):
    it = drafted(here)
    with refused("Nobody is on the form yet.", rule="body_scale"):
        acts.adopt(it, by=committee, on=ON)


def test_adopt_needs_as_many_names_as_may_be_marked(here, committee):
    it = formed(here, "recommendation", most=4)
    with refused("Only 3 names are on the form, and 4 may be marked."):
        acts.adopt(it, by=committee, on=ON)


def test_adopt_is_for_the_district_where_all_the_committee_is_evaluated(here, committee, world):
    it = formed(here, "body")
    with refused("Only an officer of the district may do this.", Kind.WHO):
        acts.adopt(it, by=committee, on=ON)
    assert acts.adopt(it, by=world.officer, on=ON).state == "adopted"


def test_a_member_who_is_evaluated_leaves_it_to_the_others(here, committee):
    mine = appointed(here.delegates[0], Role.COMMITTEE, here.units["committee"])
    it = formed(here)
    with refused(RECUSED, Kind.WHO, rule="scrutineers_least"):
        acts.adopt(it, by=mine, on=ON)
    assert acts.adopt(it, by=committee, on=ON).state == "adopted"


def test_fix_electorate_needs_the_watch(here, clerk):
    it = adopted(here)
    chief = Scrutineer.objects.get(evaluation=it, task="chief")
    acts.relieve_scrutineer(it, by=clerk, on=ON, scrutineer=chief)
    with refused("There is no chief scrutineer yet.", rule="scrutineers_least"):
        acts.fix_electorate(it, by=clerk, on=ON)
    acts.name_scrutineer(it, by=clerk, on=ON, person=chief.person, task="chief")
    acts.relieve_scrutineer(it, by=clerk, on=ON, scrutineer=it.scrutineers.filter(task="scrutineer").first())
    with refused("2 watch so far.", rule="scrutineers_least"):
        acts.fix_electorate(it, by=clerk, on=ON)


def test_fix_electorate_notices_who_joined_a_body_meanwhile(here, clerk):
    it = adopted(here, "body")
    appointed(here.posts["head"], Role.HANDLER, here.units["office"])
    with refused("Somebody who watches or counts is evaluated here.", rule="scrutineers_least"):
        acts.fix_electorate(it, by=clerk, on=ON)


def test_fix_electorate_needs_enough_to_hide_among(here, clerk):
    it = adopted(here)
    Mandate.objects.filter(term=here.term, number__gt=6).update(state="stopped")
    with refused("Only 4 delegates may take part.", rule="counted_least"):
        acts.fix_electorate(it, by=clerk, on=ON)


def test_fix_electorate_needs_delegates_from_the_front_line(here, clerk):
    it = adopted(here)
    Mandate.objects.filter(term=here.term).update(rank="leader")
    with refused("0 of 12 are from the front line.", rule="front_line_share"):
        acts.fix_electorate(it, by=clerk, on=ON)


def test_hand_out_gives_nobody_a_second_form(here, clerk):
    it = opened(here, handed=3)
    first = Rater.objects.filter(evaluation=it).select_related(*Rater.alongside).first()
    with refused(f"{first} has a form already, or may not take part."):
        acts.hand_out(it, by=clerk, on=ON, raters=[first])


def test_hand_out_adds_nobody_late(here, clerk):
    it = opened(here, handed=3)
    other = ready(here, title="另一项")
    foreign = Rater.objects.filter(evaluation=other).select_related(*Rater.alongside).last()
    with refused(f"{foreign} has a form already, or may not take part."):
        acts.hand_out(it, by=clerk, on=ON, raters=[foreign])


def test_close_needs_a_form_that_was_handed_out(here, clerk):
    it = acts.open_evaluation(ready(here), by=clerk, on=ON)
    with refused("No form was handed out yet.", rule="collected_min"):
        acts.close_evaluation(it, by=clerk, on=ON)


def test_close_happens_once(here, clerk):
    it = closed(here)
    with refused("This is not possible while the state is “closed”.", Kind.STATE):
        acts.close_evaluation(it, by=clerk, on=ON)


def test_enter_count_is_made_by_two_people(here, clerk):
    it = closed(here)
    entered(it, clerk)
    with refused("You have entered this group; somebody else enters it the second time.", rule="scrutineers_least"):
        entered(it, clerk)
    entered(it, here.posts["handler"])
    with refused("Both entries of this group are there.", rule="scrutineers_least"):
        entered(it, here.posts["head"])


def test_enter_count_is_by_person_and_not_by_post(here, clerk):
    it = closed(here)
    entered(it, clerk)
    other = appointed(clerk, Role.HANDLER, here.units["station"])
    acts_as = Scrutineer.objects.create(township=here.township, evaluation=it, person=clerk.person, task="counter")
    assert acts_as.person == other.person
    with refused("You have entered this group; somebody else enters it the second time.", rule="scrutineers_least"):
        entered(it, other)


@pytest.mark.parametrize(
    ("given", "says", "rule"),
    [
        ({"valid": 9}, "9 valid and 1 invalid forms are not 11.", ""),
        ({"numbers": []}, "The marks are missing.", ""),
        ({"numbers": [[1, 1, 1, 1]] * 4}, "Question 1: 4 marks do not fit 10 valid forms.", ""),
        ({"collected": 4, "valid": 4, "invalid": 0, "numbers": [[4, 0, 0, 0]] * 4},
         "4 forms are too few to be counted on their own; add them to another group, or leave the marks empty.",
         "counted_least"),
    ],
)  # fmt: skip
def test_enter_count_takes_what_adds_up(here, clerk, given, says, rule):
    it = closed(here)
    with refused(says, rule=rule):
        entered(it, clerk, **given)


def test_nothing_is_counted_before_it_is_closed_or_after_the_result(here, clerk):
    for it in (opened(here), resulted(here)):
        with refused("Forms are counted between closing and the result."):
            entered(it, clerk, "另一组")


def test_correct_count_is_for_who_entered_it(here, clerk):
    count = entered(closed(here), here.posts["handler"])
    with refused("Only who entered this count may correct it.", Kind.WHO):
        acts.correct_count(count, by=clerk, on=ON, **RETURNED, numbers=count.numbers)


def test_strike_group_needs_one(here, clerk):
    it = counted(here)
    with refused("No group is called “二”."):
        acts.strike_group(it, by=clerk, on=ON, group="二")


def test_draw_up_waits_for_two_entries_that_agree(here, clerk):
    it = closed(here)
    with refused("No count was entered yet.", rule="scrutineers_least"):
        acts.draw_up(it, by=clerk, on=ON)
    entered(it, clerk)
    with refused("“全体” was entered once; the second entry is missing.", rule="scrutineers_least"):
        acts.draw_up(it, by=clerk, on=ON)
    entered(it, here.posts["handler"], numbers=marks(it, BAD), issued=11)
    with refused("The two entries of “全体” differ in 5 cells.", rule="scrutineers_least"):
        acts.draw_up(it, by=clerk, on=ON)


def test_draw_up_counts_no_group_that_is_too_small(here, clerk):
    it = closed(here)
    small = {"issued": 2, "collected": 1, "valid": 1, "invalid": 0, "numbers": []}
    for name in ("clerk", "handler"):
        entered(it, here.posts[name], issued=10, collected=10, invalid=0)
        entered(it, here.posts[name], "小组", **small)
    with refused("“小组” is too small; count its forms with another group.", rule="counted_least"):
        acts.draw_up(it, by=clerk, on=ON)


@pytest.mark.parametrize(("collected", "says"), [
    (7, "7 of 12 forms came back; it is void and done again."),
    (13, "13 of 12 forms came back; it is void and done again."),
])  # fmt: skip
def test_draw_up_refuses_what_is_void(here, clerk, collected, says):
    it = counted(here, collected=collected, valid=collected, invalid=0, numbers=[[collected, 0, 0, 0]] * 4)
    with refused(says, rule="collected_min"):
        acts.draw_up(it, by=clerk, on=ON)
    assert acts.find_void(it, by=clerk, on=ON, reason="无效").state == "void"


def test_find_void_leaves_what_holds(here, clerk):
    it = counted(here)
    with refused("Enough forms came back, and not too many: it holds.", rule="collected_min"):
        acts.find_void(it, by=clerk, on=ON, reason="不满意结果")


def test_draw_up_compares_with_the_list(here, clerk):
    it = counted(here, issued=11)
    with refused("11 issued by the count, 12 by the list.", rule="collected_min"):
        acts.draw_up(it, by=clerk, on=ON)


def test_repeat_is_for_what_is_void_and_once(here, clerk):
    it = counted(here, collected=7, valid=7, invalid=0, numbers=[[7, 0, 0, 0]] * 4)
    with refused("Only an evaluation that is void is done again.", rule="collected_min"):
        acts.repeat(it, by=clerk, on=ON)
    it = acts.find_void(it, by=clerk, on=ON, reason="无效")
    again = acts.repeat(it, by=clerk, on=ON)
    with refused(f"It is done again already: “{again}”."):
        acts.repeat(it, by=clerk, on=ON)


@pytest.mark.parametrize("act", ["close_evaluation", "draw_up", "find_void", "strike_group"])
def test_who_is_evaluated_runs_nothing_of_it(here, act):
    """Here the clerk, who belongs to a body on the form."""
    it = {"close_evaluation": opened}.get(act, closed)(here)
    put_on = appointed(here.delegates[0], Role.CLERK, here.units["liaison"])
    given = {"find_void": {"reason": "无效"}, "strike_group": {"group": "全体"}}.get(act, {})
    with refused(RECUSED, Kind.WHO, rule="scrutineers_least"):
        getattr(acts, act)(it, by=put_on, on=ON, **given)


def test_who_is_evaluated_counts_and_signs_nothing(here, chief):
    it = resulted(here)
    Scrutineer.objects.filter(evaluation=it, task="chief").update(person=here.delegates[0].person)
    with refused(RECUSED, Kind.WHO, rule="scrutineers_least"):
        acts.sign_result(it, by=here.delegates[0], on=ON)


def test_read_feedback_comes_after_it_was_given_and_once(here):
    it = reported(here)
    mine = here.delegates[0]
    with refused("The result has not been given back yet.", rule="announced"):
        acts.read_feedback(subject_of(it), by=mine, on=ON)
    acts.give_feedback(it, by=here.posts["clerk"], on=ON)
    acts.read_feedback(subject_of(it), by=mine, on=ON)
    with refused(f"It was read on {TODAY}."):
        acts.read_feedback(subject_of(it), by=mine, on=ON)


def test_report_rectification_is_between_feedback_and_end(here):
    subject = subject_of(reported(here))
    with refused("This is possible between the feedback and the end.", rule="announced"):
        acts.report_rectification(subject, by=here.delegates[0], on=ON, text="已整改")


def test_settle_line_waits_for_the_report_and_comes_once(here, world):
    it = signed(here, BAD)
    with refused("The result has not been reported yet."):
        acts.settle_line(subject_of(it), by=world.officer, on=ON, finding="属实")
    with refused("No line was crossed.", rule="unfit_line"):
        acts.settle_line(subject_of(it, 1), by=world.officer, on=ON, finding="属实")
    acts.report_result(it, by=here.posts["clerk"], on=ON)
    acts.settle_line(subject_of(it), by=world.officer, on=ON, finding="属实")
    with refused(f"It was settled on {TODAY}.", rule="unfit_line"):
        acts.settle_line(subject_of(it), by=world.officer, on=ON, finding="再次")


def test_settle_line_is_for_the_committee_where_a_cadre_is_chosen(here, committee, world):
    chosen(here, consent_effect="block")
    it = reported(here, kind="consent", numbers=[[2, 7, 1], [9, 1, 0]])
    assert subject_of(it).crossed == ["evaluation.consent_effect"]
    with refused(f"This may only be done by: member of the Party committee, {here.township}.", Kind.WHO):
        acts.settle_line(subject_of(it), by=world.officer, on=ON, finding="暂缓")
    assert acts.settle_line(subject_of(it), by=committee, on=ON, finding="暂缓任用").verdict == "暂缓任用"


def test_finish_waits_for_findings_and_for_what_was_put_right(here, clerk, world):
    it, name = followed(here, BAD), here.delegates[0].person.name
    with refused(f"{name}: no finding yet.", rule="unfit_line"):
        acts.finish(it, by=clerk, on=ON)
    acts.settle_line(subject_of(it), by=world.officer, on=ON, finding="属实")
    with refused(f"{name} has not reported what was put right.", rule="announced"):
        acts.finish(it, by=clerk, on=ON)
    acts.report_rectification(subject_of(it), by=here.delegates[0], on=ON, text="已整改")
    assert acts.finish(it, by=clerk, on=ON).state == Evaluation.State.DONE
