"""What can be printed: the poster of a workroom with its code; and the code of a private link on a screen."""

from collections.abc import Iterable
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from changren.base.documents import paper
from changren.base.ui.tags import minute
from changren.base.words import listed
from changren.matters.models import Reception, Workroom


def poster(workroom: Workroom, ahead: Iterable[Reception], address: str, on: date) -> paper.Paper:
    """The poster that hangs at the door."""
    title = _("Tell your delegates: %(name)s") % {"name": workroom}
    rows = [(minute(day.starts_at), listed(str(host.mandate) for host in day.hosts.all())) for day in ahead]
    days = [paper.heading(_("Reception days")), paper.facts(rows)] if rows else []
    how = (
        _("Scan the code with a telephone. No account is needed, and no name."),
        _("A delegate looks into it and hands it to whoever must answer."),
        _("You read the answer behind your own link, and say whether you are satisfied."),
    )
    parts = [
        paper.office(_("Standing-system office of %(township)s") % {"township": workroom.township}),
        paper.title(title), paper.under(workroom.address), paper.points(how),
        paper.cards([(workroom, [workroom.address], address)], of=workroom.township), *days,
    ]  # fmt: skip
    return paper.Paper(title, on, parts)


def drawn(address: str) -> SafeString:
    """The code of an address as a picture, to be read off a screen. It holds nothing but squares."""
    import segno  # only where a code is drawn

    code = segno.make(address, error="m", micro=False).svg_inline(border=2, scale=4, svgclass=None, lineclass=None)
    return mark_safe(code)  # noqa: S308  (drawn by us)
