"""民主测评: the office drafts, the committee adopts, delegates fill in paper; two count, the chief signs, the district
finds out about a crossed line, and the person evaluated says what was put right."""

from changren.evaluation import acts
from changren.evaluation.models import Count, Evaluation, Rater, Subject
from tests.stories.telling import NOTICES

COUNTED = {"group": "全体", "issued": "13", "collected": "12", "valid": "12", "invalid": "0"}
WORK, INTEGRITY = (3, 3, 1, 5), (6, 4, 2, 0)  # 5 of 12 say unfit: more than a third


def marks(first_unfit: int = 5) -> dict[str, str]:
    rows = [(*WORK[:2], sum(WORK[2:]) - first_unfit, first_unfit), INTEGRITY]
    return {f"marks-{n}-{m}": str(one) for n, row in enumerate(rows) for m, one in enumerate(row)}


def prepared(tale):
    """The form, its subject, those who watch; adopted, and the duty report filed."""
    clerk, subject = tale.who("clerk"), tale.here.delegates[0].person
    given = {"kind": "person", "title": "站所长民主测评", "means": "paper", "most": "1"}
    clerk.do(acts.draft, session=tale.here.session.pk, **given)
    it = Evaluation.objects.get()
    clerk.do(acts.add_subject, it, person=subject.pk, name="", office="所长")
    for post, task in (("reviewer", "chief"), ("discipline", "scrutineer"), ("head", "scrutineer"),
                       ("handler", "counter")):  # fmt: skip
        clerk.do(acts.name_scrutineer, it, person=tale.here.posts[post].person.pk, task=task)
    assert "Adopt the form" in tale.who("committee").sees("/")
    tale.who("committee").do(acts.adopt, it)
    tale.delegate(0).do(acts.file_report, Subject.objects.get(), text="一年来的履职情况和廉洁情况。")
    return it


def held(tale, it):
    """Fixed, handed out, open, and closed by the chief scrutineer."""
    clerk = tale.who("clerk")
    clerk.do(acts.fix_electorate, it)
    assert "fixed who takes part in “this matter”: 13 delegates" in clerk.sees(it.get_absolute_url())
    assert "Take part" in tale.delegate(5).sees("/")
    tale.at("2010-04-20 14:00")
    clerk.do(acts.hand_out, it, everybody="on")
    clerk.do(acts.open_evaluation, it)
    seen = tale.delegate(5).sees(it.get_absolute_url())
    assert "You may take part: take a form, fill it in alone, put it into the box." in seen
    assert "一年来的履职情况和廉洁情况。" in seen
    tale.who("reviewer").do(acts.close_evaluation, it)


def test_evaluation_is_told_from_the_draft_to_what_was_put_right(tale):
    tale.at("2010-04-10 09:00")
    it = prepared(tale)
    held(tale, it)
    clerk, counter, chief, mine = tale.who("clerk"), tale.who("handler"), tale.who("reviewer"), tale.delegate(0)
    clerk.do(acts.enter_count, it, **COUNTED, **marks())
    assert "somebody else enters it the second time" in clerk.cannot(acts.enter_count, it, **COUNTED, **marks())
    assert "Only a scrutineer or a counter may do this." in mine.cannot(acts.enter_count, it, **COUNTED, **marks())
    counter.do(acts.enter_count, it, **COUNTED, **marks(4))
    assert "the entries differ" in clerk.sees(it.get_absolute_url())
    assert "differ in" in clerk.cannot(acts.draw_up, it)
    counted = {name: value for name, value in COUNTED.items() if name != "group"}
    counter.do(acts.correct_count, Count.objects.get(entry="b"), **counted, **marks())
    clerk.do(acts.draw_up, it)
    assert "5 (41.67%)" in chief.sees(it.get_absolute_url())
    chief.do(acts.sign_result, it)
    clerk.do(acts.report_result, it)

    district, subject = tale.who("district"), Subject.objects.get()
    assert "Enter the finding" in district.sees("/")
    assert "asks for a finding" in district.sees(it.get_absolute_url())
    for other in (tale.delegate(5), tale.who("committee")):
        assert "41.67%" not in other.sees(it.get_absolute_url())
    clerk.do(acts.give_feedback, it)
    assert "gave the result of" in mine.sees(NOTICES)
    assert "41.67%" in mine.sees(it.get_absolute_url())
    mine.do(acts.read_feedback, subject)
    tale.at("2010-07-01 09:00")
    mine.do(acts.report_rectification, subject, text="窗口延长服务时间，群众办事随到随办。")
    assert "no finding yet" in clerk.cannot(acts.finish, it)
    district.do(acts.settle_line, subject, finding="经核实，部分群众反映的问题已整改，不予组织调整。")
    clerk.do(acts.finish, it)
    assert it.state == "done"
    assert "不予组织调整" in mine.sees(it.get_absolute_url())
    assert "不予组织调整" not in tale.delegate(5).sees(it.get_absolute_url())
    assert Rater.objects.exclude(drew_on=None).count() == 13
    assert tale.entries(it)[0] == "evaluation.draft" and tale.entries(it)[-1] == "evaluation.finish"
    assert tale.holds()


def test_evaluation_that_does_not_hold_is_done_again(tale):
    tale.at("2010-04-10 09:00")
    it = prepared(tale)
    held(tale, it)
    few = COUNTED | {"collected": "8", "valid": "8"}
    rows = {f"marks-{n}-{m}": "8" if m == 0 else "0" for n in range(2) for m in range(4)}
    for name in ("clerk", "handler"):
        tale.who(name).do(acts.enter_count, it, **few, **rows)
    clerk = tale.who("clerk")
    assert "8 of 13 forms came back; it is void and done again." in clerk.cannot(acts.draw_up, it)
    tale.who("reviewer").do(acts.find_void, it, reason="收回表数不足三分之二")
    clerk.do(acts.repeat, it)
    again = Evaluation.objects.get(repeats=it)
    assert (again.state, [one.name for one in again.subjects.all()]) == (
        "draft", [tale.here.delegates[0].person.name],
    )  # fmt: skip
    assert tale.holds()
