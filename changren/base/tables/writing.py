"""A table as a workbook that offices open and that can be read again. Text stays text: nothing becomes a formula."""

from collections.abc import Mapping, Sequence
from io import BytesIO

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 14  # characters of a column
Place = tuple[int, int]  # row and column, from 0


def workbook(
    rows: Sequence[Sequence[str]], *, heads: int = 1, remarks: Mapping[Place, str] | None = None, name: str = ""
) -> bytes:
    """An .xlsx of one sheet.

    heads: how many rows at the top are headings. remarks: what is wrong with which cell; it is marked, and says so in a
    comment. name: of the sheet.
    """
    import xlsxwriter  # 0.2 s to import: only when somebody asks for a workbook

    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    marked = book.add_format({"bg_color": "#f8d7da", "border": 1})
    sheet = book.add_worksheet(name or None)
    for n, row in enumerate(rows):
        for m, text in enumerate(row):
            sheet.write_string(n, m, text, head if n < heads else None)
    for (n, m), says in (remarks or {}).items():
        sheet.write_string(n, m, rows[n][m] if m < len(rows[n]) else "", marked)
        sheet.write_comment(n, m, says)
    sheet.freeze_panes(heads, 0)
    sheet.set_column(0, max(map(len, rows), default=1), WIDTH)
    book.close()
    return kept.getvalue()
