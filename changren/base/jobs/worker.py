"""Taking jobs and doing them: one at a time, each once, those of dead workers anew."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import close_old_connections, connection
from django.db.models import Q

from changren.base.acts.refusal import Refused
from changren.base.clock.now import now
from changren.base.jobs.models import Job
from changren.base.jobs.progress import Cancelled, Lost, Progress
from changren.base.jobs.trouble import Trouble
from changren.base.tenancy.scope import within_district

log = logging.getLogger("changren.jobs")

LEASE = timedelta(seconds=60)  # without a heartbeat for so long, a worker counts as dead
BEAT = 15.0  # seconds
FIRST_PAUSE = timedelta(seconds=10)  # before the second try; doubled before each further one
LOOKED_AT = 20  # jobs, oldest first, that a worker tries to take
State = Job.State


def work(goes_on: Callable[[], bool], sleep: Callable[[float], None]) -> None:
    """Do what is due until `goes_on` says no. Between two jobs, and when there is none, `sleep` a second."""
    trouble = Trouble(log, "a worker stumbled")
    while goes_on():
        busy = False
        with trouble:
            busy = do_next()
        close_old_connections()
        if not busy:
            sleep(1)


def do_next() -> bool:
    """Take the job that is due longest and do it; whether there was one."""
    job = take(now())
    if job is None:
        return False
    with within_district(job.district_id):
        perform(job)
    return True


def take(on: datetime) -> Job | None:
    """The job that is due longest, now ours; None if none is. A job that was begun too often is given up."""
    waits = Q(state=State.QUEUED, run_after__lte=on) | Q(state=State.RUNNING, lease_until__lt=on)
    for row in list(Job.every_district.filter(waits).order_by("run_after", "id")[:LOOKED_AT]):
        with within_district(row.district_id):
            seen = Job.objects.filter(pk=row.pk, turn=row.turn, state=row.state, lease_until=row.lease_until)
            if row.turn >= row.what.tries:
                seen.update(state=State.FAILED, ended_at=on, why=STOPPED)
            elif seen.update(state=State.RUNNING, turn=row.turn + 1, lease_until=on + LEASE, began_at=on, done=0):
                return Job.objects.get(pk=row.pk)
    return None


STOPPED = "stopped"  # the machine went away in the midst of it, as often as it was tried


def perform(job: Job) -> None:
    """Do a job that was taken, and write down how it ended. A refusal is an answer: it is not tried again."""
    mine = Job.objects.filter(pk=job.pk, turn=job.turn, state=State.RUNNING)
    try:
        with _alive(job):
            result = job.what.run(Progress(job), **job.arguments)
    except Lost:
        log.warning("a job was taken by another worker", extra={"job": str(job.pk), "kind": job.kind})
    except Cancelled:
        mine.update(state=State.CANCELLED, ended_at=now())
    except Refused as refusal:
        mine.update(state=State.FAILED, ended_at=now(), why=str(refusal)[:300])
    except Exception:
        log.exception("a job failed", extra={"job": str(job.pk), "kind": job.kind, "turn": job.turn})
        _try_again(job)
    else:
        mine.update(state=State.DONE, ended_at=now(), result=result or {})


def _try_again(job: Job) -> None:
    mine = Job.objects.filter(pk=job.pk, turn=job.turn, state=State.RUNNING)
    if job.turn >= job.what.tries:
        mine.update(state=State.FAILED, ended_at=now(), why=STOPPED)
    else:
        mine.update(state=State.QUEUED, lease_until=None, run_after=now() + FIRST_PAUSE * 2 ** (job.turn - 1))


@contextmanager
def _alive(job: Job) -> Iterator[None]:
    """Keep the lease, from a thread of its own, as long as the block lasts."""
    ended = threading.Event()

    def beat() -> None:
        with within_district(job.district_id):
            while not ended.wait(BEAT):
                Job.objects.filter(pk=job.pk, turn=job.turn).update(lease_until=now() + LEASE)
        connection.close()

    heart = threading.Thread(target=beat, name="heartbeat", daemon=True)
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()
