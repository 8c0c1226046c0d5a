"""The shape of what comes in about meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.base.web.forms import ActForm, Day, LongText, Moment, Paper
from changren.congress import models, queries
from changren.congress.models import Invitee, Item, Judgement, Meeting, Officer
from changren.mandates.models import Delegation, Mandate
from changren.organisation.models import Person, Unit

TEXT_MOST, MINUTES_MOST = 6000, 30_000  # characters
PLACES_MOST, ROW_MOST = 200, 60  # items of an agenda, seats of a row: what a page bears, no rule
FILES = _("PDF, JPG, PNG, DOCX or XLSX, up to 10 MB.")


def _among(form: ActForm, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


class ReviseForm(ActForm):
    """What may still change before the delegates are told."""

    title = forms.CharField(label=_("Title"), max_length=80)
    place = forms.CharField(label=_("Place"), max_length=80)
    starts_at = Moment(label=_("Begins"))
    ends_at = Moment(label=_("Ends"))

    def prepare(self) -> None:
        if isinstance(self.it, Meeting):
            names = ("title", "place", "starts_at", "ends_at")
            self.initial = {name: getattr(self.it, name) for name in names} | self.initial
            self.rules = (queries.rule_of(self.it, "notice_before"),)


class PlanForm(ReviseForm):
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices, widget=forms.RadioSelect,
                             initial=Meeting.Kind.ANNUAL)  # fmt: skip
    like = forms.ModelChoiceField(label=_("Take the agenda of"), queryset=Meeting.every_district.none(),
                                  required=False, empty_label=_("the usual agenda of this kind"))  # fmt: skip

    field_order = ("kind", "title", "place", "starts_at", "ends_at", "like")

    def prepare(self) -> None:
        self.initial.setdefault("title", queries.title_of(self.it))
        _among(self, "like", queries.meetings_before(self.it))


class NoticeForm(ActForm):
    """The notice that every delegate is told; it begins with day and place."""

    notice = LongText(label=_("Notice of the meeting"), rows=10, max_length=TEXT_MOST)

    def prepare(self) -> None:
        self.initial.setdefault("notice", queries.notice_text(self.it))
        self.rules = tuple(queries.rule_of(self.it, name) for name in ("notice_before", "papers_before"))


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ItemForm(ActForm):
    title = forms.CharField(label=_("Title"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices, initial=Item.Kind.OTHER)
    parent = forms.ModelChoiceField(label=_("Part of"), queryset=Item.every_district.none(), required=False,
                                    empty_label=_("stands on its own"))  # fmt: skip

    def prepare(self) -> None:
        meeting = queries.meeting_of(self.it)
        _among(self, "parent", meeting.items.filter(parent=None).exclude(pk=self.it.pk))
        if isinstance(self.it, Item):
            self.initial = {"title": self.it.title, "kind": self.it.kind, "parent": self.it.parent} | self.initial


class MoveForm(ActForm):
    place = forms.IntegerField(label=_("Which place"), min_value=1, max_value=PLACES_MOST,
                               help_text=_("1 is the first; a number beyond the last is the last."))  # fmt: skip


class AskPaperForm(ActForm):
    """A paper that somebody is asked for."""

    title = forms.CharField(label=_("Title"), max_length=120)
    item = forms.ModelChoiceField(label=_("Item of the agenda"), queryset=Item.every_district.none(), required=False,
                                  empty_label=_("the meeting as a whole"))  # fmt: skip
    unit = forms.ModelChoiceField(label=_("Who provides it"), queryset=Unit.every_district.none(), required=False,
                                  empty_label=_("the standing-system office"))  # fmt: skip
    level = forms.ChoiceField(label=_("For whom"), choices=models.Paper.Level.choices, widget=forms.RadioSelect,
                              initial=models.Paper.Level.DELEGATES)  # fmt: skip
    is_required = forms.BooleanField(label=_("The meeting waits for it"), required=False, initial=True)

    def prepare(self) -> None:
        _among(self, "item", self.it.items.all())
        _among(self, "unit", queries.units_here(self.it))
        self.rules = (queries.rule_of(self.it, "papers_before"),)


class FilePaperForm(ActForm):
    file = Paper(label=_("The file"), help_text=FILES)


class InviteForm(ActForm):
    """Somebody who is expected beside the delegates, or a delegate who was forgotten."""

    standing = forms.ChoiceField(label=_("As what"), choices=Invitee.Standing.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=40)
    person = forms.ModelChoiceField(label=_("Account"), queryset=Person.every_district.none(), required=False,
                                    empty_label=_("has none"))  # fmt: skip
    mandate = forms.ModelChoiceField(label=_("Delegate"), queryset=Mandate.every_district.none(), required=False,
                                     empty_label=_("is none"))  # fmt: skip

    def prepare(self) -> None:
        mandates = Mandate.objects.select_related("person").filter(term=self.it.session.term_id)
        _among(self, "person", queries.people_here(self.it))
        _among(self, "mandate", mandates.filter(state__in=Mandate.IN_FORCE).order_by("number"))


class LeaveForm(ActForm):
    """Why one cannot come; and whether enough are left."""

    reason = LongText(label=_("Why leave is asked for"), rows=4, max_length=300)

    def prepare(self) -> None:
        names = ("leave_granted_by", "quorum")
        self.rules = tuple(queries.rule_of(self.it.meeting, name) for name in names)


class ViewForm(ActForm):
    view = LongText(label=_("View of the head of the delegation"), rows=4, max_length=300)


class PlaceForm(ActForm):
    delegation = forms.ModelChoiceField(label=_("Delegation"), queryset=Delegation.every_district.none())
    room = forms.CharField(label=_("Room in which it meets"), max_length=60, required=False)
    seats = forms.CharField(label=_("Seats in the hall"), max_length=60, required=False,
                            help_text=_("For example: rows 3 to 5, left"))  # fmt: skip

    def prepare(self) -> None:
        _among(self, "delegation", Delegation.objects.filter(term=self.it.session.term_id).order_by("name"))


class SeatingForm(ActForm):
    a_row = forms.IntegerField(label=_("Seats a row"), min_value=1, max_value=ROW_MOST)


class OfficersForm(ActForm):
    """Who has one of the offices; for the presidium several at once."""

    office = forms.ChoiceField(label=_("Office"), choices=Officer.Office.choices, widget=forms.RadioSelect)
    people = forms.ModelMultipleChoiceField(label=_("Who"), queryset=Person.every_district.none(),
                                            widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def prepare(self) -> None:
        _among(self, "people", queries.fit_for_office(self.it))
        self.rules = (queries.rule_of(self.it, "presidium_share"),)

    @property
    def given(self) -> dict[str, Any]:
        said = super().given
        return {**said, "people": list(said["people"])}


class MinutesForm(ActForm):
    """The minutes; they begin with what the records say."""

    text = LongText(label=_("Minutes of the meeting"), rows=24, max_length=MINUTES_MOST)

    def prepare(self) -> None:
        self.initial.setdefault("text", self.it.minutes or queries.drafted(self.it))
        self.rules = (queries.rule_of(self.it, "minutes_within"),)


class AmendForm(ActForm):
    title = forms.CharField(label=_("Title"), max_length=120)
    text = LongText(label=_("Text"), rows=12, max_length=TEXT_MOST)

    def prepare(self) -> None:
        if isinstance(self.it, models.Resolution):
            self.initial = {"title": self.it.title, "text": self.it.text} | self.initial


class AssignForm(ActForm):
    """Who sees to it, and until when."""

    unit = forms.ModelChoiceField(label=_("Unit responsible"), queryset=Unit.every_district.none())
    due_on = Day(label=_("To be done by"))

    def prepare(self) -> None:
        _among(self, "unit", queries.units_here(self.it))
        if isinstance(self.it, models.Resolution):
            self.initial = {"unit": self.it.unit, "due_on": self.it.due_on} | self.initial


class DraftResolutionForm(AmendForm):
    item = forms.ModelChoiceField(label=_("Item of the agenda"), queryset=Item.every_district.none(), required=False,
                                  empty_label=_("the meeting as a whole"))  # fmt: skip
    unit = forms.ModelChoiceField(label=_("Unit responsible"), queryset=Unit.every_district.none(), required=False,
                                  empty_label=_("named later"))  # fmt: skip
    due_on = Day(label=_("To be done by"), required=False)

    def prepare(self) -> None:
        _among(self, "item", self.it.items.all())
        _among(self, "unit", queries.units_here(self.it))


class OutcomeForm(ActForm):
    text = LongText(label=_("How it was carried out"), rows=10, max_length=TEXT_MOST)

    def prepare(self) -> None:
        self.initial.setdefault("text", self.it.report)


class JudgeForm(ActForm):
    mark = forms.ChoiceField(label=_("Has it been carried out?"), choices=Judgement.Mark.choices,
                             widget=forms.RadioSelect,
                             help_text=_("Marks are counted; nobody is told yours."))  # fmt: skip


class BulletinForm(ActForm):
    item = forms.ModelChoiceField(label=_("On which item"), queryset=Item.every_district.none(), required=False,
                                  empty_label=_("the meeting as a whole"))  # fmt: skip
    text = LongText(label=_("What the delegation said"), rows=10, max_length=TEXT_MOST)

    def prepare(self) -> None:
        _among(self, "item", self.it.items.all())


class AnswerForm(ActForm):
    text = LongText(label=_("Answer"), rows=6, max_length=TEXT_MOST)

    def prepare(self) -> None:
        self.initial.setdefault("text", self.it.answer)
