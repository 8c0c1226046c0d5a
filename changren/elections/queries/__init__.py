"""Every question about elections: who stands, what was counted, who is elected, what a page shows, the figures."""

from changren.elections.queries.again import (
    free_officials,
    next_ballot,
    seats_left,
    tied,
)
from changren.elections.queries.asking import (
    rule_of,
)
from changren.elections.queries.count import (
    Tally,
    has_room,
    marks_most,
    surplus,
    wrong_row,
)
from changren.elections.queries.counting import (
    COLUMNS,
    HEADS,
    groups,
    next_entry,
    own_entry,
    tally_of,
    total,
)
from changren.elections.queries.desk import (
    KINDS,
    board,
    duties,
    figures,
)
from changren.elections.queries.doors import (
    candidates_for,
    current_term,
    elections_for,
    meetings_of,
    members_here,
    people_here,
    sheets_for,
    units_of,
    vacancies_of,
)
from changren.elections.queries.meeting import (
    counts_at_meeting,
    differs,
    hall_of,
    officers_of,
    stands_at,
)
from changren.elections.queries.people import (
    chief,
    officials,
    on_paper,
    standing_names,
    standing_people,
)
from changren.elections.queries.result import (
    Result,
    digest_of,
    outcome_of,
    result,
    states_of,
)
from changren.elections.queries.sheet import (
    Sheet,
    sheet,
)
from changren.elections.queries.waiting import (
    waiting_for,
)

__all__ = [
    "COLUMNS",
    "HEADS",
    "KINDS",
    "Result",
    "Sheet",
    "Tally",
    "board",
    "candidates_for",
    "chief",
    "counts_at_meeting",
    "current_term",
    "differs",
    "digest_of",
    "duties",
    "elections_for",
    "figures",
    "free_officials",
    "groups",
    "hall_of",
    "has_room",
    "marks_most",
    "meetings_of",
    "members_here",
    "next_ballot",
    "next_entry",
    "officers_of",
    "officials",
    "on_paper",
    "outcome_of",
    "own_entry",
    "people_here",
    "result",
    "rule_of",
    "seats_left",
    "sheet",
    "sheets_for",
    "standing_names",
    "standing_people",
    "stands_at",
    "states_of",
    "surplus",
    "tally_of",
    "tied",
    "total",
    "units_of",
    "vacancies_of",
    "waiting_for",
    "wrong_row",
]
