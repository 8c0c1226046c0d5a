"""kill -9 of workers at random moments: no job is lost, none is done twice."""

import json
import os
import random

from tests.apart import own_database, said
from tests.base.jobbing import JOBS

ROUNDS = int(os.environ.get("CHANGREN_KILLS", "50"))


def test_killed_workers_lose_no_job_and_do_none_twice(tmp_path):
    seed = random.randrange(2**32)
    with own_database(tmp_path) as environment:
        told = json.loads(said(environment, "tests.base.jobbing", str(ROUNDS), str(seed)).splitlines()[-1])
    assert told.pop("killed") == ROUNDS
    assert told.pop("tried again") > 0, f"seed {seed}: nobody was killed in the middle"
    told.pop("underway at the end")
    assert told == {"done": JOBS, "made": JOBS, "made for a job": JOBS}, f"seed {seed}"
