"""The shape of what comes in: terms, groups, delegates, causes and days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.base.web.forms import ActForm, Day, LongText, YesNo
from changren.mandates import guards, queries
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Session, StructureTarget, Term, Vacancy
from changren.organisation.forms import NewPersonForm, PersonForm
from changren.organisation.models import Person, Unit

MOST_NUMBER = 9999
ANY = ("", "—")
USUAL = ("q", "state", "township", "delegation")
ALSO = [
    ("women", _("women")), ("not_women", _("men")), ("minority", _("ethnic minorities")), ("not_minority", _("Han")),
    ("committee", _("members of the Party committee")), ("not_committee", _("other delegates")),
]  # fmt: skip
Cause = Mandate.Cause


def whole(label: Any, **options: Any) -> forms.IntegerField:
    """A number of one or more."""
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_NUMBER, **options)


def causes(*among: Cause) -> forms.ChoiceField:
    """One of these causes."""
    return forms.ChoiceField(
        label=_("Cause"), choices=[(cause.value, cause.label) for cause in among], widget=forms.RadioSelect
    )


class TermForm(ActForm):
    number = whole(_("Term"), help_text=_("7 for the seventh congress."))
    seats = whole(_("Seats"))
    began_on = Day(label=_("Began on"), help_text=_("The day on which its first session opened."))

    def prepare(self) -> None:
        if isinstance(self.it, Term):
            self.initial |= {name: getattr(self.it, name) for name in ("number", "seats", "began_on")}
        else:
            last = Term.objects.filter(township=self.it).order_by("-number").first()
            self.initial |= {"number": last.number + 1 if last else None, "began_on": day_of(self.on)}


class DayForm(ActForm):
    """When it happened; today, if nothing else is entered."""

    day = Day(label=_("Day"))

    def prepare(self) -> None:
        self.initial.setdefault("day", day_of(self.on))


class SessionForm(ActForm):
    number = whole(_("Session"), help_text=_("The first elects; from the second on they are annual meetings."))
    planned_on = Day(label=_("Planned for"))

    def prepare(self) -> None:
        numbers = self.it.sessions.exclude(state=Session.State.CANCELLED).values_list("number", flat=True)
        self.initial.setdefault("number", max(numbers, default=0) + 1)


class MoveForm(ActForm):
    planned_on = Day(label=_("Planned for"))

    def prepare(self) -> None:
        self.initial.setdefault("planned_on", self.it.planned_on)


class HeldForm(DayForm):
    """The day on which a meeting was held; the planned one, once it has come."""

    def prepare(self) -> None:
        self.initial.setdefault("day", min(self.it.planned_on, day_of(self.on)))


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("Reason"), max_length=120)


class ElectingUnitForm(ActForm):
    name = forms.CharField(label=pgettext_lazy("of a body", "Name"), max_length=60)
    seats = whole(_("Seats"))
    branch = forms.ModelChoiceField(
        label=_("Party branch"), queryset=None, required=False,
        help_text=_("Its secretary is told of changes and may propose terminations."),
    )  # fmt: skip

    def prepare(self) -> None:
        branches = Unit.objects.filter(township=self.it.township_id, kind=Unit.Kind.BRANCH, is_open=True)
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]
        if isinstance(self.it, ElectingUnit):
            self.initial |= {"name": self.it.name, "seats": self.it.seats, "branch": self.it.branch_id}


class DelegationForm(ActForm):
    name = forms.CharField(label=pgettext_lazy("of a body", "Name"), max_length=60)

    def prepare(self) -> None:
        if not isinstance(self.it, Term):
            self.initial.setdefault("name", self.it.name)


class HeadForm(ActForm):
    head = forms.ModelChoiceField(label=_("Head"), queryset=None)

    def prepare(self) -> None:
        active = Mandate.objects.select_related("person").filter(delegation=self.it, state=Mandate.State.ACTIVE)
        self.fields["head"].queryset = active  # type: ignore[attr-defined]
        self.initial.setdefault("head", self.it.head_id)


class TargetForm(ActForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=StructureTarget.Kind.choices, widget=forms.RadioSelect)
    at_least = forms.IntegerField(label=_("At least"), min_value=0, max_value=MOST_NUMBER)


class DelegateForm(ActForm):
    """What the register says of a delegate."""

    number = whole(_("Delegate number"))
    electing_unit = forms.ModelChoiceField(label=_("Electing unit"), queryset=None)
    delegation = forms.ModelChoiceField(label=_("Delegation"), queryset=None)
    sector = forms.ChoiceField(label=_("Sector"), choices=[ANY, *Mandate.Sector.choices])
    rank = forms.ChoiceField(label=_("Front line or leader"), choices=Mandate.Rank.choices, widget=forms.RadioSelect)
    is_woman = YesNo(label=_("Woman"))
    is_minority = YesNo(label=_("Ethnic minority"))
    age_band = forms.ChoiceField(label=_("Age"), choices=Mandate.AgeBand.choices, widget=forms.RadioSelect)
    on_committee = YesNo(label=_("Member of the Party committee"))
    elected_on = Day(label=_("Elected on"))

    def prepare(self) -> None:
        term = self.it if isinstance(self.it, Term) else self.it.term
        self.fields["electing_unit"].queryset = term.electing_units.all()  # type: ignore[attr-defined]
        self.fields["delegation"].queryset = term.delegations.all()  # type: ignore[attr-defined]
        if isinstance(self.it, Mandate):
            names = [name for name in DelegateForm.base_fields if name != "once"]
            self.initial |= {name: _as_typed(getattr(self.it, name)) for name in names}


def _as_typed(value: Any) -> Any:
    """A field's value as its control shows it."""
    return ("no", "yes")[value] if isinstance(value, bool) else value


