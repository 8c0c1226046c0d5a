"""The list of plans, what a delegate did, and the figures."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.figures import Figures, Record
from changren.base.tenancy.ids import is_id
from changren.base.tenancy.models import Township
from changren.contact.models import Counterpart, Part, Plan, Reply, Talk
from changren.contact.queries.asking import rule_of
from changren.contact.queries.doors import plans_for
from changren.mandates.models import Mandate
from changren.organisation.models import Person, Post

FEW, FIT = "contacts.lists.of_few", "contacts.lists.of_fit"
LISTS: dict[str, Any] = {
    FIT: _("Delegates who keep contact with as many people as the rules say"),
    FEW: _("Delegates who keep contact with fewer people than the rules say"),
}
LABELS: dict[str, Any] = {
    "contacts.members": _("Committee members who made contact with delegates"),
    "contacts.delegates": _("Delegates with whom committee members made contact"),
    "contacts.lists": _("Delegates who keep contact with members and residents"), **LISTS,
}  # fmt: skip


def board(post: Post, *, state: str = "", township: str = "") -> Any:
    """The plans a post may open, newest first, narrowed as asked. What is none of these narrows nothing."""
    rows = plans_for(post).order_by("-year", "-id")
    rows = rows.filter(state=state) if state in Plan.State.values else rows
    return rows.filter(township=township) if is_id(township) else rows


def duties(mandate: Any, period: Period) -> list[Duty]:
    """With whom a delegate spoke, whom they visited, and what they said back. Nobody of their list is named."""
    days = (period.start, period.end)
    talks = Talk.objects.select_related(*Talk.alongside).filter(day__range=days)
    told = Reply.objects.select_related(*Reply.alongside).filter(mandate=mandate.pk, said_on__range=days)
    with_member = talks.filter(parts__tie__mandate=mandate.pk).distinct()
    lines = [Duty(one.day, _("Spoke with a member of the Party committee"), one, Right.KNOW) for one in with_member]
    lines += [
        Duty(one.day, _("Kept contact with members and residents"), one, Right.TAKE_PART)
        for one in talks.filter(mandate=mandate.pk)
    ]
    lines += [Duty(one.said_on, _("Said a message back in their own words"), one, Right.KNOW) for one in told]
    return sorted(lines, key=lambda line: (line.day, str(line.it.pk)))


def figures(organisation: Township, period: Period) -> Figures:
    """Records of who was contacted in the period and of who keeps lists; of one township, or at the district's level.

    Keys: "contacts.members", "contacts.delegates"; "contacts.lists", split into LISTS. Each person counts once.
    """
    ours = Q() if organisation.is_district else Q(township=organisation)
    return Figures((*_contacted(ours, period), *_lists(ours, period)))


def _contacted(ours: Q, period: Period) -> Iterator[Record]:
    talks = Talk.objects.filter(ours, day__range=(period.start, period.end), member__isnull=False).order_by("day")
    parts = Part.objects.filter(talk__in=talks.order_by(), tie__isnull=False).order_by("talk__day", "id")
    rows = parts.values_list("tie__plan", "tie__township", "talk__member", "tie__mandate")
    met = list(rows)
    people = dict(Person.objects.filter(pk__in={row[2] for row in met}).values_list("pk", "name"))
    seats = Mandate.objects.select_related("person").in_bulk({row[3] for row in met})
    for plan, place, member in {row[2]: (row[0], row[1], row[2]) for row in met}.values():
        url = Plan(pk=plan).get_absolute_url()
        yield Record(place, people[member], url, frozenset({"contacts.members"}))
    for place, mandate in {row[3]: (row[1], row[3]) for row in met}.values():
        seat = seats[mandate]
        yield Record(place, str(seat), seat.get_absolute_url(), frozenset({"contacts.delegates"}))


def _lists(ours: Q, period: Period) -> Iterator[Record]:
    """Only where a plan is in force: before, no list is owed."""
    rows = Plan.objects.select_related(*Plan.alongside).filter(ours, begins_on__lte=period.today)
    plans = {one.township_id: one for one in rows.order_by("begins_on", "pk")}
    counted = _counted(plans, period.today)
    seats = Mandate.objects.select_related("person").in_bulk(counted)
    for mandate in sorted(seats.values(), key=lambda one: (one.township_id, one.number)):
        enough = rule_of(plans[mandate.township_id], "people_least").is_met_by(counted[mandate.pk])
        keys = frozenset({"contacts.lists", FIT if enough else FEW})
        yield Record(mandate.township_id, str(mandate), mandate.get_absolute_url(), keys)


def _counted(places: Iterable[Any], day: date) -> dict[Any, int]:
    """How many people each delegate had on the list on a day."""
    rows = Counterpart.objects.filter(township__in=list(places), kind__in=Counterpart.PEOPLE, since__lte=day)
    found: dict[Any, int] = {}
    for mandate in rows.filter(Q(left_on=None) | Q(left_on__gt=day)).values_list("mandate", flat=True):
        found[mandate] = found.get(mandate, 0) + 1
    return found
