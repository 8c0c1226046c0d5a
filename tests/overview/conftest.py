"""What the tests of the overview share: a year in which a little of everything happened in the first township."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from changren.base.clock import now
from changren.base.clock.period import Period
from changren.base.tenancy.scope import within_district
from changren.overview import queries
from changren.overview.documents import workbook
from changren.proposals import acts
from tests.conftest import HERE
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
from tests.world import build

__all__ = ["clerk", "english", "files", "lead", "plan", "read", "readers"]

YEAR = Period.year(2010, seen_on=date(2010, 4, 1))


@pytest.fixture(scope="module")
def year(kept):
    """The district with its year: told once for the tests of a file, because it takes seconds."""
    now.follow(lambda: ON)
    with within_district(HERE):
        world = build(HERE)
        planned(world.here, state="published")
        _live(world.here, world.there)
    now.follow(None)
    return world


@pytest.fixture
def world(request, db, on):
    """The district: with its year for those who ask for `lived`, else as it was founded. No file has tests of both."""
    with within_district(HERE):
        yield request.getfixturevalue("year") if "lived" in request.fixturenames else build(HERE)


@pytest.fixture
def lived(year, world):
    """The year has been told."""


@pytest.fixture
def opened():
    """`opened(place, by)`: the year of a place and its workbook, as somebody gets it; sheets as lists of rows."""

    def opening(place, by):
        year = queries.year(place, YEAR)
        mine = queries.open_to(by, {one.url for one in year.figures.records})
        book = load_workbook(BytesIO(workbook(year, mine)))
        return year, {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}

    return opening


def _live(here, there):
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
