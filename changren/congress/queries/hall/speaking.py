"""Who speaks, and who is next: points of order first, then those whose delegation has spoken least."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from changren.congress.models import Meeting, Turn
from changren.congress.queries.asking import rule_of
from changren.congress.queries.doors import for_reader
from changren.organisation.models import Post

State, Kind = Turn.State, Turn.Kind


def turns_for(post: Post) -> Any:
    """The access door of turns: those of the meetings that one may open."""
    return Turn.objects.select_related(*Turn.alongside).filter(meeting__in=for_reader(post))


def speaking(meeting: Meeting) -> Turn | None:
    """Who is speaking."""
    rows = Turn.objects.select_related(*Turn.alongside)
    return rows.filter(meeting=meeting, state=State.SPEAKING).first()


def waiting_to_speak(meeting: Meeting) -> list[Turn]:
    """Those who wish to speak, in the order in which they are called."""
    rows = Turn.objects.select_related(*Turn.alongside).filter(meeting=meeting)
    asked = list(rows.filter(state=State.ASKED).order_by("id"))
    had = rows.filter(state__in=(State.SPEAKING, State.DONE), kind=Kind.ORDINARY).order_by()
    spoken: Counter[Any] = Counter(had.values_list("invitee__delegation", flat=True))
    return in_order(asked, spoken, alternate=rule_of(meeting, "delegations_alternate").value)


def in_order(asked: Sequence[Turn], spoken: Counter[UUID | None], *, alternate: bool) -> list[Turn]:
    """Points of order as they were asked for; then, if delegations alternate, always the one that spoke least.

    asked: oldest first. spoken: how often each delegation has had the floor; None is everybody without one.
    """
    orders = [one for one in asked if one.kind == Kind.ORDER]
    left = [one for one in asked if one.kind != Kind.ORDER]
    if not alternate:
        return orders + left
    had, found = Counter(spoken), []
    while left:
        following = min(left, key=lambda one: had[one.invitee.delegation_id])  # of those alike, the first who asked
        left.remove(following)
        had[following.invitee.delegation_id] += 1
        found.append(following)
    return orders + found
