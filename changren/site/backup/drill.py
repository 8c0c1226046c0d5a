"""The drill: the newest backup is restored beside, by the same commands an operator would use, and looked at."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import ProgrammingError, connection
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no
from changren.site.backup import making
from changren.site.backup.archive import Watch, verify

STEPS = 3
LOOK = (sys.executable, "-m", "changren.site.backup.looking")


def drill(watch: Watch) -> dict[str, Any]:
    """Restore the newest backup beside, verify its chains, open its pages; what was found.

    Refused with the sentence if there is no backup, or where it fails.
    """
    newest = next(iter(making.backups()), None)
    if newest is None:
        raise Refused(no(_("There is no backup to try.")))
    began = time.monotonic()
    entries = sum(number for number, _seal in verify(newest.path).heads.values())
    watch(1, STEPS)
    with making.alone(making.folder(), "drill") as beside, _database(beside) as address:
        environment = os.environ | {
            "CHANGREN_VAR": str(beside), "CHANGREN_DATABASE": address, "CHANGREN_SECRET_KEY": settings.SECRET_KEY,
            "CHANGREN_DATA_KEY": settings.DATA_KEY, "CHANGREN_HOSTS": "*", "CHANGREN_EXAMPLE": "0",
            "DJANGO_SETTINGS_MODULE": "changren.site.settings",
        }  # fmt: skip
        command = (sys.executable, "-m", "changren.site.command", "restore", str(newest.path))
        _done(command, environment)
        watch(2, STEPS)
        pages = _done(LOOK, environment)
        watch(3, STEPS)
    return {
        "backup": newest.path.name, "entries": entries, "pages": int(pages.split()[-1]),
        "seconds": round(time.monotonic() - began),
    }  # fmt: skip


def _done(command: tuple[str, ...], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()[-1:]
        raise Refused(no(_("The backup could not be restored: {why}"), why="".join(said)[-200:]))
    return done.stdout


@contextmanager
def _database(beside: Path) -> Iterator[str]:
    """The address of an empty database that goes afterwards."""
    if connection.vendor == "sqlite":
        yield str(beside / "drill.sqlite3")
        return
    own = connection.settings_dict
    name = connection.ops.quote_name(database := f"{own['NAME']}_drill")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # of one that was killed
        try:
            cursor.execute(f"CREATE DATABASE {name}")
        except ProgrammingError as why:
            raise Refused(no(_("The database user may not create a database for the trial (CREATEDB)."))) from why
        try:
            user = quote(own["USER"]) + (f":{quote(own['PASSWORD'], safe='')}" if own["PASSWORD"] else "")
            layout = "" if own["LAYOUT"] == "plain" else f"?layout={own['LAYOUT']}"
            yield f"postgresql://{user}@{own['HOST']}:{own['PORT'] or 5432}/{database}{layout}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
