"""The shape of what comes in about cases."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of
from changren.base.documents.models import Attachment
from changren.base.web.forms import ActForm, Day, LongText, Paper
from changren.casework import queries
from changren.casework.models import Answer, Contact, Delivery
from changren.organisation.models import Unit

TEXT_MOST = 4000  # characters of an answer; what the database and a page bear, no rule


class AssignForm(ActForm):
    lead = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.every_district.none())
    assisting = forms.ModelMultipleChoiceField(
        label=_("Assisting units"),
        queryset=Unit.every_district.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        for name in ("lead", "assisting"):
            self.fields[name].queryset = queries.handling_units(self.it.township)  # type: ignore[attr-defined]


class ReasonForm(ActForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=200)


class OpinionForm(ActForm):
    said = LongText(label=_("Your unit's opinion"), max_length=TEXT_MOST)


class ContactForm(ActForm):
    raiser: Any = forms.ModelChoiceField(
        label=_("With whom"), queryset=None, widget=forms.RadioSelect, empty_label=None
    )
    how = forms.ChoiceField(label=_("How"), choices=Contact.How.choices, widget=forms.RadioSelect)
    day = Day(label=_("On"))
    note = LongText(label=_("What was said"), rows=3, max_length=500, required=False)

    def prepare(self) -> None:
        self.fields["raiser"].queryset = self.it.raisers.select_related("person")  # type: ignore[attr-defined]
        self.initial.setdefault("day", day_of(self.on))


class AnswerForm(ActForm):
    """The draft of an answer. It begins with what was written before; what the head wants changed stands above."""

    text = LongText(label=_("Answer"), rows=10, max_length=TEXT_MOST)
    grade = forms.ChoiceField(label=_("Class"), choices=Answer.Grade.choices, widget=forms.RadioSelect)
    promised_by = Day(
        label=_("Will be done by"), required=False,
        help_text=_("Needed for class B, possible for C. The matter is followed until it is done."),
    )  # fmt: skip
    paper = Paper(
        label=_("Paper to go with it"), required=False, help_text=_("PDF, JPG, PNG, DOCX or XLSX, up to 10 MB.")
    )

    def prepare(self) -> None:
        last = self.it.answers.filter(round=self.it.next_round, state=Answer.State.DRAFT).first()
        if last is None:
            return
        self.initial |= {"text": last.text, "grade": last.grade, "promised_by": last.promised_by}
        if last.remark:
            self.fields["text"].help_text = format_lazy(_("The head wants changed: {remark}"), remark=last.remark)


class RevisionForm(AnswerForm):
    """The same once there is a draft: papers can be taken off it again."""

    drop = forms.ModelMultipleChoiceField(
        label=_("Papers to take off"), queryset=Attachment.every_district.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        papers = queries.draft_papers(self.it)
        self.fields["drop"].queryset = papers  # type: ignore[attr-defined]
        if not papers:
            del self.fields["drop"]


class RemarkForm(ActForm):
    remark = LongText(label=_("What should be changed"), rows=3, max_length=300)


class VerdictForm(ActForm):
    attitude = forms.ChoiceField(
        label=_("How did the unit treat you?"), choices=Delivery.Verdict.choices, widget=forms.RadioSelect
    )
    result = forms.ChoiceField(
        label=_("Are you satisfied with the result?"), choices=Delivery.Verdict.choices, widget=forms.RadioSelect
    )
    comment = LongText(label=_("Your words"), rows=3, max_length=500, required=False)

    def prepare(self) -> None:
        given = {name: getattr(self.it, name) for name in ("attitude", "result", "comment")}
        self.initial |= {name: value for name, value in given.items() if value}

    def clean(self) -> dict[str, Any]:
        dissatisfied = self.cleaned_data.get("result") == Delivery.Verdict.NOT
        if dissatisfied and not self.cleaned_data.get("comment"):
            self.add_error("comment", _("Say what is missing, so that the unit knows what to do again."))
        return self.cleaned_data


class ProgressForm(ActForm):
    text = LongText(label=_("What has been done"), rows=3, max_length=500)
    promised_by = Day(label=_("The rest will be done by"))

    def prepare(self) -> None:
        if self.it.promised_by and self.it.promised_by >= day_of(self.on):
            self.initial.setdefault("promised_by", self.it.promised_by)


class UrgeForm(ActForm):
    words = LongText(label=_("What the unit is asked to do"), rows=3, max_length=200)
