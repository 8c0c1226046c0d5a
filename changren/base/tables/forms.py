"""A table comes in: as a file or pasted, then as it was read, with its columns, until it is entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from changren.base.tables.child import COLUMNS, ROWS
from changren.base.tables.comparing import WRONG, Comparison, best_sheet
from changren.base.tables.headings import Column, Layout
from changren.base.tables.reading import Sheet, again, read, read_text
from changren.base.web.forms import ActForm, LongText

NO_HEADINGS = _("No headings were found. There must be a row that names its columns, among them the name.")
WRONG_ROWS = _("{n} rows are wrong. Correct them in your table and choose it again; nothing has been entered.")


class TableForm(ActForm):
    """First the table comes in; what was read goes to and fro in `table`, and nothing is kept before it is entered.

    `step` is "enter" once somebody has seen what would happen. comparison: of what was read, None if it could not be.
    A room says which columns there are, how they were taken before, and what each row would do.
    """

    keeps_unsent = False
    takes_more = True  # how the columns were taken: "column-0", "column-1" …, and the row where the records begin
    comparison: Any = None
    data: Any
    file = forms.FileField(
        label=_("The file"), required=False, help_text=_("Excel (.xlsx, .xls), WPS or .csv, up to 10 MB.")
    )
    pasted = LongText(
        label=_("Or the table, copied and pasted"), rows=4, required=False,
        help_text=_("With its headings. From Word as well."),
    )  # fmt: skip
    table = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    step = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def choices(self) -> Sequence[Column]:
        """What a column may be taken for."""
        raise NotImplementedError

    @property
    def known(self) -> Mapping[str, str]:
        """How headings were taken before."""
        return {}

    def compare(self, sheet: Sheet, layout: Layout, guessed: Layout) -> Comparison:
        """What each row would do."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Read what came in; once it is to be entered, every row must be right."""
        try:
            self._read()
        except ValidationError as why:
            self.add_error("file", why)
        wrong = self.comparison.counted[WRONG] if self.comparison else 0
        if self.is_entered and wrong:
            self.add_error(None, WRONG_ROWS.format(n=wrong))
        return self.cleaned_data

    def _read(self) -> None:
        given, layout = self.cleaned_data, None
        if not self.is_entered and given.get("file"):
            sheets = read(given["file"])
        elif not self.is_entered and (given.get("pasted") or "").strip():
            sheets = read_text(given["pasted"])
        elif given.get("table"):
            sheets, layout = [again(given["table"])], self._layout()
        elif {"file", "pasted"} & self.errors.keys():
            return
        else:
            raise ValidationError(_("Choose a file, or paste the table."))
        sheet, guessed = best_sheet(sheets, self.choices, self.known)
        if not (layout or guessed).columns:
            raise ValidationError(NO_HEADINGS)
        self.comparison = self.compare(sheet, layout or guessed, guessed)
        self.data = self.data.copy()
        self.data["pasted"] = ""  # it is in the table now

    def _layout(self) -> Layout | None:
        """The columns as somebody chose them; None if nobody did."""
        known, columns = {column.name for column in self.choices}, dict[int, str]()
        for n in self.chosen:
            name = self.data[f"column-{n}"]
            if name in known and name not in columns.values():
                columns[n] = name
        begins = self.data.get("begins", "")
        return Layout(min(int(begins), ROWS), columns) if columns and begins.isdecimal() and len(begins) < 7 else None

    @property
    def chosen(self) -> list[int]:
        """The columns of which somebody says what they are, or that they are left out."""
        return [n for n in range(COLUMNS) if f"column-{n}" in self.data]

    @property
    def is_entered(self) -> bool:
        """Whether somebody has seen what would happen, and says yes."""
        return self.data.get("step") == "enter" and bool(self.data.get("table"))

    def is_valid(self) -> bool:
        return super().is_valid() and self.is_entered

    @property
    def found_out(self) -> dict[str, Any]:
        """What would happen, row by row, and the table to send again with "step": "enter"."""
        if not self.comparison:
            return {"rows": [], "table": ""}
        sheet = self.comparison.sheet
        rows = [
            {"row": one.record.row, "name": one.name, "state": one.state, "changes": one.changes,
             "hidden": one.record.row in sheet.hidden_rows,
             "wrong": {str(label): says for _name, label, says in one.faults}}
            for one in self.comparison.lines
        ]  # fmt: skip
        return {"rows": rows, "table": sheet.as_text()}

    @property
    def learned(self) -> dict[str, str]:
        """How somebody took headings otherwise than guessed."""
        return dict(self.comparison.learned(self.chosen))
