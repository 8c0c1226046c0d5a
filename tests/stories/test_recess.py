"""提议: made to the Party committee between sessions, by one delegate or several, without a work plan."""

from changren.casework import acts as casework
from changren.proposals import acts
from tests.stories.telling import answered, collecting, day, drafted, handed_over, judged


def test_recess_proposal_goes_its_way_without_a_work_plan(tale):
    tale.at("2010-06-10 09:00")
    lead = tale.delegate(0)
    assert "No work plan is open now" in lead.cannot(acts.draft, kind="proposal", **text())
    it = collecting(tale, "recess", 0, [1, 2])
    lead.do(acts.hand_in, it)
    assert (it.serial, it.session_id, it.review_by) == ("2010-提议-001", None, day("2010-06-25"))  # over Duanwu

    tale.at("2010-06-18 09:00")
    page = tale.who("reviewer").reads("zh-hans").do(acts.file, it, opinion="符合条件")
    assert "您将“2010-提议-001 修缮上山村办公场所”作为提议立案" in page
    case = handed_over(tale, it)
    assert (case.answer_due, case.raisers.count()) == (
        day("2010-09-19"),
        3,
    )  # a Sunday on which people worked before Mid-Autumn
    answered(tale, case, "2010-08-02")
    for n in range(3):
        judged(tale, case, n, "basically")
    lead.do(casework.close, case)
    assert case.state == "closed"
    assert "2010-提议-001" in tale.who("district").sees("/overview/records/?key=recess.filed&year=2010")


def test_recess_proposal_of_one_delegate_is_enough(tale):
    tale.at("2010-06-10 09:00")
    it = drafted(tale, "recess")
    assert "with 1 signatures" in tale.delegate(0).do(acts.hand_in, it)
    assert it.state == "submitted"


def text() -> dict[str, str]:
    return {
        "title": "修缮上山村办公场所", "subject": "漏雨", "grounds": "三处", "measures": "修缮", "field": "premises",
        "confidential": "no", "may_publish": "yes",
    }  # fmt: skip
