"""What the next session is told, and what the public list shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from changren.base.figures import split_exactly
from changren.casework.queries import Outcome, outcomes
from changren.mandates.models import Session
from changren.organisation.models import Post
from changren.proposals.models import Proposal
from changren.proposals.queries.doors import proposals_for
from changren.proposals.queries.figures import KINDS, OUTCOMES, became


@dataclass(frozen=True)
class Line:
    """A proposal and what became of it."""

    proposal: Proposal
    outcome: Outcome | None


@dataclass(frozen=True)
class Report:
    """The proposals of a session and since: how many of each type became what, and those that the reader may open.

    `unseen`: how many more there are that only those see who need to (confidential ones).
    """

    session: Session
    until: Session | None
    counts: list[tuple[Any, int, Mapping[str, int]]]
    lines: list[Line]
    unseen: int


def lines(proposals: Iterable[Proposal]) -> list[Line]:
    """Each proposal with its outcome."""
    rows = list(proposals)
    found = outcomes(row.case_id for row in rows if row.case_id)
    return [Line(row, found.get(row.case_id) if row.case_id else None) for row in rows]


def report(session: Session, *, by: Post) -> Report:
    """What was handed in for this session and since, until the next one. Counted is all, listed what `by` may open."""
    following = _next(session)
    handed_in = list(told_between(session, following))
    opened = proposals_for(by).filter(pk__in=[row.pk for row in handed_in]).order_by("raised_as", "number")
    shown = lines(opened)
    return Report(session, following, [_count(kind, handed_in) for kind in KINDS], shown, len(handed_in) - len(shown))


def told_between(session: Session, following: Session | None) -> Any:
    """What was handed in for a session and since, until the following one."""
    since = Q(session=None, submitted_on__gte=_day(session))
    if following:
        since &= Q(submitted_on__lt=_day(following))
    rows = Proposal.objects.filter(township=session.township_id, submitted_on__isnull=False)
    return rows.filter(Q(session=session) | since)


def _next(session: Session) -> Session | None:
    """The meeting after this one, of this term or of the next."""
    later = Session.objects.select_related("term").filter(
        township=session.township_id, planned_on__gt=session.planned_on
    )
    return later.exclude(state=Session.State.CANCELLED).order_by("planned_on").first()


def _day(session: Session) -> Any:
    return session.held_on or session.planned_on


def _count(kind: Any, rows: list[Proposal]) -> tuple[Any, int, Mapping[str, int]]:
    alike = [became(row) for row in rows if row.raised_as == kind]
    return kind.label, len(alike), split_exactly(len(alike), {name: alike.count(name) for name in OUTCOMES})