class NewDelegateForm(DelegateForm, PersonForm):
    """A delegate, with somebody who is entered already or with somebody new."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False,
        help_text=_("Somebody who is entered already. Leave it empty for somebody new, and fill in the next lines."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the new person"), max_length=40, required=False)
    login = forms.CharField(
        label=_("Login name"), max_length=60, required=False, help_text=PersonForm.base_fields["login"].help_text
    )
    first_password = forms.CharField(
        label=_("First password"), min_length=8, max_length=40, required=False,
        initial=NewPersonForm.base_fields["first_password"].initial,
        help_text=NewPersonForm.base_fields["first_password"].help_text,
    )  # fmt: skip
    vacancy = forms.ModelChoiceField(
        label=_("By-election for the seat"), queryset=None, required=False,
        help_text=_("If the delegate was elected into a vacant seat."),
    )  # fmt: skip
    field_order = ("once", "person", "name", "login", "phone", "first_password", "number")

    def prepare(self) -> None:
        DelegateForm.prepare(self)
        known = Person.objects.filter(township=self.it.township_id, is_open=True)
        known = known.exclude(pk__in=self.it.mandates.values("person"))
        self.fields["person"].queryset = known  # type: ignore[attr-defined]
        self._offer_vacancies()
        last = self.it.mandates.order_by("-number").first()
        self.initial |= {"number": last.number + 1 if last else 1, "elected_on": self.it.began_on}
        self.initial |= {"is_minority": "no", "on_committee": "no"}

    def _offer_vacancies(self) -> None:
        rows = Vacancy.objects.select_related(*Vacancy.alongside).filter(term=self.it, state=Vacancy.State.OPEN)
        self.fields["vacancy"].queryset = rows  # type: ignore[attr-defined]
        if not rows:
            del self.fields["vacancy"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("person") and given.get("name"):
            self.add_error("name", _("You have chosen somebody above: leave this empty, or choose nobody."))
        if not given.get("person") and "person" in given:
            for name in ("name", "login", "first_password"):
                if name in given and not given[name]:
                    self.add_error(name, _("Needed for a new person; or choose somebody above."))
        return given


class SuspendForm(DayForm):
    cause = causes(Cause.CUSTODY, Cause.INVESTIGATION)
    field_order = ("once", "cause", "day")


class EndForm(DayForm):
    cause = causes(*guards.BY_LAW)
    field_order = ("once", "cause", "day")


class ProposalForm(ActForm):
    cause = causes(*guards.BY_DECISION)
    grounds = LongText(label=_("Grounds"), max_length=2000)


class DecisionForm(DayForm):
    decision = LongText(label=_("Decision and its reasons"), max_length=2000)
    field_order = ("once", "day", "decision")


class ByElectionForm(ActForm):
    filled_by = forms.ModelChoiceField(
        label=_("New delegate"), queryset=None, help_text=_("Enter the delegate first; then link the seat here.")
    )

    def prepare(self) -> None:
        able = (Mandate.State.CONFIRMED, Mandate.State.ACTIVE)
        rows = Mandate.objects.select_related("person").filter(electing_unit=self.it.electing_unit, state__in=able)
        taken = Vacancy.objects.exclude(filled_by=None).values("filled_by")
        rows = rows.filter(elected_on__gte=self.it.since).exclude(pk__in=taken)
        self.fields["filled_by"].queryset = rows  # type: ignore[attr-defined]


class RegisterForm(forms.Form):
    """The filters of the register of some terms. A filter that makes no sense is left out."""

    q = forms.CharField(label=_("Name or number"), max_length=40, required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("in office")), *Mandate.State.choices, (queries.EVERY_STATE, _("all"))],
    )  # fmt: skip
    township = forms.ModelChoiceField(label=_("Township"), queryset=None, required=False)
    delegation = forms.ModelChoiceField(label=_("Delegation"), queryset=None, required=False)
    unit = forms.ModelChoiceField(label=_("Electing unit"), queryset=None, required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[ANY, *Mandate.Sector.choices])
    rank = forms.ChoiceField(label=_("Front line or leader"), required=False, choices=[ANY, *Mandate.Rank.choices])
    age = forms.ChoiceField(label=_("Age"), required=False, choices=[ANY, *Mandate.AgeBand.choices])
    also = forms.ChoiceField(label=_("Only"), required=False, choices=[ANY, *ALSO])

    ASKS = ("q", "state", "township", "delegation", "unit", "sector", "rank", "age", "also")

    def __init__(self, *args: Any, terms: list[Term], **options: Any) -> None:
        super().__init__(*args, **options)
        townships = Township.objects.filter(pk__in={term.township_id for term in terms})
        self._choose("township", townships, len(terms) > 1)
        self._choose("delegation", Delegation.objects.filter(term__in=terms), len(terms) == 1)
        self._choose("unit", ElectingUnit.objects.filter(term__in=terms), len(terms) == 1)
        self.is_valid()

    @property
    def usual(self) -> list[Any]:
        """The filters that everybody needs."""
        return [self[name] for name in USUAL if name in self.fields]

    @property
    def more(self) -> list[Any]:
        """The others."""
        return [self[name] for name in self.fields if name not in USUAL]

    @property
    def more_is_used(self) -> bool:
        """Whether one of the others is in use."""
        return any(self.cleaned_data.get(field.name) for field in self.more)

    def _choose(self, name: str, rows: Any, makes_sense: bool) -> None:
        if makes_sense:
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields[name]
