"""What waits for a person about sealed polls: a scrutineer's part in the key and in the result, the office's slips."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.ballots.models import Keeper, Poll
from changren.ballots.queries.key import ruled_on
from changren.base.clock.now import now
from changren.base.duties import Duty
from changren.base.figures import Figures
from changren.base.web.waiting import Waiting
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.rulebook.rules import rule

DRAWING = (Keeper.State.ASKED, Keeper.State.CERTIFIED, Keeper.State.DRAWN)
FIELDS = {Keeper.State.ASKED: "certificate", Keeper.State.CERTIFIED: "certificate", Keeper.State.DRAWN: "polynomial"}


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about sealed polls, in any of their posts."""
    posts = list(posts_held(person))
    if not posts:
        return []
    lines = [_line(post, says, it) for it, says in _keys(person) if (post := _post_in(posts, it.township_id))]
    offices = {post.township_id: post for post in posts if post.role == Role.CLERK}
    slips = Poll.objects.select_related("township").filter(township__in=offices, state=Poll.State.SLIPS)
    return lines + [_line(offices[one.township_id], _("Make and register the slips"), one) for one in slips]


def _keys(person: Person) -> list[tuple[Poll, Any]]:
    """The polls whose key or result waits for this scrutineer."""
    rows = Keeper.objects.select_related(*Keeper.alongside, "poll__township").filter(
        person=person, poll__state__in=(Poll.State.KEY, Poll.State.CLOSED)
    ).prefetch_related("poll__keepers")  # fmt: skip
    found = [(one.poll, _says(one)) for one in rows]
    return [(poll, says) for poll, says in found if says]


def _says(keeper: Keeper) -> Any:
    """What it is; None while the others are to do something first, which the next round will tell."""
    if keeper.poll.state == Poll.State.CLOSED:
        return _("Open the result") if keeper.state == Keeper.State.KEYED else None
    if keeper.state == Keeper.State.KEYED:
        return None
    field = FIELDS[Keeper.State(keeper.state)]
    first = keeper.state == Keeper.State.ASKED or all(getattr(one, field) for one in keeper.poll.keepers.all())
    return _("Draw the key with the other scrutineers") if first else None


def _post_in(posts: list[Post], township: Any) -> Post | None:
    """A post in which the person acts there."""
    return next((post for post in posts if post.township_id == township), None)


def _line(post: Post, says: Any, poll: Poll) -> Waiting:
    provision = rule("ballots.keepers_least", at=poll.township, on=ruled_on(poll, now()))
    return Waiting(post, says, poll, poll.get_absolute_url(), None, provision)


def duties(mandate: Any, period: Any) -> list[Duty]:
    """Nothing: that somebody voted is nobody's business, and what scrutineers do stands in the minutes."""
    return []


def figures(organisation: Any, period: Any) -> Figures:
    """Nothing of its own: the room that asked for the poll counts it."""
    return Figures(())
