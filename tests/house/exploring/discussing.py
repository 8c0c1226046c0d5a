"""Forums at every stage of their life, told by the people of one township."""

from typing import Any

from changren.forum import acts
from changren.forum.models import Forum
from tests.world import at

THEME, TOPICS = "加强党的建设", ["城镇化", "新农村"]


def forums(it: Any) -> None:
    """One that is planned, one that is open, one that has ended, one whose minutes are adopted."""
    it.ground.day("2010-03-12")
    _planned(it, "论坛筹备")
    _open(it, "论坛进行")
    ended = _closed(it, "论坛结束")
    it.act(acts.write_minutes, ended, it.clerk, text="纪要")
    done = it.act(acts.write_minutes, _closed(it, "论坛办结"), it.clerk, text="纪要")
    it.act(acts.adopt_minutes, done, it.posts["committee"])


def _planned(it: Any, theme: str) -> Forum:
    given = {"meeting": None, "theme": theme, "topics": TOPICS, "place": "大会堂", "held_at": at("2010-03-15 14:00")}
    return it.act(acts.plan, it.place.township, it.clerk, **given)


def _open(it: Any, theme: str) -> Forum:
    """With a contribution in each state."""
    made, delegates = _planned(it, theme), it.place.delegates
    guests = [
        it.act(acts.invite_guest, made, it.clerk, name=name, capacity="deputy", body="")
        for name in ("来宾甲", "来宾乙")
    ]
    made = it.act(acts.open_forum, made, it.clerk)
    said = {"kind": "question", "topic": TOPICS[0], "text": "路灯何时修好？"}
    it.act(acts.contribute, made, delegates[0], **said)
    it.act(acts.set_aside, it.act(acts.contribute, made, delegates[1], **said), it.clerk, reason="重复")
    it.act(acts.show, it.act(acts.record, made, it.clerk, mandate=None, guest=guests[0], **said), it.clerk)
    answered = it.act(acts.show, it.act(acts.contribute, made, delegates[2], **said), it.clerk)
    answered = it.act(acts.answer, answered, it.clerk, text="下月修好。")
    it.act(acts.take_up, answered, delegates[3], became="/proposals/")
    return made


def _closed(it: Any, theme: str) -> Forum:
    made = it.act(acts.open_forum, _planned(it, theme), it.clerk)
    said = {"kind": "speech", "topic": TOPICS[1], "text": "建议整治污水。"}
    it.act(acts.show, it.act(acts.contribute, made, it.place.delegates[4], **said), it.clerk)
    return it.act(acts.close_forum, made, it.clerk)
