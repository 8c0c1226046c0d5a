"""A mandate ends in mid-case: the delegate stops acting, and the case goes on with those who are left."""

from changren.casework import acts as casework
from changren.mandates import acts as mandates
from changren.proposals import acts
from tests.stories.hands import address
from tests.stories.telling import answered, collecting, delivery, handed_over, judged


def test_case_goes_on_when_its_lead_stops_acting(tale):
    tale.at("2010-06-10 09:00")
    it = collecting(tale, "recess", 0, [1, 2])
    tale.delegate(0).do(acts.hand_in, it)
    tale.who("reviewer").do(acts.file, it, opinion="")
    case = handed_over(tale, it)
    answered(tale, case, "2010-07-01")
    gone = tale.delegate(0)
    mine = delivery(case, tale.here, 0)
    tale.at("2010-07-05 09:00")
    assert tale.delegate(1).cannot(casework.close, case) != ""

    tale.who("clerk").do(mandates.stop, tale.here.mandates[0], day="2010-07-05")
    assert tale.here.mandates[0].state == "stopped"
    tale.here.delegates[0].refresh_from_db()
    assert not tale.here.delegates[0].is_held
    verdict = {"attitude": "satisfied", "result": "satisfied", "comment": ""}
    assert gone.client.post(address(casework.judge, mine), verdict)["Location"].startswith("/organisation/posts/")
    mine.refresh_from_db()
    assert mine.state == "sent"

    judged(tale, case, 1)
    judged(tale, case, 2)
    page = tale.delegate(1).reads("zh-hans").do(casework.close, case)  # without the verdict of the one who is gone
    assert "您认可了对“2010-提议-001 修缮上山村办公场所”的答复" in page
    assert case.state == "closed"
    assert "2010-提议-001" in tale.who("district").sees("/overview/records/?key=verdicts.none&year=2010")
