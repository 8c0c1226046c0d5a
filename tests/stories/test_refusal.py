"""不予立案: refused with reasons, and appealed against once."""

import pytest

from changren.proposals import acts
from changren.proposals.models import Proposal
from tests.stories.telling import NOTICES, Tale, handed_over, proposal

ADDRESS = "/overview/records/?key=proposals.{}&year=2010"


@pytest.fixture
def refused(tale: Tale) -> Proposal:
    it = proposal(tale)
    tale.at("2010-03-31 09:00")
    reviewer = tale.who("reviewer")
    assert "This field is required." in reviewer.cannot(acts.refuse, it, reason="competence", opinion="")
    reviewer.do(acts.refuse, it, reason="competence", opinion="属于区交通局职权")
    lead = tale.delegate(0)
    assert "属于区交通局职权" in lead.sees(it.get_absolute_url())
    assert "did not file “2010-提案-001 修缮上山村办公场所”" in lead.sees(NOTICES)
    tale.at("2010-04-06 09:00")
    lead.do(acts.appeal, it, words="村办公场所由镇里管理")
    assert it.state == "appealed"
    return it


def test_refusal_is_undone_by_an_appeal_that_is_allowed(tale, refused):
    assert "Party committee" in tale.who("reviewer").cannot(acts.allow_appeal, refused, decision="同意")
    page = tale.who("committee").reads("zh-hans").do(acts.allow_appeal, refused, decision="属于镇职权，予以立案")
    assert "您支持了“2010-提案-001 修缮上山村办公场所”的复核申请" in page
    assert (refused.state, refused.outcome, refused.reason) == ("filed", "filed", "")
    case = handed_over(tale, refused)
    assert case.raisers.count() == 10
    officer = tale.who("district")
    assert "2010-提案-001" in officer.sees(ADDRESS.format("filed"))
    assert "2010-提案-001" not in officer.sees(ADDRESS.format("refused"))


def test_refusal_stands_when_the_appeal_is_dismissed(tale, refused):
    tale.who("committee").do(acts.dismiss_appeal, refused, decision="维持原决定")
    assert (refused.state, refused.outcome) == ("refused", "refused")
    lead = tale.delegate(0)
    assert "维持原决定" in lead.sees(refused.get_absolute_url())
    assert "An appeal is possible once" in lead.cannot(acts.appeal, refused, words="再次申请")
    says = "This is not possible while the state is “not filed”."
    assert says in tale.who("clerk").cannot(acts.hand_over, refused, lead=tale.unit("station").pk)
    assert refused.case_id is None
    assert "2010-提案-001" in tale.who("district").sees(ADDRESS.format("refused"))
