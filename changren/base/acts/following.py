"""Who follows every act: storeys above the ceremony say so when they start, and are called inside its transaction."""

from collections.abc import Callable
from typing import Any

FOLLOWERS: list[Callable[[Any, bool], None]] = []


def follow_acts(follower: Callable[[Any, bool], None]) -> None:
    """Call `follower` with the object of every act, once its entry is written: it is saved, or it is gone.

    What the follower writes is kept with the act or not at all; what it raises refuses the act.
    """
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def tell_followers(subject: Any, *, gone: bool) -> None:
    """Tell them all that an act has changed or created `subject`, or removed it if it is `gone`."""
    for follower in FOLLOWERS:
        follower(subject, gone)
