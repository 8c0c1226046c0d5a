"""How far a job is, for whoever watches; and whether it is still wanted."""

import time

from django.db.models import F

from changren.base.jobs.models import Job

SELDOM = 0.5  # seconds between two writes


class Cancelled(Exception):
    """Somebody asked that the job be stopped, and this is a safe place."""


class Lost(Exception):
    """Another worker has taken the job since: this one had been silent for too long."""


class Progress:
    """Given to the job that runs. `job.pk` is the key of what it does: an act that is repeated with it counts once."""

    def __init__(self, job: Job) -> None:
        self.job, self._written = job, 0.0
        self._mine = Job.objects.filter(pk=job.pk, turn=job.turn, state=Job.State.RUNNING)

    def step(self, done: int, total: int) -> None:
        """So many of so many are done. Raises Cancelled or Lost; safe to call for every row."""
        if done < total and time.monotonic() - self._written < SELDOM:
            return
        self._written = time.monotonic()
        if not self._mine.update(done=done, total=total):
            raise Lost
        if self.job.what.cancels and self._mine.filter(is_unwanted=True).exists():
            raise Cancelled

    def one_more(self) -> None:
        """One more is done."""
        self._mine.update(done=F("done") + 1)
