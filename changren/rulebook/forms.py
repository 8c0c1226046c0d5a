"""The shape of what comes in: values, opinions, the adoption."""

import unicodedata
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of
from changren.base.web.forms import ActForm, Day, LongText, YesNo
from changren.rulebook import queries
from changren.rulebook.models import Consultation
from changren.rulebook.provisions import CHOICE, FRACTION, YES_NO, Definition, worded
from changren.rulebook.rules import rule_above

Outcome = Consultation.Outcome


class DraftForm(ActForm):
    book = forms.ChoiceField(label=_("Regulation"), help_text=_("Those that are being worked on already are left out."))

    def prepare(self) -> None:
        books = queries.books_to_draft(self.it.township)
        self.fields["book"].choices = [(book.name, worded(book.title)) for book in books]  # type: ignore[attr-defined]


class ValueForm(ActForm):
    """One value, asked for by the control that fits its unit."""

    value: forms.Field = forms.CharField()

    def prepare(self) -> None:
        definition, above = self.it.definition, rule_above(self.it.key, at=self.it.township, on=self.on)
        field = control_of(definition)
        field.label = str(self.it)
        field.help_text = _("Otherwise it is {value}. {leave}").format(value=above.in_full, leave=definition.leave)
        self.fields["value"] = field
        now = above.value if self.it.value is None else self.it.value
        self.initial["value"] = ("yes" if now else "no") if definition.unit == YES_NO else now

    def clean_value(self) -> Any:
        return plain_value(self.it.definition, self.cleaned_data["value"])


def plain_value(definition: Definition, value: Any) -> Any:
    """What was typed as the book keeps it: a fraction as "4/5", else as it is. ValidationError if it is none."""
    return _fraction(value) if definition.unit == FRACTION else value


def control_of(definition: Definition) -> forms.Field:
    """The control that fits the unit of a provision."""
    if definition.unit == YES_NO:
        return YesNo()
    if definition.unit == CHOICE:
        options = [(name, worded(words)) for name, words in (definition.options or {}).items()]
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect)
    return forms.CharField(max_length=12) if definition.unit == FRACTION else forms.IntegerField(min_value=0)


def _fraction(text: str) -> str:
    """ "4/5" of what was typed: 4/5, ４／５ or 80 %."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    try:
        value = Fraction(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise ValidationError(_("Write a fraction such as 2/3, or a share such as 20%.")) from error
    if not 0 <= value <= 1:
        raise ValidationError(_("A share lies between 0 and 1."))
    return str(value)


class AskForm(ActForm):
    asked = forms.CharField(
        label=_("Who was asked"), max_length=80, help_text=_("A delegation, a branch, a meeting, an office.")
    )
    asked_on = Day(label=_("Asked on"))

    def prepare(self) -> None:
        self.initial.setdefault("asked_on", day_of(self.on))


class OpinionForm(ActForm):
    said = LongText(label=_("What they said"), max_length=5000)


class SettleForm(ActForm):
    outcome = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    reason = LongText(
        label=_("Reason"), max_length=2000, required=False, rows=4,
        help_text=_("Needed where it was not taken up, or only in part."),
    )  # fmt: skip

    def prepare(self) -> None:
        silent = self.it.state == Consultation.State.ASKED
        fitting = [one for one in Outcome if (one == Outcome.NONE) == silent]
        self.fields["outcome"].choices = [(one.value, one.label) for one in fitting]  # type: ignore[attr-defined]


class AdoptForm(ActForm):
    adopted_by = forms.CharField(
        label=_("Adopted by"), max_length=80, help_text=_("Which session of the congress, as it is called on paper.")
    )
    adopted_on = Day(label=_("Adopted on"))
    in_force_from = Day(label=_("In force from"))

    def prepare(self) -> None:
        self.initial.setdefault("adopted_on", day_of(self.on))
        self.initial.setdefault("in_force_from", day_of(self.on))
