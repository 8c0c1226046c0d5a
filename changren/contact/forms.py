"""The shape of what comes in about contacts: the plan, lists, a talk, an answer, a message."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of
from changren.base.web.forms import ActForm, Day, LongText
from changren.contact import queries
from changren.contact.models import Counterpart, Plan, Talk, Tie
from changren.mandates.models import Mandate
from changren.organisation.forms import Mobile
from changren.organisation.models import Person

TEXT_MOST, NAME_MOST, VILLAGE_MOST, LINES_MOST, PARTS = 3000, 30, 40, 1000, 4  # characters; lines; cells of a line
SEPARATORS = str.maketrans("\t，、；;", ",,,,,")


class AgainForm(ActForm):
    """Whether the pairs of the plan before are kept."""

    keeps_pairs = forms.BooleanField(label=_("Keep the pairs of the plan before where that is possible"),
                                     required=False, initial=True)  # fmt: skip

    def prepare(self) -> None:
        if isinstance(self.it, Plan):
            self.rules = (queries.rule_of(self.it, "delegates_per_member"),)


class ProposeForm(AgainForm):
    """For which year."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    field_order = ("year", "keeps_pairs")

    def prepare(self) -> None:
        self.initial.setdefault("year", day_of(self.on).year)


class Members(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Members of the committee, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AssignForm(ActForm):
    """A delegate, and who keeps contact with them from now on."""

    mandate = forms.ModelChoiceField(label=_("Delegate"), queryset=Mandate.every_district.none())
    member = Members(label=_("Member of the committee"), queryset=Person.every_district.none())

    def prepare(self) -> None:
        seats = [one.pk for one in queries.delegates(self.it.term)]
        people = [one.pk for one in queries.members(self.it.township)]
        self.fields["mandate"].queryset = Mandate.objects.select_related("person").filter(pk__in=seats)  # type: ignore[attr-defined]
        self.fields["member"].queryset = Person.objects.filter(pk__in=people).order_by("pk")  # type: ignore[attr-defined]
        self.rules = (queries.rule_of(self.it, "delegates_per_member"),)


class AdoptForm(ActForm):
    begins_on = Day(label=_("In force from"))
    reason = LongText(label=_("Why a member keeps contact with more delegates than the rules say"), rows=3,
                      max_length=300, required=False, help_text=_("Only where it is so."))  # fmt: skip

    def prepare(self) -> None:
        self.initial.setdefault("begins_on", day_of(self.on))
        self.rules = (queries.rule_of(self.it, "delegates_per_member"), queries.rule_of(self.it, "every"))


class ListForm(ActForm):
    """Somebody who has agreed to be on the list. What is typed is not kept before it is sent: it is personal."""

    keeps_unsent = False

    name = forms.CharField(label=_("Name"), max_length=NAME_MOST)
    kind = forms.ChoiceField(label=_("Who is it?"), choices=Counterpart.Kind.choices, widget=forms.RadioSelect)
    village = forms.CharField(label=_("Village, community or workplace"), max_length=VILLAGE_MOST)
    phone = Mobile(label=_("Telephone"), required=False, help_text=_("Only if you need it; only you can see it."))
    agrees = forms.BooleanField(label=_("They have agreed to be on my list, and know that they may leave it."),
                                error_messages={"required": _("Ask them first: who agreed is listed.")})  # fmt: skip

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given.items() if name != "agrees"}


class ListsForm(ActForm):
    """Lists that came in on paper: a line for each person."""

    keeps_unsent = False

    lines = LongText(label=_("Lists"), rows=12, max_length=LINES_MOST * 100)

    def prepare(self) -> None:
        kinds = ", ".join(str(label) for label in Counterpart.Kind.labels)
        self.fields["lines"].help_text = _(
            "One person a line, with commas: number of the delegate, name, who it is, village. Who it is: {kinds}."
        ).format(kinds=kinds)
        self.rules = tuple(queries.rule_of(self.it, name) for name in ("people_least", "people_most", "branches"))

    def clean_lines(self) -> list[dict[str, Any]]:
        seats = dict(Mandate.objects.filter(term=self.it.term_id, state="active").values_list("number", "pk"))
        rows = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(rows) > LINES_MOST:
            raise ValidationError(_("At most %(n)s lines at once."), params={"n": LINES_MOST})
        return [_line(n, row, seats) for n, row in enumerate(rows, 1)]


