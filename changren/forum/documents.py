"""What can be printed of a forum: its minutes (论坛纪要)."""

from django.utils.translation import gettext as _

from changren.base.documents import paper
from changren.base.ui.tags import day
from changren.forum.models import Forum


def minutes(forum: Forum) -> paper.Paper:
    """The minutes as they were adopted, or as they stand."""
    title = _("Minutes of the forum “%(theme)s”") % {"theme": forum.theme}
    where = " · ".join(filter(None, (str(forum.township), forum.place, day(forum.held_at))))
    adopted = [day(forum.minuted_on)] if forum.minuted_on else [_("Not adopted yet")]
    parts = [paper.title(title), paper.under(where), paper.prose(forum.minutes), paper.ends(*adopted)]
    return paper.Paper(title, forum.minuted_on or forum.closed_on or forum.planned_on, parts)
