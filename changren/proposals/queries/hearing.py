"""The report on proposals at a meeting: what is judged there, and what came of it once the meeting is over."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.declaration import acts_on
from changren.base.figures import Rate
from changren.congress.models import Meeting
from changren.congress.queries import for_reader as meetings_for
from changren.congress.queries import of_session
from changren.mandates.models import Session
from changren.organisation.models import Post
from changren.proposals.models import Assessment, Proposal
from changren.proposals.queries.report import Line, lines, told_between
from changren.rulebook.rules import rule

PRESENT = "present"


@dataclass(frozen=True)
class Judged:
    """How a meeting judged one proposal. whole: what the share is of. goes_up: whether the rules send it up."""

    line: Line
    satisfied: int
    dissatisfied: int
    whole: int
    percent: str
    goes_up: bool

    in_data = ("proposal", "satisfied", "dissatisfied", "whole", "percent", "goes_up")

    @property
    def proposal(self) -> Proposal:
        return self.line.proposal


@dataclass(frozen=True)
class Hearing:
    """What the page of a meeting's hearing shows. judged: once the meeting is over; before, only how many judged."""

    meeting: Meeting
    session: Session | None
    lines: list[Line]
    given: int
    has_judged: bool
    judged: list[Judged]
    rules: list[Any]
    acts: list[OpenAct]

    in_data = ("meeting", "session", "given", "has_judged", "judged", "rules")


def rule_at(meeting: Meeting, name: str) -> Any:
    """The provision as it held when the meeting was planned."""
    return rule(f"proposals.{name}", at=meeting.township, on=meeting.planned_on)


def session_before(meeting: Meeting) -> Session | None:
    """The session whose proposals, and those since, are reported at a meeting."""
    rows = Session.objects.select_related("term", "township").filter(township=meeting.township_id)
    earlier = rows.filter(planned_on__lt=meeting.session.planned_on).exclude(state=Session.State.CANCELLED)
    return earlier.order_by("-planned_on").first()


def heard_at(meeting: Meeting) -> list[Proposal]:
    """The proposals that a meeting judges: those of the report that a unit has to answer, and everybody may read."""
    session = session_before(meeting)
    if session is None:
        return []
    rows = told_between(session, meeting.session).filter(state=Proposal.State.HANDED, confidential=False)
    return list(rows.select_related(*Proposal.alongside).order_by("raised_as", "number"))


def has_assessed(meeting: Meeting, person_id: UUID | None) -> bool:
    """Whether somebody has judged there."""
    return Assessment.objects.filter(meeting=meeting, mandate__person=person_id).exists()


def judged_at(meeting: Meeting) -> list[Judged]:
    """How a meeting that is over judged each proposal that anybody marked."""
    if not meeting.is_held:
        return []
    counts = Counter(mark for one in Assessment.objects.filter(meeting=meeting) for mark in one.marks.items())
    keys = {key for key, _mark in counts}
    rows = Proposal.objects.select_related(*Proposal.alongside).filter(pk__in=keys).order_by("raised_as", "number")
    return [_judged(one, meeting, counts[str(one.proposal.pk), True], counts[str(one.proposal.pk), False])
            for one in lines(rows)]  # fmt: skip


def _judged(line: Line, meeting: Meeting, satisfied: int, dissatisfied: int) -> Judged:
    of_present = rule_at(meeting, "report_base").value == PRESENT
    whole = max((meeting.present or 0) if of_present else 0, satisfied + dissatisfied)
    goes_up = rule_at(meeting, "report_unsatisfied").is_met_by(dissatisfied, whole)
    digits, rounding = (rule(f"main.rate_{name}", at=meeting.township, on=meeting.planned_on).value
                        for name in ("digits", "rounding"))  # fmt: skip
    percent = Rate(dissatisfied, whole, rounding, digits).percent or "—"
    return Judged(line, satisfied, dissatisfied, whole, percent, goes_up)


def judged_for(session: Session) -> list[Judged]:
    """How the meeting of a session judged what was reported there, for the report that follows."""
    meeting = of_session(session)
    return judged_at(meeting) if meeting else []


def verdict_of(proposal: Proposal) -> tuple[Meeting, Judged] | None:
    """How the last meeting that is over judged a proposal; None if none did."""
    rows = Meeting.objects.select_related(*Meeting.alongside).filter(
        township=proposal.township_id, closed_on__isnull=False, closed_on__gte=proposal.submitted_on or date.max
    )
    for meeting in rows.filter(pk__in=Assessment.objects.order_by().values("meeting")).order_by("-closed_on"):
        if found := next((one for one in judged_at(meeting) if one.proposal.pk == proposal.pk), None):
            return meeting, found
    return None


def is_referred(proposal: Proposal, meeting: Meeting) -> bool:
    """Whether it went up to the Party committee since the meeting was closed."""
    day: Any = proposal.case and proposal.case.escalated_on
    return day is not None and meeting.closed_on is not None and day >= meeting.closed_on


def hearing(meeting: Meeting, *, by: Post, on: datetime) -> Hearing:
    """The hearing for this reader."""
    names = ("report_judged", "report_unsatisfied", "report_base")
    among = [one for one in acts_on(Meeting) if one.room == "proposals"]
    return Hearing(
        meeting=meeting, session=session_before(meeting), lines=lines(heard_at(meeting)),
        given=Assessment.objects.filter(meeting=meeting).count(), has_judged=has_assessed(meeting, by.person_id),
        judged=judged_at(meeting), rules=[rule_at(meeting, name) for name in names],
        acts=open_acts(meeting, by=by, on=on, among=among),
    )  # fmt: skip


def hearings_for(post: Post) -> Any:
    """The access door: the meetings that a post may open."""
    return meetings_for(post)
