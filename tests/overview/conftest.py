"""What the tests of the overview share: a year in which a little of everything happened in the first township."""

from datetime import date

import pytest

from changren.base.clock.period import Period
from changren.proposals import acts
from tests.proposals.conftest import (  # the fixtures of the room that is counted
    ON,
    answered,
    clerk,
    downgraded,
    english,
    filed,
    files,
    handed,
    handed_in,
    judged,
    lead,
    merged,
    plan,
    planned,
    read,
    readers,
    refused_one,
    registered,
)

__all__ = ["clerk", "english", "files", "lead", "plan", "read", "readers"]

YEAR = Period.year(2010, seen_on=date(2010, 4, 1))


@pytest.fixture
def lived(here, there, plan):
    """Here: six proposals, one of each fate, a recess proposal, a suggestion, two cases; one proposal over there."""
    into = filed(here, field="conduct")
    merged(here, 1, into)
    case = answered(handed(into, here), here)
    judged(case, here, 0, "satisfied")
    judged(case, here, 1, "basically")
    refused_one(here, 2)
    downgraded(here, 3)
    handed_in(here, 4)
    acts.withdraw(handed_in(here, 5), by=here.delegates[5], on=ON, opinion="")
    handed_in(here, 6, "recess", field="safety")
    handed(registered(here, 13), here)
    planned(there, state="published")
    filed(there)
