"""The access doors of meetings: plans are for those who prepare them, what is convened is for the township."""

from typing import Any

from changren.congress.models import Invitee, Meeting
from changren.mandates.models import Session
from changren.mandates.queries import sessions_for as sessions_of_mandates
from changren.organisation.models import Post, Role

PREPARES = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE)


def for_reader(post: Post) -> Any:
    """A township's people see its meetings once they are convened; who prepares them, from the first day."""
    rows = Meeting.objects.select_related(*Meeting.alongside)
    if post.role == Role.DISTRICT:
        return rows
    ours = rows.filter(township=post.township_id)
    return ours if post.role in PREPARES else ours.exclude(convened_on=None)


def sessions_for(post: Post) -> Any:
    """The sessions at which a meeting may be prepared."""
    return sessions_of_mandates(post)


def invitees_for(post: Post) -> Any:
    """Who is expected at the meetings that a post may open."""
    rows = Invitee.objects.select_related(*Invitee.alongside).filter(is_withdrawn=False)
    return rows.filter(meeting__in=for_reader(post))


def of_session(session: Session) -> Meeting | None:
    """The meeting that is prepared for a session."""
    return Meeting.objects.filter(session=session.pk).first()


def meetings_before(session: Session) -> Any:
    """The meetings of the township whose agenda may be taken over, newest first."""
    return Meeting.objects.filter(township=session.township_id).exclude(state=Meeting.State.CANCELLED)


def meeting_of(it: Any) -> Meeting:
    """The meeting itself, or the one that something belongs to."""
    return it if isinstance(it, Meeting) else it.meeting
