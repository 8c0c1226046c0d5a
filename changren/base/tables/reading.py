"""From a file, or from pasted text, to rows of text. What cannot be read is refused with a sentence."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from changren.base.tables import child

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
PATIENCE = child.SECONDS + 5  # seconds of our own clock
WRONG: dict[str, Any] = {
    "empty": _("The file is empty."),
    "password": _("The file is protected by a password. Save it without one, and choose it again."),
    "pdf": _("This is a PDF. Choose the Excel file it was made from, or copy its table and paste it below."),
    "word": _("This is a Word document. Copy its table and paste it below."),
    "page": _("This is a web page, though it may be called .xls. Open it in Excel or WPS and save it as .xlsx."),
    "damaged": _("The file is damaged or no table. Open it in Excel or WPS and save it as .xlsx."),
    "large": _("Unpacked, the file is larger than any roster."),
    "many": _("The table has more than %(rows)s rows or %(columns)s columns."),
    "unknown": _("The text is in no code that is known. Save it as .xlsx, or as .csv in UTF-8."),
    "exhausting": _("The file takes too long to read. Copy the table and paste it below."),
    "too_large": _("The file is larger than %(most)s MB."),
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, empty for text, and its rows of cells as text, none of them longer than `child.CELL`."""

    name: str
    rows: list[list[str]]


def read(upload: UploadedFile) -> list[Sheet]:
    """The sheets of an uploaded file that are not empty. ValidationError with the sentence if there are none."""
    if (upload.size or 0) > LARGEST:
        raise refused("too_large")
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", child.__name__], input=upload.read(), capture_output=True, timeout=PATIENCE,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as why:
        raise refused("exhausting") from why
    if done.returncode:
        raise refused("exhausting")
    return _sheets(json.loads(done.stdout))


def read_text(text: str) -> list[Sheet]:
    """What was pasted, as one sheet. ValidationError as for files."""
    try:
        return _sheets({"sheets": [("", child.text_rows(text))]})
    except child.Wrong as why:
        raise refused(str(why)) from why


def _sheets(answer: dict[str, Any]) -> list[Sheet]:
    if "wrong" in answer:
        raise refused(answer["wrong"])
    found = [Sheet(name, rows) for name, rows in answer["sheets"] if rows]
    if not found:
        raise refused("empty")
    return found


def refused(code: str) -> ValidationError:
    """The sentence that goes with a code."""
    limits = {"rows": child.ROWS, "columns": child.COLUMNS, "most": LARGEST // MEGABYTE}
    return ValidationError(WRONG[code], code=code, params=limits)
