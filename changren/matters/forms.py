"""The shape of what comes in: what somebody says, what the delegate finds, answers, verdicts, reception days."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.documents.photos import redrawn
from changren.base.web.forms import ActForm, LongText, Moment
from changren.base.web.typed import Line, Name
from changren.casework.forms import AssignForm
from changren.mandates.models import Mandate
from changren.matters import queries
from changren.matters.models import Matter, Reception
from changren.organisation.forms import Mobile
from changren.organisation.models import Unit
from changren.rulebook.rules import rule

TEXT_LONGEST, ANSWER_MOST, REASON_MOST = 20_000, 4000, 300  # characters; the first is what we read at all
VISITORS_MOST = 999
CONSENT = _(
    "I agree that my name and number are kept to deal with this matter and to tell me the answer, and deleted "
    "afterwards."
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Photos(forms.FileField):
    """Photos, each drawn anew without the place where it was taken. most: MB of each."""

    widget = SeveralFiles(attrs={"accept": "image/jpeg,image/png"})
    most = 1

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [redrawn(super(Photos, self).clean(one, initial), most=self.most) for one in given if one]


class SaidForm(ActForm):
    """What somebody says, and who they are. What is typed here is not kept before it is sent: it is personal."""

    keeps_unsent = False

    text = LongText(label=_("What is it about?"), rows=6, max_length=TEXT_LONGEST)
    place = Line(label=_("Where is it?"), max_length=80, required=False)
    photos = Photos(label=_("Photos"), required=False,
                    help_text=_("JPG or PNG. Where and when a photo was taken is removed from it."))  # fmt: skip
    naming = forms.ChoiceField(label=_("Who may know the name?"), choices=Matter.Naming.choices,
                               widget=forms.RadioSelect, initial=Matter.Naming.DELEGATE)  # fmt: skip
    name = Name(label=_("Name"), max_length=30, required=False)
    phone = Mobile(label=_("Mobile number"), required=False)
    agrees = forms.BooleanField(label=CONSENT, required=False)
    mandate = forms.ModelChoiceField(label=_("To which delegate?"), queryset=Mandate.every_district.none(),
                                     required=False, empty_label=_("to whoever can help"))  # fmt: skip

    def prepare(self) -> None:
        at, on = self.it.township, self.on
        most = rule("matters.text_most", at=at, on=on)
        size, number = rule("matters.photo_size", at=at, on=on), rule("matters.photos_most", at=at, on=on)
        self.rules = (most, number, size)
        self.fields["text"].widget.attrs["data-limit"] = most.value
        self.fields["photos"].most = size.value  # type: ignore[attr-defined]
        self.fields["mandate"].queryset = queries.delegates_in(at)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        personal = said.get("naming") != Matter.Naming.NOBODY and (said.get("name") or said.get("phone"))
        if personal and not said.get("agrees"):
            self.add_error("agrees", _("Without agreement no name or number is kept."))
        return said

    @property
    def given(self) -> dict[str, Any]:
        told = {name: value for name, value in super().given.items() if name != "agrees"}
        return told | {"agreed_to": str(CONSENT) if self.cleaned_data["agrees"] else ""}


class PublicForm(SaidForm):
    """The same at the page behind the code, for people without an account. `homepage` is for programs alone."""

    homepage = forms.CharField(label=_("Leave this empty"), required=False)

    field_order = ("text", "place", "photos", "mandate", "naming", "name", "phone", "agrees", "homepage")

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("Please leave this field empty: only programs fill it in."))
        return ""

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given.items() if name != "homepage"}


class LogForm(SaidForm):
    """What somebody said to a delegate: three lines on a telephone."""

    about = forms.ModelChoiceField(label=_("A complaint about a unit"), queryset=Unit.every_district.none(),
                                   required=False, empty_label=_("no"))  # fmt: skip
    reception = forms.ModelChoiceField(label=_("On a reception day"), queryset=Reception.every_district.none(),
                                       required=False, empty_label=_("no"))  # fmt: skip

    field_order = ("name", "phone", "naming", "agrees", "text", "place", "photos", "reception", "about", "mandate")

    def prepare(self) -> None:
        super().prepare()
        self.fields["name"].label = _("Who said it?")
        self.fields["text"].label = _("What was said?")
        self.fields["agrees"].label = _("The person agrees that name and number are kept for this matter.")
        self.fields["about"].queryset = queries.units_in(self.it.township)  # type: ignore[attr-defined]
        days = queries.receptions_on(self.it.township, self.on)
        self.fields["reception"].queryset = days  # type: ignore[attr-defined]
        if queries.mandate_of(self.by) is not None:
            del self.fields["mandate"]

    @property
    def given(self) -> dict[str, Any]:
        return {"mandate": None} | super().given


class VerifyForm(ActForm):
    """What the delegate found, and whose it is."""

    title = Line(label=_("What is it about, in a few words?"), max_length=60,
                 help_text=_("No name and no number: others read this."))  # fmt: skip
    found = LongText(label=_("What did you find?"), rows=4, max_length=ANSWER_MOST)
    level = forms.ChoiceField(label=_("Whose is it?"), choices=Matter.Level.choices, widget=forms.RadioSelect)
    goes_to = Line(label=_("Where can the person go, if it is not ours?"), max_length=120, required=False)
    about = forms.ModelChoiceField(label=_("A complaint about a unit"), queryset=Unit.every_district.none(),
                                   required=False, empty_label=_("no"))  # fmt: skip

    def prepare(self) -> None:
        self.rules = (queries.rule_of(self.it, "verify_within"),)
        self.fields["about"].queryset = queries.units_in(self.it.township)  # type: ignore[attr-defined]
        self.initial = {"title": self.it.title, "about": self.it.about_id, "found": self.it.found} | self.initial


class ReasonForm(ActForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=REASON_MOST)


class TextForm(ActForm):
    text = LongText(label=_("Answer"), rows=6, max_length=ANSWER_MOST)


class PassForm(ActForm):
    mandate = forms.ModelChoiceField(label=_("Delegate"), queryset=Mandate.every_district.none(), empty_label=None)

    def prepare(self) -> None:
        self.fields["mandate"].queryset = queries.delegates_in(self.it.township)  # type: ignore[attr-defined]


class JoinForm(ActForm):
    into = forms.ModelChoiceField(label=_("Which other matter?"), queryset=Matter.every_district.none(),
                                  widget=forms.RadioSelect, empty_label=None)  # fmt: skip

    def prepare(self) -> None:
        self.rules = (queries.rule_of(self.it, "theme_from"),)
        self.fields["into"].queryset = queries.joinable(self.it, self.by)  # type: ignore[attr-defined]


class HandForm(AssignForm):
    """To which unit, and which others help."""

    def prepare(self) -> None:
        super().prepare()
        self.rules = (queries.rule_of(self.it, "answer_within"),)


class UpForm(ActForm):
    goes_to = Line(label=_("To whom is it sent?"), max_length=120)

    def prepare(self) -> None:
        self.initial.setdefault("goes_to", self.it.goes_to)


class JudgeForm(ActForm):
    """Whether whoever raised it is satisfied."""

    keeps_unsent = False
    result = forms.ChoiceField(label=_("Are you satisfied with what was done?"), choices=Matter.Verdict.choices,
                               widget=forms.RadioSelect)  # fmt: skip
    attitude = forms.ChoiceField(label=_("And with how you were treated?"), choices=Matter.Verdict.choices,
                                 widget=forms.RadioSelect)  # fmt: skip
    comment = LongText(label=_("What else should we know?"), rows=3, max_length=500, required=False)


class LinkForm(ActForm):
    became = Line(label=_("Address of the suggestion"), max_length=119)

    def clean_became(self) -> str:
        became = str(self.cleaned_data["became"])
        if not became.startswith("/") or became.startswith("//"):
            raise ValidationError(_("This is no address of this site: it begins with “/”."))
        return became


class WorkroomForm(ActForm):
    name = Line(label=_("Name of the workroom"), max_length=40)
    address = Line(label=_("Address"), max_length=80)


class ReceptionForm(ActForm):
    starts_at = Moment(label=pgettext_lazy("a time", "From"))
    ends_at = Moment(label=pgettext_lazy("a time", "Until"))
    hosts = forms.ModelMultipleChoiceField(label=_("Delegates who receive"), queryset=Mandate.every_district.none(),
                                           widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def prepare(self) -> None:
        self.rules = (
            rule("matters.reception_delegates", at=self.it.township, on=self.on),
            rule("matters.reception_days", at=self.it.township, on=self.on),
        )
        self.fields["hosts"].queryset = queries.delegates_in(self.it.township)  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        return {**super().given, "hosts": list(self.cleaned_data["hosts"])}


class HeldForm(ActForm):
    visitors = forms.IntegerField(label=_("How many people came?"), min_value=0, max_value=VISITORS_MOST)
