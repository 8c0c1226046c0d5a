"""`changren rehearse`: an installation beside this one, with a copy of all of it, for as long as the command runs."""

import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no
from changren.site.backup import beside, making

SERVE = (sys.executable, "-m", "changren.site.command", "run")
INVENT = (sys.executable, "-m", "changren.site.rehearsal.inventing")
PATIENCE = 20  # seconds in which a process ends by itself


def rehearse(host: str, port: int, say: Callable[[str], Any], *, invent: bool) -> int:
    """Copy, serve the copy until told to stop, and wipe it; the exit status.

    invent: whether people who are not here come in and vote. Refused if there is a rehearsal already.
    """
    if settings.REHEARSAL:
        raise Refused(no(_("This is a rehearsal already.")))
    with (
        making.alone(settings.VAR, "rehearsal") as folder,
        beside.database(folder / "rehearsal.sqlite3", "rehearsal") as address,
        _told_to_stop(),
    ):
        _copied(folder, address)
        surroundings = _surroundings(folder, address)
        commands = [(*SERVE, "--host", host, "--port", str(port)), *([INVENT] if invent else [])]
        running = [subprocess.Popen(one, env=surroundings) for one in commands]  # noqa: S603
        say(f"Rehearsal: http://{host}:{port}/  It is wiped when you stop it (Ctrl+C).")
        return _until_the_first_ends(running)


def _copied(folder: Path, address: str) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        archive, _manifest = making.make(making.telling(lambda line: None), Path(place) / "now.tar")
        beside.restored(archive, folder, address)


def _surroundings(folder: Path, address: str) -> dict[str, str]:
    """With another secret, so that no sign-in and no signed link of the one is good for the other."""
    return beside.environment(folder, address) | {
        "CHANGREN_REHEARSAL": "1", "CHANGREN_SECRET_KEY": secrets.token_urlsafe(48),
        "CHANGREN_EXAMPLE": "1" if settings.EXAMPLE else "0", "CHANGREN_BACKUPS": str(folder / "backups"),
    }  # fmt: skip


def _until_the_first_ends(running: list[Any]) -> int:
    try:
        return int(running[0].wait())
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """To be ended is to be interrupted: the copy goes either way."""

    def interrupted(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupted)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
