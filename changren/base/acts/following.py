"""Who follows every act: storeys above the ceremony say so when they start, and are called inside its transaction."""

from collections.abc import Callable
from typing import Any

FOLLOWERS: list[Callable[[Any], None]] = []


def follow_acts(follower: Callable[[Any], None]) -> None:
    """Call `follower` with the object of every act, once it is saved and its entry is written.

    What the follower writes is kept with the act or not at all; what it raises refuses the act.
    """
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def tell_followers(subject: Any) -> None:
    """Tell them all that an act has changed or created `subject`."""
    for follower in FOLLOWERS:
        follower(subject)
