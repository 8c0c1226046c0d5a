"""提案转为意见建议: handled all the same, as the lower type, once the proposers have had their say."""

import pytest

from changren.casework import acts as casework
from changren.proposals import acts
from changren.proposals.models import Proposal
from tests.stories.telling import Tale, answered, day, handed_over, judged, proposal

APPEAL_BY = day("2010-04-15")  # ten working days after 31 March; 5 April was the holiday of Qingming


@pytest.fixture
def downgraded(tale: Tale) -> Proposal:
    it = proposal(tale)
    tale.at("2010-03-31 09:00")
    page = tale.who("reviewer").do(acts.downgrade, it, kind="suggestion", reason="better_as", opinion="可以直接办理")
    assert "turned “2010-提案-001 修缮上山村办公场所” into a suggestion: better handled as the lower type" in page
    assert (it.state, it.kind, it.raised_as, it.appeal_by) == ("filed", "suggestion", "proposal", APPEAL_BY)
    return it


def test_downgrade_that_is_accepted_is_handed_over_at_once(tale, downgraded):
    says = "The proposers may appeal until 2010-04-15."
    assert says in tale.who("clerk").cannot(acts.hand_over, downgraded, lead=tale.unit("station").pk)
    assert "Only the lead proposer may do this." in tale.delegate(1).cannot(acts.accept_decision, downgraded)

    lead = tale.delegate(0).reads("zh-hans")
    assert "您接受了对“2010-提案-001 修缮上山村办公场所”的审查决定" in lead.do(acts.accept_decision, downgraded)
    case = handed_over(tale, downgraded)
    assert (case.opened_on, case.raisers.count()) == (day("2010-03-31"), 10)
    answered(tale, case, "2010-05-10")
    for n in range(10):
        judged(tale, case, n)
    lead.do(casework.close, case)
    assert case.state == "closed"
    assert tale.entries(downgraded)[-3:] == ["proposals.downgrade", "proposals.accept_decision", "proposals.hand_over"]


def test_downgrade_is_handed_over_once_the_appeal_time_has_passed(tale, downgraded):
    tale.at("2010-04-15 17:00")
    says = "提案人在2010-04-15前可以申请复核。"
    assert says in tale.who("clerk").reads("zh-hans").cannot(acts.hand_over, downgraded, lead=tale.unit("station").pk)
    tale.at("2010-04-16 09:00")
    late = tale.delegate(0).cannot(acts.appeal, downgraded, words="应当立案")
    assert "An appeal was possible until 2010-04-15." in late
    assert handed_over(tale, downgraded).serial == "2010-提案-001"
    assert (downgraded.state, downgraded.kind) == ("handed", "suggestion")


def test_downgrade_that_is_appealed_with_success_is_handled_as_a_proposal(tale, downgraded):
    tale.at("2010-04-02 09:00")
    tale.delegate(0).do(acts.appeal, downgraded, words="涉及全镇，应当作为提案办理")
    tale.who("committee").do(acts.allow_appeal, downgraded, decision="同意作为提案办理")
    assert (downgraded.state, downgraded.kind, downgraded.outcome) == ("filed", "proposal", "filed")
    handed_over(tale, downgraded)
    overview = tale.who("district").sees("/overview/records/?key=proposals.filed&year=2010")
    assert "2010-提案-001" in overview
