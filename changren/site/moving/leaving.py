"""Writing a district's archive: of one moment, while people work; beside, verified, then under its name."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from changren import __version__
from changren.base.acts import Refused, no
from changren.base.clock.now import now
from changren.base.documents.models import Attachment
from changren.base.minutes.models import Chain
from changren.base.tenancy.models import District
from changren.base.tenancy.scope import within_district
from changren.site.backup import databases, making
from changren.site.backup.archive import Watch
from changren.site.moving import papers, records, tables
from changren.site.moving.archive import Manifest, Writer, blocks, verify

README = Path(__file__).with_name("README.txt")
FILES = "files"  # the folder of what people attached, in the archive
EVERY = 200  # records between two steps of progress
MANY = 500_000  # of one kind: together they may be more than 2 GB


def leave(code: int | None, target: Path | None, watch: Watch) -> tuple[Path, Manifest]:
    """Write the archive of a district and verify it; its path and its manifest. It is in Chinese.

    code: which, if there are several. target: the file; else one with a name of its own in the folder we are in.
    Refused if there is no such district, or if an archive is being written in that folder.
    """
    district, on = _district(code), now()
    path = target or Path.cwd() / f"district-{district.code}-{timezone.localtime(on):%Y-%m-%dT%H%M%S}.zip"
    with making.alone(path.parent, "export") as beside, within_district(district.code):
        part = beside / f"{path.name}{making.PART}"
        part.touch(mode=0o600)
        with databases.one_state(), translation.override(settings.LANGUAGE_CODE):
            manifest = _written(part, on, watch)
        verify(part)
        part.replace(path)
        making.sync_folder(path.parent)
    return path, manifest


def _district(code: int | None) -> District:
    found = list(District.objects.filter(code=code) if code else District.objects.order_by("code"))
    if not found:
        raise Refused(no(_("There is no such district here.")))
    if len(found) > 1:
        codes = ", ".join(str(one.code) for one in found)
        raise Refused(no(_("There are several districts here ({codes}). Say which one: --district."), codes=codes))
    return found[0]


def _written(part: Path, on: datetime, watch: Watch) -> Manifest:
    district, head = records.rows_of(District).get(), Chain.objects.get()
    manifest = Manifest(
        __version__, on.isoformat(), district.code, district.name, [head.number, head.seal], databases.migrations()
    )
    with part.open("wb") as target:
        writer = Writer(target, on)
        with writer.text(README.name) as note:
            note.write(tables.BOM + README.read_text("utf-8").replace("\n", "\r\n"))  # for old Notepads
        counts = {model: records.rows_of(model).count() for model in records.travelling()}
        steps = _Steps(watch, 2 * sum(counts.values()) + papers.how_many())
        _records(writer, manifest, counts, steps)
        for name, content in steps.through(papers.papers(on)):
            with writer.file(name) as paper:
                paper.write(content)
        for name, digest in Attachment.objects.order_by("pk").values_list("file", "digest"):
            if _original(writer, name) != digest:
                manifest.missing.append(name)
        writer.end(manifest)
        target.flush()
        os.fsync(target.fileno())
    return manifest


def _records(writer: Writer, manifest: Manifest, counts: dict[Any, int], steps: "_Steps") -> None:
    """Each kind twice: for machines and for people."""
    for model, count in counts.items():
        manifest.records[model._meta.label_lower] = count
        with writer.text(records.name_of(model), large=count > MANY) as target:
            records.write(model, steps.through(records.rows_of(model).iterator()), target)
        with writer.text(tables.name_of(model), large=count > MANY) as target:
            tables.write(model, steps.through(tables.complete(model).iterator()), target)


def _original(writer: Writer, name: str) -> str | None:
    """A file as it was attached; its SHA-256, or None if it is not there. Nobody changes it once its row is there."""
    path, inside = settings.MEDIA_ROOT / name, f"{FILES}/{name}"
    if not path.is_file():
        return None
    with path.open("rb") as source, writer.file(inside) as target:
        for block in blocks(source):
            target.write(block)
    return str(writer.files[inside][1])


class _Steps:
    """Counts what passes through, and says how far it is."""

    def __init__(self, watch: Watch, total: int) -> None:
        self.watch, self.total, self.done = watch, total, 0

    def through(self, rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            yield row
            self.done += 1
            if self.done % EVERY == 0 or self.done == self.total:
                self.watch(self.done, self.total)
