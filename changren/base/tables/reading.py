"""From a file, or from pasted text, to rows of text. What cannot be read is refused with a sentence."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from changren.base.tables import child
from changren.base.tables.child import COLUMNS, ROWS

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
    "lost": _("Something in this page got lost. Choose the file once more."),
}
LONGEST_SOURCE = 100  # characters of a file's name


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, empty for text, and its rows of cells as text, none of them longer than `child.CELL`.

    hidden_rows, from 1, and hidden_columns, from 0: what whoever opens the file does not see. source: the file's name.
    """

    name: str
    rows: list[list[str]]
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    source: str = ""

    def as_text(self) -> str:
        """The sheet as one text, to go to and fro inside a page; see `again`."""
        said = {"rows": self.rows, "hidden": [[*self.hidden_rows], [*self.hidden_columns]], "source": self.source}
        return json.dumps(said, ensure_ascii=False)


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
    return _sheets(json.loads(done.stdout), (upload.name or "")[-LONGEST_SOURCE:])


def read_text(text: str) -> list[Sheet]:
    """What was pasted, as one sheet. ValidationError as for files."""
    try:
        return _sheets({"sheets": [("", child.text_rows(text), [], [])]})
    except child.Wrong as why:
        raise refused(str(why)) from why


def again(text: str) -> Sheet:
    """The sheet of which this is the text. ValidationError if it is not what was sent."""
    try:
        said = json.loads(text)
        rows, (hidden_rows, hidden_columns), source = said["rows"], said["hidden"], said["source"]
        whole = isinstance(source, str) and len(rows) <= ROWS and all(isinstance(row, list) for row in rows)
        cells = all(isinstance(cell, str) for row in rows for cell in row[:COLUMNS])
        places = all(isinstance(n, int) for n in (*hidden_rows, *hidden_columns))
    except (ValueError, TypeError, KeyError, RecursionError) as why:
        raise refused("lost") from why
    if not (whole and cells and places):
        raise refused("lost")
    return Sheet("", [row[:COLUMNS] for row in rows], hidden_rows, hidden_columns, source[-LONGEST_SOURCE:])


def _sheets(answer: dict[str, Any], source: str = "") -> list[Sheet]:
    if "wrong" in answer:
        raise refused(answer["wrong"])
    found = [Sheet(name, rows, lines, columns, source) for name, rows, lines, columns in answer["sheets"] if rows]
    if not found:
        raise refused("empty")
    return found


def refused(code: str) -> ValidationError:
    """The sentence that goes with a code."""
    limits = {"rows": child.ROWS, "columns": child.COLUMNS, "most": LARGEST // MEGABYTE}
    return ValidationError(WRONG[code], code=code, params=limits)
