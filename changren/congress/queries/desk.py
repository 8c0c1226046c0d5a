"""The list of meetings, what waits for somebody, what a delegate did, and the figures."""

from typing import Any

from changren.base.clock.period import Period
from changren.base.duties import Duty
from changren.base.figures import Figures
from changren.base.tenancy.ids import is_id
from changren.base.tenancy.models import Township
from changren.base.web.waiting import Waiting
from changren.congress.models import Meeting
from changren.congress.queries.doors import for_reader
from changren.organisation.models import Person, Post


def board(post: Post, *, state: str = "", township: str = "") -> Any:
    """The meetings a post may open, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = for_reader(post).order_by("-starts_at", "-id")
    rows = rows.filter(state=state) if state in Meeting.State.values else rows
    return rows.filter(township=township) if is_id(township) else rows


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about meetings, in any of their posts."""
    return []


def duties(mandate: Any, period: Period) -> list[Duty]:
    """What a delegate did at meetings."""
    return []


def figures(organisation: Township, period: Period) -> Figures:
    """Records of the meetings that were held in the period."""
    return Figures(())
