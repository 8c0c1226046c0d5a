"""What a page may listen to, signed, so that the stream needs no session and no database to admit it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing

SALT = "changren.stream"
HOURS = 12  # as long as a session can last


@dataclass(frozen=True)
class Channel:
    """The acts of one township, or of a whole district when `township` is None."""

    district: int
    township: UUID | None = None

    def covers(self, township: UUID) -> bool:
        return self.township is None or self.township == township


def token_for(channel: Channel) -> str:
    """A token that admits to the channel for HOURS hours."""
    return signing.dumps([channel.district, str(channel.township or "")], salt=SALT)


def channel_of(token: str) -> Channel | None:
    """The channel of a token; None if it is forged or too old."""
    try:
        district, township = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return Channel(district, UUID(township) if township else None)


def stream_url(post: Any, since: int) -> str:
    """Where a page of this post listens: a district office to the whole district, others to their township.

    since: the number of the last entry when the page was made, so that nothing between is missed.
    """
    township = None if post.township.is_district else post.township_id
    return f"/live/{token_for(Channel(post.district_id, township))}?since={since}"
