"""What the pages of the hall show beside the screen: a vote, a delegate's telephone, who is there."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.base.acts import OpenAct, open_acts
from changren.congress.models import BlockCount, Invitee, Meeting, Passage, Turn, Vote
from changren.congress.queries.hall.presence import Attendance, Expected, attendance, is_inside, log, roll
from changren.congress.queries.hall.voting import Block, blocks, has_pressed, in_words, needed, open_vote_of, pressed
from changren.congress.queries.people import invitee_of
from changren.organisation.models import Post

LAST = 100  # ways in and out on the page; what a page bears, no rule


@dataclass(frozen=True)
class VoteSheet:
    """One vote for whoever opens it. rules: by which it is decided. own: what the reader has counted by hand."""

    vote: Vote
    acts: list[OpenAct]
    pressed: int
    blocks: list[Block]
    own: list[tuple[BlockCount, list[OpenAct]]]
    formula: str
    rules: list[Any]

    in_data = ("vote", "pressed", "formula", "rules", "counted")

    @property
    def counted(self) -> dict[str, int | None]:
        """The four counts, once it is closed."""
        it = self.vote
        return {name: getattr(it, name) for name in ("in_favour", "against", "abstained", "not_pressed")}


def vote_sheet(vote: Vote, *, by: Post, on: datetime) -> VoteSheet:
    """One vote; how the hands were counted is shown to those who count."""
    acts = open_acts(vote, by=by, on=on)
    own = BlockCount.objects.select_related(*BlockCount.alongside).filter(vote=vote, entered_by=by.person_id)
    counting = [one for one in acts if one.act.verb_name in ("enter_block", "close_vote")]
    return VoteSheet(
        vote=vote, acts=acts, pressed=sum(pressed(vote).values()), blocks=blocks(vote) if counting else [],
        own=[(one, open_acts(one, by=by, on=on)) for one in own] if vote.state == Vote.State.OPEN else [],
        formula=in_words(vote), rules=[one for one in needed(vote) if one],
    )  # fmt: skip


@dataclass(frozen=True)
class Own:
    """What is a delegate's own during the meeting. has_pressed: whether they have voted; how, nobody is told."""

    meeting: Meeting
    invitee: Invitee | None
    is_inside: bool
    vote: Vote | None
    has_pressed: bool
    wishes: list[tuple[Turn, list[OpenAct]]]
    acts: list[OpenAct]

    in_data = ("meeting", "is_inside", "has_pressed")

    @property
    def votes(self) -> bool:
        """Whether they are a delegate."""
        return self.invitee is not None and self.invitee.is_delegate


def own(meeting: Meeting, acts: Any, *, by: Post, on: datetime) -> Own:
    """The delegate's part of their telephone's page. acts: the acts of the hall."""
    invitee, vote = invitee_of(meeting, by.person_id), open_vote_of(meeting)
    rows = Turn.objects.select_related(*Turn.alongside).filter(meeting=meeting, invitee__person=by.person_id)
    wishes = rows.filter(state=Turn.State.ASKED)
    return Own(
        meeting=meeting, invitee=invitee, is_inside=is_inside(invitee) if invitee else False, vote=vote,
        has_pressed=has_pressed(vote, by.person_id) if vote else False,
        wishes=[(one, open_acts(one, by=by, on=on, among=[acts.withdraw_wish])) for one in wishes],
        acts=open_acts(meeting, by=by, on=on, among=[acts.ask_to_speak]) if invitee else [],
    )  # fmt: skip


@dataclass(frozen=True)
class Attending:
    """Who is there, delegation by delegation, and the last ways in and out."""

    meeting: Meeting
    attendance: Attendance
    rows: list[Expected]
    passages: list[Passage]

    in_data = ("meeting", "attendance", "rows", "passages")

    @property
    def delegations(self) -> list[tuple[str, int, int]]:
        """Of each delegation how many are in the hall, of how many."""
        ours = [one for one in self.rows if one.invitee.is_delegate]
        of = Counter(str(one.invitee.delegation) for one in ours)
        here = Counter(str(one.invitee.delegation) for one in ours if one.is_inside)
        return [(name, here[name], n) for name, n in sorted(of.items())]


def attending(meeting: Meeting) -> Attending:
    """Who is there. The number of people adds no query."""
    return Attending(meeting, attendance(meeting), roll(meeting), list(log(meeting)[:LAST]))
