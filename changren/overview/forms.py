"""The shape of what comes in: which rule, which other value."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.overview.queries.trial import CAN_BE_TRIED
from changren.rulebook.forms import control_of, plain_value
from changren.rulebook.loading import definitions
from changren.rulebook.provisions import worded


class TrialForm(forms.Form):
    """A rule that past cases depended on, and the value to try."""

    key = forms.ChoiceField(label=_("Rule"))
    value: forms.Field = forms.CharField(label=_("Other value"), max_length=12)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        book = definitions()
        self.fields["key"].choices = [(key, worded(book[key].says)) for key in CAN_BE_TRIED]  # type: ignore[attr-defined]
        key = self.data.get("key")
        if key in CAN_BE_TRIED:
            self.fields["value"] = control_of(book[key])
            self.fields["value"].label = _("Other value")

    def clean_value(self) -> Any:
        key = self.data.get("key")
        return plain_value(definitions()[key], self.cleaned_data["value"]) if key in CAN_BE_TRIED else None
