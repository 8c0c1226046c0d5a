"""The access doors: a forum is the township's once it is open; what was not shown is its speaker's and the office's."""

from typing import Any

from django.db.models import Q

from changren.congress.models import Meeting
from changren.congress.queries import for_reader
from changren.congress.queries.hall import Question
from changren.forum.models import Contribution, Forum, Guest
from changren.mandates.models import Mandate
from changren.organisation.models import Post, Role
from changren.rulebook.rules import rule

PREPARES = (Role.CLERK, Role.COMMITTEE)
ON_SCREEN = 3  # questions that can be read from the last row


def forums_for(post: Post) -> Any:
    """A township's people see its forums once contributions are taken; who prepares them, plans too."""
    rows = Forum.objects.select_related(*Forum.alongside)
    if post.role == Role.DISTRICT:
        return rows
    ours = rows.filter(township=post.township_id)
    return ours if post.role in PREPARES else ours.exclude(opened_on=None)


def guests_for(post: Post) -> Any:
    """Who is invited to the forums that a post may open."""
    rows = Guest.objects.select_related(*Guest.alongside).filter(is_removed=False)
    return rows.filter(forum__in=forums_for(post))


def contributions_for(post: Post) -> Any:
    """What is shown; what is not, for the office and for whoever said it."""
    rows = Contribution.objects.select_related(*Contribution.alongside).filter(forum__in=forums_for(post))
    if post.role == Role.CLERK:
        return rows
    return rows.filter(Q(state__in=Contribution.SEEN) | Q(mandate__person=post.person_id))


def meetings_for(post: Post) -> Any:
    """The meetings of the township that a forum may be part of."""
    over = (Meeting.State.CLOSED, Meeting.State.FOLLOWED, Meeting.State.CANCELLED)
    return for_reader(post).filter(township=post.township_id).exclude(state__in=over)


def delegates_here(forum: Forum) -> Any:
    """The delegates in office of the township, by number."""
    rows = Mandate.objects.select_related("person").filter(township=forum.township_id, state=Mandate.State.ACTIVE)
    return rows.order_by("number")


def mandate_of(post: Any) -> Mandate | None:
    """The active mandate behind a post."""
    rows = Mandate.objects.select_related("person").filter(state=Mandate.State.ACTIVE, person=post.person_id)
    return rows.filter(township=post.township_id).order_by("pk").first()


def shown(forum: Forum) -> Any:
    """What everybody may read, by topic and number."""
    rows = Contribution.objects.select_related(*Contribution.alongside).filter(forum=forum)
    return rows.filter(state__in=Contribution.SEEN).order_by("number")


def questions_at(meeting: Meeting) -> list[Question]:
    """The questions for the hall's screen: shown, of a forum at this meeting that is open, and not answered yet."""
    rows = Contribution.objects.select_related("mandate__person", "guest").filter(
        forum__meeting=meeting, forum__state=Forum.State.OPEN, kind=Contribution.Kind.QUESTION,
        state=Contribution.State.SHOWN,
    )  # fmt: skip
    return [Question(str(one.speaker), one.text) for one in rows.order_by("number")[:ON_SCREEN]]


def next_number(forum: Forum) -> int:
    """The number of the next contribution."""
    last = Contribution.objects.filter(forum=forum).order_by("number").last()
    return last.number + 1 if last else 1


def rule_of(forum: Forum, name: str) -> Any:
    """The provision as it held when the forum was planned."""
    return rule(f"forum.{name}", at=forum.township, on=forum.planned_on)
