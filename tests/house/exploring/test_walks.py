"""Random walks of legal and illegal acts keep what must hold (see `invariants`), and every act is tried on the way.

CHANGREN_SEEDS asks for more walks, CHANGREN_FIRST for others, CHANGREN_STEPS for longer ones. A failure tells its seed
and its walk.
"""

import os
from collections import Counter

import pytest

from changren.base.acts import ACTS
from changren.base.tenancy.scope import within_district
from tests import engines
from tests.conftest import HERE
from tests.house.exploring import invariants
from tests.house.exploring.ground import WALKS_BEGIN
from tests.house.exploring.starting import Start, start, undone
from tests.house.exploring.walks import GOALS, Walk, choose

MANY, FEW = 200, 4  # walks at least; and where the database is slower
FIRST = int(os.environ.get("CHANGREN_FIRST", "0"))
STEPS = int(os.environ.get("CHANGREN_STEPS", "18"))
MD5 = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # thousands of passwords are set on the way


@pytest.fixture
def begin(db, on, settings, tmp_path):
    """The ground, with matters in every state."""
    settings.MEDIA_ROOT, settings.PASSWORD_HASHERS = tmp_path, MD5
    with within_district(HERE):
        yield start(is_told=True)


def walked(begin: Start, seed: int) -> Walk:
    """Take the steps of a seed, and see that all holds at the end; what fails tells its walk."""
    walk = begin.walk()
    try:
        for step in choose(seed, walk, WALKS_BEGIN, STEPS):
            walk.take(step)
        faults = list(invariants.at_end(walk.records))
        assert not faults, faults[0]
    except Exception as fault:
        raise AssertionError(f"seed {seed}: {type(fault).__name__}: {fault}\n\n{walk.lines()}") from fault
    return walk


def test_walks_keep_what_must_hold(begin):
    """So many walks that each act is a goal of one, and MANY at least, unless it is said how many.

    Then more, at most as many again, until every act was refused to somebody as well.
    """
    all_goals = -(-len(ACTS) // GOALS)
    usual = max(MANY, all_goals) if engines.engine() == engines.SQLITE else FEW
    performed, refused, seeds = Counter(), Counter(), int(os.environ.get("CHANGREN_SEEDS", usual))
    for n in range(2 * seeds):
        if n >= seeds and (seeds < all_goals or refused.keys() >= ACTS.keys()):
            break
        with undone():
            walk = walked(begin, FIRST + n)
        performed += walk.performed
        refused += walk.refused
    assert performed.total() > seeds
    assert refused.total() > seeds
    if seeds >= all_goals:
        assert ACTS.keys() - refused.keys() == set()


def test_a_walk_is_the_same_each_time(begin):
    told = []
    for _time in range(2):
        with undone():
            told.append(walked(begin, 7).lines())
    assert told[0] == told[1]
