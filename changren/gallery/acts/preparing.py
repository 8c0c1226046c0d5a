"""The seats are set out and announced (art. 1 and 3)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress.models import Meeting
from changren.gallery import guards as only
from changren.gallery import queries
from changren.gallery.acts.tells import branches, committee, office
from changren.gallery.models import Gallery

State = Gallery.State


@act(Gallery, {None: State.DRAFT}, who=only.is_office, within=Meeting,
     when=[only.is_ahead, only.has_no_gallery, only.closes_in_time, only.is_closing_ahead],
     says=_("{by} prepared the seats for “{it}”"), verb=_("Prepare seats for observers"))  # fmt: skip
def prepare(meeting: Meeting, *, closes_at: datetime, register_at: str, remark: str, on: datetime) -> Gallery:
    """Gallery Rules, art. 1. As many seats as the rules give on this day, category by category."""
    return Gallery.objects.create(
        township=meeting.township, meeting=meeting, closes_at=closes_at, register_at=register_at, remark=remark,
        drafted_on=day_of(on), **queries.seats_given(meeting.township, day_of(on)),
    )  # fmt: skip


@act(Gallery, {State.DRAFT: State.DRAFT}, who=only.is_office, when=[only.closes_in_time, only.is_closing_ahead],
     says=_("{by} revised the notice of “{it}”"), verb=_("Revise"))  # fmt: skip
def revise(gallery: Gallery, *, closes_at: datetime, register_at: str, remark: str) -> None:
    """As long as the notice is not published."""
    gallery.closes_at, gallery.register_at, gallery.remark = closes_at, register_at, remark


@act(Gallery, {State.DRAFT: State.PUBLISHED}, who=only.is_office, tells=[committee, branches],
     when=[only.is_ahead, only.is_agreed, only.is_announced_in_time],
     says=_("{by} published the notice of “{it}”"), verb=_("Publish the notice"))  # fmt: skip
def publish_notice(gallery: Gallery, *, on: datetime) -> None:
    """Gallery Rules, art. 3. From now on it stands on the public page, and whoever may can apply."""
    gallery.published_at = on


@act(Gallery, {(State.DRAFT, State.PUBLISHED, State.CLOSED): State.OFF}, who=only.is_office,
     tells=[office, committee], says=_("{by} called “{it}” off"), verb=_("Call it off"))  # fmt: skip
def call_off(gallery: Gallery, *, reason: str) -> None:
    """Before the list is decided. Whoever applied finds the reason behind their link."""
    gallery.reason = reason
