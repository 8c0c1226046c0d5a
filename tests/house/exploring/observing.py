"""Galleries at every stage of their life, told by the people of one township: each of a meeting of its own."""

from datetime import date, timedelta
from typing import Any

from changren.base.acts import Clockwork
from changren.congress import acts as congress
from changren.gallery import acts
from changren.gallery.models import Application, Gallery
from changren.gallery.visitors import applicant_to, holder_of
from changren.mandates import acts as mandates
from tests.world import at

STAGES = {  # the meeting of each: how far its gallery has come
    "2010-06-10": "draft", "2010-06-11": "published", "2010-03-25": "closed", "2010-03-26": "issued",
    "2010-03-16": "done",
}  # fmt: skip
OUT, CLOSES, OPINION = "2010-03-05", timedelta(days=3), "会议开得实在。"
WHO = (("local", "village", ""), ("migrant", "firm", "330302-0001"), ("local", "other", ""), ("local", "village", ""))


def galleries(it: Any) -> None:
    """One at each stage."""
    for n, (day, stage) in enumerate(STAGES.items()):
        _until(it, _prepared(it, n, day), stage)


def _prepared(it: Any, n: int, day: str) -> Gallery:
    it.ground.day(OUT)
    planned = date.fromisoformat(day)
    session = it.act(mandates.plan_session, it.place.term, it.clerk, number=30 + n, planned_on=planned)
    meeting = it.act(
        congress.plan, session, it.clerk, kind="extra", title=f"旁听{n}", place="大会堂", starts_at=at(f"{day} 09:00"),
        ends_at=at(f"{day} 12:00"), like=None,
    )  # fmt: skip
    meeting = it.act(congress.approve, meeting, it.ground.world.officer)
    closes = at(f"{day} 11:00") - CLOSES
    return it.act(acts.prepare, meeting, it.clerk, closes_at=closes, register_at="党员服务中心", remark="")


def _until(it: Any, made: Gallery, stage: str) -> None:
    if stage == "draft":
        return
    made = it.act(acts.publish_notice, made, it.clerk)
    for n, (kind, category, card) in enumerate(WHO):
        given = {"name": f"听众{n}", "kind": kind, "category": category, "card": card, "workplace": "支部", "phone": ""}
        if n:
            it.act(acts.apply, made, applicant_to(made), **given)
        else:
            unit = it.place.units["branch"]
            it.act(acts.recommend, made, it.posts["branch"], unit=unit, grounds="熟悉情况", **given)
    if stage == "published":
        return
    it.ground.day(f"{made.closes_at:%Y-%m-%d}")
    it.ground.on = made.closes_at
    made = it.act(acts.close_applications, made, Clockwork(made.district_id))
    listed = list(Application.objects.filter(gallery=made, number__lte=3))
    made = it.act(acts.shortlist, made, it.clerk, listed=listed)
    if stage == "closed":
        return
    made = it.act(acts.decide, made, it.posts["committee"], listed=listed, reason="席位已满")
    made = it.act(acts.issue_permits, made, it.clerk)
    gone = _application(made, 2)
    it.act(acts.withdraw, gone, holder_of(gone))
    if stage == "done":
        _held(it, made)


def _held(it: Any, made: Gallery) -> None:
    it.ground.on = made.meeting.starts_at
    one = it.act(acts.let_in, _application(made, 1), it.clerk)
    it.ground.on = made.meeting.ends_at
    it.act(acts.finish, made, it.clerk)
    one = it.act(acts.give_opinion, one, holder_of(one), opinion=OPINION)
    it.act(acts.read_opinion, one, it.clerk)


def _application(made: Gallery, number: int) -> Application:
    return Application.objects.select_related(*Application.alongside).get(gallery=made, number=number)
