"""One poll as its page shows it, and the trackers of its ballots."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.ballots import archiving
from changren.ballots.models import Event, Keeper, Poll
from changren.ballots.protocol import archive, plain
from changren.ballots.queries.counting import collected, counts
from changren.ballots.queries.doors import opens_result
from changren.ballots.queries.key import own_of, ruled_on
from changren.base.acts import OpenAct, open_acts
from changren.base.minutes.telling import Told
from changren.organisation.models import Post
from changren.organisation.queries import history
from changren.rulebook.rules import rule

State = Poll.State
ORDER = (State.KEY, State.SLIPS, State.READY, State.OPEN, State.CLOSED, State.COUNTED)


@dataclass(frozen=True)
class Stage:
    """One stage of the life of a poll: done, now, or still to come ("next")."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """A question with how often each answer was given."""

    question: str
    answers: list[tuple[str, int]]


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a poll shows. mine: the reader's own part of the key. outcome: empty until it is open, and
    for those who may not see it. collected: None before voting began. own: how many vote with a device of their own.
    """

    poll: Poll
    stages: list[Stage]
    keepers: list[Keeper]
    mine: Keeper | None
    collected: int | None
    own: int
    outcome: list[Outcome]
    rules: list[Any]
    acts: list[OpenAct]
    history: list[Told]

    data_in_full = ("poll",)
    in_data = ("poll", "keepers", "collected", "own", "outcome")


def sheet(poll: Poll, *, by: Post, on: datetime) -> Sheet:
    """The poll for this reader."""
    rows = list(Keeper.objects.select_related(*Keeper.alongside).filter(poll=poll).order_by("number"))
    mine = next((one for one in rows if one.person_id == by.person_id), None)
    acts = open_acts(mine, by=by, on=on) if mine else []
    names = ("keepers_least", "keys_share", "revotes", "opened_least")
    return Sheet(
        poll=poll, stages=_stages(poll), keepers=rows, mine=mine,
        collected=collected(poll) if poll.has_begun else None, own=len(own_of(poll)), outcome=_outcome(poll, by),
        rules=[rule(f"ballots.{name}", at=poll.township, on=ruled_on(poll, on)) for name in names],
        acts=[*acts, *open_acts(poll, by=by, on=on)], history=history(poll, *rows),
    )  # fmt: skip


def _outcome(poll: Poll, by: Post) -> list[Outcome]:
    rows = counts(poll)
    if rows is None or not opens_result(poll, by):
        return []
    return [
        Outcome(asked["question"], list(zip(asked["answers"], row, strict=True)))
        for asked, row in zip(poll.questions, rows, strict=True)
    ]


def _stages(poll: Poll) -> list[Stage]:
    if poll.state == State.VOID:
        return [Stage(State.VOID.label, "now")]
    reached = ORDER.index(State(poll.state))
    ended = poll.state == State.COUNTED
    return [
        Stage(state.label, "done" if n < reached or ended else "now" if n == reached else "next")
        for n, state in enumerate(ORDER)
    ]


def trackers(poll: Poll) -> list[str]:
    """The trackers of the ballots that count, in alphabetical order, which is none of time."""
    rows = Event.objects.filter(poll=poll, kind=archive.BALLOT, height__in=archiving.counted(poll))
    return sorted(plain.shown(bytes.fromhex(digest)) for digest in rows.order_by().values_list("digest", flat=True))
