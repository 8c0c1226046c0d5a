"""B类: what an answer promises is followed until it is done."""

from changren.casework import acts as casework
from tests.stories.telling import NOTICES, answered, day, judged, suggestion


def test_promise_is_followed_until_it_is_kept(tale):
    case = suggestion(tale)
    lead, head = tale.delegate(0), tale.who("head")
    needs = tale.who("handler").cannot(casework.draft_answer, case, text="已列入计划。", grade="B", promised_by="")
    assert "A class B answer says by when it will be done." in needs
    answered(tale, case, "2010-04-20", "B", "2010-06-30")
    judged(tale, case, 0)
    lead.do(casework.close, case)
    assert (case.state, case.is_followed, case.promised_by) == ("followed", True, day("2010-06-30"))

    tale.at("2010-06-24 09:00")
    assert tale.evening() == 1  # five working days ahead
    assert "reminded of “2010-建议-001 修缮上山村办公场所”, due 2010-06-30" in head.sees(NOTICES)
    tale.who("handler").do(casework.report_progress, case, text="材料已到", promised_by="2010-07-30")
    tale.at("2010-08-02 09:00")
    assert tale.evening() == 1  # the promised day has passed
    assert "overdue" in lead.sees(case.get_absolute_url())
    tale.who("clerk").do(casework.urge, case, words="请抓紧")

    answered(tale, case, "2010-08-20")
    assert (case.state, case.round, case.grade, case.is_followed) == ("answered", 2, "A", False)
    judged(tale, case, 0)
    assert "您认可了对“2010-建议-001 修缮上山村办公场所”的答复" in lead.reads("zh-hans").do(casework.close, case)
    assert (case.state, case.closed_on) == ("closed", day("2010-08-20"))
