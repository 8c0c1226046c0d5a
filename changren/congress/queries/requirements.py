"""What the rules ask of a meeting, and whether it was done, in time, late, or not: the checklist and the report."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.base.ui.tags import day
from changren.congress.models import Invitee, Item, Meeting, Paper, Resolution
from changren.congress.queries import people
from changren.congress.queries.asking import rule_of
from changren.congress.queries.outcomes import was_held_before
from changren.mandates.models import Session
from changren.mandates.queries import deadline

DONE, LATE, MISSING, AHEAD, NORM = "done", "late", "missing", "ahead", "norm"
STATES = {
    DONE: (gettext_lazy("done"), "good"), LATE: (gettext_lazy("done late"), "warn"),
    MISSING: (gettext_lazy("missing"), "bad"), AHEAD: (gettext_lazy("still to come"), "wait"),
    NORM: (gettext_lazy("a norm"), ""),
}  # fmt: skip


@dataclass(frozen=True)
class Requirement:
    """One thing that a rule asks. state: see STATES; on: when it was done; by: until when; note: numbers, names."""

    says: str
    rule: Any
    state: str
    on: date | None = None
    by: date | None = None
    note: str = ""

    in_data = ("says", "rule", "state", "on", "by", "note")

    @property
    def label(self) -> Any:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][1]


def starts_on(meeting: Meeting) -> date:
    """The day on which it begins."""
    return day_of(meeting.starts_at)


def last_day(meeting: Meeting, provision: Any) -> date:
    """The last day on which something may be done that a rule asks so many days before the meeting."""
    return starts_on(meeting) - timedelta(days=provision.value)


def minutes_due(meeting: Meeting, closed_on: date) -> date | None:
    """By when the minutes are due; Annual Meeting Rules, art. 8."""
    provision = rule_of(meeting, "minutes_within")
    return deadline(provision, closed_on, at=meeting.township, calendar=calendar_of_district()).on


@dataclass(frozen=True)
class Report:
    """The report on a meeting: everything that the rules ask of it."""

    meeting: Meeting
    on: date
    requirements: list[Requirement]

    @property
    def missing(self) -> int:
        """How much of it was not done, or late."""
        return sum(one.state in (MISSING, LATE) for one in self.requirements)


def report(meeting: Meeting, today: date) -> Report:
    """What the rules ask of it, and whether it was done, as of a day."""
    return Report(meeting, today, requirements(meeting, today))


def requirements(meeting: Meeting, today: date) -> list[Requirement]:
    """Every requirement of the rulebook on this meeting, in the order of the procedure. Eight queries."""
    return [
        _notice(meeting, today), *_papers(meeting, today), _prepared(meeting, today), _presidium(meeting),
        *_outcomes_first(meeting), _leave(meeting), _quorum(meeting), _minutes(meeting, today),
        _responsible(meeting), _yearly(meeting),
    ]  # fmt: skip


def _in_time(on: date | None, by: date | None, today: date) -> str:
    if on is not None:
        return DONE if by is None or on <= by else LATE
    return AHEAD if by is None or today <= by else MISSING


def _notice(meeting: Meeting, today: date) -> Requirement:
    rule = rule_of(meeting, "notice_before")
    by = last_day(meeting, rule)
    state = _in_time(meeting.convened_on, by, today)
    return Requirement(_("The delegates are told"), rule, state, meeting.convened_on, by)


def _papers(meeting: Meeting, today: date) -> list[Requirement]:
    rule = rule_of(meeting, "papers_before")
    by = last_day(meeting, rule)
    return [
        Requirement(str(one), rule, _in_time(one.first_on, by, today), one.first_on, by, str(one.unit or ""))
        for one in due_papers(meeting)
    ]


def due_papers(meeting: Meeting) -> list[Paper]:
    """The papers that are due before it."""
    rows = Paper.objects.select_related("unit").filter(meeting=meeting, is_required=True, is_removed=False)
    return list(rows.order_by("id"))


def _prepared(meeting: Meeting, today: date) -> Requirement:
    rule, on = rule_of(meeting, "presidium_share"), meeting.prepared_on
    says = _("The preparatory meeting adopts agenda, presidium and secretary-general")
    return Requirement(says, rule, _in_time(on, starts_on(meeting), today), on, starts_on(meeting))


def _presidium(meeting: Meeting) -> Requirement:
    size, whole = people.presidium_size(meeting), people.should_attend(meeting)
    note = _("%(n)s of %(of)s delegates") % {"n": size, "of": whole}
    rule = rule_of(meeting, "presidium_share")
    return Requirement(_("Size of the presidium: %(share)s") % {"share": rule.shown}, rule, NORM, note=note)


def _outcomes_first(meeting: Meeting) -> list[Requirement]:
    """Only where an earlier meeting has resolved something."""
    if not was_held_before(meeting):
        return []
    first = meeting.items.filter(parent=None).first()
    is_first = first is not None and first.kind == Item.Kind.OUTCOMES
    says = _("The first item is what became of the last meeting")
    return [Requirement(says, rule_of(meeting, "minutes_within"), DONE if is_first else MISSING)]


def _leave(meeting: Meeting) -> Requirement:
    rule = rule_of(meeting, "leave_granted_by")
    asking = meeting.invitees.filter(answer=Invitee.Answer.LEAVE_ASKED).count()
    note = _("%(n)s ask for leave and have no answer") % {"n": asking} if asking else ""
    return Requirement(_("Who asks for leave has an answer"), rule, MISSING if asking else DONE, note=note)


def _quorum(meeting: Meeting) -> Requirement:
    there = people.quorum(meeting, meeting.present or 0)
    note = _("%(present)s of %(of)s; at least %(need)s are needed") % {
        "present": meeting.present or 0, "of": there.should_attend, "need": there.need,
    }  # fmt: skip
    if meeting.present is None:
        return Requirement(_("Enough delegates are there"), there.rule, AHEAD, note=_needed(there))
    state = DONE if there.is_met else MISSING
    return Requirement(_("Enough delegates are there"), there.rule, state, meeting.opened_on, note=note)


def _needed(there: people.Quorum) -> str:
    return _("of %(of)s at least %(need)s") % {"of": there.should_attend, "need": there.need}


def _minutes(meeting: Meeting, today: date) -> Requirement:
    rule, by = rule_of(meeting, "minutes_within"), None
    if meeting.closed_on:
        by = minutes_due(meeting, meeting.closed_on)
    state = _in_time(meeting.followed_on, by, today)
    return Requirement(_("The minutes are adopted"), rule, state, meeting.followed_on, by)


def _responsible(meeting: Meeting) -> Requirement:
    rows = list(Resolution.objects.filter(meeting=meeting, adopted_on__isnull=False))
    missing = sum(one.unit_id is None or one.due_on is None for one in rows)
    state = MISSING if missing else DONE if rows and meeting.is_held else AHEAD
    note = _("%(n)s without") % {"n": missing} if missing else ""
    says = _("Each resolution has a unit responsible and a day")
    return Requirement(says, rule_of(meeting, "minutes_within"), state, note=note)


def _yearly(meeting: Meeting) -> Requirement:
    year, rule = starts_on(meeting).year, rule_of(meeting, "main.meetings_a_year")
    rows = Session.objects.filter(township=meeting.township_id, held_on__year=year).order_by("held_on")
    held = [one.held_on for one in rows]
    state = DONE if rule.is_met_by(len(held)) else AHEAD
    says = _("The congress meets every year")
    note = _("held in %(year)s: %(days)s") % {"year": year, "days": " · ".join(map(day, held))} if held else ""
    return Requirement(says, rule, state, held[0] if held else None, date(year, 12, 31), note)
