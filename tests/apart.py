"""A database of one's own, and processes that work on it: for migrations, crashes and races."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

from tests import engines


@contextmanager
def own_database(folder: Path, engine: str = "") -> Iterator[dict[str, str]]:
    """The environment of processes that work on a new, empty database; of the engine under test, or of another one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))}
    environment = kept | {"CHANGREN_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "changren.site.settings"}
    engine = engine or engines.engine()
    if engine == engines.SQLITE:
        yield environment | {"CHANGREN_DATABASE": str(folder / "own.sqlite3")}
        return
    name = f"own_{uuid4().hex[:8]}"
    server = urlsplit(engines.address(name, engines.LAYOUTS[engine]))
    with psycopg.connect(server._replace(path="/postgres", query="").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield environment | {"CHANGREN_DATABASE": server._replace(path=f"/{name}").geturl()}
        finally:
            rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name])
            for (one,) in rows.fetchall():  # itself, and what a restore has kept of it
                connection.execute(f'DROP DATABASE "{one}" WITH (FORCE)')


def python(environment: dict[str, str], module: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start a module of ours in a process of its own, its output piped."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(
        command, env=environment, cwd=engines.ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def said(environment: dict[str, str], module: str, *arguments: str, timeout: float = 120) -> str:
    """What it says; AssertionError with all of it if it fails."""
    process = python(environment, module, *arguments)
    output, _ = process.communicate(timeout=timeout)
    assert process.returncode == 0, output
    return output
