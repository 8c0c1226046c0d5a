"""Slips of paper with a credential each: printed, cut, folded so that nothing shows, and drawn from a box."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

PAGE = """<!doctype html>
<html lang="zh-hans">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>投票凭证</title>
<style>
body { margin: 0; background: #fff; }
@STYLE@</style>
</head>
<body>
@SHEETS@
</body>
</html>
"""
SLIP = """<div class="slip"><div class="cover"><div><h2>{name}</h2>
<p>投票凭证 · 沿虚线裁开，沿点线向内对折，由代表抽取</p></div></div>
<div class="inside">{code}<div class="secret"><strong>{first}<br>{second}</strong>
<p>在投票页面填写这22个字符。本条只属于抽到的人，用后请销毁。</p>{address}</div></div></div>"""
STYLE = Path(__file__).parent / "paper.css"
ON_A_SHEET = 8


def printed(credentials: Sequence[str], name: str, address: str = "") -> str:
    """A page to be printed: eight slips on a sheet of A4. Nothing on a slip tells whose it is, or which it is.

    address: where one votes; it is printed on each.
    """
    import segno  # only when slips are made

    slips = []
    for credential in credentials:
        code = segno.make(credential, error="m", micro=False).svg_inline(border=2, omitsize=True)
        middle = credential.index("-", len(credential) // 2 - 2)
        first, second = credential[: middle + 1], credential[middle + 1 :]
        where = f"<p>{escape(address)}</p>" if address else ""
        slips.append(SLIP.format(name=escape(name), code=code, first=first, second=second, address=where))
    sheets = [slips[start : start + ON_A_SHEET] for start in range(0, len(slips), ON_A_SHEET)]
    made = "\n".join(f'<div class="sheet">{"".join(sheet)}</div>' for sheet in sheets)
    return PAGE.replace("@STYLE@", STYLE.read_text("utf-8")).replace("@SHEETS@", made)
