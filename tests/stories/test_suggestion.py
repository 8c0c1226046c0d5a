"""意见建议: raised by one delegate at any time, registered by the office, answered like everything else."""

from changren.casework import acts as casework
from changren.proposals import acts
from tests.stories.telling import answered, day, drafted, handed_over, judged


def test_suggestion_is_registered_answered_and_closed(tale):
    tale.at("2010-05-04 09:00")
    lead, clerk = tale.delegate(3).reads("zh-hans"), tale.who("clerk")
    it = drafted(tale, "suggestion", 3, grounds="", measures="")
    assert "意见建议不需要联名，请直接正式提交。" in lead.cannot(acts.put_forward, it)
    lead.do(acts.hand_in, it)
    assert it.serial == "2010-建议-001"
    assert "A suggestion is registered." in tale.who("clerk").cannot(acts.refuse, it, reason="empty", opinion="x")
    assert "clerk of the standing-system office" in tale.who("reviewer").cannot(acts.register, it, opinion="")
    assert "registered “2010-建议-001 修缮上山村办公场所”" in clerk.do(acts.register, it, opinion="")

    case = handed_over(tale, it)
    assert case.answer_due == day("2010-08-04")
    answered(tale, case, "2010-06-01")
    assert "第1次答复：尚未评价 (2010-07-01截止)" in lead.sees(case.get_absolute_url())
    judged(tale, case, 3)
    lead.do(casework.close, case)
    assert (case.state, case.closed_on) == ("closed", day("2010-06-01"))
    assert tale.entries(case) == [
        "casework.open_case", "casework.assign", "casework.accept", "casework.record_contact",
        "casework.draft_answer", "casework.sign_off", "casework.close",
    ]  # fmt: skip
    assert "2010-建议-001" in tale.who("district").sees("/overview/records/?key=suggestions.registered&year=2010")
