"""What the calendar has to do: applications that come to their minute, numbers that are not needed any more."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from changren.base.clock.calendar import Calendar
from changren.base.clock.now import day_of
from changren.gallery.models import Gallery
from changren.gallery.queries.asking import rule_of

State = Gallery.State


def past_closing(on: datetime) -> Any:
    """The galleries whose minute has come."""
    rows = Gallery.objects.select_related(*Gallery.alongside)
    return rows.filter(state=State.PUBLISHED, closes_at__lte=on).order_by("closes_at", "id")


def kept_until(gallery: Gallery) -> date:
    """The last day on which the numbers are kept."""
    return rule_of(gallery, "kept_after").term.after(day_of(gallery.meeting.ends_at), Calendar())  # type: ignore[no-any-return]


def to_forget(on: datetime) -> list[Gallery]:
    """The galleries whose numbers are not needed any more."""
    rows = Gallery.objects.select_related(*Gallery.alongside).filter(forgotten_on=None, meeting__ends_at__lt=on)
    return [one for one in rows.order_by("pk") if day_of(on) > kept_until(one)]


def districts_due(on: datetime) -> set[int]:
    """The districts of this installation in which something here may be due."""
    closing = Q(state=State.PUBLISHED, closes_at__lte=on)
    over = Q(forgotten_on=None, meeting__ends_at__lt=on - timedelta(days=1))
    return set(Gallery.every_district.filter(closing | over).values_list("district_id", flat=True))
