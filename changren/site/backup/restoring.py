"""Restoring a backup into an empty installation of the same version or a newer one, and looking whether it is whole."""

import fcntl
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no
from changren.base.clock.now import now
from changren.base.minutes.models import Chain
from changren.site import auditing
from changren.site.backup import beside, databases, making, swapping
from changren.site.backup.archive import Manifest, extract, verify
from changren.site.serving import in_use

Say = Callable[[str], Any]


def restore(archive: Path, say: Say, *, replace: bool = False, keep: bool = False, goes_on: bool = False) -> int:
    """Restore it; 0 if every chain holds and ends where it ended in the backup, else 1.

    replace: what is here gives way to it, once it was restored and verified beside, and is kept aside until the next
    restore; keep: for good. goes_on: only if the minutes here are the beginning of those that come, as after a meeting
    that was held on another computer. Refused, before anything is touched, if the archive is damaged, of another kind
    of database or a newer version, if its telephone numbers could not be read here, or if there is a district already.
    """
    manifest = verify(archive)
    say(f"{archive.name}: whole, made {manifest.made_at[:16]} by version {manifest.version}.")
    _check(manifest)
    empty = databases.is_empty()
    if not empty and not replace:
        raise Refused(no(_("There is a district here already. Restore into an empty installation.")))
    try:
        with in_use(fcntl.LOCK_EX):
            if not empty:
                return _replaced(archive, say, keep=keep, goes_on=goes_on)
            _put(archive)
    except BlockingIOError as why:
        raise Refused(no(_("The server is running here. Stop it first."))) from why
    call_command("migrate", verbosity=0, interactive=False)
    failed = auditing.verify_all(None, None, say) if manifest.heads else 0
    return max(failed, _compare(manifest, say))


def _replaced(archive: Path, say: Say, *, keep: bool, goes_on: bool) -> int:
    """Restore it beside, which brings it to this version and verifies it; then it takes the place of what is here."""
    with making.alone(settings.VAR, "restore") as folder, swapping.new_database(folder) as address:
        for line in beside.restored(archive, folder, address).splitlines()[1:]:
            say(line)
        if goes_on:
            _look_whether_it_goes_on(beside.environment(folder, address))
        aside = swapping.swap(folder, address, now(), keep=keep)
    say(f"What was here is kept in {aside}{'' if keep else ', until the next restore'}.")
    return 0


def _look_whether_it_goes_on(surroundings: dict[str, str]) -> None:
    """Refused if something was done here that what comes does not know: it would be lost."""
    verify_all = (sys.executable, "-m", "changren.site.command", "audit", "verify")
    for code, number, seal in Chain.every_district.values_list("district_id", "number", "seal"):
        ended = subprocess.run([*verify_all, "--district", str(code), "--expect", seal], env=surroundings,  # noqa: S603
                               capture_output=True, text=True)  # fmt: skip
        if ended.returncode:
            says = _("What comes back does not go on from what is here: entry {n} of {code} is not in it. Something "
                     "was done here after the copy for the meeting was made.")  # fmt: skip
            raise Refused(no(says, n=number, code=code))


def _check(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise Refused(no(_("It is a backup of {engine}; this installation uses {here}."),
                         engine=manifest.engine, here=connection.vendor))  # fmt: skip
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if set(manifest.migrations) - known:
        raise Refused(no(_("It was made by a newer version ({version}). Install that version first."),
                         version=manifest.version))  # fmt: skip
    if manifest.key != making.key_print():
        raise Refused(no(_("It was made with another CHANGREN_DATA_KEY: telephone numbers could not be read here.")))


def _put(archive: Path) -> None:
    """Files first, the database last and at one go: while that is missing nothing was restored."""
    with tempfile.TemporaryDirectory(making.PART, "changren-restore-", settings.VAR) as beside:
        copy = Path(beside) / "database"
        extract(archive, {making.FILES: settings.MEDIA_ROOT, databases.SQLITE: copy, databases.POSTGRES: copy})
        databases.put(copy)


def _compare(manifest: Manifest, say: Say) -> int:
    """Whether the chains end where they ended in the backup."""
    rows = Chain.every_district.order_by("district_id").values_list("district_id", "number", "seal")
    here = {str(code): [number, seal] for code, number, seal in rows}
    if here == manifest.heads:
        return 0
    say("The minutes do not end where they ended in the backup.")
    return 1
