"""Every question about sealed polls: the key and its parts, the count, and what the pages show."""

from changren.ballots.queries.counting import (
    checked_share,
    collected,
    counts,
    is_enough,
    is_ready,
    opened,
    share_data,
    tally_data,
)
from changren.ballots.queries.doors import (
    begun_polls,
    board,
    keepers_for,
    opens_result,
    polls_for,
)
from changren.ballots.queries.key import (
    GROUP,
    Table,
    began_on,
    is_uuid_taken,
    keepers,
    place_of,
    read,
    setup,
    setup_data,
    slips_in,
    table,
    usual_needed,
)
from changren.ballots.queries.sheet import Sheet, sheet, trackers
from changren.ballots.queries.waiting import duties, figures, waiting_for

__all__ = [
    "GROUP",
    "Sheet",
    "Table",
    "began_on",
    "begun_polls",
    "board",
    "checked_share",
    "collected",
    "counts",
    "duties",
    "figures",
    "is_enough",
    "is_ready",
    "is_uuid_taken",
    "keepers",
    "keepers_for",
    "opened",
    "opens_result",
    "place_of",
    "polls_for",
    "read",
    "setup",
    "setup_data",
    "share_data",
    "sheet",
    "slips_in",
    "table",
    "tally_data",
    "trackers",
    "usual_needed",
    "waiting_for",
]
