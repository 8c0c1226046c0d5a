"""kill -9 in the middle of an open vote: it goes on, and every acknowledged vote is counted, once."""

import json
import random

from tests.apart import killed_in_the_middle, own_database, said

ROUNDS = 1  # each starts four processes; on a busy machine that takes its time


def test_killed_in_an_open_vote_every_acknowledged_vote_is_counted_once(tmp_path):
    seed = random.randrange(2**32)
    chance, acknowledged = random.Random(seed), tmp_path / "acknowledged"
    with own_database(tmp_path) as environment:
        environment |= {"ACKS": str(acknowledged)}
        said(environment, "tests.congress.hall.storming", "prepare")
        for number in range(ROUNDS):
            command = ("tests.congress.hall.storming", "press")
            flowed = killed_in_the_middle(environment, acknowledged, chance.uniform(0.02, 0.2), *command)
            last = {"CLOSE": "1"} if number == ROUNDS - 1 else {}
            found = json.loads(said(environment | last, "tests.congress.hall.storming", "check").splitlines()[-1])
            assert flowed > 0 < found.pop("cast"), f"round {number}, seed {seed}: nobody voted"
            assert found == dict.fromkeys(found, 0), f"round {number}, seed {seed}"
