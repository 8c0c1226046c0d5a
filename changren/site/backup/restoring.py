"""Restoring a backup into an empty installation of the same version or a newer one, and looking whether it is whole."""

import fcntl
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


def restore(archive: Path, say: Say, *, replace: bool = False, keep: bool = False) -> int:
    """Restore it; 0 if every chain holds and ends where it ended in the backup, else 1.

    replace: what is here gives way to it, once it was restored and verified beside, and is kept aside until the next
    restore; keep: for good. Refused, before anything is touched, if the archive is damaged, of another kind of database
    or a newer version, if its telephone numbers could not be read here, or if there is a district already.
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
                return _replaced(archive, say, keep)
            _put(archive)
    except BlockingIOError as why:
        raise Refused(no(_("The server is running here. Stop it first."))) from why
    call_command("migrate", verbosity=0, interactive=False)
    failed = auditing.verify_all(None, None, say) if manifest.heads else 0
    return max(failed, _compare(manifest, say))


def _replaced(archive: Path, say: Say, keep: bool) -> int:
    """Restore it beside, which brings it to this version and verifies it; then it takes the place of what is here."""
    with making.alone(settings.VAR, "restore") as folder, swapping.new_database(folder) as address:
        for line in beside.restored(archive, folder, address).splitlines()[1:]:
            say(line)
        aside = swapping.swap(folder, address, now(), keep=keep)
    say(f"What was here is kept in {aside}{'' if keep else ', until the next restore'}.")
    return 0


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
