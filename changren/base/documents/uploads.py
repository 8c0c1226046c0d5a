"""What may be uploaded: a short list of types, told by their first bytes and not by their names."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from changren.base.documents.models import Attachment

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LONGEST_NAME, LONGEST_ENDING = 100, 10  # characters
OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", lambda head: head.startswith(b"%PDF-")),
    "jpg": ("image/jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    "png": ("image/png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    "docx": (f"{OFFICE}.wordprocessingml.document", lambda head: head.startswith(b"PK\x03\x04")),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", lambda head: head.startswith(b"PK\x03\x04")),
}
NOT_ACCEPTED = _("“%(name)s” is of a type that is not accepted. Accepted are PDF, JPG, PNG, DOCX and XLSX.")
TOO_LARGE = _("“%(name)s” is larger than %(most)s MB.")
ALIASES = {"jpeg": "jpg"}
SHOWN_IN_PLACE = {"pdf", "jpg", "png"}


def kind_of(upload: UploadedFile) -> str:
    """The type of an uploaded file, e.g. "pdf". ValidationError with the sentence if it is not accepted."""
    ending = PurePath(upload.name or "").suffix.lower().lstrip(".")
    kind = ALIASES.get(ending, ending)
    if kind not in KINDS:
        raise ValidationError(NOT_ACCEPTED, params={"name": upload.name})
    if (upload.size or 0) > LARGEST:
        raise ValidationError(TOO_LARGE, params={"name": upload.name, "most": LARGEST // MEGABYTE})
    head = upload.read(16)
    upload.seek(0)
    if not head or not KINDS[kind][1](head):
        raise ValidationError(
            _("“%(name)s” is not what its ending says, or it is empty."), params={"name": upload.name}
        )
    return kind


def safe_name(name: str) -> str:
    """A file name that is safe to show and to send: no path, no control or direction characters, not too long."""
    bare = PurePath(name.replace("\\", "/")).name
    kept = "".join(char for char in bare if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    path = PurePath(kept.strip(" ."))
    return f"{path.stem[: LONGEST_NAME - LONGEST_ENDING]}{path.suffix[:LONGEST_ENDING]}".strip(" .") or "file"


def attach(owner: Any, upload: UploadedFile, *, by: Any, on: datetime) -> Attachment:
    """Keep an uploaded file as an attachment of `owner`. Called from an act's effect."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return Attachment.objects.create(
        township_id=owner.township_id, owner_kind=owner._meta.label, owner_id=owner.pk,
        name=safe_name(upload.name or ""), kind=kind_of(upload), size=upload.size or 0, digest=digest.hexdigest(),
        file=upload, added_by_id=by.person_id, added_at=on,
    )  # fmt: skip


def attached_to(*owners: Any) -> Any:
    """The attachments of these objects, oldest first; not those removed again."""
    return Attachment.objects.filter(owner_id__in=[owner.pk for owner in owners], is_removed=False)


def erase(papers: Iterable[Attachment]) -> None:
    """Delete the bytes of attachments as soon as what takes them away is kept. Called from an act's effect."""
    for one in papers:
        transaction.on_commit(partial(one.file.storage.delete, one.file.name))
