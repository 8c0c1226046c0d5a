"""The list of forums, what waits for somebody, what a delegate did, and the figures."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.calendar import Calendar
from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.figures import Figures, Record
from changren.base.tenancy.ids import is_id
from changren.base.tenancy.models import Township
from changren.base.web.waiting import Waiting
from changren.forum.models import Contribution, Forum
from changren.forum.queries.doors import forums_for, rule_of
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held

State = Forum.State
SPEECHES = _("Contributions to the delegates' forum")
KINDS: dict[str, Any] = {f"contributions.of_{value}": label for value, label in Contribution.Kind.choices}
LABELS: dict[str, Any] = {
    "contributions": SPEECHES, "contributions.answered": _("Questions of the forum that were answered"),
    "contributions.taken_up": _("Contributions of which a suggestion was made"), **KINDS,
}  # fmt: skip


def board(post: Post, *, state: str = "", township: str = "") -> Any:
    """The forums a post may open, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = forums_for(post).order_by("-held_at", "-id")
    seen = Q(contributions__state__in=Contribution.SEEN)
    rows = rows.annotate(said=Count("contributions", filter=seen))
    rows = rows.filter(state=state) if state in State.values else rows
    return rows.filter(township=township) if is_id(township) else rows


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about forums, in any of their posts."""
    lines: list[Waiting] = []
    for post in posts_held(person):
        if post.role == Role.CLERK:
            new = Q(contributions__state=Contribution.State.RECEIVED)
            lines += [_line(post, _("Look at what came in"), one) for one in _of(post).filter(new).distinct()]
            unwritten = _of(post).filter(state=State.CLOSED, minutes="")
            lines += [_line(post, _("Write the minutes of the forum"), one, _due(one)) for one in unwritten]
        elif post.role == Role.COMMITTEE:
            written = _of(post).filter(state=State.CLOSED).exclude(minutes="")
            lines += [_line(post, _("Adopt the minutes of the forum"), one, _due(one)) for one in written]
    return lines


def duties(mandate: Any, period: Period) -> list[Duty]:
    """What a delegate said or asked in forums."""
    rows = Contribution.objects.select_related(*Contribution.alongside).filter(
        mandate=mandate.pk, received_on__range=(period.start, period.end)
    )
    says = _("Took part in the delegates' forum")
    return [Duty(one.received_on, says, one, Right.TAKE_PART) for one in rows.order_by("received_on", "id")]


def figures(organisation: Township, period: Period) -> Figures:
    """Records of what was said in the period and shown, of one township or, at the district's level, of all.

    Keys: "contributions", split into KINDS; "contributions.answered"; "contributions.taken_up".
    """
    rows = Contribution.objects.select_related(*Contribution.alongside).filter(
        received_on__range=(period.start, period.end), state__in=Contribution.SEEN
    )
    if not organisation.is_district:
        rows = rows.filter(township=organisation)
    return Figures(tuple(_record(one) for one in rows.order_by("received_on", "id")))


def _record(one: Contribution) -> Record:
    keys = {"contributions", f"contributions.of_{one.kind}"}
    keys |= {"contributions.answered"} if one.state == Contribution.State.ANSWERED else set()
    keys |= {"contributions.taken_up"} if one.taken_up_on else set()
    return Record(one.township_id, str(one), one.get_absolute_url(), frozenset(keys))


def _of(post: Post) -> Any:
    return Forum.objects.select_related(*Forum.alongside).filter(township=post.township_id)


def _due(forum: Forum) -> date | None:
    """By when the minutes are written and adopted."""
    return rule_of(forum, "minutes_within").term.after(forum.closed_on, Calendar()) if forum.closed_on else None


def _line(post: Post, says: Any, forum: Forum, due: date | None = None) -> Waiting:
    return Waiting(post, says, forum, forum.get_absolute_url(), due, rule_of(forum, "minutes_within") if due else None)
