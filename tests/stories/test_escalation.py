"""督办: an answer that is long overdue goes to the Party committee, and one of its members sees to it."""

from changren.casework import acts as casework
from tests.stories.telling import NOTICES, answered, day, judged, suggestion


def test_overdue_case_is_referred_to_the_committee_and_supervised(tale):
    case = suggestion(tale)
    assert case.answer_due == day("2010-06-21")  # 20 June is a Sunday
    clerk, member = tale.who("clerk"), tale.who("committee")

    tale.at("2010-06-22 09:00")
    assert tale.evening() == 1
    assert "1 not answered yet" in tale.who("district").sees("/overview/")
    clerk.do(casework.urge, case, words="已逾期，请立即答复")
    assert "It is referred when no answer has come by 2010-07-12." in clerk.cannot(casework.refer_overdue, case)
    assert "It is not waiting for a supervisor." in member.cannot(casework.take_in_charge, case)

    tale.at("2010-07-13 09:00")
    clerk.do(casework.refer_overdue, case)
    assert case.escalated_on == day("2010-07-13")
    assert "将“2010-建议-001 修缮上山村办公场所”提交党委督办：长期逾期未答复" in member.reads("zh-hans").sees(NOTICES)
    member.do(casework.take_in_charge, case)
    assert case.supervisor_id == member.post.pk
    member.do(casework.urge, case, words="请一周内答复")
    assert case.urged == 2

    answered(tale, case, "2010-07-20")
    assert case.answers.get().due_on == day("2010-06-21")
    judged(tale, case, 0)
    tale.delegate(0).do(casework.close, case)
    assert case.state == "closed"
    officer = tale.who("district")
    for key in ("cases.referred", "cases.urged", "answers.late"):
        assert "2010-建议-001" in officer.sees(f"/overview/records/?key={key}&year=2010"), key


def test_dissatisfied_majority_takes_the_case_to_the_committee(tale):
    case = suggestion(tale)
    answered(tale, case, "2010-04-20")
    assert "must be done again (round 2)" in judged(tale, case, 0, "not", "还在漏雨")
    answered(tale, case, "2010-05-10")
    assert "goes to the Party committee: too many are not satisfied" in judged(tale, case, 0, "not", "没有修")
    assert (case.round, case.escalated_on) == (3, day("2010-05-10"))
    tale.who("committee").do(casework.take_in_charge, case)
    answered(tale, case, "2010-05-25")
    judged(tale, case, 0, "not", "仍不满意")
    tale.delegate(0).do(casework.close, case)
    assert "2010-建议-001" in tale.who("district").sees("/overview/records/?key=verdicts.not&year=2010")
