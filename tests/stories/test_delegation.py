"""代表团提案: raised by the majority of a delegation's full membership, and handed in by its head."""

from changren.proposals import acts
from tests.stories.telling import drafted, handed_over, plan_session, signed


def test_delegation_proposes_by_the_majority_of_its_full_membership(tale):
    here = tale.here
    plan_session(tale)
    tale.at("2010-03-20 09:00")
    ours = here.delegations[0]  # delegates 0, 2, 4 … 12: seven; its head is delegate 0
    stranger = tale.delegate(1).cannot(acts.draft, kind="proposal", delegation=ours.pk, title="x", subject="x")
    assert "Select a valid choice." in stranger
    it = drafted(tale, "proposal", lead=2, delegation=ours.pk)
    member, head = tale.delegate(2), tale.delegate(0)
    member.do(acts.put_forward, it)
    assert it.signatures.count() == 6  # all the others are asked

    signed(tale, it, [4, 6])
    assert "3 of 7 members agree." in head.cannot(acts.hand_in, it)
    signed(tale, it, [8])
    assert f"The head of the delegation, {head.post.person.name}, hands it in." in member.cannot(acts.hand_in, it)
    assert f"由代表团团长{head.post.person.name}提交。" in member.reads("zh-hans").cannot(acts.hand_in, it)
    assert "handed in “2010-提案-001 修缮上山村办公场所” with 4 signatures" in head.do(acts.hand_in, it)

    tale.who("reviewer").do(acts.file, it, opinion="")
    case = handed_over(tale, it)
    assert case.raisers.count() == 4
    assert case.raisers.get(is_lead=True).person_id == member.post.person_id
