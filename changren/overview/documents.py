"""The year as a workbook: the townships' table, the fields, and the records behind every number."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from changren.base.words import listed
from changren.overview.queries import Year
from changren.overview.queries.records import label
from changren.proposals.fields import Field

COLUMNS = (
    ("handed_in", gettext_lazy("Handed in")), ("proposals", gettext_lazy("Proposals")),
    ("proposals_filed", gettext_lazy("filed")), ("proposals_merged", gettext_lazy("merged")),
    ("proposals_downgraded", gettext_lazy("downgraded")), ("proposals_refused", gettext_lazy("not filed")),
    ("proposals_withdrawn", gettext_lazy("withdrawn")), ("proposals_pending", gettext_lazy("under review")),
    ("recess", gettext_lazy("Recess proposals")), ("suggestions", gettext_lazy("Suggestions")),
    ("cases", gettext_lazy("Cases")), ("answers_on_time", gettext_lazy("Answers in time")),
    ("answers_late", gettext_lazy("Answers that were late")),
    ("answers_overdue", gettext_lazy("Answers owed and overdue")),
    ("verdicts_satisfied", gettext_lazy("satisfied")), ("verdicts_basically", gettext_lazy("basically satisfied")),
    ("verdicts_not", gettext_lazy("not satisfied")), ("verdicts_none", gettext_lazy("not judged")),
)  # fmt: skip


def workbook(year: Year, opened: frozenset[str]) -> bytes:
    """An .xlsx of three sheets. Text is written as text: nothing that somebody typed becomes a formula.

    opened: the addresses of the records that the reader may open; the others are counted and not named.
    """
    import xlsxwriter  # 0.2 s to import: only when somebody asks for a workbook

    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    _sheet(book, _("Townships"), head, _townships(year))
    _sheet(book, _("Fields"), head, _fields(year))
    _sheet(book, _("Records"), head, _records(year, opened))
    book.close()
    return kept.getvalue()


def _sheet(book: Any, name: str, head: Any, rows: list[list[Any]]) -> None:
    sheet = book.add_worksheet(name)
    for n, row in enumerate(rows):
        for m, value in enumerate(row):
            (sheet.write_number if isinstance(value, int) else sheet.write_string)(
                n, m, value, head if n == 0 else None
            )
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 24)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _townships(year: Year) -> list[list[Any]]:
    head = [
        _("Township"),
        _("Standing since"),
        _("Met on"),
        _("Rules in force"),
        _("Delegates"),
        *(str(c) for _k, c in COLUMNS),
    ]
    rows = [
        [
            str(row.township), str(row.township.standing_since or ""),
            " ".join(str(session.held_on) for session in row.met), f"{row.rules}/{row.rules_of}", row.delegates,
            *(row.counts.get(key, 0) for key, _label in COLUMNS), row.on_time.percent or "",
        ]
        for row in year.rows
    ]  # fmt: skip
    total = [_("Together"), "", "", "", sum(row.delegates for row in year.rows)]
    total += [year.counts.get(key, 0) for key, _label in COLUMNS]
    return [[*head, _("In time")], *rows, [*total, year.on_time.percent or ""]]


def _fields(year: Year) -> list[list[Any]]:
    kinds = ("proposals", "recess", "suggestions")
    rows = [[str(text), *(year.figures.count(kind, group=value) for kind in kinds)] for value, text in Field.choices]
    total = [_("Together"), *(year.figures.count(kind) for kind in kinds)]
    return [[_("Field"), *(str(label(kind)) for kind in kinds)], *rows, total]


def _records(year: Year, opened: frozenset[str]) -> list[list[Any]]:
    names = {row.township.pk: str(row.township) for row in year.rows}
    rows = [
        [
            names[record.township],
            record.says if record.url in opened else _("a record that is not yours to open"),
            listed(sorted(str(label(key)) for key in record.keys)),
        ]
        for record in year.figures.records
    ]
    return [[_("Township"), _("Record"), _("Counts as")], *rows]
