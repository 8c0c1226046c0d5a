"""The shape of what comes in about evaluations."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from changren.base.web.forms import ActForm, LongText, Paper
from changren.evaluation import queries
from changren.evaluation.models import About, Count, Evaluation, Rater, Scrutineer, Subject
from changren.mandates.models import Session
from changren.organisation.models import Person, Unit

FORMS_MOST = 9999  # forms of one group; what a page and the database bear, no rule
NAMES_MOST = 50
TEXT_MOST = 6000  # characters of a duty report


class ReviseForm(ActForm):
    """What may still change of a draft."""

    title = forms.CharField(label=_("Title"), max_length=80)
    means = forms.ChoiceField(label=_("How delegates answer"), choices=Evaluation.Means.choices,
                              widget=forms.RadioSelect, initial=Evaluation.Means.PAPER)  # fmt: skip
    session = forms.ModelChoiceField(label=_("At which session"), queryset=Session.every_district.none(),
                                     required=False, empty_label=_("between sessions"))  # fmt: skip
    most = forms.IntegerField(label=_("Names that may be marked"), min_value=1, max_value=NAMES_MOST, initial=1,
                              help_text=_("Only for a recommendation; elsewhere one answer is marked."))  # fmt: skip

    def prepare(self) -> None:
        self.fields["session"].queryset = queries.sessions_of(self.it.township)  # type: ignore[attr-defined]
        if isinstance(self.it, Evaluation):
            names = ("title", "means", "session", "most")
            self.initial = {name: getattr(self.it, name) for name in names} | self.initial


class DraftForm(ReviseForm):
    kind = forms.ChoiceField(label=_("What is asked"), choices=Evaluation.Kind.choices, widget=forms.RadioSelect)

    field_order = ("kind", "title", "means", "session", "most")


class SubjectForm(ActForm):
    """A body or a person, as the kind of the evaluation asks."""

    unit = forms.ModelChoiceField(label=_("Body"), queryset=Unit.every_district.none(), required=False)
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.every_district.none(), required=False)
    name = forms.CharField(label=_("Name as printed"), max_length=40, required=False,
                           help_text=_("Empty: as it is entered here."))  # fmt: skip
    office = forms.CharField(label=_("Office as printed"), max_length=60, required=False)

    def prepare(self) -> None:
        kind = self.it.kind
        self.fields["unit"].queryset = queries.units_here(self.it)  # type: ignore[attr-defined]
        self.fields["person"].queryset = queries.people_here(self.it)  # type: ignore[attr-defined]
        left_out = {Evaluation.Kind.BODY: ("person", "office")}.get(
            kind, () if kind == Evaluation.Kind.SATISFACTION else ("unit",)
        )
        for name in left_out:
            del self.fields[name]
        self.fields["unit" if kind == Evaluation.Kind.BODY else "person"].required = kind in queries.HELD

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.errors and not (said.get("unit") or said.get("person") or said.get("name")):
            self.add_error("name", _("Say who or what it is."))
        return said

    @property
    def given(self) -> dict[str, Any]:
        return {"unit": None, "person": None, "office": "", **super().given}


class RemoveForm(ActForm):
    subject = forms.ModelChoiceField(label=_("Who is taken off the form"), queryset=Subject.every_district.none(),
                                     widget=forms.RadioSelect, empty_label=None)  # fmt: skip

    def prepare(self) -> None:
        self.fields["subject"].queryset = self.it.subjects.all()  # type: ignore[attr-defined]


class ScrutineerForm(ActForm):
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.every_district.none())
    task = forms.ChoiceField(label=_("Task"), choices=Scrutineer.Task.choices, widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["person"].queryset = queries.people_here(self.it)  # type: ignore[attr-defined]
        self.rules = (queries.rule_of(self.it, "scrutineers_least"),)


class RelieveForm(ActForm):
    scrutineer = forms.ModelChoiceField(label=_("Who is relieved"), queryset=Scrutineer.every_district.none(),
                                        widget=forms.RadioSelect, empty_label=None)  # fmt: skip

    def prepare(self) -> None:
        rows = self.it.scrutineers.select_related("person")
        self.fields["scrutineer"].queryset = rows  # type: ignore[attr-defined]


class ReportForm(ActForm):
    """A duty report; it begins with what was filed before."""

    text = LongText(label=_("Duty report"), rows=12, max_length=TEXT_MOST)
    paper = Paper(label=_("Paper to go with it"), required=False,
                  help_text=_("PDF, JPG, PNG, DOCX or XLSX, up to 10 MB."))  # fmt: skip

    def prepare(self) -> None:
        self.initial.setdefault("text", self.it.report)


class HandOutForm(ActForm):
    """Ticks those who were handed a form; or all who have none yet."""

    everybody = forms.BooleanField(label=_("All who have none yet"), required=False)
    raters = forms.ModelMultipleChoiceField(label=_("Handed to"), queryset=Rater.every_district.none(), required=False,
                                            widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def prepare(self) -> None:
        rows = Rater.objects.select_related("mandate__person").filter(evaluation=self.it, drew_on=None)
        self.fields["raters"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("everybody"):
            said["raters"] = list(self.fields["raters"].queryset)  # type: ignore[attr-defined]
        if not self.errors and not said.get("raters"):
            self.add_error("raters", _("Tick those who were handed a form."))
        return said

    @property
    def given(self) -> dict[str, Any]:
        return {"raters": list(self.cleaned_data["raters"])}


class CredentialForm(ActForm):
    """The public half of what the delegate's browser has drawn; the page fills it in."""

    keeps_unsent = False
    public = forms.CharField(label=_("Public half of the credential"), max_length=700, widget=forms.HiddenInput)
    kept = forms.BooleanField(label=_("I have saved my credential"))

    @property
    def given(self) -> dict[str, Any]:
        return {"public": self.cleaned_data["public"]}


