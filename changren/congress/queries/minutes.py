"""The minutes as the records tell them: who should attend and did, agenda, officers, papers, resolutions."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from changren.base.ui.tags import day
from changren.base.words import listed
from changren.congress.models import Meeting, Paper, Resolution, Vote
from changren.congress.queries.hall.voting import in_words, votes_of
from changren.congress.queries.outcomes import before, tally
from changren.congress.queries.people import answers, quorum
from changren.congress.queries.sheet import by_office, numbered


def notice_text(meeting: Meeting) -> str:
    """The notice with which the office begins: what, when, where, and until when to answer."""
    says = _("%(title)s is held on %(day)s at %(time)s. Place: %(place)s.") % {
        "title": meeting, "day": day(meeting.starts_at), "time": f"{localtime(meeting.starts_at):%H:%M}",
        "place": meeting.place,
    }  # fmt: skip
    answer = _("Please confirm that you have read this, and say whether you are coming. Who cannot asks for leave.")
    return "\n".join([says, answer, _("Agenda"), *(f"{n} {one}" for n, one in numbered(meeting.items.all()))])


def drafted(meeting: Meeting) -> str:
    """The text with which the office begins."""
    parts = [_head(meeting), _attendance(meeting), _officers(meeting), _agenda(meeting), _papers(meeting),
             _heard(meeting), _voted(meeting), _resolved(meeting)]  # fmt: skip
    return "\n".join(line for part in parts for line in part)


def _head(it: Meeting) -> list[str]:
    colon = pgettext("after a field's name", ": ")
    return [str(it), f"{_('Day')}{colon}{day(it.opened_on)}", f"{_('Place')}{colon}{it.place}"]


def _attendance(it: Meeting) -> list[str]:
    there, said = quorum(it, it.present or 0), answers(it)
    numbers = {"of": there.should_attend, "n": there.present, "leave": said["leave"], "need": there.need}
    says = (
        _("%(of)s delegates should attend, %(n)s were there, %(leave)s were on leave; %(need)s are needed.") % numbers
    )
    return [_("Attendance"), f"{says} {there.rule.article}"]


def _officers(it: Meeting) -> list[str]:
    rows = by_office(list(it.officers.select_related("person")))
    colon = pgettext("after a field's name", ": ")
    return [_("Officers"), *(f"{label}{colon}{listed(those)}" for label, those in rows)]


def _agenda(it: Meeting) -> list[str]:
    late = _("added late")
    lines = [f"{number} {one}{f' ({late})' if one.is_late else ''}" for number, one in numbered(it.items.all())]
    return [_("Agenda"), *lines]


def _papers(it: Meeting) -> list[str]:
    rows = Paper.objects.filter(meeting=it, is_removed=False, version__gt=0).order_by("id")
    return [_("Papers of the meeting"), *(f"{one} ({day(one.last_on)})" for one in rows)] if rows else []


def _heard(it: Meeting) -> list[str]:
    rows = [one for one in before(it) if one.judged_at_id == it.pk]
    lines = [f"{one} · {listed(f'{label} {n}' for label, n in tally(one).marks)}" for one in rows]
    return [_("What became of earlier resolutions"), *lines] if lines else []


def _voted(it: Meeting) -> list[str]:
    """How each matter was voted on, with its formula."""
    says = _(
        "%(it)s: %(result)s. %(in_favour)s for, %(against)s against, %(abstained)s abstaining, "
        "%(not_pressed)s not pressed. %(formula)s"
    )
    lines = []
    for vote in votes_of(it).filter(state=Vote.State.DECLARED):
        vote.meeting = it
        counts = {name: getattr(vote, name) for name in ("in_favour", "against", "abstained", "not_pressed")}
        passed = _("passed") if vote.passed else _("not passed")
        lines.append(says % (counts | {"it": vote, "result": passed, "formula": in_words(vote)}))
    return [_("Votes of the meeting"), *lines] if lines else []


def _resolved(it: Meeting) -> list[str]:
    rows = Resolution.objects.select_related("unit").filter(meeting=it, adopted_on__isnull=False).order_by("id")
    lines = []
    for one in rows:
        sees = _("%(unit)s sees to it until %(day)s.") % {"unit": one.unit, "day": day(one.due_on)} if one.unit else ""
        lines += [f"{one}", one.text, *filter(None, [sees])]
    return [_("Resolutions"), *lines] if lines else []
