"""回避: whoever belongs to the unit that answers does not judge, though they have signed; they answer all the same."""

from changren.casework import acts as casework
from changren.organisation import acts as organisation
from changren.organisation.models import Post
from changren.proposals import acts
from tests.stories.telling import answered, collecting, delivery, handed_over, judged


def test_handler_who_is_also_a_signer_does_not_judge(tale):
    tale.at("2010-06-10 09:00")
    both = tale.here.delegates[1].person
    given = {"unit": tale.unit("station").pk, "role": "handler", "title": "", "since": "2010-06-01"}
    tale.who("clerk").do(organisation.appoint, both, **given)
    as_handler = tale.holding(Post.objects.get(person=both, role="handler"))
    as_delegate = tale.delegate(1)
    it = collecting(tale, "recess", 0, [1, 2])
    tale.delegate(0).do(acts.hand_in, it)
    tale.who("reviewer").do(acts.file, it, opinion="")
    case = handed_over(tale, it)

    as_handler.do(casework.record_contact, case, raiser=case.raisers.first().pk, how="call", day="2010-06-10", note="")
    answered(tale, case, "2010-07-01")
    mine = delivery(case, tale.here, 1)
    assert mine.state == "recused"
    verdict = {"attitude": "satisfied", "result": "satisfied", "comment": ""}
    assert "not possible while the state is “recused”" in as_delegate.cannot(casework.judge, mine, **verdict)
    assert "回避" in as_delegate.reads("zh-hans").cannot(casework.judge, mine, **verdict)
    assert "recused" in tale.delegate(0).sees(case.get_absolute_url())

    judged(tale, case, 0)
    judged(tale, case, 2)
    tale.delegate(0).do(casework.close, case)  # nobody waits for the recused one
    assert case.state == "closed"
    assert "2010-提议-001" in tale.who("district").sees("/overview/records/?key=verdicts.recused&year=2010")


def test_lead_who_enters_the_unit_leaves_the_closing_to_the_others(tale):
    tale.at("2010-06-10 09:00")
    it = collecting(tale, "recess", 0, [1, 2])
    tale.delegate(0).do(acts.hand_in, it)
    tale.who("reviewer").do(acts.file, it, opinion="")
    case = handed_over(tale, it)
    lead = tale.here.delegates[0].person
    given = {"unit": tale.unit("station").pk, "role": "handler", "title": "", "since": "2010-06-10"}
    tale.who("clerk").do(organisation.appoint, lead, **given)
    answered(tale, case, "2010-07-01")
    judged(tale, case, 1)
    judged(tale, case, 2)
    assert tale.delegate(0).cannot(casework.close, case) != ""
    tale.delegate(2).do(casework.close, case)
    assert case.state == "closed"
