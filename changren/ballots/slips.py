"""Slips of paper with a credential each: printed, cut, folded so that nothing shows, and drawn from a box."""

from collections.abc import Sequence
from html import escape

PAGE = """<!doctype html>
<html lang="zh-hans">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>投票凭证</title>
<style>
@page { size: A4; margin: 8mm; }
* { box-sizing: border-box; }
body { margin: 0; font-family: "Noto Sans SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff; }
.sheet { width: 194mm; height: 276mm; display: flex; flex-wrap: wrap; align-content: flex-start; }
.sheet + .sheet { page-break-before: always; }
.slip { width: 97mm; height: 69mm; border: 1px dashed #000; }
.outside { height: 34.5mm; padding: 9mm 5mm 0; text-align: center; border-bottom: 1px dotted #000; }
.inside { height: 34.5mm; padding: 4mm; display: flex; align-items: center; }
h1 { margin: 0 0 2mm; font-size: 13pt; }
p { margin: 0; font-size: 9pt; line-height: 1.5; }
.secret { margin-left: 4mm; }
.secret strong { display: block; margin: 0 0 1.5mm; font: bold 13pt/1.4 "DejaVu Sans Mono", Consolas, monospace; }
svg { width: 26mm; height: 26mm; flex: none; }
</style>
</head>
<body>
@SHEETS@
</body>
</html>
"""
SLIP = """<div class="slip"><div class="outside"><h1>{name}</h1>
<p>投票凭证 · 沿虚线裁开，沿点线向内对折，由代表抽取</p></div>
<div class="inside">{code}<div class="secret"><strong>{first}<br>{second}</strong>
<p>在投票页面填写这22个字符。本条只属于抽到的人，用后请销毁。</p></div></div></div>"""
ON_A_SHEET = 8


def printed(credentials: Sequence[str], name: str) -> str:
    """A page to be printed: eight slips on a sheet of A4. Nothing on a slip tells whose it is, or which it is."""
    import segno  # only when slips are made

    slips = []
    for credential in credentials:
        code = segno.make(credential, error="m", micro=False).svg_inline(border=2, omitsize=True)
        middle = credential.index("-", len(credential) // 2 - 2)
        first, second = credential[: middle + 1], credential[middle + 1 :]
        slips.append(SLIP.format(name=escape(name), code=code, first=first, second=second))
    sheets = [slips[start : start + ON_A_SHEET] for start in range(0, len(slips), ON_A_SHEET)]
    return PAGE.replace("@SHEETS@", "\n".join(f'<div class="sheet">{"".join(sheet)}</div>' for sheet in sheets))
