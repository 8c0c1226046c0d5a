"""A database of one's own, and processes that work on it: for migrations, crashes and races."""

import os
import signal
import subprocess
import sys
import time
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


def said(environment: dict[str, str], module: str, *arguments: str, timeout: float = 300) -> str:
    """What it says; AssertionError with all of it if it fails."""
    process = python(environment, module, *arguments)
    output, _ = process.communicate(timeout=timeout)
    assert process.returncode == 0, output
    return output


def lines(path: Path) -> int:
    """How many lines a file has; none if there is no such file."""
    return len(path.read_text().splitlines()) if path.exists() else 0


def killed_in_the_middle(
    environment: dict[str, str], acknowledged: Path, patience: float, *command: str, writers: int = 2
) -> int:
    """Let writers (`command`: module and arguments) work until acknowledgements flow, and a while longer; then kill -9.

    How many lines were acknowledged meanwhile. AssertionError with what a writer said that ended by itself.
    """
    before = lines(acknowledged)
    working = [python(environment, *command) for _ in range(writers)]
    until = time.monotonic() + 60
    while lines(acknowledged) < before + 3 * writers and time.monotonic() < until:
        ended = [one for one in working if one.poll() is not None]
        assert not ended, ended[0].communicate()[0]
        time.sleep(0.02)
    time.sleep(patience)
    for one in working:
        one.send_signal(signal.SIGKILL)
    for one in working:
        one.communicate()
    return lines(acknowledged) - before
