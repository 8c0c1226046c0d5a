"""A roster of delegates comes in: see `base.tables.forms`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.base.tables.comparing import CHANGED, NEW
from changren.base.tables.forms import TableForm
from changren.base.tables.headings import Layout
from changren.base.tables.reading import Sheet
from changren.mandates import queries
from changren.organisation.models import KnownHeading
from changren.organisation.queries import known_headings


class RosterForm(TableForm):
    """The delegates of a term."""

    first_password = forms.CharField(
        label=_("First password of new people"), min_length=8, max_length=40, required=False,
        help_text=_("Each must change it at the first sign-in. Empty: they cannot sign in until the office gives one."),
    )  # fmt: skip
    choices = property(lambda self: queries.columns())

    @property
    def known(self) -> Mapping[str, str]:
        return known_headings(self.it.township, KnownHeading.Table.DELEGATES)

    def compare(self, sheet: Sheet, layout: Layout, guessed: Layout) -> queries.Roster:
        return queries.roster(self.it, sheet, layout, guessed)

    @property
    def given(self) -> dict[str, Any]:
        lines = [queries.as_given(line) for line in self.comparison.of(NEW, CHANGED)]
        return {
            "lines": lines, "seats": self.comparison.new_units, "headings": self.learned,
            "source": self.comparison.sheet.source, "first_password": self.cleaned_data["first_password"],
        }  # fmt: skip
