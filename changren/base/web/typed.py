"""What people type or paste into one line: without what does not show, and names with every letter that names have."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

JOINS = "·-'’ "  # what joins the parts of a name
DOTS = {ord(one): "·" for one in "•・‧．.∙⋅"}  # what keyboards put for the dot in names such as 阿卜杜·热合曼
LETTERS = {"L", "M"}  # letters and what is written above them


def plain(text: Any) -> str:
    """One line without what does not show: breaks, tabs, invisible characters of word processors."""
    shown = "".join(" " if one.isspace() else one for one in text if unicodedata.category(one) not in ("Cf", "Co"))
    return " ".join(shown.split())


class Line(forms.CharField):
    """One line of text, as people paste it. The browser is not told the limit: it would cut without a word."""

    def to_python(self, value: Any) -> Any:
        return plain(super().to_python(value))

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Name(Line):
    """The name of a person: letters of any script, and what joins them."""

    def clean(self, value: Any) -> str:
        name = str(super().clean(value)).translate(DOTS)
        wrong = next((one for one in name if unicodedata.category(one)[0] not in LETTERS and one not in JOINS), "")
        if wrong:
            raise ValidationError(_("“%(wrong)s” cannot be part of a name. Enter the name alone."),
                                  params={"wrong": wrong})  # fmt: skip
        return name
