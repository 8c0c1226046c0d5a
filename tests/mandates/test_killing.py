"""kill -9 of whoever enters a roster: it is entered whole, or not at all, and can be entered again."""

import json
import random

import pytest

from tests import engines
from tests.apart import own_database, said
from tests.mandates.killing import ROWS

ROUNDS = 50 if engines.engine() == engines.SQLITE else 10
pytestmark = pytest.mark.slow


def test_roster_whose_process_is_killed_is_entered_whole_or_not_at_all(tmp_path):
    seed = random.randrange(2**32)
    with own_database(tmp_path) as environment:
        found = json.loads(
            said(environment, "tests.mandates.killing", str(ROUNDS), str(seed), timeout=300).splitlines()[-1]
        )
    assert found["wrong"] == [], f"seed {seed}"
    assert found["killed"] == ROUNDS, f"seed {seed}: too often it was too late"
    assert found["nothing"] + found["everything"] >= ROUNDS, f"seed {seed}"
    assert found["at the end"] == ROWS, f"seed {seed}"
