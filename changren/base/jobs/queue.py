"""Asking for work. A repetition asks for the same work."""

from datetime import datetime
from typing import Any
from uuid import UUID

from changren.base.clock.now import day_of
from changren.base.jobs.declaration import KINDS, Kind
from changren.base.jobs.models import Job
from changren.base.tenancy.ids import uuid7
from changren.base.tenancy.models import District
from changren.base.tenancy.scope import within_district


def ask(kind: Kind, *, on: datetime, by: UUID | None = None, key: str = "", **arguments: Any) -> Job:
    """Ask for a job in the district we are in, within the caller's transaction, and return it.

    by: the person who may watch it. key: the same kind with the same key is asked for once; the first one is
    returned. arguments: what JSON can keep.
    """
    fresh = uuid7()
    row = Job(
        id=fresh, kind=kind.name, key=key or str(fresh), arguments=arguments, asked_by_id=by, asked_at=on, run_after=on
    )
    Job.objects.bulk_create([row], ignore_conflicts=True)
    return Job.objects.get(kind=row.kind, key=row.key)


def cancel(job: Job) -> None:
    """Ask that it be stopped: at once if nobody has begun it, else between two steps."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    if not waiting.update(state=Job.State.CANCELLED):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(is_unwanted=True)


def ask_what_is_due(on: datetime) -> None:
    """Ask, in every district, for the scheduled jobs whose slot has come."""
    for kind in KINDS.values():
        if not kind.every:
            continue
        slot = kind.every(day_of(on))
        asked = Job.every_district.filter(kind=kind.name, key=slot).values_list("district_id", flat=True)
        for code in set(District.objects.values_list("code", flat=True)) - set(asked):
            with within_district(code):
                ask(kind, on=on, key=slot)
