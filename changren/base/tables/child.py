"""Reads one file from standard input and writes its sheets as JSON; run as a process of its own, with limits.

A file from outside may be made to exhaust memory or time: then this process dies, and nobody else. It knows no
Django, so that it starts quickly. Answers {"sheets": [[name, rows, hidden rows, hidden columns], ...]} or
{"wrong": code}, see `reading.WRONG`.
"""

import csv
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from changren.base.tables.hiding import hidden_parts

SECONDS, MEMORY = 10, 768 * 1024 * 1024
UNPACKED = 100 * 1024 * 1024  # bytes that the parts of a workbook may have together
ROWS, COLUMNS, CELL = 20_000, 100, 500
OLE, ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")
SEPARATORS = "\t,;，"
SNIFFED = 20  # lines that the separator is told by

Rows = list[list[str]]
Read = list[tuple[str, Rows, list[int], list[int]]]


class Wrong(Exception):
    """The file cannot be read as a table; the argument is the code."""


def main() -> None:
    """As the first lines say."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer: dict[str, Any] = {"sheets": sheets(sys.stdin.buffer.read())}
    except Wrong as why:
        answer = {"wrong": str(why)}
    json.dump(answer, sys.stdout)


def sheets(data: bytes) -> Read:
    """The sheets of a file, told by its contents and not by its name, and what is hidden in each. Raises Wrong."""
    head = data[:1024].lstrip().lower()
    if not data.strip():
        raise Wrong("empty")
    if data.startswith(b"PK\x03\x04"):
        _check_parts(data)
        return _workbook(data)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise Wrong("password")
        return _workbook(data)
    if data.startswith(b"%PDF-"):
        raise Wrong("pdf")
    if head.startswith(MARKUP):
        raise Wrong("page")
    return [("", text_rows(decoded(data)), [], [])]


def _check_parts(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as why:
        raise Wrong("damaged") from why
    if any(part.flag_bits & 1 for part in parts):
        raise Wrong("password")
    if any(part.filename == "word/document.xml" for part in parts):
        raise Wrong("word")
    if sum(part.file_size for part in parts) > UNPACKED:
        raise Wrong("large")


def _workbook(data: bytes) -> Read:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = [
            (name, _limited(book.get_sheet_by_name(name).to_python(skip_empty_area=False))) for name in book.sheet_names
        ]
    except PasswordError as why:
        raise Wrong("password") from why
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as why:
        raise Wrong("damaged") from why
    hidden = hidden_parts(data)
    return [(name, rows, *_within(rows, *hidden.get(name, ([], [])))) for name, rows in found if rows]


def _within(rows: Rows, hidden_rows: list[int], hidden_columns: list[int]) -> tuple[list[int], list[int]]:
    width = max(map(len, rows))
    return [n for n in hidden_rows if n <= len(rows)], [n for n in hidden_columns if n < width]


def _limited(rows: Iterable[Iterable[Any]]) -> Rows:
    read = [[said(cell) for cell in row] for row in rows]
    while read and not any(read[-1]):
        read.pop()
    if len(read) > ROWS or any(any(row[COLUMNS:]) for row in read):
        raise Wrong("many")
    return [row[:COLUMNS] for row in read]


def said(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days as 2010-03-01, at most CELL characters."""
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == time() else cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).strip()[:CELL]


def decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 with a mark, in UTF-8, or in GB 18030, which contains GBK. Raises Wrong."""
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
    codes = next(([code] for mark, code in marks.items() if data.startswith(mark)), ["utf-8", "gb18030"])
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Wrong("unknown")


def text_rows(text: str) -> Rows:
    """The rows of separated text, as it lies in a csv file or comes from a table that was copied. Raises Wrong."""
    lines = [line for line in text.splitlines() if line.strip()][:SNIFFED]
    separator = max(SEPARATORS, key=lambda sign: (sum(line.count(sign) for line in lines), -SEPARATORS.index(sign)))
    try:
        return _limited(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as why:
        raise Wrong("damaged") from why


if __name__ == "__main__":
    main()
