"""逾期: not enough signatures by the second cut-off, and the matter goes on as a suggestion."""

from changren.proposals import acts
from tests.stories.telling import NOTICES, collecting, handed_over, plan_session


def test_proposal_expires_at_the_second_cutoff_and_goes_on_as_a_suggestion(tale):
    plan_session(tale)
    tale.at("2010-03-20 09:00")
    it = collecting(tale, "proposal", 0, range(1, 6))
    lead, clerk = tale.delegate(0), tale.who("clerk")
    assert "6 of 10 signatures." in lead.cannot(acts.hand_in, it)

    tale.at("2010-04-10 17:30")
    assert tale.evening() == 0  # the minute itself is still in time
    assert "while the state is “collecting signatures”." in lead.cannot(acts.revive, it)
    tale.at("2010-04-10 17:31")
    assert tale.evening() == 1
    assert tale.evening() == 0  # once
    it.refresh_from_db()
    assert (it.state, it.number) == ("expired", None)
    assert "expired: it was not handed in by the second cut-off" in lead.sees(NOTICES)
    assert "“修缮上山村办公场所”已过期：未在签名截止时间前正式提交" in tale.delegate(5).reads("zh-hans").sees(NOTICES)

    assert "您将“修缮上山村办公场所”转为意见建议继续提出" in lead.reads("zh-hans").do(acts.revive, it)
    assert (it.state, it.kind, it.plan_id) == ("draft", "suggestion", None)
    lead.do(acts.hand_in, it)
    assert it.serial == "2010-建议-001"
    clerk.do(acts.register, it, opinion="")
    case = handed_over(tale, it)
    assert [raiser.person_id for raiser in case.raisers.all()] == [tale.here.delegates[0].person_id]
