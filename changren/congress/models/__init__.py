"""Meetings of the congress, their agenda and papers, who is expected, and what was resolved."""

from changren.congress.models.meetings import Item, Meeting, Paper
from changren.congress.models.outcomes import Bulletin, Judgement, Resolution
from changren.congress.models.people import Invitee, Officer, Place

__all__ = ["Bulletin", "Invitee", "Item", "Judgement", "Meeting", "Officer", "Paper", "Place", "Resolution"]
