"""An installation beside the running one, for as long as it is needed: its own folder, database and process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import ProgrammingError, connection
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no

JOURNALS = ("", "-wal", "-shm")  # what belongs to a file of SQLite


def restored(archive: Path, folder: Path, address: str) -> str:
    """Restore it there, by the command an operator would use; what that said. Refused if it fails."""
    return done((sys.executable, "-m", "changren.site.command", "restore", str(archive)), environment(folder, address))


def environment(folder: Path, address: str) -> dict[str, str]:
    """Of processes that work on the installation there, with the keys of this one."""
    return os.environ | {
        "CHANGREN_VAR": str(folder), "CHANGREN_DATABASE": address, "CHANGREN_SECRET_KEY": settings.SECRET_KEY,
        "CHANGREN_DATA_KEY": settings.DATA_KEY, "CHANGREN_HOSTS": "*", "CHANGREN_EXAMPLE": "0",
        "DJANGO_SETTINGS_MODULE": "changren.site.settings",
    }  # fmt: skip


def done(command: tuple[str, ...], surroundings: dict[str, str]) -> str:
    """What a command said. Refused with its last line if it fails."""
    ended = subprocess.run(command, env=surroundings, capture_output=True, text=True)  # noqa: S603
    if ended.returncode:
        said = (ended.stdout + ended.stderr).strip().splitlines()[-1:]
        raise Refused(no(_("The backup could not be restored: {why}"), why="".join(said)[-200:]))
    return ended.stdout


@contextmanager
def database(file: Path, ending: str) -> Iterator[str]:
    """The address of an empty database that goes afterwards, if it is still there.

    file: where it lies with SQLite. ending: of its name with PostgreSQL, after that of ours.
    """
    if connection.vendor == "sqlite":
        try:
            yield str(file)
        finally:
            for journal in JOURNALS:
                Path(f"{file}{journal}").unlink(missing_ok=True)
        return
    name = f"{connection.settings_dict['NAME']}_{ending}"
    drop(name)
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
        except ProgrammingError as why:
            raise Refused(no(_("The database user may not create a database beside this one (CREATEDB)."))) from why
    try:
        yield _address(name)
    finally:
        drop(name)


def drop(*names: str) -> None:
    """Have databases of the server go, whoever still uses them; ours must not be among them."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


def databases_like(beginning: str) -> list[str]:
    """The databases of the server whose name begins so, after ours."""
    ours = f"{connection.settings_dict['NAME']}_{beginning}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1", [ours])
        return [name for (name,) in cursor.fetchall()]


def _address(name: str) -> str:
    own = connection.settings_dict
    user = quote(own["USER"]) + (f":{quote(own['PASSWORD'], safe='')}" if own["PASSWORD"] else "")
    layout = "" if own["LAYOUT"] == "plain" else f"?layout={own['LAYOUT']}"
    return f"postgresql://{user}@{own['HOST']}:{own['PORT'] or 5432}/{name}{layout}"
