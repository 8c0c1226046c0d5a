"""Who acts: a person in a post, or the clock."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from changren.base.acts.refusal import Answer, no


class Actor(Protocol):
    """What the ceremony asks of `by`. A post of the organisation has all of it."""

    @property
    def id(self) -> UUID | None: ...
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def district_id(self) -> int: ...


@dataclass(frozen=True)
class Clockwork:
    """The clock of a district: it lets invitations expire and moves dates when the calendar changes."""

    district_id: int
    id: None = None
    person_id: None = None
    role: str = "clockwork"

    def __str__(self) -> str:
        return str(_("the calendar"))


def is_clockwork(it: Any, by: Any) -> Answer:
    """Only the clock does this; no person can."""
    return None if isinstance(by, Clockwork) else no(_("This happens by itself when its time has come."))
