"""What the calendar does to proposals: the second cut-off passes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from changren.base.acts import performed
from changren.proposals import queries
from changren.proposals.acts.signing import expire


def tick(*, by: Any, on: datetime) -> Iterator[Any]:
    """Let expire what was not handed in in time, and yield each."""
    for proposal in queries.past_second_cutoff(on):
        yield from performed(expire, proposal, by=by, on=on)
