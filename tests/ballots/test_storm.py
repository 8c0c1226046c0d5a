"""kill -9 in a storm of ballots: what was acknowledged is in the archive, once, and the chain holds."""

import json
import os
import random
import signal
import time

from tests.apart import own_database, python, said

ROUNDS = int(os.environ.get("CHANGREN_CRASH_ROUNDS", "3"))
VOTERS = 2  # processes


def lines(path):
    return len(path.read_text().splitlines()) if path.exists() else 0


def killed_in_the_middle(environment, acknowledged, patience):
    """Let ballots flow, and a while longer; then kill who casts. How many were acknowledged."""
    before = lines(acknowledged)
    casting = [python(environment, "tests.ballots.storming", "cast") for _n in range(VOTERS)]
    until = time.monotonic() + 60
    while lines(acknowledged) < before + 3 * VOTERS and time.monotonic() < until:
        ended = [one for one in casting if one.poll() is not None]
        assert not ended, ended[0].communicate()[0]
        time.sleep(0.02)
    time.sleep(patience)
    for one in casting:
        one.send_signal(signal.SIGKILL)
    for one in casting:
        one.communicate()
    return lines(acknowledged) - before


def test_killed_in_a_storm_every_acknowledged_ballot_is_there_once(tmp_path):
    seed = random.randrange(2**32)
    chance, acknowledged = random.Random(seed), tmp_path / "acknowledged"
    with own_database(tmp_path) as environment:
        environment |= {"ACKS": str(acknowledged), "SLIPS": str(tmp_path / "slips.json")}
        said(environment, "tests.ballots.storming", "prepare")
        for number in range(ROUNDS):
            flowed = killed_in_the_middle(environment, acknowledged, chance.uniform(0.05, 0.5))
            found = json.loads(said(environment, "tests.ballots.storming", "check").splitlines()[-1])
            assert flowed > 0, f"round {number}, seed {seed}: nobody voted"
            assert found.pop("ballots") >= lines(acknowledged), f"round {number}, seed {seed}"
            assert found == dict.fromkeys(found, 0), f"round {number}, seed {seed}"
