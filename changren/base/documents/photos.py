"""Photos from telephones: drawn anew, so that nothing is kept of them but what can be seen.

A photo says where and with which telephone it was taken, and a file that looks like one may be something else as well.
Typst, which sets our papers, decodes it and draws it again as PNG, no larger than a screen.
"""

import struct
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from changren.base.documents.uploads import MEGABYTE, kind_of, safe_name

KINDS = ("jpg", "png")
SIDE = 1200  # pixels of the longer side, at most
MOST_PIXELS = 60_000_000  # what is decoded; telephones take 50 million
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # segments of a JPG that tell its size
NOT_A_PHOTO = _("“%(name)s” cannot be read as a photo. Accepted are JPG and PNG.")
DRAWN = f"""#set page(width: auto, height: auto, margin: 0pt)
#let photo(..how) = image("photo", format: sys.inputs.kind, ..how)
#context {{
  let size = measure(photo())
  photo(width: size.width * calc.min(1, {SIDE}pt / calc.max(size.width, size.height)))
}}
"""


def redrawn(upload: Any, *, most: int) -> SimpleUploadedFile:
    """The same photo as a PNG with nothing in it but its picture.

    most: MB that it may have. ValidationError with the sentence if it is too large, or no photo.
    """
    params = {"name": upload.name, "most": most}
    if (upload.size or 0) > most * MEGABYTE:
        raise ValidationError(_("“%(name)s” is larger than %(most)s MB."), params=params)
    kind = kind_of(upload)
    whole = upload.read()
    if kind not in KINDS or not 0 < _pixels(kind, whole) <= MOST_PIXELS:
        raise ValidationError(NOT_A_PHOTO, params=params)
    try:
        drawn = _drawn(kind, whole)
    except RuntimeError as why:
        raise ValidationError(NOT_A_PHOTO, params=params) from why
    return SimpleUploadedFile(f"{Path(safe_name(upload.name)).stem}.png", drawn, "image/png")


def _drawn(kind: str, whole: bytes) -> bytes:
    import typst  # 20 MB of memory: only when somebody sends a photo

    with TemporaryDirectory() as place:
        (Path(place) / "photo").write_bytes(whole)
        (Path(place) / "page.typ").write_text(DRAWN)
        given = {"kind": "jpg" if kind == "jpg" else "png"}
        return bytes(typst.compile(Path(place) / "page.typ", format="png", ppi=72, sys_inputs=given))


def _pixels(kind: str, whole: bytes) -> int:
    """How many a file says it has; 0 if it does not say."""
    try:
        if kind == "png":
            width, height = struct.unpack(">II", whole[16:24])
            return int(width * height)
        return _pixels_of_jpg(whole)
    except (struct.error, IndexError):
        return 0


def _pixels_of_jpg(whole: bytes) -> int:
    at = 2
    while whole[at] == 0xFF:
        if whole[at + 1] in FRAMES:
            height, width = struct.unpack(">HH", whole[at + 5 : at + 9])
            return int(width * height)
        at += 2 + struct.unpack(">H", whole[at + 2 : at + 4])[0]
    return 0
