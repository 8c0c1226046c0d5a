"""Who is heard in a case without an account: the person behind whoever raised it.

The room that opened the case knows who that is, by a private link, and vouches for them with a Voice.
"""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Voice:
    """Somebody for whom a delegate raised a case. case: the one it was; raiser: the person of that delegate."""

    district_id: int
    township_id: UUID
    case: UUID
    raiser: UUID
    id: None = None
    person_id: None = None
    role: str = "voice"
    is_held: bool = True

    def __str__(self) -> str:
        return self.role
