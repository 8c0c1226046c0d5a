"""What can be printed: the notice to observers (旁听公告), and their permits (旁听证)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from changren.base.clock.now import day_of
from changren.base.documents import paper
from changren.base.ui.tags import minute
from changren.gallery import queries
from changren.gallery.models import Application, Category, Gallery

CONDUCT = (
    gettext_lazy("Enter with this permit and your identity card, and sit where you are shown."),
    gettext_lazy("Observers do not speak, vote or elect at the meeting, and keep order."),
    gettext_lazy("What you think of the meeting you may write to the office afterwards, behind your private link."),
)


@dataclass(frozen=True)
class Notice:
    """The notice as it stands on the public page. seats: of each category."""

    gallery: Gallery
    seats: list[tuple[Any, int]]
    in_all: int
    residents: Any
    kept: Any


def notice(gallery: Gallery) -> Notice:
    """What everybody may read: the meeting, the seats, until when and how one applies."""
    seats = [(Category(name).label, n) for name, n in gallery.seats.items()]
    rules = [queries.rule_of(gallery, name) for name in ("residents", "kept_after")]
    return Notice(gallery, seats, gallery.seats_in_all, *rules)


def permits(gallery: Gallery, rows: Sequence[Application]) -> paper.Paper:
    """The permits, one on each sheet, each with the code that is read at the door."""
    title = _("Permits for “%(meeting)s”") % {"meeting": gallery.meeting}
    if len(rows) == 1:
        title = _("Permit no. %(n)s") % {"n": rows[0].permit}
    parts = [part for one in rows for part in (paper.sheet(), *_permit(gallery, one))]
    return paper.Paper(title, gallery.issued_on or day_of(gallery.meeting.starts_at), parts[1:])


def _permit(gallery: Gallery, one: Application) -> list[paper.Part]:
    meeting = gallery.meeting
    code = one.invitee.code if one.invitee else ""
    return [
        paper.office(_("Standing-system office of %(township)s") % {"township": gallery.township}),
        paper.title(_("Permit to observe")),
        paper.under(meeting),
        paper.form(
            [(_("Number"), one.permit), (_("Name"), one.name)],
            [(_("Seat"), one.get_category_display()), (_("Member"), one.get_kind_display())],
            [(_("Branch or workplace"), one.workplace)],
            [(_("Begins"), minute(meeting.starts_at))],
            [(_("Place"), meeting.place or "—")],
        ),
        paper.points(CONDUCT),
        *([paper.cards([(one.name, [_("Permit no. %(n)s") % {"n": one.permit}], code)], of=meeting)] if code else []),
    ]
