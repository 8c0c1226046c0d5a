"""Who stands at the ends of a talk and of a message, and when somebody was last contacted."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from changren.contact.models import Counterpart, Message, Part, Plan, Talk, Tie
from changren.organisation.models import Role


def ties_in(talk: Talk) -> list[Tie]:
    """The ties of those who took part in a talk with a committee member."""
    rows = Tie.objects.select_related(*Tie.alongside).filter(parts__talk=talk)
    return list(rows.order_by("mandate__number"))


def people_in(talk: Talk) -> list[Counterpart]:
    """Those of a delegate's list who were there."""
    rows = Counterpart.objects.select_related(*Counterpart.alongside).filter(parts__talk=talk)
    return list(rows.order_by("number"))


def members_above(talk: Talk) -> list[UUID]:
    """Who answers what was raised: the member who was there, or who keeps contact with the delegate now."""
    if talk.member_id:
        return [talk.member_id]
    rows = Tie.objects.filter(mandate=talk.mandate_id, plan__state=Plan.State.ADOPTED)
    return list(rows.values_list("member", flat=True))


def logged_on(day: date, who: Sequence[Tie | Counterpart]) -> Tie | Counterpart | None:
    """The first of these with whom a talk of this day is logged already."""
    keys = [one.pk for one in who]
    rows = Part.objects.filter(talk__day=day)
    tied = set(rows.filter(tie__in=keys).values_list("tie", flat=True))
    there = tied | set(rows.filter(counterpart__in=keys).values_list("counterpart", flat=True))
    return next((one for one in who if one.pk in there), None)


def last_with_ties(ties: Iterable[UUID]) -> dict[UUID, date]:
    """The day of the last talk of each tie that has one."""
    rows = Part.objects.filter(tie__in=list(ties)).order_by().values_list("tie")
    return dict(rows.annotate(Max("talk__day")))


def last_with_people(people: Iterable[UUID]) -> dict[UUID, date]:
    """The day of the last visit to each of these."""
    rows = Part.objects.filter(counterpart__in=list(people)).order_by().values_list("counterpart")
    return dict(rows.annotate(Max("talk__day")))


def hearers(plan: Plan, by: Any) -> Any:
    """The ties down which a message of this post goes."""
    rows = Tie.objects.filter(plan=plan)
    return rows if by.role == Role.CLERK else rows.filter(member=by.person_id)


def replies_to(message: Message) -> Any:
    """What delegates said back."""
    return message.replies.select_related("mandate__person").order_by("said_on", "pk")
