"""A paper as PDF: by typst, with two fonts that are installed beside it; the same bytes for the same paper.

It is PDF/A-2a (ISO 19005-2): its fonts are inside, its text can be searched, copied and read out, in twenty years too.
"""

import json
import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from changren.base.documents.paper import Paper, remark

LOOK = Path(__file__).with_name("paper.typ")
NEVER_SHOWN = {"Cc", "Cf"}  # controls, and what turns the direction of writing
LONG = re.compile(r"[!-~]{24,}")  # a word that might be longer than a line
BREAKS = re.compile(r"(.{12})(?=.)")
UNICODE_CMAP, SEGMENTS = (3, 10), 12  # platform and encoding, and the format: all of Unicode, in runs


def pdf(paper: Paper) -> bytes:
    """The bytes of it, in the language in force. What no font has stands as its number, and a remark says so."""
    import typst  # 20 MB of memory: only when somebody asks for a paper

    lang, _dash, _script = (get_language() or "zh-hans").partition("-")
    missing: set[str] = set()
    told = {"title": _fit(paper.title, missing) or "—", "parts": _fit([*paper.parts], missing)}
    if missing:
        told["parts"].append(remark(_("〔U+…〕 stands for a character that this paper has no font for.")))
    told |= {"lang": lang, "region": "cn" if lang == "zh" else None, "wide": paper.wide}
    told |= {"size": paper.size, "bare": paper.bare}
    told |= {"colon": pgettext("after a field's name", ": ")}
    told |= {"year": paper.on.year, "month": paper.on.month, "day": paper.on.day}
    return bytes(typst.compile(
        LOOK, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"paper": json.dumps(told)},
        format="pdf", pdf_standards="a-2a", timestamp=0,
    ))  # fmt: skip


def sent_pdf(paper: Paper) -> HttpResponse:
    """It as a response, with its title as the name of the file."""
    response = HttpResponse(pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(paper.title)}.pdf"
    return response


def _fit(value: Any, missing: set[str]) -> Any:
    """The same with texts that can be set; what cannot is added to `missing`."""
    if isinstance(value, str):
        return LONG.sub(_broken, "".join(_letter(one, missing) for one in value))
    if isinstance(value, dict):
        return {name: _fit(one, missing) for name, one in value.items()}
    return [_fit(one, missing) for one in value] if isinstance(value, list) else value


def _letter(letter: str, missing: set[str]) -> str:
    if ord(letter) in _covered():
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in NEVER_SHOWN:
        return ""
    missing.add(letter)
    return f"〔U+{ord(letter):04X}〕"


def _broken(word: re.Match[str]) -> str:
    """A long word, with places where a line may end."""
    return BREAKS.sub("\\1\u200b", word[0])


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder()])


def _folder() -> Path:
    import pylopdf_fonts_zh_cn

    return pylopdf_fonts_zh_cn.serif_path().parent


@cache
def _covered() -> frozenset[int]:
    """The characters that both fonts have: a heading is set in one, its text in the other."""
    first, *others = (_characters(path.read_bytes()) for path in sorted(_folder().glob("*.otf")))
    return frozenset(first.intersection(*others))


def _characters(font: bytes) -> set[int]:
    """What an OpenType font has a picture of, by its table of characters (cmap, format 12)."""
    tables = {font[at : at + 4]: struct.unpack(">4xII", font[at + 4 : at + 16]) for at in range(12, _end(font), 16)}
    cmap = font[tables[b"cmap"][0] :]
    (count,) = struct.unpack(">H", cmap[2:4])
    records = [struct.unpack(">HHI", cmap[at : at + 8]) for at in range(4, 4 + 8 * count, 8)]
    (at,) = [start for *which, start in records if tuple(which) == UNICODE_CMAP]
    kind, runs = *struct.unpack(">H", cmap[at : at + 2]), *struct.unpack(">I", cmap[at + 12 : at + 16])
    if kind != SEGMENTS:
        raise ValueError(f"cmap {kind}")
    spans = struct.iter_unpack(">III", cmap[at + 16 : at + 16 + 12 * runs])
    return {code for first, last, _glyph in spans for code in range(first, last + 1)}


def _end(font: bytes) -> int:
    return 12 + 16 * int(struct.unpack(">H", font[4:6])[0])
