"""Random walks of legal and illegal acts keep what must hold (see `invariants`), and every act is met on the way."""

import os

import pytest

from tests import engines
from tests.house.exploring import invariants
from tests.house.exploring.starting import Start, start
from tests.house.exploring.walks import Walk

SEEDS = int(os.environ.get("CHANGREN_SEEDS", "200" if engines.engine() == engines.SQLITE else "20"))
STEPS = int(os.environ.get("CHANGREN_STEPS", "30"))


def walked(begin: Start, steps) -> Walk:
    """Take the steps, and see that all holds at the end; what fails tells its walk."""
    walk = begin.walk()
    try:
        for step in steps(walk):
            walk.take(step)
        faults = list(invariants.at_end(walk.records))
        assert not faults, faults[0]
    except Exception as fault:
        raise AssertionError(f"{type(fault).__name__}: {fault}\n\n{walk.lines()}") from fault
    return walk


@pytest.fixture
def told(here_alone):
    return start(is_told=True)


def test_random_walks(db, on, settings, tmp_path):
    pass
