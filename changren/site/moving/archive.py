"""The archive of a district: a ZIP that any computer opens, with checksums of its files.

The manifest comes last, so an archive that was cut off has none and is never taken for a whole one.
"""

import hashlib
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, get_origin
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no

MANIFEST, SUMS = "MANIFEST.json", "SHA256SUMS"
FORMAT = 1
BLOCK = 1024 * 1024
LARGEST_MANIFEST = 64 * BLOCK  # some 500,000 files
DAMAGE = (
    BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError,
    ValueError, TypeError, KeyError, AttributeError,
)  # fmt: skip


@dataclass
class Manifest:
    """What an archive is of. code and name: the district's; head: number and seal of the last entry of its minutes.

    records: how many of each kind. missing: attachments that lay no longer where they should, or were not what was
    attached. files: size in bytes and SHA-256 by name.
    """

    version: str
    made_at: str
    code: int
    name: str
    head: list[Any]
    migrations: list[str]
    format: int = FORMAT
    records: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    files: dict[str, list[Any]] = field(default_factory=dict)


class Writer:
    """Writes an archive, one file after the other, and knows size and SHA-256 of each.

    made_at: the moment that its files are dated.
    """

    def __init__(self, target: IO[bytes], made_at: datetime) -> None:
        self.files: dict[str, list[Any]] = {}
        self._zip, self._date = ZipFile(target, "w"), timezone.localtime(made_at).timetuple()[:6]

    @contextmanager
    def file(self, name: str, *, large: bool = False) -> Iterator[IO[bytes]]:
        """Write within the block what the file holds. large: it may exceed 2 GB, which old programs do not open."""
        info = ZipInfo(name, self._date)
        info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
        with self._zip.open(info, "w", force_zip64=large) as target:
            kept = _Hashing(target)
            yield kept  # type: ignore[misc]
        self.files[name] = [kept.size, kept.digest.hexdigest()]

    @contextmanager
    def text(self, name: str, *, large: bool = False) -> Iterator[IO[str]]:
        """The same for text, in UTF-8, its line ends as they are given."""
        with self.file(name, large=large) as target:
            text = io.TextIOWrapper(target, "utf-8", newline="")
            yield text
            text.flush()

    def end(self, manifest: Manifest) -> None:
        """The checksums, then the manifest."""
        lines = [f"{digest}  {name}\n" for name, (_size, digest) in self.files.items()]
        with self.text(SUMS) as sums:
            sums.writelines(lines)
        manifest.files = dict(self.files)
        with self.text(MANIFEST) as last:
            json.dump(asdict(manifest), last, ensure_ascii=False, indent=1)
        self._zip.close()


class _Hashing(io.RawIOBase):
    """Hashes and counts what is written through it."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target, self.size, self.digest = target, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.target.write(data)


def verify(archive: Path) -> Manifest:
    """Read all of it and return its manifest. Refused with the sentence if anything is missing, changed or added.

    Nothing is unpacked that is larger than the manifest says.
    """
    try:
        with ZipFile(archive) as parts:
            manifest, wrong = _manifest(parts), None
            if manifest:
                wrong = _misplaced(parts, manifest) or _changed(parts, manifest)
    except DAMAGE as why:
        raise Refused(no(_("“{name}” is no district's archive, or it is damaged: {why}."), name=archive.name,
                         why=str(why) or type(why).__name__)) from why  # fmt: skip
    if manifest is None:
        raise Refused(no(_("“{name}” was cut off: its list of contents is missing."), name=archive.name))
    if wrong:
        raise Refused(no(_("“{name}” is damaged: “{file}” is not what it was."), name=archive.name, file=wrong))
    return manifest


def blocks(source: IO[bytes]) -> Iterator[bytes]:
    """A file in pieces."""
    return iter(lambda: source.read(BLOCK), b"")


def _manifest(parts: ZipFile) -> Manifest | None:
    if MANIFEST not in parts.namelist():
        return None
    if parts.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise ValueError(MANIFEST)
    manifest = Manifest(**json.loads(parts.read(MANIFEST)))
    if manifest.format != FORMAT:
        raise ValueError(f"format {manifest.format}")
    for one in fields(Manifest):
        if not isinstance(getattr(manifest, one.name), get_origin(one.type) or one.type):
            raise ValueError(f"{MANIFEST}: {one.name}")
    return manifest


def _misplaced(parts: ZipFile, manifest: Manifest) -> str | None:
    """The first file that is there twice, leads out of its folder, or is not as large as the manifest says."""
    sizes = {name: size for name, (size, _digest) in manifest.files.items()}
    found = {info.filename: info.file_size for info in parts.infolist() if info.filename != MANIFEST}
    often = Counter(parts.namelist())
    strange = (name for name in sorted(often) if often[name] > 1 or not _stays_inside(name))
    other = (name for name in sorted(found.keys() | sizes.keys()) if found.get(name) != sizes.get(name))
    return next(strange, None) or next(other, None)


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return name == str(path) and not path.is_absolute() and ".." not in path.parts and not set(name) & {"\\", ":"}


def _changed(parts: ZipFile, manifest: Manifest) -> str | None:
    """The first file whose checksum is not that of the manifest."""
    return next((name for name, (_size, known) in manifest.files.items() if _digest(parts, name) != known), None)


def _digest(parts: ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with parts.open(name) as source:
        for block in blocks(source):
            digest.update(block)
    return digest.hexdigest()
