"""What the next session is told, and what the public list shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from changren.casework.queries import Outcome, outcomes
from changren.mandates.models import Session
from changren.proposals.models import Proposal
from changren.proposals.queries.figures import KINDS, OUTCOMES


@dataclass(frozen=True)
class Line:
    """A proposal and what became of it."""

    proposal: Proposal
    outcome: Outcome | None


@dataclass(frozen=True)
class Report:
    """The proposals of a session and since, by type, with how many became what."""

    session: Session
    until: Session | None
    lines: list[Line]
    counts: list[tuple[Any, int, dict[str, int]]]


def lines(proposals: Iterable[Proposal]) -> list[Line]:
    """Each proposal with its outcome."""
    rows = list(proposals)
    found = outcomes(row.case_id for row in rows if row.case_id)
    return [Line(row, found.get(row.case_id) if row.case_id else None) for row in rows]


def report(session: Session) -> Report:
    """What was handed in for this session and since, until the next one."""
    following = Session.objects.filter(term=session.term_id, number__gt=session.number).order_by("number").first()
    rows = Proposal.objects.select_related(*Proposal.alongside).filter(township=session.township_id)
    since = Q(session=None, submitted_on__gte=session.planned_on)
    if following:
        since &= Q(submitted_on__lt=following.planned_on)
    handed_in = list(rows.exclude(submitted_on=None).filter(Q(session=session) | since).order_by("raised_as", "number"))
    return Report(session, following, lines(handed_in), [_count(kind, handed_in) for kind in KINDS])


def _count(kind: Any, rows: list[Proposal]) -> tuple[Any, int, dict[str, int]]:
    alike = [row for row in rows if row.raised_as == kind]
    became = dict.fromkeys(OUTCOMES, 0)
    for row in alike:
        became["withdrawn" if row.state == Proposal.State.WITHDRAWN else row.outcome or "pending"] += 1
    return kind.label, len(alike), became
