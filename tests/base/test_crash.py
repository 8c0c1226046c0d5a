"""kill -9 in the middle of acts: what was acknowledged is there, nothing is half done, the chain holds.

A killed process cannot show what a power cut loses; that was tried with a model (decision 0004).
CHANGREN_CRASH_ROUNDS asks for more rounds.
"""

import json
import os
import random
import signal
import time

from tests import engines
from tests.apart import own_database, python, said

ROUNDS = int(os.environ.get("CHANGREN_CRASH_ROUNDS", "5"))
WRITERS = 2


def lines(path):
    return len(path.read_text().splitlines()) if path.exists() else 0


def killed_in_the_middle(environment, acknowledged, patience):
    """Let writers act until acknowledgements flow, and a while longer; then kill them all."""
    before = lines(acknowledged)
    writers = [python(environment, "tests.base.crashing", "act") for _ in range(WRITERS)]
    until = time.monotonic() + 60
    while lines(acknowledged) < before + 3 * WRITERS and time.monotonic() < until:
        ended = [writer for writer in writers if writer.poll() is not None]
        assert not ended, ended[0].communicate()[0]
        time.sleep(0.02)
    time.sleep(patience)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    for writer in writers:
        writer.communicate()
    return lines(acknowledged) - before


def test_killed_processes_lose_nothing_and_leave_nothing_half_done(tmp_path):
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    acknowledged = tmp_path / "acknowledged"
    with own_database(tmp_path) as environment:
        environment |= {"ACKS": str(acknowledged)}
        said(environment, "tests.base.crashing", "prepare")
        for number in range(ROUNDS):
            flowed = killed_in_the_middle(environment, acknowledged, chance.uniform(0.05, 0.5))
            found = json.loads(said(environment, "tests.base.crashing", "check").splitlines()[-1])
            assert flowed > 0, f"round {number}, seed {seed}: nobody acted"
            assert found.pop("acts done") >= lines(acknowledged), f"round {number}, seed {seed}"
            sound = {"integrity": "ok"} if engines.engine() == engines.SQLITE else {}
            assert found == dict.fromkeys(found, 0) | {"chain": []} | sound, f"round {number}, seed {seed}"
