"""Run in a process of its own: `python -m tests.base.jobbing ROUNDS SEED`.

Jobs that each open one unit by an act. Workers are forked, and killed at random moments, round after round; the clock
goes on so far between two rounds that a dead worker's lease is over. Then one worker finishes. Prints what came of it.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from importlib import import_module

import django

HERE, JOBS = 330302, 300


def tell(rounds: int, seed: int) -> dict[str, int]:
    """Prepare, kill, finish, count."""
    from django.core.management import call_command
    from django.db import connections

    from changren.base.clock import now
    from changren.base.jobs import ask, worker
    from changren.base.jobs.models import Job
    from changren.organisation.models import Post, Unit
    from tests.world import at, build

    call_command("migrate", verbosity=0, interactive=False)
    build(HERE, delegates=2)
    opens = declared()
    chance, moment = random.Random(seed), at("2010-04-01 09:00")
    clerk = Post.objects.filter(role="clerk").first()
    jobs = [ask(opens, on=moment, by=clerk.person_id, post=str(clerk.pk)) for _ in range(JOBS)]
    killed = 0
    for _number in range(rounds):
        moment += timedelta(seconds=61)
        now.follow(lambda at=moment: at)
        connections.close_all()  # nothing open may cross a fork
        child = os.fork()
        if child == 0:
            worker.work(lambda: True, time.sleep)
        time.sleep(chance.uniform(0, 0.08))
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    now.follow(lambda: moment + timedelta(seconds=61))
    underway = Job.objects.filter(state="running").count()
    while worker.do_next():
        pass
    made = list(Unit.objects.filter(name__startswith="任务").values_list("name", flat=True))
    return {
        "killed": killed, "underway at the end": underway, "tried again": Job.objects.filter(turn__gt=1).count(),
        "done": Job.objects.filter(state="done").count(), "made": len(made),
        "made for a job": len({f"任务{job.pk}" for job in jobs} & set(made)),
    }  # fmt: skip


def declared():
    """The kind of job: one act, with the job's id as its key."""
    from changren.base.clock.now import now
    from changren.base.jobs import job
    from changren.organisation import acts
    from changren.organisation.models import Post

    def opens_unit(progress, *, post):
        by = Post.objects.select_related(*Post.alongside).get(pk=post)
        progress.step(0, 2)
        acts.add_unit(
            by.township,
            by=by,
            on=now(),
            once=progress.job.pk,
            name=f"任务{progress.job.pk}",
            kind="office",
            handles=False,
        )
        progress.step(2, 2)

    opens_unit.__module__ = "changren.base.trying"
    return job(verb="Open a unit", tries=1000)(opens_unit)


if __name__ == "__main__":
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(HERE):
        told = import_module("tests.base.jobbing").tell(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(told))
