"""Taking a district's archive into an empty installation, on whatever database: all of it or nothing."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no
from changren.base.documents.models import Attachment
from changren.base.minutes import verify as faults_in
from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.scope import within_district
from changren.organisation.models import Person, Role
from changren.organisation.passwords import first_password
from changren.search.reindexing import reindex
from changren.site.backup import databases
from changren.site.moving import records
from changren.site.moving.archive import Manifest, blocks, verify
from changren.site.moving.leaving import FILES
from changren.site.serving import in_use

Say = Callable[[str], Any]
BATCH = 500  # rows written at a time


def arrive(archive: Path, say: Say) -> None:
    """Take the district in, and say the first passwords of its officers: nobody has any other way in.

    Refused, before anything is touched, if the archive is damaged or of another version, or if there is a district
    already; and afterwards, with nothing left behind, if it does not fit together.
    """
    manifest = verify(archive)
    say(f"{archive.name}: whole, {manifest.name} ({manifest.code}), made {manifest.made_at[:16]}.")
    _check(manifest)
    try:
        with in_use(fcntl.LOCK_EX):
            if not databases.is_empty():
                raise Refused(no(_("There is a district here already. Import into an empty installation.")))
            call_command("migrate", verbosity=0, interactive=False)
            with within_district(manifest.code):
                _tell(manifest, _taken_in(archive, manifest), say)
            databases.take_stock()
            reindex(manifest.code, say)
    except BlockingIOError as why:
        raise Refused(no(_("The server is running here. Stop it first."))) from why


def _check(manifest: Manifest) -> None:
    """The records must be of the very version that reads them: no migration has ever seen them."""
    known, theirs = databases.known_migrations(), set(manifest.migrations)
    if theirs - known:
        raise Refused(no(_("It was made by a newer version ({version}). Install that version first."),
                         version=manifest.version))  # fmt: skip
    if known - theirs:
        raise Refused(no(_("It was made by an older version ({version}). Import it with that version, then upgrade."),
                         version=manifest.version))  # fmt: skip
    if {f"data/{label}.jsonl" for label in manifest.records} != {records.name_of(one) for one in records.travelling()}:
        raise Refused(no(_("The archive does not fit together: {why}."), why="data/"))


def _taken_in(archive: Path, manifest: Manifest) -> dict[Person, str]:
    """Everything in one transaction. Files first: no row is there whose file is not. The officers' first passwords."""
    try:
        with _placed_or_none() as placed, ZipFile(archive) as parts, transaction.atomic():
            for model in records.travelling():
                with parts.open(records.name_of(model)) as source:
                    _load(model, records.read(model, source), manifest)
            _compare(manifest)
            _place(parts, manifest, placed)
            return _first_passwords()
    except (DatabaseError, DeserializationError, ValueError, KeyError, OSError) as why:
        raise Refused(no(_("The archive does not fit together: {why}."), why=str(why)[:300])) from why


def _load(model: Any, rows: Iterator[Any], manifest: Manifest) -> None:
    done = 0
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)
        done += len(batch)
    if done != manifest.records[model._meta.label_lower]:
        raise ValueError(f"{records.name_of(model)}: {done}")


def _compare(manifest: Manifest) -> None:
    """Whether the minutes hold, end where they ended, and every attachment has the bytes it had. ValueError if not."""
    head = Chain.objects.first()
    fault = next(faults_in(Entry.objects.order_by("number").iterator(), head), None)
    if fault:
        raise ValueError(f"{fault.number}: {fault.says}")
    if [head.number, head.seal] != manifest.head if head else manifest.head:
        raise ValueError(f"the minutes do not end at {manifest.head}")
    kept = {f"{FILES}/{name}": digest for name, digest in Attachment.objects.values_list("file", "digest")}
    there = {name: digest for name, (_size, digest) in manifest.files.items() if name.startswith(f"{FILES}/")}
    for name in sorted(kept.keys() | there.keys()):
        if there.get(name) != kept.get(name) and name.removeprefix(f"{FILES}/") not in manifest.missing:
            raise ValueError(name)


@contextmanager
def _placed_or_none() -> Iterator[list[Path]]:
    """The files that were put into place; if the block fails they go again."""
    placed: list[Path] = []
    try:
        yield placed
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise


def _place(parts: ZipFile, manifest: Manifest, placed: list[Path]) -> None:
    """Put the originals where they were. Refused if something is there already."""
    for name in manifest.files:
        if not name.startswith(f"{FILES}/"):
            continue
        path = settings.MEDIA_ROOT / name.removeprefix(f"{FILES}/")
        if path.exists():
            raise Refused(no(_("“{file}” is here already. Put it out of the way first."), file=path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with parts.open(name) as source, path.open("xb") as target:
            placed.append(path)
            path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
            for block in blocks(source):
                target.write(block)
            target.flush()
            os.fsync(target.fileno())


def _first_passwords() -> dict[Person, str]:
    """A first password for everybody who may sign in and is an officer of the district."""
    officers = Person.objects.filter(is_open=True, posts__role=Role.DISTRICT, posts__until=None)
    given = {person: first_password() for person in officers.order_by("name", "pk").distinct()}
    for person, password in given.items():
        person.set_password(password)
        person.must_choose_password = True
        person.save()
    return given


def _tell(manifest: Manifest, given: dict[Person, str], say: Say) -> None:
    number, seal = manifest.head
    say(f"{manifest.name}: {number} entries, the chain holds. Seal: {seal}")
    for name in manifest.missing:
        say(f"  Missing or damaged, as it was there: {name}")
    say("First passwords, shown this once; everybody else is given one by these officers of the district:")
    for person, password in given.items():
        say(f"  {person.name}, signs in as {person.login}: {password}")
    if not given:
        say("  none: the district has no officer who may sign in, so nobody can.")
