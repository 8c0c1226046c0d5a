"""Is this installation safe? When it was backed up and tried last, and whether that is long ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from changren.base.jobs.models import Job
from changren.site.backup.making import Backup, backups

BACKUP_LATE, DRILL_LATE = timedelta(days=2), timedelta(days=40)


@dataclass(frozen=True)
class State:
    """newest: the last backup. drill: the last job that tried one, whatever came of it; tried: the last that held."""

    newest: Backup | None
    drill: Job | None
    tried: Job | None
    is_backup_late: bool
    is_drill_late: bool


def state(on: datetime) -> State:
    """As it stands at this moment, in all districts of the installation."""
    newest = next(iter(backups()), None)
    drills = Job.every_district.filter(kind="site.drill", ended_at__isnull=False).order_by("-ended_at")
    tried = drills.filter(state=Job.State.DONE).first()
    return State(
        newest, drills.first(), tried,
        is_backup_late=newest is None or on - newest.made_at > BACKUP_LATE,
        is_drill_late=tried is None or tried.ended_at is None or on - tried.ended_at > DRILL_LATE,
    )  # fmt: skip
