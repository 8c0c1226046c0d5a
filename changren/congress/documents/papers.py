"""The notice, the agenda, the lists, the badges, the minutes, and the report on what the rules ask."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from changren.base.clock.now import day_of
from changren.base.documents import paper
from changren.base.ui.tags import day
from changren.congress import queries
from changren.congress.models import Invitee, Meeting, Resolution
from changren.mandates.documents import report_paper
from changren.mandates.queries import report

Part = paper.Part


def minutes_paper(meeting: Meeting) -> paper.Paper:
    """The minutes, with who adopted them and when."""
    title = _("Minutes of %(meeting)s") % {"meeting": meeting}
    colon = pgettext("after a field's name", ": ")
    adopted = [f"{_('Adopted by')}{colon}{meeting.adopted_by}", day(meeting.followed_on)]
    signed = adopted if meeting.followed_on else [_("Not adopted yet")]
    parts = [paper.title(title), paper.under(meeting.township), paper.prose(meeting.minutes), paper.ends(*signed)]
    return paper.Paper(title, meeting.followed_on or meeting.closed_on or meeting.planned_on, parts)


def requirements_paper(found: queries.Report) -> paper.Paper:
    """What the rules ask, article by article, and whether it was done."""
    title = _("What the rules ask of %(meeting)s") % {"meeting": found.meeting}
    head = [_("Requirement"), _("Article"), _("State"), pgettext("of something done", "On"), _("Until"), _("Note")]
    rows = [
        [
            one.says,
            one.rule.article,
            one.label,
            day(one.on) if one.on else "—",
            day(one.by) if one.by else "—",
            one.note,
        ]
        for one in found.requirements
    ]
    under = f"{found.meeting.township} · {_('as of %(day)s') % {'day': day(found.on)}}"
    parts = [paper.title(title), paper.under(under), paper.table(head, rows, (4, 3, 2, 2, 2, 3))]
    return paper.Paper(title, found.on, parts, wide=True)


def _dated(when: Any) -> str:
    return day(when) if when else "—"


def pack_papers(meeting: Meeting, on: datetime) -> Iterator[paper.Paper]:
    """What is printed before a meeting, paper by paper: notice and agenda; lists; resolutions, if any; badges."""
    groups, day_made = queries.groups(meeting), day_of(on)
    credentials = list(report_paper(report(meeting.session.term, on=on)).parts)
    lists = [_list(meeting, groups), _officers(meeting), _leave(meeting, groups), credentials]
    made = [
        (_("Notice and agenda of %(meeting)s"), [_notice(meeting), _agenda(meeting)]),
        (_("Lists of %(meeting)s"), lists),
        (_("Resolutions of %(meeting)s"), _resolutions(meeting)),
        (_("Badges of %(meeting)s"), [_badges(meeting, groups)]),
    ]
    for title, sheets in made:
        parts = [part for one in sheets for part in (*one, paper.sheet())][:-1]
        if parts:
            yield paper.Paper(title % {"meeting": meeting}, day_made, parts)


def _headed(meeting: Meeting, title: Any) -> list[Part]:
    return [paper.title(title), paper.under(f"{meeting.township} · {meeting}")]


def _notice(meeting: Meeting) -> list[Part]:
    text = meeting.notice or queries.notice_text(meeting)
    return [
        *_headed(meeting, _("Notice of the meeting")),
        paper.prose(text),
        paper.ends(meeting.township, day(meeting.convened_on)),
    ]


def _agenda(meeting: Meeting) -> list[Part]:
    begins = localtime(meeting.starts_at)
    facts = [(_("Begins"), f"{day(begins)} {begins:%H:%M}"), (_("Place"), meeting.place)]
    late = _("added late")
    lines = [f"{n} {one}{f' ({late})' if one.is_late else ''}" for n, one in queries.numbered(meeting.items.all())]
    return [*_headed(meeting, _("Agenda")), paper.facts(facts), paper.points(lines)]


def _list(meeting: Meeting, groups: Iterable[queries.Group]) -> list[Part]:
    head = [_("Name"), _("Standing"), _("Number"), _("Seat")]
    tables = [
        paper.table(head, [_row(one) for one in group.invitees], (3, 2, 1, 2), caption=_caption(group))
        for group in groups
    ]
    none = [paper.prose(_("Nobody is on the list yet."))]
    return [*_headed(meeting, _("Delegates and others, in the order of strokes")), *(tables or none)]


def _caption(group: queries.Group) -> str:
    parts = [group.name, group.head, group.place.room if group.place else "", group.place.seats if group.place else ""]
    return " · ".join(str(one) for one in parts if one)


def _row(one: Invitee) -> list[Any]:
    return [one.name, one.get_standing_display(), one.mandate.number if one.mandate else "", one.seat]


def _officers(meeting: Meeting) -> list[Part]:
    rows = queries.by_office(list(meeting.officers.select_related("person")))
    facts = [(label, " ".join(map(str, those))) for label, those in rows]
    told = paper.facts(facts) if facts else paper.prose(_("Nobody has been named yet."))
    return [*_headed(meeting, _("Presidium and officers")), told]


def _leave(meeting: Meeting, groups: Iterable[queries.Group]) -> list[Part]:
    away = [one for group in groups for one in group.invitees if one.answer == Invitee.Answer.ON_LEAVE]
    rows = [[one.name, one.delegation or ""] for one in away]
    told = paper.table([_("Name"), _("Delegation")], rows, (1, 2)) if rows else paper.prose(_("Nobody is on leave."))
    return [*_headed(meeting, _("On leave")), told]


def _resolutions(meeting: Meeting) -> list[list[Part]]:
    rows = Resolution.objects.filter(meeting=meeting).exclude(state=Resolution.State.DROPPED).order_by("id")
    return [[*_headed(meeting, one), paper.prose(one.text)] for one in rows]


def _badges(meeting: Meeting, groups: Iterable[queries.Group]) -> list[Part]:
    each = [(one.name, _lines(one), one.code) for group in groups for one in group.invitees]
    told = paper.cards(each, of=meeting) if each else paper.prose(_("Nobody is on the list yet."))
    return [*_headed(meeting, _("Badges")), told]


def _lines(one: Invitee) -> list[Any]:
    seat = _("Seat %(seat)s") % {"seat": one.seat} if one.seat else ""
    return [line for line in (one.get_standing_display(), one.delegation, seat) if line]
