"""What each act of an evaluation changes, and what the minutes and the notices say of it."""

from changren.base.documents.models import Attachment
from changren.evaluation import acts
from changren.evaluation.models import Evaluation, Rater, Scrutineer, Subject
from tests.casework.conftest import paper
from tests.evaluation.conftest import (
    BAD,
    ON,
    RETURNED,
    TITLE,
    TODAY,
    adopted,
    chosen,
    closed,
    counted,
    drafted,
    entered,
    followed,
    formed,
    heard,
    last,
    marks,
    opened,
    people,
    put,
    ready,
    reported,
    resulted,
    signed,
    subject_of,
    told,
)

FOUR = [{"zh": "优秀", "en": "excellent"}, {"zh": "称职", "en": "fit"}, {"zh": "基本称职", "en": "basically fit"},
        {"zh": "不称职", "en": "unfit"}]  # fmt: skip


def test_draft_belongs_to_the_current_term(here, clerk):
    it = drafted(here, session=here.session, most=2)
    assert (it.state, it.term, it.session, it.most, it.drafted_on) == ("draft", here.term, here.session, 2, TODAY)
    assert told("draft") == "BY drafted “IT” (evaluation of persons)"


def test_revise_changes_all_but_the_kind(here, clerk):
    given = {"means": "sealed", "title": "改名", "session": here.session, "most": 3}
    it = acts.revise(drafted(here), by=clerk, on=ON, **given)
    assert {name: getattr(it, name) for name in given} == given
    assert it.kind == "person"


def test_add_subject_prints_the_name_of_record_where_none_is_given(here):
    it = drafted(here)
    first = put(it, here, person=here.delegates[0].person)
    second = put(it, here, person=here.delegates[1].person, name="王书记", office="党委书记")
    assert [(one.name, one.office, one.order) for one in (first, second)] == [
        (here.delegates[0].person.name, "", 1), ("王书记", "党委书记", 2),
    ]  # fmt: skip


def test_remove_subject_takes_it_off(here, clerk):
    it = formed(here)
    gone, stays = it.subjects.all()
    acts.remove_subject(it, by=clerk, on=ON, subject=gone)
    assert list(it.subjects.all()) == [stays]
    assert told("remove_subject") == f"BY took “{gone.name}” off the form"


def test_name_and_relieve_scrutineer_keep_the_list(here, clerk, chief):
    it = formed(here)
    assert heard("name_scrutineer") == people(here.posts["handler"])
    assert told("name_scrutineer", it="IT") == "BY named IT (counter)"
    gone = Scrutineer.objects.get(evaluation=it, person=chief.person)
    acts.relieve_scrutineer(it, by=clerk, on=ON, scrutineer=gone)
    assert list(it.scrutineers.values_list("task", flat=True)) == ["scrutineer", "scrutineer", "counter"]


def test_file_report_keeps_the_text_and_the_paper(here, clerk):
    it = acts.file_report(subject_of(adopted(here)), by=here.delegates[0], on=ON, text="一年来……", paper=paper())
    assert (it.report, it.reported_on) == ("一年来……", TODAY)
    assert Attachment.objects.get(owner_id=it.pk).name == "照片.pdf"
    assert heard("file_report") == people(clerk)


def test_adopt_freezes_the_words_of_the_provisions(here, clerk):
    it = adopted(here)
    first, second = it.subjects.all()
    asked = [(one["subject"], one["about"], one["min"], one["max"]) for one in it.questions]
    assert asked == [(str(one.pk), about, 1, 1) for one in (first, second) for about in ("work", "integrity")]
    assert it.questions[0]["answers"] == FOUR
    assert (it.state, it.adopted_on, it.announced) == ("adopted", TODAY, "higher")
    assert heard("adopt") == people(clerk, *here.delegates[:2])


def test_adopt_leaves_out_what_the_township_does_not_ask(here):
    chosen(here, person_scale="three", integrity_scale="none", announced="all")
    it = adopted(here)
    assert [[words["zh"] for words in one["answers"]] for one in it.questions] == [["优秀", "称职", "不称职"]] * 2
    assert it.announced == "all"


def test_adopt_makes_the_subjects_of_a_recommendation_the_answers(here):
    it = adopted(here, "recommendation", most=2)
    names = [post.person.name for post in here.delegates[:3]]
    assert it.questions == [
        {"subject": "", "about": "choice", "answers": [{"zh": one, "en": one} for one in names], "min": 0, "max": 2}
    ]


def test_fix_electorate_counts_active_delegates_but_those_evaluated_and_the_committee(here):
    here.mandates[5].on_committee = True
    here.mandates[5].save()
    here.mandates[6].state = "suspended"
    here.mandates[6].save()
    it = ready(here)
    left = [one for n, one in enumerate(here.mandates) if n not in (0, 1, 5, 6)]
    assert [one.mandate for one in it.raters.select_related("mandate")] == left
    assert (it.electorate, it.fixed_on) == (10, TODAY)
    assert told("fix_electorate") == "BY fixed who takes part in “IT”: 10 delegates"
    assert heard("fix_electorate") == {one.person_id for one in left} | people(here.posts["committee"])


def test_fix_electorate_lets_the_committee_take_part_where_the_rules_do(here):
    here.mandates[5].on_committee = True
    here.mandates[5].save()
    chosen(here, committee_rates=True)
    assert ready(here).electorate == 12


def test_call_off_says_why(here, clerk):
    it = acts.call_off(ready(here), by=clerk, on=ON, reason="会议延期")
    assert (it.state, it.reason) == ("void", "会议延期")


