"""Signed links: what the hall's screen, a desk, a telephone and the code on the screen may do, without a session.

Each holds the district and one id, so nothing of another district or meeting is ever asked (R8). They end by
themselves; what they open is opened and closed by acts.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

HOURS = 12  # as long as a session can last
SOON = 90  # seconds in which the code on the screen is good; the screen draws another one more often


@dataclass(frozen=True)
class Link:
    """What a token says: the district, the id, and a word about it (the language of a screen, the name of a desk)."""

    district: int
    pk: UUID
    word: str


@dataclass(frozen=True)
class Kind:
    """One kind of link. A token of one kind opens nothing of another."""

    name: str
    seconds: int = HOURS * 3600

    def to(self, it: object, word: str = "") -> str:
        """The token for a record."""
        return signing.dumps([it.district_id, str(it.pk), word], salt=f"congress.{self.name}")  # type: ignore[attr-defined]

    def read(self, token: str) -> Link | None:
        """What the token says; None if it is forged or too old."""
        try:
            district, pk, word = signing.loads(token, salt=f"congress.{self.name}", max_age=self.seconds)
        except signing.BadSignature:
            return None
        return Link(district, UUID(pk), word)


SCREEN, DESK, PHONE = Kind("screen"), Kind("desk"), Kind("phone")
HERE = Kind("here", SOON)
ARRIVING = Kind("arriving", 600)  # for one delegate who has scanned it
