"""The shape of what comes in about observers: the notice, an application, a list, an opinion."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from changren.base.web.forms import ActForm, LongText, Moment
from changren.base.web.typed import Line, Name
from changren.gallery import queries
from changren.gallery.models import Application, Category, Gallery, Member
from changren.organisation.forms import Mobile
from changren.organisation.models import Unit

CARD = re.compile(r"[0-9A-Z-]{4,30}")
NAME_MOST, WORKPLACE_MOST, OPINION_MOST = 30, 60, 2000  # characters


class ReviseForm(ActForm):
    """What the notice says beside the seats."""

    closes_at = Moment(label=_("Applications close at"), help_text=_("Exact to the minute; it stands in the notice."))
    register_at = Line(label=_("Where one registers in person"), max_length=80,
                       help_text=_("Such as the members' service centre, with its telephone."))  # fmt: skip
    remark = LongText(label=_("More for the notice"), rows=3, max_length=500, required=False)

    def prepare(self) -> None:
        self.rules = (queries.closing_rule(self.it, self.on),)
        if isinstance(self.it, Gallery):
            names = ("closes_at", "register_at", "remark")
            self.initial = {name: getattr(self.it, name) for name in names} | self.initial


class ApplyForm(ActForm):
    """Who wishes to observe. What is typed here is not kept before it is sent: it is personal."""

    keeps_unsent = False

    name = Name(label=_("Name"), max_length=NAME_MOST)
    kind = forms.ChoiceField(label=_("Which are you?"), choices=Member.choices, widget=forms.RadioSelect)
    card = Line(label=_("Number of the mobile-member card"), required=False,
                help_text=_("Migrant members only."))  # fmt: skip
    category = forms.ChoiceField(label=_("Where do you live or work?"), choices=Category.choices,
                                 widget=forms.RadioSelect)  # fmt: skip
    workplace = Line(label=_("Party branch or workplace"), max_length=WORKPLACE_MOST)
    phone = Mobile(label=_("Mobile number"), help_text=_("Eleven digits. Only the office sees it, to reach you."))

    def prepare(self) -> None:
        if not queries.rule_of(self.it, "residents").value:
            choices = [one for one in Member.choices if one[0] != Member.RESIDENT]
            self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean_card(self) -> str:
        card = re.sub(r"\s", "", unicodedata.normalize("NFKC", self.cleaned_data["card"])).upper()
        if card and not CARD.fullmatch(card):
            raise ValidationError(_("The number of a card has 4 to 30 digits or letters."))
        return card

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("kind") == Member.MIGRANT and not said.get("card") and "card" not in self.errors:
            self.add_error("card", _("Enter the number of the mobile-member card."))
        elif said.get("kind") != Member.MIGRANT:
            said["card"] = ""  # nobody's number is kept without need
        return said


class PublicForm(ApplyForm):
    """The same at the public page, where whoever applies agrees to what is kept."""

    agrees = forms.BooleanField(
        label=_("I agree that the office keeps this to decide on my application, and deletes the numbers afterwards."),
        error_messages={"required": _("Without your agreement we may not keep your application.")},
    )

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given.items() if name != "agrees"}


class RecommendForm(ApplyForm):
    """A branch, or another unit through the office, says whom it recommends and why."""

    unit = forms.ModelChoiceField(label=_("Recommended by"), queryset=Unit.every_district.none(), empty_label=None)
    grounds = LongText(label=_("Why"), rows=3, max_length=300)

    def prepare(self) -> None:
        super().prepare()
        self.fields["unit"].queryset = queries.recommending_units(self.by)  # type: ignore[attr-defined]
        for name, label in (("kind", _("Kind of member")), ("category", _("Where they live or work"))):
            self.fields[name].label = label


class Applicants(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Applications to choose from, with what one must know to choose."""

    def label_from_instance(self, obj: Any) -> str:
        said = [str(obj), str(obj.get_category_display()), str(obj.get_kind_display()), obj.workplace]
        return " · ".join([*said, _("recommended by {unit}").format(unit=obj.unit)] if obj.unit else said)


class ListForm(ActForm):
    """Ticks who is to observe; those of the last proposal are ticked already."""

    keeps_unsent = False
    listed = Applicants(label=_("Who is to observe"), queryset=Application.every_district.none(), required=False,
                        widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def prepare(self) -> None:
        rows = queries.open_applications(self.it)
        self.fields["listed"].queryset = rows  # type: ignore[attr-defined]
        self.rules = tuple(queries.seats_rule(self.it, category) for category in Category)
        proposed = Application.State.SHORTLISTED
        self.initial.setdefault("listed", [one.pk for one in rows if one.state == proposed])

    @property
    def given(self) -> dict[str, Any]:
        return {**super().given, "listed": list(self.cleaned_data["listed"])}


class DecideForm(ListForm):
    reason = LongText(label=_("Why the others are not admitted"), rows=3, max_length=300, required=False,
                      help_text=_("Each of them reads this behind their own link."))  # fmt: skip


class ReasonForm(ActForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=300)


class OpinionForm(ActForm):
    """What an observer thinks of the meeting, in writing."""

    opinion = LongText(label=_("Your opinion on the meeting"), rows=8, max_length=OPINION_MOST)
