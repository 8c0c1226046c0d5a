"""党代表论坛: planned with guests, opened beforehand, held, answered, minuted; a delegate makes a suggestion of it."""

from changren.forum import acts
from changren.forum.models import Contribution, Forum
from changren.proposals import acts as proposals
from changren.proposals.models import Proposal
from tests.gallery.conftest import meeting

THEME, QUESTION = "加强党的建设", "新农村建设资金能否公开？"


def held(tale):
    """The forum is planned at the meeting, and what came in is looked at."""
    tale.at("2010-04-01 09:00")
    of, clerk = meeting(tale.here), tale.who("clerk")
    plan = {
        "theme": THEME,
        "topics": "城镇化\n新农村",
        "meeting": of.pk,
        "held_at": "2010-04-20T10:00",
        "place": "大会堂",
    }
    clerk.do(acts.plan, **plan)
    it = Forum.objects.get()
    clerk.do(acts.invite_guest, it, name="郑代表", capacity="deputy", body="区人大")
    clerk.do(acts.open_forum, it)
    said = {"kind": "question", "topic": "新农村", "text": QUESTION}
    tale.delegate(3).do(acts.contribute, it, **said)
    clerk.do(acts.record, it, guest=it.guests.get().pk, kind="speech", topic="城镇化", text="建议规划停车场。")
    assert "Look at what came in" in clerk.sees("/")
    assert QUESTION not in tale.delegate(4).sees(it.get_absolute_url())
    for one in Contribution.objects.order_by("number"):
        clerk.do(acts.show, one)
    return it


def test_forum_is_told_from_the_plan_to_the_suggestion(tale):
    it = held(tale)
    clerk, committee, other = tale.who("clerk"), tale.who("committee"), tale.delegate(4)
    question = Contribution.objects.get(number=1)
    tale.at("2010-04-20 10:30")
    clerk.do(acts.answer, question, text="每半年公布一次。")
    assert "每半年公布一次。" in other.sees(it.get_absolute_url())
    assert "Only a question is answered." in clerk.cannot(acts.answer, Contribution.objects.get(number=2), text="好")
    clerk.do(acts.close_forum, it)
    assert "The minutes have not been written yet." in committee.cannot(acts.adopt_minutes, it)
    clerk.do(acts.write_minutes, it, text=f"1. {QUESTION}")
    committee.do(acts.adopt_minutes, it)
    assert "adopted the minutes of" in other.sees(it.get_absolute_url())

    other.client.post("/from-forum/", {"contribution": str(question.pk)})
    made = Proposal.objects.get()
    other.do(proposals.hand_in, made)
    assert f"(From the delegates' forum “{THEME}”, no. 1)" in clerk.sees(made.get_absolute_url())
    assert "made a suggestion of it" in tale.delegate(3).sees(question.get_absolute_url())
    assert tale.entries(question) == ["forum.contribute", "forum.show", "forum.answer", "forum.take_up"]
    assert tale.holds()
