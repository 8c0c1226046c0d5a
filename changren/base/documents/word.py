"""A paper as a Word document (ECMA-376, WordprocessingML): A4 with the margins of official papers (GB/T 9704).

What a paper says is given as parts, each a mapping with its `kind`. Texts are data and never markup. The same parts
give the same bytes.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.http import HttpResponse

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "http://schemas.openxmlformats.org"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NEVER = {code: None for code in range(32) if code not in (9, 10)} | {0xFFFE: None, 0xFFFF: None}  # no XML holds these
BODY, HEADS = "FangSong", "SimHei"  # fonts that every office of the country has
TYPES = (
    f'<Types xmlns="{OPEN}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    f'ContentType="{CONTENT}.main+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{OPEN}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'
    "</w:sectPr>"
)
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
TABLE = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{LINES}</w:tblBorders></w:tblPr>'
Part = Mapping[str, Any]


def word(parts: Iterable[Part]) -> bytes:
    """The bytes of a document with these parts. KeyError for a kind that there is not."""
    body = "".join(KINDS[part["kind"]](part) for part in parts)
    text = f'<w:document xmlns:w="{MAIN}"><w:body>{body}{PAGE}</w:body></w:document>'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        files = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": text}
        for name, content in files.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            package.writestr(zipfile.ZipInfo(name), head + content)
    return kept.getvalue()


def sent_word(name: str, parts: Iterable[Part]) -> HttpResponse:
    """It as a response, under this name."""
    response = HttpResponse(word(parts), content_type=CONTENT)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.docx"
    return response


def _paragraph(text: Any, *, size: int = 32, font: str = BODY, align: str = "both", bold: bool = False,
               colour: str = "000000") -> str:  # fmt: skip
    """One paragraph. size: in half points."""
    says = escape(str(text).translate(NEVER))
    look = (
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>{"<w:b/>" if bold else ""}'
        f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/>'
    )
    return (
        f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>{look}</w:rPr>'
        f'<w:t xml:space="preserve">{says}</w:t></w:r></w:p>'
    )


def _cell(text: Any, *, bold: bool = False, tall: bool = False) -> str:
    """tall: room for a mark by hand."""
    lines = "".join(_paragraph(line, size=24, align="center", bold=bold) for line in str(text).split("\n"))
    return f'<w:tc><w:tcPr><w:vAlign w:val="center"/></w:tcPr>{lines}{_paragraph("") if tall else ""}</w:tc>'


def _table(part: Part) -> str:
    width, tall = len(part["head"]), part.get("tall", False)
    grid = f"<w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>"
    rows: Sequence[Sequence[Any]] = part["rows"]
    head = f"<w:tr>{''.join(_cell(cell, bold=True) for cell in part['head'])}</w:tr>"
    body = "".join(f"<w:tr>{''.join(_cell(cell, tall=tall) for cell in row)}</w:tr>" for row in rows)
    caption = _paragraph(part["caption"], font=HEADS, size=28, align="left") if part.get("caption") else ""
    return f"{caption}<w:tbl>{TABLE}{grid}{head}{body}</w:tbl>{_paragraph('', size=16)}"


KINDS: dict[str, Callable[[Part], str]] = {
    "title": lambda part: _paragraph(part["says"], font=HEADS, size=44, align="center"),
    "under": lambda part: _paragraph(part["says"], align="center", size=28),
    "heading": lambda part: _paragraph(part["says"], font=HEADS, align="left"),
    "prose": lambda part: "".join(_paragraph(line) for line in part["lines"]),
    "facts": lambda part: "".join(_paragraph(f"{name}  {value}", align="left") for name, value in part["pairs"]),
    "table": _table,
    "ends": lambda part: "".join(_paragraph(line, align="right") for line in part["lines"]),
    "remark": lambda part: _paragraph(part["says"], size=21, align="left"),
}
