"""The list of galleries, what waits for somebody, and what a delegate did."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of
from changren.base.clock.period import Period
from changren.base.duties import Duty
from changren.base.tenancy.ids import is_id
from changren.base.web.waiting import Waiting
from changren.gallery.models import Application, Gallery
from changren.gallery.queries.asking import rule_of
from changren.gallery.queries.doors import galleries_for
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held

State = Gallery.State
FOR_OFFICE: dict[str, Any] = {
    State.DRAFT: _("Publish the notice to observers"), State.CLOSED: _("Propose who observes"),
    State.DECIDED: _("Issue the permits to observers"),
}  # fmt: skip


def board(post: Post, *, state: str = "", township: str = "") -> Any:
    """The galleries a post may open, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = galleries_for(post).order_by("-drafted_on", "-id")
    rows = rows.annotate(
        applied=Count("applications"), admitted=Count("applications", filter=Q(applications__state__in=Application.IN))
    )
    rows = rows.filter(state=state) if state in State.values else rows
    return rows.filter(township=township) if is_id(township) else rows


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about observers, in any of their posts."""
    lines: list[Waiting] = []
    for post in posts_held(person):
        if post.role == Role.CLERK:
            lines += _for_office(post)
        elif post.role == Role.COMMITTEE:
            listed = _of(post).filter(state=State.CLOSED, applications__state=Application.State.SHORTLISTED).distinct()
            lines += [_line(post, _("Decide who observes"), one, "seats") for one in listed]
    return lines


def duties(mandate: Any, period: Period) -> list[Duty]:
    """Observing is no duty of delegates."""
    return []


def _for_office(post: Post) -> list[Waiting]:
    rows = Application.objects.select_related(*Application.alongside).filter(township=post.township_id)
    unread = rows.filter(opinion_on__isnull=False, opinion_read_on=None)
    back = rows.filter(state=Application.State.WITHDRAWN, invitee__is_withdrawn=False)
    steps = [_line(post, FOR_OFFICE[one.state], one, "notice_before") for one in _of(post).filter(state__in=FOR_OFFICE)]
    return [
        *steps,
        *(Waiting(post, _("Read the opinion of an observer"), one, one.get_absolute_url()) for one in unread),
        *(Waiting(post, _("Take back the permit"), one, one.get_absolute_url()) for one in back),
    ]


def _of(post: Post) -> Any:
    return Gallery.objects.select_related(*Gallery.alongside).filter(township=post.township_id)


def _line(post: Post, says: Any, gallery: Gallery, name: str) -> Waiting:
    due = day_of(gallery.meeting.starts_at) if gallery.state != State.DRAFT else None
    return Waiting(post, says, gallery, gallery.get_absolute_url(), due, rule_of(gallery, name))
