"""The archive: a plain tar of the database, what people attached, and a manifest with a checksum of each file.

The manifest comes last, so an archive that was cut off has none and is never taken for a whole one.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no

MANIFEST, README = "MANIFEST.json", "README.txt"
FORMAT = 1
BLOCK = 1024 * 1024
TELLS = """本文件是“常任”系统的备份。恢复：changren restore 文件名。MANIFEST.json 列出每个文件的 SHA-256。
This is a backup of Changren. To restore it: changren restore FILE. MANIFEST.json has the SHA-256 of each file.
"""
Watch = Callable[[int, int], Any]  # so many bytes of so many are done


@dataclass
class Manifest:
    """What a backup is of. heads: of each district, the number and the seal of its last entry.

    key: the fingerprint of the key without which telephone numbers cannot be read. files: size and SHA-256 by name.
    """

    version: str
    made_at: str
    engine: str
    migrations: list[str]
    heads: dict[str, list[Any]]
    key: str
    format: int = FORMAT
    files: dict[str, list[Any]] = field(default_factory=dict)


def write(target: IO[bytes], sources: dict[str, Path], manifest: Manifest, watch: Watch) -> None:
    """Write the files under their names, then the manifest."""
    total, done = sum(path.stat().st_size for path in sources.values()), 0
    with tarfile.open(fileobj=target, mode="w") as tar:
        _text(tar, README, TELLS)
        for name, path in sources.items():
            info = tar.gettarinfo(path, name)
            info.uname = info.gname = ""
            with path.open("rb") as source:
                reader = _Hashing(source, info.size)
                tar.addfile(info, reader)
            manifest.files[name] = [info.size, reader.digest.hexdigest()]
            done += info.size
            watch(done, total)
        _text(tar, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


def verify(archive: Path) -> Manifest:
    """Read all of it and return its manifest. Refused with the sentence if anything is missing, changed or added."""
    found: dict[str, list[Any]] = {}
    manifest = None
    try:
        with tarfile.open(archive, "r:") as tar:
            for info in tar:
                source = _checked(tar, info)
                if info.name == MANIFEST:
                    manifest = _read(source.read())
                elif info.name != README:
                    found[info.name] = [info.size, _digest(source)]
    except (tarfile.TarError, OSError, ValueError, TypeError) as why:
        raise Refused(no(_("“{name}” is no backup, or it is damaged: {why}."), name=archive.name, why=why)) from why
    if manifest is None:
        raise Refused(no(_("“{name}” was cut off: its list of contents is missing."), name=archive.name))
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise Refused(no(_("“{name}” is damaged: “{file}” is not what it was."), name=archive.name, file=name))
    return manifest


def extract(archive: Path, places: dict[str, Path]) -> None:
    """Put what is under a name, or in a folder of that name, into its place. Of an archive that was verified."""
    with tarfile.open(archive, "r:") as tar:
        for info in tar:
            source, (first, *rest) = _checked(tar, info), PurePosixPath(info.name).parts
            if first not in places:
                continue
            target = places[first].joinpath(*rest)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                for block in _blocks(source):
                    file.write(block)


def _checked(tar: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    path, source = PurePosixPath(info.name), tar.extractfile(info) if info.isfile() else None
    if source is None or path.is_absolute() or ".." in path.parts:
        raise ValueError(info.name)
    return source


def _read(text: bytes) -> Manifest:
    manifest = Manifest(**json.loads(text))
    if manifest.format != FORMAT:
        raise ValueError(f"format {manifest.format}")
    return manifest


def _text(tar: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: source.read(BLOCK), b"")


def _digest(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for block in _blocks(source):
        digest.update(block)
    return digest.hexdigest()


class _Hashing:
    """A file that is hashed as it is read, and never more of it than it had when it was begun."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        self.source, self.digest, self._left = source, hashlib.sha256(), size

    def read(self, size: int = BLOCK) -> bytes:
        block = self.source.read(min(size, self._left))
        self._left -= len(block)
        self.digest.update(block)
        return block
