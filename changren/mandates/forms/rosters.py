"""A roster comes in: as a file or pasted, then as it was read, with its columns, until it is entered."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from changren.base.tables.child import COLUMNS, ROWS
from changren.base.tables.headings import Layout
from changren.base.tables.reading import Sheet, read, read_text
from changren.base.web.forms import ActForm, LongText
from changren.mandates import queries

READ_AGAIN = _("Something in this page got lost. Choose the file once more.")
NO_HEADINGS = _("No headings were found. There must be a row that names its columns, among them the name.")
WRONG_ROWS = _("{n} rows are wrong. Correct them in your table and choose it again; nothing has been entered.")


class RosterForm(ActForm):
    """First the table comes in; what was read goes to and fro in `table`, and nothing is kept before it is entered.

    `step` is "enter" once somebody has seen what would happen. roster: what was read, None if it could not be.
    """

    keeps_unsent = False
    takes_more = True  # how the columns were taken: "column-0", "column-1" …, and the row where the people begin
    roster: queries.Roster | None = None
    file = forms.FileField(
        label=_("The file"), required=False, help_text=_("Excel (.xlsx, .xls), WPS or .csv, up to 10 MB.")
    )
    pasted = LongText(
        label=_("Or the table, copied and pasted"), rows=4, required=False,
        help_text=_("With its headings. From Word as well."),
    )  # fmt: skip
    first_password = forms.CharField(
        label=_("First password of new people"), min_length=8, max_length=40, required=False,
        help_text=_("Each must change it at the first sign-in. Empty: they cannot sign in until the office gives one."),
    )  # fmt: skip
    table = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    step = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Read what came in; once it is to be entered, every row must be right."""
        try:
            self._read()
        except ValidationError as why:
            self.add_error("file", why)
        wrong = self.roster.counted["wrong"] if self.roster else 0
        if self.is_entered and wrong:
            self.add_error(None, WRONG_ROWS.format(n=wrong))
        return self.cleaned_data

    def _read(self) -> None:
        given, layout = self.cleaned_data, None
        if self.is_entered:
            sheets, layout = [_again(given["table"])], self._layout()
        elif given.get("file"):
            sheets = read(given["file"])
        elif (given.get("pasted") or "").strip():
            sheets = read_text(given["pasted"])
        elif given.get("table"):
            sheets, layout = [_again(given["table"])], self._layout()
        elif {"file", "pasted"} & self.errors.keys():
            return
        else:
            raise ValidationError(_("Choose a file, or paste the table."))
        sheet, guessed = queries.best_sheet(sheets)
        if not (layout or guessed).columns:
            raise ValidationError(NO_HEADINGS)
        self.roster = queries.roster(self.it, sheet, layout or guessed)
        self.data = self.data.copy()
        self.data["pasted"] = ""  # it is in the table now

    def _layout(self) -> Layout | None:
        """The columns as somebody chose them; None if nobody did."""
        known = {column.name for column in queries.columns()}
        chosen = {n: self.data.get(f"column-{n}", "") for n in range(COLUMNS)}
        columns: dict[int, str] = {}
        for n, name in chosen.items():
            if name in known and name not in columns.values():
                columns[n] = name
        begins = self.data.get("begins", "")
        return Layout(min(int(begins), ROWS), columns) if columns and begins.isdecimal() and len(begins) < 7 else None

    @property
    def is_entered(self) -> bool:
        """Whether somebody has seen what would happen, and says yes."""
        return self.data.get("step") == "enter" and bool(self.data.get("table"))

    def is_valid(self) -> bool:
        return super().is_valid() and self.is_entered

    @property
    def sent_back(self) -> str:
        """What was read, to come again with the next step."""
        return json.dumps(self.roster.sheet.rows, ensure_ascii=False) if self.roster else ""

    @property
    def columns(self) -> list[tuple[int, str, str]]:
        """Each column of the sheet: its place, its heading, and what it is taken for."""
        return self.roster.headings if self.roster else []

    @property
    def choices(self) -> Any:
        """What a column may be taken for."""
        return queries.columns()

    @property
    def found_out(self) -> dict[str, Any]:
        """What would happen, row by row, and the table to send again with "step": "enter"."""
        lines = self.roster.lines if self.roster else []
        rows = [
            {"row": one.record.row, "name": one.name, "state": one.state, "changes": one.changes,
             "wrong": {str(label): says for _name, label, says in one.faults}}
            for one in lines
        ]  # fmt: skip
        return {"rows": rows, "table": self.sent_back}

    @property
    def given(self) -> dict[str, Any]:
        assert self.roster is not None
        lines = [queries.as_given(line) for line in self.roster.of("new", "changed")]
        password = self.cleaned_data["first_password"]
        return {"lines": lines, "seats": self.roster.new_units, "first_password": password}


def _again(table: str) -> Sheet:
    """The sheet that was sent back. ValidationError if it is not what was sent."""
    try:
        rows = json.loads(table)
    except ValueError as why:
        raise ValidationError(READ_AGAIN) from why
    fits = isinstance(rows, list) and len(rows) <= ROWS and all(isinstance(row, list) for row in rows)
    if not fits or not all(isinstance(cell, str) for row in rows for cell in row[:COLUMNS]):
        raise ValidationError(READ_AGAIN)
    return Sheet("", [row[:COLUMNS] for row in rows])
