"""The life of a meeting of the congress, from the plan to the archive. Read with README.md beside it."""

from changren.congress.acts.inviting import (
    invite,
    take_back_invitation,
)
from changren.congress.acts.planning import (
    plan,
)

__all__ = [
    "invite",
    "plan",
    "take_back_invitation",
]
