"""The list of matters, what waits for somebody, what a delegate did, and the figures."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of, now
from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.figures import Figures, Record
from changren.base.tenancy.ids import is_id
from changren.base.tenancy.models import Township
from changren.base.web.waiting import Waiting
from changren.matters.models import Host, Matter, Reception
from changren.matters.queries.asking import hand_over_by, rule_of, verify_by
from changren.matters.queries.doors import matters_for, receptions_for
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.rulebook.rules import rule

State = Matter.State
MATTERS = _("Matters raised with delegates")
OUTCOMES = {
    "open": Matter.UNDERWAY, "settled": (State.SETTLED,), "elsewhere": (State.ELSEWHERE,), "noted": (State.NOTED,),
    "declined": (State.DECLINED,), "joined": (State.JOINED,), "withdrawn": (State.WITHDRAWN,),
}  # fmt: skip
KINDS = tuple(f"matters.{name}" for name in OUTCOMES)
LABELS: dict[str, Any] = {
    "matters": MATTERS, "matters.open": _("Matters that are open"), "matters.settled": _("Matters that were settled"),
    "matters.elsewhere": _("Matters told where to go"), "matters.noted": _("Talks without a matter"),
    "matters.declined": _("Matters that were declined"), "matters.joined": _("Matters joined to others"),
    "matters.withdrawn": _("Matters that were withdrawn"),
    "matters.taken_up": _("Matters of which a suggestion was made"),
}  # fmt: skip


def board(post: Post, *, state: str = "", township: str = "", mine: str = "") -> Any:
    """The matters a post may open, newest first, narrowed as asked. What is none of these narrows nothing.

    mine: anything, for those that were raised with the person.
    """
    rows = matters_for(post).annotate(raised_by=Count("joined") + 1).order_by("-raised_on", "-number")
    rows = rows.filter(state=state) if state in State.values else rows
    rows = rows.filter(mandate__person=post.person_id) if mine else rows
    return rows.filter(township=township) if is_id(township) else rows


def receptions_ahead(post: Post, on: Any) -> Any:
    """The reception days that are planned, the next first."""
    rows = receptions_for(post).filter(state=Reception.State.PLANNED).prefetch_related("hosts__mandate__person")
    return rows.order_by("starts_at", "id")


def held_this_month(township: Township, on: Any) -> tuple[int, Any]:
    """How many reception days this month has, and the provision that says how many there should be."""
    day = day_of(on)
    rows = Reception.objects.filter(township=township.pk, starts_at__year=day.year, starts_at__month=day.month)
    asked = rule("matters.reception_days", at=township, on=day)
    return rows.exclude(state=Reception.State.OFF).count(), asked


def waiting_for(person: Person) -> list[Waiting]:
    """What the person is to do about matters, in any of their posts."""
    lines: list[Waiting] = []
    for post in posts_held(person):
        if post.role == Role.DELEGATE:
            lines += _for_delegate(post)
        elif post.role == Role.CLERK:
            lines += _for_office(post)
    return lines


def duties(mandate: Any, period: Period) -> list[Duty]:
    """The matters that a delegate took on, and the days on which they received people."""
    rows = Matter.objects.select_related(*Matter.alongside).filter(
        mandate=mandate.pk, raised_on__range=(period.start, period.end)
    )
    says = _("Took on a matter")
    found = [Duty(one.raised_on, says, one, Right.SUPERVISE) for one in rows.order_by("raised_on", "number")]
    held = Host.objects.select_related(*Host.alongside).filter(
        mandate=mandate.pk, reception__state=Reception.State.HELD,
        reception__starts_at__date__range=(period.start, period.end),
    )  # fmt: skip
    received = _("Received people at the workroom")
    days = [Duty(day_of(one.reception.starts_at), received, one.reception, Right.TAKE_PART) for one in held]
    return sorted(found + days, key=lambda one: one.day)


def figures(organisation: Township, period: Period) -> Figures:
    """Records of the matters raised in the period, of one township or, at the district's level, of all.

    Keys: "matters", split into KINDS by what became of them; "matters.taken_up".
    """
    rows = Matter.objects.filter(raised_on__range=(period.start, period.end))
    if not organisation.is_district:
        rows = rows.filter(township=organisation)
    return Figures(tuple(_record(one) for one in rows.order_by("raised_on", "number", "id")))


def _record(one: Matter) -> Record:
    fate = next(name for name, states in OUTCOMES.items() if one.state in states)
    keys = {"matters", f"matters.{fate}"} | ({"matters.taken_up"} if one.taken_up_on else set())
    return Record(one.township_id, one.told_as, one.get_absolute_url(), frozenset(keys))


def _for_delegate(post: Post) -> list[Waiting]:
    ours = Matter.objects.select_related(*Matter.alongside).filter(mandate__person=post.person_id)
    raised = ours.filter(township=post.township_id, state=State.RAISED)
    days = Reception.objects.select_related(*Reception.alongside).filter(
        hosts__mandate__person=post.person_id, township=post.township_id, state=Reception.State.PLANNED,
        ends_at__gte=now(),
    )  # fmt: skip
    return [
        *(_line(post, _("Verify the matter"), one, verify_by(one), "verify_within") for one in raised),
        *(Waiting(post, _("Receive people at the workroom"), one, one.get_absolute_url(), day_of(one.starts_at))
          for one in days),
    ]  # fmt: skip


def _for_office(post: Post) -> list[Waiting]:
    rows = Matter.objects.select_related(*Matter.alongside).filter(township=post.township_id)
    nobody = rows.filter(state=State.RAISED, mandate=None)
    verified = rows.filter(state=State.VERIFIED)
    says = {Matter.Level.OWN: _("Hand the matter over to a unit"), Matter.Level.ABOVE: _("Send the matter up")}
    over = Reception.objects.select_related(*Reception.alongside).filter(
        township=post.township_id, state=Reception.State.PLANNED, ends_at__lt=now()
    )
    return [
        *(_line(post, _("Find a delegate for it"), one, verify_by(one), "verify_within") for one in nobody),
        *(_line(post, says[Matter.Level(one.level)], one, hand_over_by(one), "refer_within") for one in verified),
        *(Waiting(post, _("Close the register of the reception day"), one, one.get_absolute_url()) for one in over),
    ]


def _line(post: Post, says: Any, one: Matter, due: date | None, name: str) -> Waiting:
    return Waiting(post, says, one, one.get_absolute_url(), due, rule_of(one, name))


def days_of(workroom: Any, on: Any) -> Any:
    """The reception days of a workroom that are still to come, called off or not, with who receives."""
    rows = workroom.receptions.filter(ends_at__gte=on).exclude(state=Reception.State.HELD)
    return rows.prefetch_related("hosts__mandate__person").order_by("starts_at", "id")
