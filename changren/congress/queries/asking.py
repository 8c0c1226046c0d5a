"""What this room asks the rulebook: the provisions of the Annual Meeting Rules as they held when it was planned."""

from typing import Any

from changren.congress.models import Meeting
from changren.rulebook.rules import rule


def rule_of(meeting: Meeting, name: str) -> Any:
    """The provision as it held when the meeting was planned. name: of this room's book, or "main.…"."""
    key = name if "." in name else f"congress.{name}"
    return rule(key, at=meeting.township, on=meeting.planned_on)
