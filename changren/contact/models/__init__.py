"""The plan and its ties, whom delegates keep contact with, what was talked about, and what is told down."""

from changren.contact.models.lists import Counterpart
from changren.contact.models.messages import Message, Reply
from changren.contact.models.plans import Plan, Tie
from changren.contact.models.talks import Part, Talk

__all__ = ["Counterpart", "Message", "Part", "Plan", "Reply", "Talk", "Tie"]
