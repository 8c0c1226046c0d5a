"""Every question about forums: what was said, what a page shows, what waits, the figures."""

from changren.forum.queries.desk import (
    KINDS,
    LABELS,
    board,
    duties,
    figures,
    waiting_for,
)
from changren.forum.queries.doors import (
    contributions_for,
    delegates_here,
    forums_for,
    guests_for,
    mandate_of,
    meetings_for,
    next_number,
    questions_at,
    rule_of,
    shown,
)
from changren.forum.queries.sheet import (
    ContributionSheet,
    Sheet,
    contribution_sheet,
    drafted_minutes,
    sheet,
)

__all__ = [
    "KINDS",
    "LABELS",
    "ContributionSheet",
    "Sheet",
    "board",
    "contribution_sheet",
    "contributions_for",
    "delegates_here",
    "drafted_minutes",
    "duties",
    "figures",
    "forums_for",
    "guests_for",
    "mandate_of",
    "meetings_for",
    "next_number",
    "questions_at",
    "rule_of",
    "sheet",
    "shown",
    "waiting_for",
]
