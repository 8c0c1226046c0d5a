"""撤回: the proposers may withdraw until the review has decided."""

from changren.proposals import acts
from tests.stories.telling import NOTICES, proposal


def test_proposal_is_withdrawn_before_the_review(tale):
    it = proposal(tale)
    assert "Only the lead proposer may do this." in tale.delegate(1).cannot(acts.withdraw, it, opinion="")
    page = tale.delegate(0).reads("zh-hans").do(acts.withdraw, it, opinion="村里已自行解决")
    assert "您撤回了“2010-提案-001 修缮上山村办公场所”" in page
    assert it.state == "withdrawn"
    assert "withdrew “2010-提案-001 修缮上山村办公场所”" in tale.delegate(5).sees(NOTICES)
    assert "while the state is “withdrawn”." in tale.who("reviewer").cannot(acts.file, it, opinion="")
    it.refresh_from_db()
    assert (it.state, it.case_id) == ("withdrawn", None)
    officer = tale.who("district")
    assert "2010-提案-001" in officer.sees("/overview/records/?key=proposals.withdrawn&year=2010")


def test_proposal_is_not_withdrawn_once_the_review_has_decided(tale):
    it = proposal(tale)
    tale.who("reviewer").do(acts.file, it, opinion="")
    assert "while the state is “filed”." in tale.delegate(0).cannot(acts.withdraw, it, opinion="")
    it.refresh_from_db()
    assert it.state == "filed"