def _line(n: int, row: str, seats: dict[int, UUID]) -> dict[str, Any]:
    cells = [cell.strip() for cell in row.translate(SEPARATORS).split(",")]
    if len(cells) != PARTS:
        raise ValidationError(_("Line %(n)s has %(found)s parts instead of 4."), params={"n": n, "found": len(cells)})
    number, name, kind, village = cells
    kinds = {str(label): value for value, label in Counterpart.Kind.choices}
    seat = seats.get(int(number)) if number.isdecimal() and len(number) < NAME_MOST else None
    wrong = {
        _("no delegate in office has the number “%(cell)s”"): number if seat is None else None,
        _("“%(cell)s” is no name of at most 30 characters"): None if 0 < len(name) <= NAME_MOST else name[:NAME_MOST],
        _("“%(cell)s” is none of the kinds"): None if kind in kinds else kind[:NAME_MOST],
        _("“%(cell)s” is no village of at most 40 characters"): (
            None if 0 < len(village) <= VILLAGE_MOST else village[:NAME_MOST]
        ),
    }  # fmt: skip
    for says, cell in wrong.items():
        if cell is not None:
            raise ValidationError(_("Line %(n)s: %(why)s."), params={"n": n, "why": str(says) % {"cell": cell}})
    return {"mandate": seat, "name": name, "kind": kinds[kind], "village": village}


class TalkForm(ActForm):
    """What was said, in under a minute."""

    text = LongText(label=_("What was said?"), rows=5, max_length=TEXT_MOST,
                    help_text=_("A few words are enough; you can speak them into the keyboard."))  # fmt: skip
    is_raised = forms.BooleanField(label=_("Something was raised that must be answered"), required=False)
    how = forms.ChoiceField(label=_("How?"), choices=Talk.How.choices, widget=forms.RadioSelect, initial=Talk.How.VISIT)
    day = Day(label=_("On which day?"))
    also = forms.ModelMultipleChoiceField(label=_("Who else was there?"), queryset=Tie.every_district.none(),
                                          required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def prepare(self) -> None:
        self.initial.setdefault("day", day_of(self.on))
        others = self.others()
        if others.exists():
            self.fields["also"].queryset = others  # type: ignore[attr-defined]
        else:
            del self.fields["also"]

    def others(self) -> Any:
        """The other delegates of the same member, for the member."""
        rows = Tie.objects.select_related(*Tie.alongside).filter(plan=self.it.plan_id, member=self.it.member_id)
        return rows.exclude(pk=self.it.pk) if self.by.person_id == self.it.member_id else rows.none()

    @property
    def given(self) -> dict[str, Any]:
        given = super().given
        return given | {"also": list(given.get("also", ()))}


class VisitForm(TalkForm):
    """The same with somebody of one's list."""

    def others(self) -> Any:
        return queries.listed(self.it.mandate).exclude(pk=self.it.pk)


class AmendForm(ActForm):
    text = LongText(label=_("What was said?"), rows=5, max_length=TEXT_MOST)
    is_raised = forms.BooleanField(label=_("Something was raised that must be answered"), required=False)

    def prepare(self) -> None:
        self.initial = {"text": self.it.text, "is_raised": self.it.is_raised} | self.initial


class AnswerForm(ActForm):
    text = LongText(label=_("Answer"), rows=6, max_length=TEXT_MOST)


class MessageForm(ActForm):
    title = forms.CharField(label=_("Title"), max_length=60)
    text = LongText(label=_("Text"), rows=8, max_length=TEXT_MOST)


class ReplyForm(ActForm):
    text = LongText(label=_("In my own words"), rows=5, max_length=TEXT_MOST,
                    help_text=_("What you understood of it, and what people say to it."))  # fmt: skip
