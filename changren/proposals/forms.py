"""The shape of what comes in about proposals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.clock.now import day_of
from changren.base.web.forms import ActForm, Day, LongText, Moment, Paper, YesNo
from changren.casework.forms import AssignForm
from changren.mandates.models import Delegation, Mandate
from changren.organisation.models import Unit
from changren.organisation.queries import handling_units
from changren.proposals import queries
from changren.proposals.fields import Field
from changren.proposals.minute import Minute
from changren.proposals.models import Activity, Proposal
from changren.rulebook.rules import rule

TEXT_MOST = 6000  # characters of one part that a page bears; how many may be handed in is a rule
SATISFIED = "satisfied"
MARKS = ((SATISFIED, _("satisfied")), ("not", _("not satisfied")))
PARTS = ("subject", "grounds", "measures")


class TextForm(ActForm):
    """The text of a proposal, with its field and how openly it may be shown."""

    button = _("Save the draft")
    title = forms.CharField(label=_("Title"), max_length=60, help_text=_("One matter each."))
    subject = LongText(
        label=pgettext_lazy("of a proposal", "Subject"),
        rows=4,
        max_length=TEXT_MOST,
        help_text=_("What is the matter?"),
    )
    grounds = LongText(
        label=pgettext_lazy("of a proposal", "Grounds"), max_length=TEXT_MOST, required=False,
        help_text=_("What did you see? Where, when, how many?"),
    )  # fmt: skip
    measures = LongText(
        label=pgettext_lazy("of a proposal", "Plan"), max_length=TEXT_MOST, required=False,
        help_text=_("What should be done, by whom?"),
    )  # fmt: skip
    field = forms.ChoiceField(label=_("Field"), choices=Field.choices)
    wanted_unit = forms.ModelChoiceField(
        label=_("Unit you suggest"), queryset=Unit.every_district.none(), required=False, empty_label=_("no suggestion")
    )
    confidential = YesNo(label=_("Is it confidential?"), initial="no")
    earlier = forms.ModelMultipleChoiceField(
        label=_("Earlier matters"), queryset=Proposal.every_district.none(), required=False,
        widget=forms.MultipleHiddenInput,
    )  # fmt: skip
    may_publish = YesNo(label=_("May it be published after a secrecy check?"), initial="yes")

    def prepare(self) -> None:
        self.fields["wanted_unit"].queryset = handling_units(self.it.township)  # type: ignore[attr-defined]
        known = isinstance(self.it, Proposal)
        self.fields["earlier"].queryset = queries.nameable_by(self.by)  # type: ignore[attr-defined]
        most = rule("proposals.text_most", at=self.it.township, on=self.it.drafted_on if known else self.on)
        self.rules = [most]
        for name in PARTS:  # what the page counts down from; the rule is asked of all parts together
            self.fields[name].widget.attrs["data-limit"] = most.value
        if known:
            self.initial |= {name: getattr(self.it, name) for name in ("title", *PARTS, "field", "wanted_unit")}
            self.initial |= {
                name: "yes" if getattr(self.it, name) else "no" for name in ("confidential", "may_publish")
            }
            self.initial["earlier"] = queries.named_by(self.it)

    @property
    def known(self) -> Proposal | None:
        """The draft, if it is one already."""
        return self.it if isinstance(self.it, Proposal) else None


class DraftForm(TextForm):
    """A new matter: first of all, of which type."""

    kind = forms.ChoiceField(label=_("Type"), choices=Proposal.Kind.choices, widget=forms.RadioSelect)
    delegation = forms.ModelChoiceField(
        label=_("Raised by"), queryset=Delegation.every_district.none(), required=False,
        empty_label=_("individual delegates"), help_text=_("A delegation proposes by the majority of its members."),
    )  # fmt: skip

    field_order = ("kind", "delegation", "title", "subject", "grounds", "measures", "field", "wanted_unit")

    def prepare(self) -> None:
        super().prepare()
        self.rules += [rule("proposals.cosigners_min", at=self.it.township, on=self.on)]
        mandate = queries.mandate_of(self.by)
        ours = Delegation.objects.filter(pk=mandate.delegation_id) if mandate else Delegation.objects.none()
        self.fields["delegation"].queryset = ours  # type: ignore[attr-defined]
        plan = queries.open_plan(self.it, self.on)
        self.initial.setdefault("kind", Proposal.Kind.PROPOSAL if plan else Proposal.Kind.SUGGESTION)
        until = _("A proposal can be put forward until {time}.").format(time=Minute(plan.forward_until)) if plan else ""
        self.fields["kind"].help_text = until or _("No work plan is open now: make a recess proposal or a suggestion.")


class PaperForm(ActForm):
    paper = Paper(label=pgettext_lazy("a paper", "File"), help_text=_("PDF, JPG, PNG, DOCX or XLSX, up to 10 MB."))


class CiteForm(ActForm):
    activity = forms.ModelChoiceField(
        label=_("Activity"), queryset=Activity.every_district.none(), widget=forms.RadioSelect, empty_label=None
    )

    def prepare(self) -> None:
        self.fields["activity"].queryset = queries.citable(self.it)  # type: ignore[attr-defined]


class Delegates(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Delegates to tick, each with the delegation, so that namesakes can be told apart."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} · {obj.delegation}"


class InviteForm(ActForm):
    delegates = Delegates(label=_("Delegates"), queryset=Mandate.every_district.none())

    def prepare(self) -> None:
        possible = queries.invitable(self.it).order_by("delegation__name", "number")
        self.fields["delegates"].queryset = possible  # type: ignore[attr-defined]


class SignForm(ActForm):
    """Shown under the whole text: the version read is the version signed. Nothing of it is kept from another day."""

    keeps_unsent = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.BooleanField(label=_("I have read the whole text."))

    def prepare(self) -> None:
        self.initial.setdefault("version", self.it.proposal.version)

    def clean(self) -> dict[str, Any]:
        """What is shown again is the text as it is now, so that is what is to be read and signed."""
        if self.cleaned_data.get("version") != self.it.proposal.version:
            self.data = {name: value for name, value in self.data.items() if name != "read"}
            self.data["version"] = str(self.it.proposal.version)
            self.add_error("read", _("The text was changed after you opened it; read it again."))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"]}


class OpinionForm(ActForm):
    opinion = LongText(label=_("Opinion"), rows=4, max_length=1000, required=False)


class WithdrawForm(ActForm):
    opinion = LongText(label=_("Reason"), rows=3, max_length=500, required=False)


class MergeForm(OpinionForm):
    into = forms.ModelChoiceField(
        label=_("Merge into"), queryset=Proposal.every_district.none(), widget=forms.RadioSelect, empty_label=None
    )
    field_order = ("into", "opinion")

    def prepare(self) -> None:
        self.fields["into"].queryset = queries.mergeable(self.it)  # type: ignore[attr-defined]


class RefuseForm(ActForm):
    reason = forms.ChoiceField(label=_("Ground"), choices=Proposal.Reason.choices, widget=forms.RadioSelect)
    opinion = LongText(label=_("Reasons, for the proposers to read"), rows=4, max_length=1000)


class DowngradeForm(RefuseForm):
    kind = forms.ChoiceField(label=_("Turn it into a"), widget=forms.RadioSelect)
    field_order = ("kind", "reason", "opinion")

    def prepare(self) -> None:
        here = (Proposal.Kind.PROPOSAL, self.it.kind)
        self.fields["kind"].choices = [kind for kind in Proposal.Kind.choices if kind[0] not in here]  # type: ignore[attr-defined]


class AppealForm(ActForm):
    words = LongText(label=_("Why should it be filed?"), rows=5, max_length=1000)


class DecisionForm(ActForm):
    decision = LongText(label=_("Decision and reasons"), rows=4, max_length=1000)


class HandOverForm(AssignForm):
    """Lead and assisting units, the suggested one first."""

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("lead", self.it.wanted_unit)


class FieldForm(ActForm):
    field = forms.ChoiceField(label=_("Field"), choices=Field.choices)

    def prepare(self) -> None:
        self.initial.setdefault("field", self.it.field)


class CutoffsForm(ActForm):
    opens_at = Moment(label=_("Opens"))
    forward_until = Moment(label=_("Put forward until"), help_text=_("Exact to the minute."))
    sign_until = Moment(label=_("Signed and handed in until"), help_text=_("Exact to the minute."))

    def prepare(self) -> None:
        for name in self.base_fields:
            if hasattr(self.it, name):
                self.initial.setdefault(name, getattr(self.it, name))


class PlanForm(CutoffsForm):
    aims = LongText(label=_("Aims and topics"), max_length=2000)
    field_order = ("aims", "opens_at", "forward_until", "sign_until")


class ActivityForm(ActForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Activity.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=80)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    owner = forms.ModelChoiceField(label=_("Organised by"), queryset=Mandate.every_district.none())
    delegation = forms.ModelChoiceField(
        label=_("Delegation"), queryset=Delegation.every_district.none(), required=False, empty_label=_("all delegates")
    )
    planned_on = Day(label=_("Planned for"))

    def prepare(self) -> None:
        active = Mandate.objects.select_related("person").filter(
            township=self.it.township_id, state=Mandate.State.ACTIVE
        )
        self.fields["owner"].queryset = active  # type: ignore[attr-defined]
        self.fields["delegation"].queryset = Delegation.objects.filter(term=self.it.session.term_id)  # type: ignore[attr-defined]
        self.initial.setdefault("owner", queries.mandate_of(self.by))


class ReportForm(ActForm):
    held_on = Day(label=_("Held on"))
    participants = Delegates(label=_("Who took part"), queryset=Mandate.every_district.none())
    findings = LongText(label=_("Findings"), rows=8, max_length=4000)
    paper = Paper(label=_("Report or picture"), required=False)

    def prepare(self) -> None:
        active = Mandate.objects.select_related("person", "delegation").filter(
            township=self.it.township_id, state=Mandate.State.ACTIVE
        )
        delegation = self.it.delegation_id
        self.fields["participants"].queryset = active.filter(delegation=delegation) if delegation else active  # type: ignore[attr-defined]
        self.initial.setdefault("held_on", day_of(self.on))


class AssessForm(ActForm):
    """Satisfied or not with each proposal of the report; one may be left out."""

    takes_more = True  # one field for each proposal
    keeps_unsent = False  # nobody else shall see marks on a shared telephone
    button = _("Send my marks")

    def prepare(self) -> None:
        self.heard = queries.lines(queries.heard_at(self.it))
        for line in self.heard:
            self.fields[f"mark-{line.proposal.pk}"] = forms.ChoiceField(
                label=str(line.proposal),
                choices=MARKS,
                widget=forms.RadioSelect,
                required=False,
                help_text=became(line),
            )
        self.rules = tuple(queries.rule_at(self.it, name) for name in ("report_unsatisfied", "report_base"))

    @property
    def given(self) -> dict[str, Any]:
        said = {str(one.proposal.pk): self.cleaned_data.get(f"mark-{one.proposal.pk}") for one in self.heard}
        return {"marks": {key: mark == SATISFIED for key, mark in said.items() if mark}}


def became(line: queries.Line) -> str:
    """In a line, who answered, and in which class."""
    outcome = line.outcome
    answer = outcome.answer.get_grade_display() if outcome and outcome.answer else _("not answered yet")
    unit = outcome.case.lead_unit if outcome else None
    return " · ".join(str(one) for one in (unit, answer) if one)
