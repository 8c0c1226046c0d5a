"""Every question about the meeting while it is held: who is there, what is voted on, who speaks, what comes next."""

from changren.congress.queries.hall.asked import (
    Question,
    show_questions_of,
)
from changren.congress.queries.hall.pages import (
    Attending,
    Own,
    VoteSheet,
    attending,
    own,
    vote_sheet,
)
from changren.congress.queries.hall.presence import (
    Attendance,
    Expected,
    attendance,
    desks_are_open,
    floor_of,
    inside,
    is_in,
    is_inside,
    log,
    roll,
    spoke_at,
)
from changren.congress.queries.hall.screen import (
    Screen,
    screen,
)
from changren.congress.queries.hall.script import (
    Console,
    console,
)
from changren.congress.queries.hall.speaking import (
    in_order,
    speaking,
    turns_for,
    waiting_to_speak,
)
from changren.congress.queries.hall.voting import (
    COUNTS,
    Block,
    block_of,
    blocks,
    counts_for,
    has_pressed,
    in_words,
    may_count,
    needed,
    open_vote_of,
    present_delegates,
    pressed,
    result,
    total,
    votes_for,
    votes_of,
)
from changren.congress.queries.passages import counted
from changren.congress.queries.people import invitee_of

__all__ = [
    "COUNTS",
    "Attendance",
    "Attending",
    "Block",
    "Console",
    "Expected",
    "Own",
    "Question",
    "Screen",
    "VoteSheet",
    "attendance",
    "attending",
    "block_of",
    "blocks",
    "console",
    "counted",
    "counts_for",
    "desks_are_open",
    "floor_of",
    "has_pressed",
    "in_order",
    "in_words",
    "inside",
    "invitee_of",
    "is_in",
    "is_inside",
    "log",
    "may_count",
    "needed",
    "open_vote_of",
    "own",
    "present_delegates",
    "pressed",
    "result",
    "roll",
    "screen",
    "show_questions_of",
    "speaking",
    "spoke_at",
    "total",
    "turns_for",
    "vote_sheet",
    "votes_for",
    "votes_of",
    "waiting_to_speak",
]
