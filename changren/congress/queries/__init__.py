"""Every question about meetings: the agenda, the papers, who is expected, what was resolved, and the figures."""

from changren.congress.queries.agenda import (
    Drawn,
    agenda_like,
    agenda_of,
)
from changren.congress.queries.asking import (
    rule_of,
)
from changren.congress.queries.desk import (
    board,
    duties,
    figures,
    waiting_for,
)
from changren.congress.queries.doors import (
    for_reader,
    invitees_for,
    meeting_of,
    meetings_before,
    of_session,
    sessions_for,
)
from changren.congress.queries.naming import (
    new_code,
    title_of,
)

__all__ = [
    "Drawn",
    "agenda_like",
    "agenda_of",
    "board",
    "duties",
    "figures",
    "for_reader",
    "invitees_for",
    "meeting_of",
    "meetings_before",
    "new_code",
    "of_session",
    "rule_of",
    "sessions_for",
    "title_of",
    "waiting_for",
]
