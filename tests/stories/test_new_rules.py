"""1+N 修订: a regulation that is adopted while cases run holds for those that begin later, not for them."""

from changren.casework import acts as casework
from changren.rulebook import acts
from changren.rulebook.models import Choice, Regulation
from tests.stories.telling import NOTICES, Tale, day, suggestion


def adopted(tale: Tale, book: str, since: str, **values: object) -> None:
    """The office drafts it with these values, asks one delegation, and records that the congress adopted it."""
    clerk = tale.who("clerk")
    clerk.do(acts.draft_regulation, book=book)
    regulation = Regulation.objects.get(book=book)
    for name, value in values.items():
        clerk.do(acts.choose, Choice.objects.get(regulation=regulation, key=f"{book}.{name}"), value=value)
    clerk.do(acts.open_consultation, regulation)
    assert "Nobody has been asked yet." in clerk.cannot(acts.adopt, regulation, **adoption(since))
    clerk.do(acts.ask, regulation, asked="第一代表团", asked_on="2010-04-10")
    clerk.do(acts.settle_opinion, regulation.consultations.get(), outcome="none", reason="")
    clerk.do(acts.adopt, regulation, **adoption(since))


def adoption(since: str) -> dict[str, str]:
    return {"adopted_by": "第七届代表大会第二次会议", "adopted_on": "2010-04-20", "in_force_from": since}


def test_new_rules_do_not_change_a_running_case(tale):
    running = suggestion(tale)
    assert running.answer_due == day("2010-06-21")  # three months
    tale.at("2010-04-20 16:00")
    adopted(tale, "casework", "2010-05-01", answer_within=2)
    assert tale.evening() == 0
    running.refresh_from_db()
    assert running.answer_due == day("2010-06-21")
    assert "第七届代表大会第二次会议通过“" in tale.delegate(0).reads("zh-hans").sees(NOTICES)

    tale.at("2010-05-04 09:00")
    tale.who("handler").do(casework.ask_extension, running, reason="等待资金")
    tale.delegate(0).do(casework.grant_extension, running.extensions.get())
    running.refresh_from_db()
    assert running.answer_due == day("2010-07-20")  # four months by the rules that it began under

    later = suggestion(tale, lead=3, day="2010-05-05")
    assert later.answer_due == day("2010-07-05")  # two months
