"""The hall of the meeting that is open: people come in, votes in every state, and somebody speaks."""

from typing import Any

from changren.base.tenancy.ids import uuid7
from changren.congress import acts as before
from changren.congress.acts import hall as acts
from changren.congress.hall import entering
from changren.congress.hall.pressing import press
from changren.congress.models import Invitee, Meeting, Turn, Vote

VOTED = ("phone", "phone", "hand", "phone", "phone")  # how
UNTIL = ("prepared", "void", "closed", "declared", "open")  # and to which stage each comes


def held_in_the_hall(it: Any) -> None:
    """The desks open and let everybody in; then votes; then speakers."""
    meeting = Meeting.objects.get(township=it.place.township, state="open")
    counter = {"office": "counter", "people": [it.posts["committee"].person]}
    it.act(before.name_officers, meeting, it.clerk, **counter)
    it.act(acts.open_desks, meeting, it.clerk)
    people = list(Invitee.objects.filter(meeting=meeting, standing="delegate").order_by("id"))
    for one in people:
        entering.enter(meeting.pk, one, "in", key=uuid7(), at=it.ground.on, desk="1")
    entering.enter(meeting.pk, people[-1], "out", key=uuid7(), at=it.ground.on, desk="1")
    it.act(acts.call_item, meeting, it.clerk, item=meeting.items.first())
    for n, post in enumerate(it.place.delegates[:3]):
        turn = it.act(acts.ask_to_speak, meeting, post, kind="order" if n == 2 else "ordinary")
        if n == 0:
            it.act(acts.call_speaker, Turn.objects.get(pk=turn.pk), it.clerk)
    for n, (means, stage) in enumerate(zip(VOTED, UNTIL, strict=True)):
        _voted(it, meeting, people, f"表决{n}", means, stage)


def _voted(it: Any, meeting: Meeting, people: list[Any], title: str, means: str, stage: str) -> None:
    given = {"questions": [title, f"{title}之二"], "item": None, "means": means, "majority": "ordinary", "by_hand": []}
    vote = it.act(acts.prepare_vote, meeting, it.clerk, **given)
    if stage == "prepared":
        return
    vote = it.act(acts.open_vote, vote, it.clerk)
    if means == "phone":
        for one in people[:3]:
            press(vote.pk, one.pk, "for", uuid7())
    else:
        _counted(it, vote)
    if stage == "void":
        it.act(acts.void_vote, vote, it.clerk, reason="重新表决")
    if stage in ("closed", "declared"):
        vote = it.act(acts.close_vote, vote, it.clerk)
    if stage == "declared":
        it.act(acts.declare, vote, it.clerk)


def _counted(it: Any, vote: Vote) -> None:
    for delegation in it.place.delegations:
        for by in (it.clerk, it.posts["committee"]):
            given = {"delegation": delegation, "in_favour": 1, "against": 0, "abstained": 0}
            it.act(acts.enter_block, vote, by, **given)
