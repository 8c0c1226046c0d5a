"""The form of an act: what must be given, and the key that makes sending twice count once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.base.documents.uploads import kind_of
from changren.base.tenancy.ids import uuid7

forms.Field.default_error_messages = {"required": _("This field is required.")}  # in our catalogue's words
forms.ChoiceField.default_error_messages = {
    "required": _("Please choose."), **forms.ChoiceField.default_error_messages,
}  # fmt: skip
forms.MultipleChoiceField.default_error_messages = {
    **forms.MultipleChoiceField.default_error_messages, "required": _("Please choose."),
}  # fmt: skip


class ActForm(forms.Form):
    """A form bound to the object `it` and the actor `by`. Its cleaned values are what the act is given."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7, required=False)

    initial: dict[str, Any]
    button: Any = ""  # what the button says, where the act's verb does not fit
    rules: Sequence[Any] = ()  # provisions that whoever fills it in should know
    keeps_unsent = True  # whether what is typed and not sent comes back another day
    takes_more = False  # whether it reads fields that it does not declare

    def __init__(self, *args: Any, it: Any, by: Any, on: Any, **options: Any) -> None:
        self.it, self.by, self.on = it, by, on
        super().__init__(*args, **options)
        self.prepare()

    def prepare(self) -> None:
        """Choices and first values that depend on the object. Overridden where a form needs it."""

    @property
    def found_out(self) -> dict[str, Any]:
        """What a program is told beside the errors. Overridden where a page shows what would happen before it does."""
        return {}

    @property
    def given(self) -> dict[str, Any]:
        """What the act is given: the cleaned values but for the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class LongText(forms.CharField):
    """Several lines of text. An end of line counts as one character, for the reader and for us.

    The browser is not told the limit: it would cut what is pasted without a word. The page counts instead.
    """

    def __init__(self, *, rows: int = 6, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Day(forms.DateField):
    """A date, by the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Moment(forms.DateTimeField):
    """A date and time, exact to the minute."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class Paper(forms.FileField):
    """An uploaded file of an accepted type and size."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            kind_of(upload)
        return upload


class YesNo(forms.TypedChoiceField):
    """A question that must be answered with yes or no."""

    def __init__(self, **options: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No"))]
        super().__init__(choices=choices, coerce=lambda value: value == "yes", widget=forms.RadioSelect, **options)
