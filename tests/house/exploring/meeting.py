"""Meetings of the congress at every stage of their life, told by the people of one township."""

from datetime import date
from typing import Any

from changren.congress import acts
from changren.congress.models import Bulletin, Invitee, Meeting, Paper, Resolution
from changren.mandates import acts as mandates
from tests.house.exploring.values import decoded
from tests.world import at

STAGES = ("plan", "approve", "convene", "prepare", "open", "close", "follow")
BEGINS = {"starts_at": at("2010-03-11 09:00"), "ends_at": at("2010-03-11 17:00"), "place": "大会堂"}
CALLED = ("镇会一", "镇会二", "镇会三", "镇会四", "镇会五", "镇会六", "镇会七")
UNTIL = (0, 1, 2, 3, 5, 6, 4)  # of each, to which stage it comes; the open one last


def meetings_called(it: Any) -> None:
    """One for each stage is planned, and convened in time; one is cancelled."""
    it.ground.day("2010-02-22")
    for n, (title, stage) in enumerate(zip(CALLED, UNTIL, strict=True), 10):
        made = _planned(it, n, title, "annual" if n == 10 else "extra")
        for step in STAGES[1 : min(stage, 2) + 1]:
            made = STEPS[step](it, made)
    gone = _planned(it, 20, "镇会八", "election")
    it.act(acts.cancel_meeting, gone, it.clerk, reason="推迟")


def meetings_held(it: Any) -> None:
    """Each goes on to its stage."""
    it.ground.day("2010-03-11")
    for title, stage in zip(CALLED, UNTIL, strict=True):
        made = Meeting.objects.get(township=it.place.township, title=title)
        for step in STAGES[3 : stage + 1]:
            made = STEPS[step](it, made)
    _answers(it)


def _planned(it: Any, number: int, title: str, kind: str) -> Meeting:
    given = {"number": number, "planned_on": date(2010, 3, 11)}
    session = it.act(mandates.plan_session, it.place.term, it.clerk, **given)
    return it.act(acts.plan, session, it.clerk, kind=kind, title=title, like=None, **BEGINS)


def _answers(it: Any) -> None:
    """Somebody reads the notice, and somebody asks for leave."""
    for n, post in enumerate(it.place.delegates[2:4]):
        mine = Invitee.objects.get(meeting__title=CALLED[2], meeting__township=it.place.township, person=post.person_id)
        it.act(acts.read_notice, mine, post) if n else it.act(acts.ask_leave, mine, post, reason="外出")


def _prepared(it: Any, made: Meeting) -> Meeting:
    for paper in Paper.objects.filter(meeting=made):
        it.act(acts.file_paper, paper, it.clerk, file=decoded("#paper", None))
    people = [post.person for post in it.place.delegates]
    for office, whom in (("presidium", people[:2]), ("secretary", people[2:3])):
        it.act(acts.name_officers, made, it.clerk, office=office, people=whom)
    it.act(acts.give_place, made, it.clerk, delegation=it.place.delegations[0], room="一号会议室", seats="左区")
    return it.act(acts.prepare, made, it.clerk)


def _opened(it: Any, made: Meeting) -> Meeting:
    made = it.act(acts.open_meeting, made, it.clerk)
    it.act(acts.file_bulletin, made, it.place.delegates[0], item=None, text="建议加快道路建设。")
    it.act(acts.release_bulletin, Bulletin.objects.get(meeting=made), it.clerk)
    it.act(
        acts.draft_resolution, made, it.clerk, title="关于道路建设的决议", text="年内建成三条村道。", item=None,
        unit=it.place.units["station"], due_on=date(2010, 12, 31),
    )  # fmt: skip
    return made


def _closed(it: Any, made: Meeting) -> Meeting:
    it.act(acts.adopt_resolution, Resolution.objects.get(meeting=made), it.clerk)
    made = it.act(acts.close_meeting, made, it.clerk)
    return it.act(acts.write_minutes, made, it.clerk, text="到会代表八名，通过一项决议。")


def _followed(it: Any, made: Meeting) -> Meeting:
    it.act(acts.report_outcome, Resolution.objects.get(meeting=made), it.posts["head"], text="已开工。")
    return it.act(acts.adopt_minutes, made, it.posts["committee"])


STEPS: dict[str, Any] = {
    "approve": lambda it, made: it.act(acts.approve, made, it.ground.world.officer),
    "convene": lambda it, made: it.act(acts.convene, made, it.clerk, notice="请按时出席。"),
    "prepare": _prepared,
    "open": _opened,
    "close": _closed,
    "follow": _followed,
}
