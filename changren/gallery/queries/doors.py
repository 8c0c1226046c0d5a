"""The access doors: the gallery is the township's once its notice is out; applications are for those who decide."""

from typing import Any

from changren.congress.models import Meeting
from changren.congress.queries import for_reader
from changren.gallery.models import Application, Gallery
from changren.organisation.models import Post, Role, Unit

PREPARES = (Role.CLERK, Role.COMMITTEE)
State = Gallery.State


def galleries_for(post: Post) -> Any:
    """A township's people see its gallery once the notice is published; who prepares and decides, drafts too."""
    rows = Gallery.objects.select_related(*Gallery.alongside)
    if post.role == Role.DISTRICT:
        return rows
    ours = rows.filter(township=post.township_id)
    return ours if post.role in PREPARES else ours.exclude(published_at=None)


def applications_for(post: Post) -> Any:
    """Names are for the office and the committee that decides; a branch sees whom it has recommended."""
    rows = Application.objects.select_related(*Application.alongside).filter(township=post.township_id)
    if post.role in PREPARES:
        return rows
    own = post.role == Role.BRANCH and post.unit_id is not None
    return rows.filter(unit=post.unit_id) if own else rows.none()


def meetings_for(post: Post) -> Any:
    """The meetings for which a gallery may be prepared."""
    return for_reader(post)


def public_galleries() -> Any:
    """What stands on the public page: notices that are out, of meetings that were not cancelled, newest first."""
    rows = Gallery.objects.select_related(*Gallery.alongside).exclude(published_at=None)
    return rows.exclude(meeting__state=Meeting.State.CANCELLED).order_by("-published_at", "-id")


def gallery_of(meeting: Meeting) -> Gallery | None:
    """The gallery of a meeting, if one was prepared and not called off."""
    return Gallery.objects.filter(meeting=meeting.pk).exclude(state=State.OFF).first()


def meeting_of(it: Any) -> Meeting:
    """The meeting itself, or the one that something here belongs to."""
    if isinstance(it, Meeting):
        return it
    gallery = it.gallery if isinstance(it, Application) else it
    return gallery.meeting  # type: ignore[no-any-return]


def recommending_units(post: Post) -> Any:
    """The units in whose name a post may recommend: its own; for the office those of the township."""
    rows: Any = Unit.objects.filter(township=post.township_id, is_open=True).order_by("name", "id")
    return rows.filter(pk=post.unit_id) if post.role == Role.BRANCH else rows


def open_applications(gallery: Gallery) -> Any:
    """Those on which nothing is decided yet, by category and number."""
    rows = Application.objects.select_related(*Application.alongside).filter(gallery=gallery)
    return rows.filter(state__in=Application.OPEN).order_by("category", "number")


def next_number(gallery: Gallery) -> int:
    """The number of the next application."""
    last = gallery.applications.order_by("number").last()
    return last.number + 1 if last else 1


def is_expected(application: Application) -> bool:
    """Whether the meeting still expects whoever holds the permit."""
    return application.invitee is not None and not application.invitee.is_withdrawn


def still_to_prepare(post: Post, on: Any) -> Any:
    """The meetings to come for which the office has not prepared any seats yet."""
    if post.role != Role.CLERK:
        return Meeting.objects.none()
    done = Gallery.objects.filter(township=post.township_id).exclude(state=State.OFF).values("meeting")
    rows = for_reader(post).filter(starts_at__gt=on).exclude(state=Meeting.State.CANCELLED)
    return rows.exclude(pk__in=done)


def permits(gallery: Gallery, post: Post) -> list[Application]:
    """Whose permits the office prints."""
    if post.role != Role.CLERK:
        return []
    return list(applications_for(post).filter(gallery=gallery, state__in=Application.IN).order_by("permit"))
