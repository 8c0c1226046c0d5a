"""The access doors: a township's people see its polls, the district all; guests what they need to vote and to check."""

from typing import Any

from changren.ballots.models import Keeper, Poll
from changren.organisation.models import Post, Role


def polls_for(post: Post) -> Any:
    """The access door of polls."""
    rows = Poll.objects.select_related(*Poll.alongside)
    return rows if post.role == Role.DISTRICT else rows.filter(township=post.township_id)


def keepers_for(post: Post) -> Any:
    """The access door of a scrutineer's part: everybody's own."""
    mine = Keeper.objects.select_related(*Keeper.alongside).filter(poll__in=polls_for(post))
    return mine.filter(person=post.person_id)


def begun_polls() -> Any:
    """What anybody may open who knows the address: polls whose voting has begun, to vote and to count again.

    Who holds a slip is not asked who they are; a page that asked would know who voted, and when.
    """
    return Poll.objects.select_related(*Poll.alongside).exclude(opened_on=None)


def board(post: Post) -> Any:
    """The polls a post may open, newest first."""
    return polls_for(post).order_by("-id")


def opens_result(poll: Poll, post: Post | None) -> bool:
    """Whether the reader may see the result: everybody, or only the office, the scrutineers and the district."""
    if poll.is_public or post is None:
        return poll.is_public
    own = post.role == Role.CLERK and post.township_id == poll.township_id
    return own or post.role == Role.DISTRICT or Keeper.objects.filter(poll=poll, person=post.person_id).exists()
