"""What the calendar has to do: matters whose case is closed, and persons who need not be known any more."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from changren.base.clock.now import day_of
from changren.casework.models import Case
from changren.matters.models import Matter
from changren.matters.queries.asking import kept_until

CLOSED = Q(state=Matter.State.HANDED, case__state=Case.State.CLOSED)


def to_settle() -> Any:
    """The matters whose case the delegates have closed."""
    return Matter.objects.select_related(*Matter.alongside).filter(CLOSED).order_by("pk")


def to_forget(on: datetime) -> list[Matter]:
    """The matters that ended so long ago that nobody needs to know who raised them."""
    rows = Matter.objects.select_related(*Matter.alongside).filter(_ended(on), forgotten_on=None)
    ends = ((one, kept_until(one)) for one in rows.order_by("pk"))
    return [one for one, last in ends if last is not None and day_of(on) > last]


def districts_due(on: datetime) -> set[int]:
    """The districts of this installation in which something here may be due."""
    due = CLOSED | (_ended(on) & Q(forgotten_on=None))
    return set(Matter.every_district.filter(due).values_list("district_id", flat=True))


def _ended(on: datetime) -> Q:
    return Q(ended_on__lt=day_of(on)) | Q(joined_to__ended_on__lt=day_of(on))
