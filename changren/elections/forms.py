"""The shape of what comes in about elections."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from changren.base.web.forms import ActForm, LongText
from changren.congress.models import Meeting
from changren.elections import queries
from changren.elections.models import Candidate, Election, Official, Sheet
from changren.mandates.forms import NewDelegateForm
from changren.mandates.models import ElectingUnit
from changren.organisation.models import Person

PAPERS_MOST = 9999  # papers of one group; what a page and the database bear, no rule
SEATS_MOST = 300
NAME_MOST = 40
BY_WHOM = _("The branch or delegation, or the members together.")


def whole(label: Any, **options: Any) -> forms.IntegerField:
    """A number of papers, votes or people."""
    return forms.IntegerField(label=label, min_value=0, max_value=PAPERS_MOST, **options)


def propose(form: ActForm, name: str, value: Any, why: Any) -> None:
    """Begin a field with a number that is known, and say where it is from."""
    form.initial.setdefault(name, value)
    form.fields[name].help_text = why


def plain_name(name: str) -> str:
    """A name without the space that sets one of two characters wide."""
    return name.strip() if name.isascii() else "".join(name.split())


class DraftForm(ActForm):
    """What is filled, by whom and where."""

    kind = forms.ChoiceField(label=_("What is elected"), choices=Election.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=80)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=SEATS_MOST, initial=1)
    electing_unit = forms.ModelChoiceField(label=_("Electing unit"), queryset=ElectingUnit.every_district.none(),
                                           required=False, help_text=_("For a by-election of delegates."))  # fmt: skip
    meeting = forms.ModelChoiceField(label=_("At which meeting"), queryset=Meeting.every_district.none(),
                                     required=False, empty_label=_("between meetings"))  # fmt: skip

    def prepare(self) -> None:
        is_new = not isinstance(self.it, Election)
        place = self.it if is_new else self.it.township
        self.fields["meeting"].queryset = queries.meetings_of(place)  # type: ignore[attr-defined]
        self.fields["electing_unit"].queryset = queries.units_of(place)  # type: ignore[attr-defined]
        if not is_new:
            names = ("kind", "title", "seats", "electing_unit", "meeting")
            self.initial = {name: getattr(self.it, name) for name in names} | self.initial


class NominateForm(ActForm):
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.every_district.none(), required=False,
                                    help_text=_("If they are entered here; otherwise write the name."))  # fmt: skip
    name = forms.CharField(label=_("Name as printed"), max_length=NAME_MOST, required=False,
                           help_text=_("Empty: as it is entered here."))  # fmt: skip
    how = forms.ChoiceField(label=_("How named"), choices=Candidate.How.choices[:-1], widget=forms.RadioSelect)
    by_whom = forms.CharField(label=_("Named by"), max_length=60, required=False, help_text=BY_WHOM)
    support = whole(_("Named by how many"), required=False)

    def prepare(self) -> None:
        self.fields["person"].queryset = queries.members_here(self.it)  # type: ignore[attr-defined]
        self.rules = (queries.rule_of(self.it, "surplus_min"),)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        said["name"] = plain_name(said.get("name", ""))
        if not self.errors and not (said.get("person") or said.get("name")):
            self.add_error("name", _("Say who it is."))
        return said


class NameAgainForm(ActForm):
    by_whom = forms.CharField(label=_("Named by"), max_length=60, help_text=BY_WHOM)
    support = whole(_("Named by how many"), required=False)


class ShortenForm(ActForm):
    candidates = forms.ModelMultipleChoiceField(label=_("Who goes on"), queryset=Candidate.every_district.none(),
                                                widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def prepare(self) -> None:
        self.fields["candidates"].queryset = self.it.candidates.all()  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        return {"candidates": list(self.cleaned_data["candidates"])}


class OfficialForm(ActForm):
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.every_district.none())
    task = forms.ChoiceField(label=_("Task"), choices=Official.Task.choices, widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["person"].queryset = queries.people_here(self.it)  # type: ignore[attr-defined]
        self.rules = (queries.rule_of(self.it, "scrutineers_least"),)


class RelieveForm(ActForm):
    official = forms.ModelChoiceField(label=_("Who is relieved"), queryset=Official.every_district.none(),
                                      widget=forms.RadioSelect, empty_label=None)  # fmt: skip

    def prepare(self) -> None:
        rows = self.it.officials.select_related("person")
        self.fields["official"].queryset = rows  # type: ignore[attr-defined]


class ReasonForm(ActForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=300)


class ConsentForm(ActForm):
    consent = LongText(label=_("How the electors agreed"), rows=3, max_length=300)


class PapersForm(ActForm):
    should_attend = forms.IntegerField(label=_("Electors who should attend"), min_value=1, max_value=PAPERS_MOST)

    def prepare(self) -> None:
        self.rules = (queries.rule_of(self.it, "quorum"),)
        if found := queries.hall_of(self.it):
            propose(self, "should_attend", found.should_attend, _("As the meeting has it; correct it if need be."))


class PresentForm(ActForm):
    present = whole(_("Electors present"))

    def prepare(self) -> None:
        self.rules = (queries.rule_of(self.it, "quorum"), queries.rule_of(self.it, "majority_base"))
        found = queries.hall_of(self.it)
        if found and found.present is not None:
            propose(self, "present", found.present, _("As the check-in of the meeting has it; correct it if need be."))


class SheetForm(ActForm):
    """What was counted of a group: the four numbers, the marks of each candidate, the names written in."""

    takes_more = True  # the marks: "marks-0-1" is candidate 1, against
    keeps_unsent = False  # nobody else shall see a count on a shared computer

    group = forms.CharField(label=_("Group"), max_length=40, initial=_("all papers"))
    issued = whole(_("Papers issued"))
    collected = whole(_("Papers collected"))
    valid = whole(_("Valid papers"))
    invalid = whole(_("Invalid papers"))
    written = LongText(label=_("Written in, with the mark"), rows=3, max_length=2000, required=False,
                       help_text=_("One name in a line, then a space and its votes."))  # fmt: skip
    unmarked = whole(_("Names written in without the mark"), initial=0)

    @property
    def election(self) -> Election:
        """Whose papers are counted."""
        return self.it.election if isinstance(self.it, Sheet) else self.it

    def prepare(self) -> None:
        self.standing = queries.on_paper(self.election)
        self.rules = (queries.rule_of(self.election, "unmarked_write_in"),)
        for n, one in enumerate(self.standing):
            for m, label in enumerate(queries.COLUMNS):
                self.fields[f"marks-{n}-{m}"] = whole(format_lazy("{name} · {mark}", name=one.name, mark=label))
        last = {name: self.fields.pop(name) for name in ("written", "unmarked")}
        self.fields |= last

    def clean_written(self) -> dict[str, int]:
        """The names with their votes; a line that is not both is pointed out."""
        found: dict[str, int] = {}
        for line in self.cleaned_data["written"].splitlines():
            name, _space, votes = line.strip().rpartition(" ")
            name = plain_name(name)
            if not line.strip():
                continue
            is_number = votes.isdecimal() and len(votes) <= len(str(PAPERS_MOST)) and int(votes) > 0
            if not (is_number and 0 < len(name) <= NAME_MOST) or name in found:
                raise forms.ValidationError(_("“%(line)s”: write each name once, then a space and its votes."),
                                            params={"line": line.strip()[:60]})  # fmt: skip
            found[name] = int(votes)
        return found

    @property
    def given(self) -> dict[str, Any]:
        said = {name: value for name, value in super().given.items() if not name.startswith("marks-")}
        said["write_ins"] = said.pop("written")
        columns = range(len(queries.COLUMNS))
        said["numbers"] = [
            [self.cleaned_data[f"marks-{n}-{m}"] for m in columns] for n, _one in enumerate(self.standing)
        ]
        return said


class CorrectForm(SheetForm):
    """The same with what one entered."""

    def prepare(self) -> None:
        super().prepare()
        del self.fields["group"]
        names = ("issued", "collected", "valid", "invalid", "unmarked")
        self.initial |= {name: getattr(self.it, name) for name in names}
        self.initial["written"] = "\n".join(f"{name} {n}" for name, n in self.it.write_ins.items())
        for n, row in enumerate(self.it.numbers):
            self.initial |= {f"marks-{n}-{m}": one for m, one in enumerate(row)}


class GroupForm(ActForm):
    group = forms.ChoiceField(label=_("Group"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        names = self.it.sheets.order_by("group").values_list("group", flat=True).distinct()
        self.fields["group"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


class EnterDelegateForm(NewDelegateForm):
    """What the register says of who was elected, and an account where they have none."""

    def prepare(self) -> None:
        election = self.it.election
        gone = ["electing_unit", "person", "name"]
        for name in [*gone, *(["login", "phone", "first_password"] if self.it.person_id else [])]:
            del self.fields[name]
        self.fields["delegation"].queryset = election.term.delegations.all()  # type: ignore[attr-defined]
        self.fields["vacancy"].queryset = queries.vacancies_of(election)  # type: ignore[attr-defined]
        self.fields["vacancy"].required = True
        last = election.term.mandates.order_by("-number").first()
        self.initial |= {"number": last.number + 1 if last else 1, "elected_on": election.opened_on}
        self.initial |= {"is_minority": "no", "on_committee": "no", "login": self.it.name}

    def clean(self) -> dict[str, Any]:
        for name in ("login", "first_password"):
            if name in self.fields and name in self.cleaned_data and not self.cleaned_data[name]:
                self.add_error(name, _("Needed for a new person; or choose somebody above."))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, Any]:
        return {"login": "", "phone": "", "first_password": "", **super().given}
