"""`changren check`: is this installation fit for real use?"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from changren.base.clock.now import now
from changren.base.jobs.models import Job
from changren.base.tenancy.models import District
from changren.site.backup.state import state

Point = tuple[bool, str]
FREE_LEAST = 2 * 1024**3  # bytes of disk
SQLITE_LEAST = (3, 51, 3)  # older ones can corrupt a WAL database (decision 0004)
SYNCHRONOUS_FULL = 2
KEY_LEAST = 40  # characters
WAITS_MOST = timedelta(minutes=5)


def go_through(say: Callable[[str], Any]) -> int:
    """Say each point with its mark; return 0 if all are in order, else 1."""
    results = list(points())
    for holds, says in results:
        say(f"{'ok  ' if holds else 'NOT '} {says}")
    return 0 if all(holds for holds, _says in results) else 1


def points() -> Iterator[Point]:
    """Each point of the list: whether it holds, and what it says."""
    yield settings.PRODUCTION, "production mode is on (CHANGREN_PRODUCTION=1)"
    yield not settings.EXAMPLE, "example mode is off"
    hosts = settings.ALLOWED_HOSTS
    yield all(hosts) and "*" not in hosts, f"host names are named: {', '.join(hosts)} (CHANGREN_HOSTS)"
    yield settings.SECURE_COOKIES, "cookies travel over HTTPS only"
    keys = {settings.SECRET_KEY, settings.DATA_KEY}
    yield len(keys) == 2 and min(map(len, keys)) >= KEY_LEAST, "two different long secrets are set"
    yield not settings.ADMIN, "Django's admin is off"
    yield True, f"password profile: {settings.PASSWORD_PROFILE}"
    yield from _database()
    free = shutil.disk_usage(settings.VAR).free
    yield free > FREE_LEAST, f"{free // 1024**3} GB of disk are free"
    yield from ((False, str(message)) for message in checks.run_checks() if message.level >= checks.WARNING)


def _backups() -> Iterator[Point]:
    found = state(now())
    newest = f"{found.newest.made_at:%Y-%m-%d %H:%M}" if found.newest else "none"
    yield not found.is_backup_late, f"there is a backup of the last two days ({newest})"
    tried = f"{found.tried.ended_at:%Y-%m-%d}" if found.tried and found.tried.ended_at else "never"
    yield not found.is_drill_late, f"a backup was restored for trial within forty days ({tried})"


def _jobs() -> Iterator[Point]:
    late = Job.every_district.filter(state=Job.State.QUEUED, run_after__lt=now() - WAITS_MOST).count()
    yield not late, f"jobs are done in time ({late} wait; with PostgreSQL `changren work` does them)"


def _database() -> Iterator[Point]:
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as why:
        yield False, f"the database answers ({why})"
        return
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield not missing, f"every migration is there ({len(missing)} missing)"
    if not missing:
        yield not District.objects.filter(is_example=True).exists(), "no example district is in the database"
        yield from _jobs()
        yield from _backups()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            safe = sqlite3.sqlite_version_info >= SQLITE_LEAST
            yield safe, f"SQLite {sqlite3.sqlite_version} has no known corruption bug"
            full = cursor.execute("PRAGMA synchronous").fetchone()[0] == SYNCHRONOUS_FULL
            yield full, "SQLite waits for the disk (synchronous=FULL)"
        else:
            cursor.execute("SHOW fsync")
            yield cursor.fetchone()[0] == "on", "PostgreSQL waits for the disk (fsync)"
