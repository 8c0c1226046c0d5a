"""What the calendar does to galleries: applications close at their minute, numbers are deleted in their time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act, is_clockwork, performed
from changren.base.clock.now import day_of
from changren.gallery import guards as only
from changren.gallery import queries
from changren.gallery.acts.tells import office
from changren.gallery.models import Gallery

State = Gallery.State


@act(Gallery, {State.PUBLISHED: State.CLOSED}, who=is_clockwork, when=[only.is_past_closing], tells=[office],
     says=_("The time to apply for “{it}” ended"), verb=_("Close applications"))  # fmt: skip
def close_applications(gallery: Gallery, *, on: datetime) -> None:
    """Gallery Rules, art. 3. At the minute that the notice states, by itself."""
    gallery.closed_on = day_of(on)


@act(Gallery, {state: state for state in State}, who=is_clockwork, when=[only.is_time_to_forget],
     says=_("The card and telephone numbers of “{it}” were deleted"), verb=_("Delete the numbers"))  # fmt: skip
def forget_numbers(gallery: Gallery, *, on: datetime) -> None:
    """Gallery Rules, art. 6. Of everybody who applied, admitted or not."""
    for one in gallery.applications.all():
        one.hold(card="", phone="")
        one.save()
    gallery.forgotten_on = day_of(on)


def tick(*, by: Any, on: datetime) -> Iterator[Any]:
    """Close what has come to its minute, forget what is not needed any more, and yield each."""
    for gallery in queries.past_closing(on):
        yield from performed(close_applications, gallery, by=by, on=on)
    for gallery in queries.to_forget(on):
        yield from performed(forget_numbers, gallery, by=by, on=on)
