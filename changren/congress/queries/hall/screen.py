"""What everybody in the hall sees at the same moment: one picture of the meeting, alike for all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.congress.models import Floor, Item, Meeting, Turn, Vote
from changren.congress.queries.asking import rule_of
from changren.congress.queries.hall.asked import Question, questions_at, rooms_that_ask
from changren.congress.queries.hall.presence import Attendance, attendance, floor_of, spoke_at
from changren.congress.queries.hall.speaking import speaking, waiting_to_speak
from changren.congress.queries.hall.voting import in_words, pressed, votes_of

State = Vote.State


@dataclass(frozen=True)
class Shown:
    """A vote as it is shown: how many have pressed while it is open; the formula once its result is declared."""

    vote: Vote
    pressed: int
    formula: str


@dataclass(frozen=True)
class Screen:
    """The hall as it is now. seconds: how long the speaker has had the floor. shown: what is voted on, or was decided.

    lets_in: whether the code on the screen lets delegates in by themselves. questions: what is asked in the forum.
    wakes: the rooms after whose acts the picture is drawn anew.
    """

    meeting: Meeting
    item: Item | None
    attendance: Attendance
    speaker: Turn | None
    seconds: int
    most: int
    following: list[Turn]
    shown: Shown | None
    desks_open: bool
    lets_in: bool
    questions: list[Question]
    wakes: str

    @property
    def minutes_most(self) -> int:
        """How long a turn is, in seconds."""
        return self.most


def screen(meeting: Meeting, on: datetime) -> Screen:
    """The hall at this moment."""
    floor, speaker = floor_of(meeting), speaking(meeting)
    desks, item = floor is not None and floor.desks_open, floor.item if floor else None
    return Screen(
        meeting=meeting, item=item, questions=questions_at(meeting, item), wakes=rooms_that_ask(),
        attendance=attendance(meeting), speaker=speaker,
        seconds=spoke_at(speaker.began_at, on) if speaker else 0,
        most=60 * rule_of(meeting, "speaking_time").value, following=waiting_to_speak(meeting),
        shown=_shown(meeting, floor), desks_open=desks, lets_in=desks and rule_of(meeting, "self_check_in").value,
    )  # fmt: skip


def _shown(meeting: Meeting, floor: Floor | None) -> Shown | None:
    """The vote that is open; else the last one that was declared, until the next item is called."""
    votes = list(votes_of(meeting).filter(state__in=(State.OPEN, State.CLOSED, State.DECLARED)))
    now = [one for one in votes if one.state in (State.OPEN, State.CLOSED)]
    since = floor.item_since if floor else None
    told = [one for one in votes if one.state == State.DECLARED and _is_after(one.closed_at, since)]
    vote: Any = now[0] if now else max(told, key=lambda one: one.closed_at, default=None)
    if vote is None:
        return None
    vote.meeting = meeting
    declared = vote.state == State.DECLARED
    return Shown(vote, sum(pressed(vote).values()), in_words(vote) if declared else "")


def _is_after(moment: datetime | None, since: datetime | None) -> bool:
    return moment is not None and (since is None or moment >= since)
