"""Making a backup: beside, verified, then under its name. What is under a name is whole."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from changren import __version__
from changren.base.acts import Refused, no
from changren.base.clock.now import now
from changren.base.secrets import digest
from changren.site.backup import databases
from changren.site.backup.archive import Manifest, Watch, verify, write

NAME = re.compile(r"changren-(\d{4}-\d\d-\d\dT\d{6})\.tar")
PART = ".part"
FILES = "files"  # the folder of what people attached, in the archive


@dataclass(frozen=True)
class Backup:
    """A whole backup that lies in the folder."""

    path: Path
    made_at: datetime
    size: int

    in_data = ("made_at", "size")


def folder() -> Path:
    """Where backups are kept: CHANGREN_BACKUPS."""
    settings.BACKUPS.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Path(settings.BACKUPS)


def backups() -> list[Backup]:
    """Those in the folder, newest first."""
    found = [(path, NAME.fullmatch(path.name)) for path in folder().iterdir()]
    whole = [
        Backup(path, timezone.make_aware(datetime.strptime(name[1], "%Y-%m-%dT%H%M%S")), path.stat().st_size)
        for path, name in found if name
    ]  # fmt: skip
    return sorted(whole, key=lambda one: one.made_at, reverse=True)


def key_print() -> str:
    """The fingerprint of the key that encrypts telephone numbers; it does not tell the key."""
    return digest(f"backup {settings.DATA_KEY}")[:16]


def make(watch: Watch, target: Path | None = None) -> tuple[Path, Manifest]:
    """Make a backup and verify it; its path and its manifest. Into the folder, and what is spare goes, if no `target`.

    Refused if one is being made. It may be killed at any moment: what it leaves is named .part, and goes with the next.
    """
    path = target or folder() / f"changren-{timezone.localtime(now()):%Y-%m-%dT%H%M%S}.tar"
    with alone(path.parent, "backup") as beside:
        part = beside / f"{path.name}{PART}"
        manifest = _written(part, beside, watch)
        verify(part)
        part.replace(path)
        sync_folder(path.parent)
    if target is None:
        for spare in spare_ones(backups(), settings.BACKUPS_KEPT):
            spare.path.unlink()
    return path, manifest


def _written(part: Path, beside: Path, watch: Watch) -> Manifest:
    with databases.copied(beside) as (name, copy, heads, migrations):
        manifest = Manifest(__version__, now().isoformat(), connection.vendor, migrations, heads, key_print())
        attached = sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
        sources = {f"{FILES}/{path.relative_to(settings.MEDIA_ROOT)}": path for path in attached}
        with part.open("xb") as target:
            write(target, {name: copy} | sources, manifest, watch)
            target.flush()
            os.fsync(target.fileno())
    return manifest


def spare_ones(newest_first: list[Backup], kept: int) -> list[Backup]:
    """Those that need not be kept: neither among the `kept` newest nor the first of one of the last twelve months."""
    months: dict[str, Backup] = {f"{one.made_at:%Y-%m}": one for one in newest_first}
    first_of = [months[name] for name in sorted(months, reverse=True)[:12]]
    return [one for one in newest_first[kept:] if one not in first_of]


@contextmanager
def alone(place: Path, what: str) -> Iterator[Path]:
    """A folder in `place` to work in, as long as the block lasts; what a killed one left goes first.

    what: "backup", "drill" or "export", of which there is one at a time. Refused if there is one.
    """
    with (place / f".changren-{what}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as why:
            raise Refused(no(_("A backup or an export is being made or tried already."))) from why
        for left in place.glob(f"changren-{what}-*{PART}"):
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(PART, f"changren-{what}-", place) as beside:
            yield Path(beside)


def sync_folder(place: Path) -> None:
    """Have the disk keep what was renamed in it."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def telling(say: Callable[[str], object]) -> Watch:
    """A watch that says how far it is, a tenth at a time."""
    said = -1

    def watch(done: int, total: int) -> None:
        nonlocal said
        tenth = done * 10 // total if total else 10
        if tenth > said:
            said = tenth
            say(f"  {tenth * 10} %")

    return watch
