"""kill -9 in a storm of ballots: what was acknowledged is in the archive, once, and the chain holds."""

import json
import os
import random

from tests.apart import killed_in_the_middle, lines, own_database, said

ROUNDS = int(os.environ.get("CHANGREN_CRASH_ROUNDS", "3"))


def test_killed_in_a_storm_every_acknowledged_ballot_is_there_once(tmp_path):
    seed = random.randrange(2**32)
    chance, acknowledged = random.Random(seed), tmp_path / "acknowledged"
    with own_database(tmp_path) as environment:
        environment |= {"ACKS": str(acknowledged), "SLIPS": str(tmp_path / "slips.json")}
        said(environment, "tests.ballots.storming", "prepare")
        for number in range(ROUNDS):
            flowed = killed_in_the_middle(
                environment, acknowledged, chance.uniform(0.05, 0.5), "tests.ballots.storming", "cast"
            )
            found = json.loads(said(environment, "tests.ballots.storming", "check").splitlines()[-1])
            assert flowed > 0, f"round {number}, seed {seed}: nobody voted"
            assert found.pop("ballots") >= lines(acknowledged), f"round {number}, seed {seed}"
            assert found == dict.fromkeys(found, 0), f"round {number}, seed {seed}"
