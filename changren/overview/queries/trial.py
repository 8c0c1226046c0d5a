"""What would another value of a rule have meant for the cases of a year?"""

from dataclasses import replace
from typing import Any

from changren.base.clock.period import Period
from changren.base.tenancy.models import Township
from changren.casework import queries as casework
from changren.organisation.models import Post
from changren.overview.queries.records import open_to
from changren.proposals import queries as proposals
from changren.rulebook.queries import WhatIf

ROOMS = {"proposals": proposals.would_change, "casework": casework.would_change}
CAN_BE_TRIED = (*proposals.TRIALS, *casework.TRIALS)


def trial(key: str, value: Any, place: Township, period: Period, *, by: Post) -> WhatIf:
    """Each case of the year that the rule touched: what it led to then, and what the other value would.

    What the reader `by` may not open is judged with the rest, without its name and its address ("").
    KeyError for a rule that no past case depended on (see CAN_BE_TRIED).
    """
    if key not in CAN_BE_TRIED:
        raise KeyError(key)
    found = ROOMS[key.split(".")[0]](key, value, place, period)
    opened = open_to(by, {row.link for row in found.rows})
    rows = (row if row.link in opened else replace(row, what="", link="") for row in found.rows)
    return replace(found, rows=tuple(rows))
