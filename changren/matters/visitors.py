"""People without an account: who raises a matter by the code of a workroom, and who holds a matter's private link.

Both links are signed and name what they lead to, so the database holds no secret, and a lost link is worked out again.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.urls import reverse

from changren.matters.models import Matter, Workroom

AT, MINE = "changren.matters.at", "changren.matters.mine"


@dataclass(frozen=True)
class Visitor:
    """Somebody who acts without an account. matter: whose link they hold; None for those who raise one."""

    district_id: int
    township_id: UUID
    matter: UUID | None = None
    id: None = None
    person_id: None = None
    role: str = "visitor"
    is_held: bool = True

    def __str__(self) -> str:
        return self.role


def visitor_to(workroom: Workroom) -> Visitor:
    """Whoever has read the code of its poster."""
    return Visitor(workroom.district_id, workroom.township_id)


def holder_of(matter: Matter) -> Visitor:
    """Whoever holds its link."""
    return Visitor(matter.district_id, matter.township_id, matter.pk)


def address_of(workroom: Workroom) -> str:
    """Where the code of its poster leads."""
    return reverse("matters:at", args=[_signed(AT, workroom)])


def link_of(matter: Matter) -> str:
    """The private address of a matter: the same whenever it is asked for."""
    return reverse("matters:mine", args=[_signed(MINE, matter)])


def read(salt: str, token: str) -> tuple[int, UUID]:
    """The district and the key that a link names. BadSignature if it names none."""
    district, key = signing.Signer(salt=salt).unsign_object(token)
    return district, UUID(key)


def _signed(salt: str, it: Any) -> str:
    return signing.Signer(salt=salt).sign_object([it.district_id, str(it.pk)])
