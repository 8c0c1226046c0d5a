"""What a workbook hides: rows and columns that whoever opens it does not see. Known of .xlsx alone.

Looked for in its text, not parsed: nothing in it is expanded, and what looks strange hides nothing.
"""

import io
import re
import zipfile
from html import unescape
from posixpath import join

FOLDER = "xl"
SHEETS, ADDRESSES = f"{FOLDER}/workbook.xml", f"{FOLDER}/_rels/workbook.xml.rels"
MOST = 1000  # columns that are looked at
TAG = re.compile(rb"<(?:\w+:)?(sheet|Relationship|row|col)(\s[^<>]*|/?)>")
ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")

Tag = tuple[str, dict[str, str]]


def hidden_parts(data: bytes) -> dict[str, tuple[list[int], list[int]]]:
    """Of each sheet by its name the rows, from 1, and the columns, from 0, that are hidden."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return {name: _hidden(parts.read(part)) for name, part in _sheets(parts).items()}
    except (zipfile.BadZipFile, KeyError, ValueError):
        return {}


def _sheets(parts: zipfile.ZipFile) -> dict[str, str]:
    """Where each sheet lies in the archive."""
    where = {one["Id"]: one["Target"] for name, one in _tags(parts.read(ADDRESSES)) if name == "Relationship"}
    names = [(one["name"], where[one["r:id"]]) for name, one in _tags(parts.read(SHEETS)) if name == "sheet"]
    found = {name: target[1:] if target.startswith("/") else join(FOLDER, target) for name, target in names}
    return {name: part for name, part in found.items() if part in parts.namelist()}


def _tags(text: bytes) -> list[Tag]:
    return [(name.decode(), _attributes(rest)) for name, rest in TAG.findall(text)]


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): unescape((one or two).decode()) for name, one, two in ATTRIBUTE.findall(text)}


def _hidden(text: bytes) -> tuple[list[int], list[int]]:
    rows, columns, number = [], list[int](), 0
    for name, said in _tags(text):
        is_hidden = said.get("hidden") in ("1", "true")
        if name == "row":
            number = int(said.get("r", number + 1))
            rows += [number] if is_hidden else []
        elif name == "col" and is_hidden:
            columns += range(int(said["min"]) - 1, min(int(said["max"]), MOST))
    return rows, columns