class ReasonForm(ActForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=300)


class CountForm(ActForm):
    """What was counted of a group: the four counts, then the marks of each answer of each question."""

    takes_more = True  # the marks: "marks-0-1" is question 1, answer 2
    keeps_unsent = False  # nobody else shall see a count on a shared computer

    group = forms.CharField(label=_("Group"), max_length=40, initial=_("all forms"))
    issued = forms.IntegerField(label=_("Forms issued"), min_value=0, max_value=FORMS_MOST)
    collected = forms.IntegerField(label=_("Forms collected"), min_value=0, max_value=FORMS_MOST)
    valid = forms.IntegerField(label=_("Valid forms"), min_value=0, max_value=FORMS_MOST)
    invalid = forms.IntegerField(label=_("Invalid forms"), min_value=0, max_value=FORMS_MOST)

    @property
    def evaluation(self) -> Evaluation:
        """Whose forms are counted."""
        return self.it.evaluation if isinstance(self.it, Count) else self.it

    def prepare(self) -> None:
        names = {str(one.pk): one.name for one in self.evaluation.subjects.all()}
        self.rules = (queries.rule_of(self.evaluation, "counted_least"),)
        for n, question in enumerate(self.evaluation.questions):
            about = About(question["about"]).label
            asks = format_lazy("{name} · {about}", name=names[question["subject"]], about=about) \
                if question["subject"] else about  # fmt: skip
            for m, words in enumerate(question["answers"]):
                label = format_lazy("{asks} · {answer}", asks=asks, answer=queries.worded(words))
                self.fields[f"marks-{n}-{m}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=FORMS_MOST, required=False
                )

    @property
    def given(self) -> dict[str, Any]:
        said = {name: value for name, value in super().given.items() if not name.startswith("marks-")}
        rows = [
            [self.cleaned_data[f"marks-{n}-{m}"] for m in range(len(question["answers"]))]
            for n, question in enumerate(self.evaluation.questions)
        ]
        counted = any(one is not None for row in rows for one in row)
        return {**said, "numbers": [[one or 0 for one in row] for row in rows] if counted else []}


class CorrectForm(CountForm):
    """The same with what one entered."""

    def prepare(self) -> None:
        super().prepare()
        del self.fields["group"]
        names = ("issued", "collected", "valid", "invalid")
        self.initial |= {name: getattr(self.it, name) for name in names}
        for n, row in enumerate(self.it.numbers):
            self.initial |= {f"marks-{n}-{m}": one for m, one in enumerate(row)}


class GroupForm(ActForm):
    group = forms.ChoiceField(label=_("Group"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        names = self.it.counts.order_by("group").values_list("group", flat=True).distinct()
        self.fields["group"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


class RectificationForm(ActForm):
    text = LongText(label=_("What was put right"), rows=8, max_length=TEXT_MOST)

    def prepare(self) -> None:
        self.initial.setdefault("text", self.it.rectification)


class FindingForm(ActForm):
    """What was found; the lines that were crossed stand above."""

    finding = LongText(label=_("What was found"), rows=6, max_length=2000)

    def prepare(self) -> None:
        self.rules = queries.lines_of(self.it)
