"""Meetings of the congress, their agenda and papers, who is expected, and what was resolved."""

from changren.congress.models.meetings import Item, Meeting, Paper
from changren.congress.models.outcomes import Bulletin, Judgement, Resolution
from changren.congress.models.people import Invitee, Officer, Place
from changren.congress.models.presence import Floor, Passage, Turn
from changren.congress.models.votes import Answer, BlockCount, Cast, Elector, Tally, Vote

__all__ = [
    "Answer", "BlockCount", "Bulletin", "Cast", "Elector", "Floor", "Invitee", "Item", "Judgement", "Meeting",
    "Officer", "Paper", "Passage", "Place", "Resolution", "Tally", "Turn", "Vote",
]  # fmt: skip
