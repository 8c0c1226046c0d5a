"""kill -9 in the middle of acts: what was acknowledged is there, nothing is half done, the chain holds.

A killed process cannot show what a power cut loses; that was tried with a model (decision 0004).
CHANGREN_CRASH_ROUNDS asks for more rounds.
"""

import json
import os
import random

from tests import engines
from tests.apart import killed_in_the_middle, lines, own_database, said

ROUNDS = int(os.environ.get("CHANGREN_CRASH_ROUNDS", "5"))


def test_killed_processes_lose_nothing_and_leave_nothing_half_done(tmp_path):
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    acknowledged = tmp_path / "acknowledged"
    with own_database(tmp_path) as environment:
        environment |= {"ACKS": str(acknowledged)}
        said(environment, "tests.base.crashing", "prepare")
        for number in range(ROUNDS):
            flowed = killed_in_the_middle(
                environment, acknowledged, chance.uniform(0.05, 0.5), "tests.base.crashing", "act"
            )
            found = json.loads(said(environment, "tests.base.crashing", "check").splitlines()[-1])
            assert flowed > 0, f"round {number}, seed {seed}: nobody acted"
            assert found.pop("acts done") >= lines(acknowledged), f"round {number}, seed {seed}"
            sound = {"integrity": "ok"} if engines.engine() == engines.SQLITE else {}
            assert found == dict.fromkeys(found, 0) | {"chain": []} | sound, f"round {number}, seed {seed}"