def test_hand_out_ticks_each_once(here, clerk):
    it = opened(here, handed=3)
    assert Rater.objects.filter(evaluation=it, drew_on=TODAY).count() == 3
    assert told("hand_out") == "BY handed out 3 forms of “IT”"


def test_open_and_close_take_their_days(here, clerk):
    it = closed(here)
    assert (it.opened_on, it.closed_on, it.state) == (TODAY, TODAY, "closed")
    assert heard("open_evaluation") == {one.person_id for one in here.mandates[2:]} | people(
        *(here.posts[name] for name in ("reviewer", "discipline", "head", "handler"))
    )


def test_enter_count_takes_the_first_entry_then_the_second(here, clerk):
    it = closed(here)
    first, second = entered(it, clerk), entered(it, here.posts["handler"], issued=13)
    assert [(one.entry, one.entered_by, one.issued) for one in (first, second)] == [
        ("a", clerk.person, 12), ("b", here.posts["handler"].person, 13),
    ]  # fmt: skip
    assert last("enter_count").kept == {"group": "全体"}


def test_correct_count_changes_ones_own(here, clerk):
    it = closed(here)
    count = entered(it, clerk, issued=11)
    given = {**RETURNED, "numbers": marks(it)}
    count = acts.correct_count(count, by=clerk, on=ON, **given)
    assert {name: getattr(count, name) for name in given} == given


def test_strike_group_takes_both_entries_away(here, clerk):
    it = counted(here)
    acts.strike_group(it, by=clerk, on=ON, group="全体")
    assert it.counts.count() == 0


def test_draw_up_adds_the_groups(here, clerk):
    it = closed(here)
    half = {"issued": 6, "collected": 6, "valid": 6, "invalid": 0, "numbers": [[1, 2, 3, 0]] * 4}
    rest = {"issued": 6, "collected": 5, "valid": 5, "invalid": 0, "numbers": [[0, 0, 4, 1]] * 4}
    for group, given in (("一", half), ("二", rest)):
        for name in ("clerk", "handler"):
            entered(it, here.posts[name], group, **given)
    it = acts.draw_up(it, by=clerk, on=ON)
    assert (it.issued, it.collected, it.valid, it.invalid, it.numbers) == (12, 11, 11, 0, [[1, 2, 7, 1]] * 4)
    assert told("draw_up") == "BY drew up the result of “IT”: 12 issued, 11 collected"


def test_draw_up_marks_whose_line_was_crossed_and_does_nothing_else(here):
    it = resulted(here, BAD)
    assert [one.crossed for one in it.subjects.all()] == [["evaluation.unfit_line", "evaluation.fit_line"], []]
    assert it.state == "result"


def test_draw_up_publishes_no_tally_of_too_few(here, clerk):
    it = closed(here, handed=4)
    for name in ("clerk", "handler"):
        entered(it, here.posts[name], issued=4, collected=4, valid=4, invalid=0, numbers=[])
    it = acts.draw_up(it, by=clerk, on=ON)
    assert (it.valid, it.numbers, [one.crossed for one in it.subjects.all()]) == (4, None, [[], []])


def test_give_back_result_forgets_it(here, chief):
    it = acts.give_back_result(resulted(here, BAD), by=chief, on=ON)
    assert (it.state, it.issued, it.collected, it.valid, it.invalid, it.numbers) == ("closed", *[None] * 5)
    assert [one.crossed for one in it.subjects.all()] == [[], []]


def test_sign_result_names_the_chief(here, chief):
    it = signed(here)
    assert (it.signed_by, it.signed_on) == (chief.person.name, TODAY)


def test_report_result_tells_the_district_alone_unless_it_is_announced(here, world):
    reported(here)
    assert heard("report_result") == people(world.officer)


def test_report_result_tells_everybody_where_it_is_announced(here, world):
    chosen(here, announced="all")
    reported(here)
    assert heard("report_result") == people(world.officer) | {one.person_id for one in here.mandates[2:]}


def test_give_feedback_tells_those_evaluated(here):
    followed(here)
    assert heard("give_feedback") == people(*here.delegates[:2])


def test_what_follows_is_kept_with_the_subject(here, clerk, world):
    it = followed(here, BAD)
    mine = acts.read_feedback(subject_of(it), by=here.delegates[0], on=ON)
    mine = acts.report_rectification(mine, by=here.delegates[0], on=ON, text="已整改")
    mine = acts.settle_line(mine, by=world.officer, on=ON, finding="经核实，不予调整")
    assert (mine.feedback_on, mine.rectification, mine.rectified_on) == (TODAY, "已整改", TODAY)
    assert (mine.verdict, mine.settled_by, mine.settled_on) == ("经核实，不予调整", world.officer.person.name, TODAY)
    it = acts.finish(it, by=clerk, on=ON)
    assert (it.state, it.finished_on) == ("done", TODAY)
    assert subject_of(it).crossed == ["evaluation.unfit_line", "evaluation.fit_line"]


def test_find_void_and_repeat_draft_the_same_form_again(here, clerk):
    it = counted(here, collected=7, valid=7, invalid=0, numbers=[[7, 0, 0, 0]] * 4)
    it = acts.find_void(it, by=clerk, on=ON, reason="收回不足三分之二")
    again = acts.repeat(it, by=clerk, on=ON)
    assert (it.state, it.reason) == ("void", "收回不足三分之二")
    assert (again.state, again.repeats, again.title, again.scrutineers.count()) == ("draft", it, TITLE, 0)
    names = list(Subject.objects.filter(evaluation=it).values_list("name", "person", "order"))
    assert list(Subject.objects.filter(evaluation=again).values_list("name", "person", "order")) == names
    assert Evaluation.objects.count() == 2
