"""Matters at every stage of their life, told by the people of one township."""

from typing import Any

from changren.casework import acts as casework
from changren.casework.models import Case
from changren.matters import acts
from changren.matters.models import Matter
from changren.matters.visitors import visitor_to
from tests.world import at

SAID = {
    "text": "村口路灯坏了三盏。", "place": "村口", "naming": "delegate", "name": "林建国", "phone": "",
    "agreed_to": "反映人同意登记", "photos": [],
}  # fmt: skip


def matters(it: Any) -> None:
    """One in each state, a workroom in use and one given up, a reception day planned, held and called off."""
    it.ground.day("2010-03-11")
    room = it.act(acts.open_workroom, it.place.township, it.clerk, name="一室", address="村委会")
    it.act(acts.close_workroom, it.act(acts.open_workroom, it.place.township, it.clerk, name="二室", address="镇政府"),
           it.clerk)  # fmt: skip
    _days(it, room)
    it.act(acts.raise_matter, room, visitor_to(room), mandate=None, **SAID)
    first = _heard(it, 0)
    it.act(acts.note, it.place.township, it.place.delegates[1], mandate=None, about=None, reception=None, **SAID)
    it.act(acts.withdraw, _heard(it, 1), it.place.delegates[1])
    it.act(acts.decline, _heard(it, 2), it.clerk, reason="重复反映")
    it.act(acts.join, _heard(it, 3), it.place.delegates[3], into=first)
    _verified(it, 4, "elsewhere")
    _verified(it, 5, "own")
    _verified(it, 6, "above")
    sent = it.act(acts.send_up, _verified(it, 0, "above"), it.clerk, goes_to="区交通局")
    it.act(acts.send_up, _verified(it, 2, "above"), it.clerk, goes_to="区交通局")
    it.act(acts.report_answer, sent, it.clerk, text="列入计划。")
    at_once = it.act(acts.answer_at_once, _heard(it, 7), it.place.delegates[7], text="已说明。")
    it.act(acts.judge, at_once, it.place.delegates[7], attitude="satisfied", result="satisfied", comment="")
    _handed(it, 6)
    case = it.act(casework.accept, _handed(it, 3).case, it.posts["handler"])
    it.answered(Case.objects.get(pk=case.pk))


def _days(it: Any, room: Any) -> None:
    day = {"starts_at": at("2010-03-12 08:00"), "ends_at": at("2010-03-12 11:00"), "hosts": it.place.mandates[:2]}
    held, off, _planned = (it.act(acts.plan_reception, room, it.clerk, **day) for _n in range(3))
    it.act(acts.call_off, off, it.clerk, reason="台风")
    it.ground.day("2010-03-12")
    it.act(acts.hold, held, it.clerk, visitors=3)


def _heard(it: Any, who: int) -> Matter:
    given = {"mandate": None, "about": None, "reception": None}
    return it.act(acts.log, it.place.township, it.place.delegates[who], **SAID | given)


def _verified(it: Any, who: int, level: str) -> Matter:
    given = {"title": "路灯", "found": "属实。", "level": level, "goes_to": "区信访局", "about": None}
    return it.act(acts.verify, _heard(it, who), it.place.delegates[who], **given)


def _handed(it: Any, who: int) -> Matter:
    return it.act(acts.hand_over, _verified(it, who, "own"), it.clerk, lead=it.place.units["station"], assisting=[])
