"""`changren reindex`: build the index again from what there is, district by district."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from changren.base.minutes.models import Chain
from changren.base.tenancy.models import District
from changren.base.tenancy.scope import within_district
from changren.search.engines import engine
from changren.search.index import forget, keep
from changren.search.models import Found
from changren.search.places import room_range
from changren.search.rooms import ROOMS, Room

BATCH = 500  # objects in one transaction; people go on working between two


def reindex(code: int | None, say: Callable[[str], Any]) -> int:
    """Build the index of one district, or of all, and say how far it is. Returns 1 if there is no such district."""
    districts = District.objects.filter(code=code) if code else District.objects.all()
    for district in districts:
        with within_district(district.code):
            say(f"{district.code} {district}")
            for room in ROOMS:
                _room(room, district.code, say)
    engine().tidy()
    return 0 if districts else 1


def _room(room: Room, district: int, say: Callable[[str], Any]) -> None:
    every = list(room.model.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(every), BATCH):
        with transaction.atomic():
            Chain.objects.select_for_update().get()  # nobody acts meanwhile
            rows = room.model.objects.select_related(*room.model.alongside)
            keep(rows.filter(pk__in=every[start : start + BATCH]).order_by("pk"), anew=True)
        say(f"  {room.name}: {min(start + BATCH, len(every))} of {len(every)}")
    with transaction.atomic():
        Chain.objects.select_for_update().get()
        low, high = room_range(district, room.number)
        there = Found.objects.filter(place__gte=low, place__lt=high)
        gone = forget(there.exclude(thing__in=room.model.objects.values("pk")))
    if gone:
        say(f"  {room.name}: {gone} that are no more")
