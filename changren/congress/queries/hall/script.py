"""The chair's script: what was done, what is now, what comes next. It is made of the meeting as it stands.

So the console has no place of its own that a crash could lose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Act, OpenAct
from changren.congress.models import Item, Meeting, Turn, Vote
from changren.congress.queries.hall.presence import Attendance, attendance, floor_of
from changren.congress.queries.hall.speaking import speaking, waiting_to_speak
from changren.congress.queries.hall.voting import votes_of
from changren.congress.queries.sheet import numbered
from changren.organisation.models import Post

State = Meeting.State
DONE, NOW, NEXT = "done", "now", "next"
LATER = (State.OPEN, State.CLOSED, State.FOLLOWED)


@dataclass(frozen=True)
class Step:
    """One line of the script, as `steps.html` shows it. do: the act that does it; given: what its form is sent."""

    label: str
    state: str
    note: str = ""
    do: OpenAct | None = None
    given: dict[str, str] = field(default_factory=dict)

    in_data = ("label", "state", "note")


@dataclass(frozen=True)
class Console:
    """What the chair's table shows. following: the step to be done next, None when the script is at its end.

    aside: what may be done beside the script.
    """

    meeting: Meeting
    attendance: Attendance
    steps: list[Step]
    item: Item | None
    votes: list[tuple[Vote, list[OpenAct]]]
    speaker: tuple[Turn, list[OpenAct]] | None
    waiting: list[tuple[Turn, list[OpenAct]]]
    aside: list[OpenAct]

    in_data = ("meeting", "steps", "item")

    @property
    def following(self) -> Step | None:
        """The one primary action."""
        return next((one for one in self.steps if one.state == NOW), None)


def console(meeting: Meeting, acts: Mapping[str, Act], *, by: Post, on: datetime) -> Console:
    """The console for whoever works it. acts: those of this room by name, for they lie above its questions."""
    floor, votes = floor_of(meeting), list(votes_of(meeting))
    for one in votes:
        one.meeting, one.township = meeting, meeting.township
    item = floor.item if floor else None
    desks = bool(floor and floor.desks_open)
    drafted = _script(meeting, item, votes, acts, desks=desks)
    speaker = speaking(meeting)

    def may(it: Any, *those: Act) -> list[OpenAct]:
        asked = (OpenAct(act, it, act.objection(it, by=by, on=on)) for act in those)
        return [one for one in asked if one.objection is None]

    return Console(
        meeting=meeting, attendance=attendance(meeting), item=item, steps=_placed(drafted, by, on),
        votes=[(one, may(one, acts["separate"], acts["enter_block"], acts["void_vote"])) for one in votes],
        speaker=(speaker, may(speaker, acts["end_turn"])) if speaker else None,
        waiting=[(one, may(one, acts["call_speaker"], acts["withdraw_wish"])) for one in waiting_to_speak(meeting)],
        aside=may(meeting, acts["prepare_vote"], acts["open_desks"], acts["close_desks"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Drafted:
    """A step before it is known which one is next."""

    label: Any
    is_done: bool
    act: Act | None
    it: Any
    given: dict[str, str]


def _script(
    meeting: Meeting, item: Item | None, votes: list[Vote], acts: Mapping[str, Act], *, desks: bool
) -> Iterable[Drafted]:
    opened, held = meeting.state in LATER, meeting.state in LATER[1:]
    yield Drafted(_("Open the desks"), desks or opened, acts["open_desks"], meeting, {})
    yield Drafted(_("Open the meeting"), opened, acts["open_meeting"], meeting, {})
    rows = [one for _number, one in numbered(meeting.items.all())]
    place = next((n for n, one in enumerate(rows) if item and one.pk == item.pk), -1)
    yield from _votes([one for one in votes if one.item_id is None], acts)
    for n, one in enumerate(rows):
        yield Drafted(one.title, held or n <= place, acts["call_item"], meeting, {"item": str(one.pk)})
        yield from _votes([vote for vote in votes if vote.item_id == one.pk], acts)
    yield Drafted(_("Close the meeting"), held, acts["close_meeting"], meeting, {})
    yield Drafted(_("Close the desks"), held and not desks, acts["close_desks"], meeting, {})


def _votes(votes: list[Vote], acts: Mapping[str, Act]) -> Iterable[Drafted]:
    """The vote itself has three steps, of which only the one that is due is in the script."""
    says = {
        Vote.State.PREPARED: (_("Open the vote: {it}"), acts["open_vote"]),
        Vote.State.OPEN: (_("Close the vote: {it}"), acts["close_vote"]),
        Vote.State.CLOSED: (_("Declare the result: {it}"), acts["declare"]),
        Vote.State.DECLARED: (_("Voted: {it}"), None),
    }
    for vote in votes:
        if vote.state in says:
            label, act = says[Vote.State(vote.state)]
            yield Drafted(str(label).format(it=vote), act is None, act, vote, {})


def _placed(drafted: Iterable[Drafted], by: Post, on: datetime) -> list[Step]:
    """The first that is not done is now; only it is asked whether it may be done."""
    found: list[Step] = []
    for one in drafted:
        now = not one.is_done and not any(step.state == NOW for step in found)
        do = OpenAct(one.act, one.it, one.act.objection(one.it, by=by, on=on)) if now and one.act else None
        found.append(Step(str(one.label), DONE if one.is_done else NOW if now else NEXT, "", do, one.given))
    return found
