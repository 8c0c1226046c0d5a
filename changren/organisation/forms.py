"""The shape of what comes in: units, people, posts, passwords."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.acts import ACTS
from changren.base.clock.models import CalendarDay
from changren.base.clock.now import day_of
from changren.base.tables.comparing import CHANGED, NEW, Comparison
from changren.base.tables.forms import TableForm
from changren.base.tables.headings import Column, Layout
from changren.base.tables.reading import Sheet
from changren.base.tenancy.models import Township
from changren.base.web.forms import ActForm, Day, YesNo
from changren.organisation import passwords, queries
from changren.organisation.models import AccessKey, KnownHeading, Post, Role, Unit
from changren.organisation.signing import PHONE, plain_login

LONGEST_PASSWORD = 200  # characters: room for a sentence
KEY_USUALLY = 90  # days that a key holds, if nobody says otherwise


class UnitForm(ActForm):
    name = forms.CharField(label=pgettext_lazy("of a body", "Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)
    handles = YesNo(label=_("May proposals be assigned to it?"))

    def prepare(self) -> None:
        if isinstance(self.it, Unit):
            handles = "yes" if self.it.handles else "no"
            self.initial |= {"name": self.it.name, "kind": self.it.kind, "handles": handles}


class Mobile(forms.CharField):
    """A mobile number, however it was typed: full-width digits, spaces, hyphens."""

    def clean(self, value: Any) -> str:
        phone = re.sub(r"[\s-]", "", plain_login(super().clean(value)))
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError(_("This is not a mobile number: eleven digits, the first is 1."))
        return phone


class PersonForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=40)
    login = forms.CharField(
        label=_("Login name"), max_length=60, help_text=_("Usually the name itself; add a number if it is taken.")
    )
    phone = Mobile(label=_("Telephone"), required=False, help_text=_("Eleven digits. It can be used to sign in."))

    def prepare(self) -> None:
        if not isinstance(self.it, Township):
            self.initial |= {"name": self.it.name, "login": self.it.login, "phone": self.it.phone}

    def clean_login(self) -> str:
        login = plain_login(self.cleaned_data["login"])
        if PHONE.fullmatch(login):
            raise ValidationError(_("Enter a telephone number below; it can be used to sign in as well."))
        return login


class NewPersonForm(PersonForm):
    first_password = forms.CharField(
        label=_("First password"), min_length=8, max_length=40, initial=passwords.first_password,
        help_text=_("Give it to the person on paper. It must be changed at the first sign-in."),
    )  # fmt: skip


class FirstPasswordForm(ActForm):
    first_password = NewPersonForm.base_fields["first_password"]


def rooms_of_acts() -> list[str]:
    """The rooms in which something can be done."""
    return sorted({act.room for act in ACTS.values()})


class Held(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Posts to choose from, by what they are called."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.capacity)


class PostForm(ActForm):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.every_district.none(), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[one for one in Role.choices if one[0] != Role.DELEGATE])
    title = forms.CharField(
        label=pgettext_lazy("of a post", "Title"), max_length=40, required=False, help_text=_("As it stands on paper.")
    )
    since = Day(label=_("Since"))

    def prepare(self) -> None:
        units = queries.units_for(self.by).filter(is_open=True)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("since", day_of(self.on))


class EndForm(ActForm):
    until = Day(label=_("Last day"))

    def prepare(self) -> None:
        self.initial.setdefault("until", day_of(self.on))


class KeyForm(ActForm):
    """What a program may do, and until when."""

    name = forms.CharField(
        label=pgettext_lazy("of a key", "What for"), max_length=40,
        help_text=_("Which program, and where it runs. One key each."),
    )  # fmt: skip
    post = Held(label=_("In which post"), queryset=Post.every_district.none(), empty_label=None)
    scope = forms.ChoiceField(
        label=_("Scope"), choices=AccessKey.Scope.choices, initial=AccessKey.Scope.READ, widget=forms.RadioSelect
    )
    rooms = forms.MultipleChoiceField(
        label=_("Where it may act"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: everywhere."),
    )  # fmt: skip
    per_minute = forms.IntegerField(label=_("Requests a minute, at most"), min_value=1, initial=60)
    until = Day(label=pgettext_lazy("of a key", "Last day"))

    def prepare(self) -> None:
        held = queries.posts_held(self.by.person)
        self.fields["post"].queryset = held  # type: ignore[attr-defined]
        self.fields["rooms"].choices = [(name, apps.get_app_config(name).verbose_name) for name in rooms_of_acts()]  # type: ignore[attr-defined]
        limit = self.fields["per_minute"]
        limit.max_value = settings.KEY_PER_MINUTE  # type: ignore[attr-defined]
        limit.validators.append(MaxValueValidator(settings.KEY_PER_MINUTE))
        self.initial.setdefault("post", self.by)
        self.initial.setdefault("until", day_of(self.on) + timedelta(days=KEY_USUALLY))


class DayForm(ActForm):
    day = Day(label=_("Day"))
    kind = forms.ChoiceField(label=_("This day is"), choices=CalendarDay.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=120, help_text=_("For example the notice that orders it."))


class TownshipForm(ActForm):
    name = forms.CharField(label=pgettext_lazy("of a body", "Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[k for k in Township.Kind.choices if k[0] != Township.Kind.DISTRICT]
    )
    standing_since = Day(label=_("Standing system since"), required=False)

    def prepare(self) -> None:
        if not self.it.is_district:
            self.initial |= {name: getattr(self.it, name) for name in ("name", "name_en", "kind", "standing_since")}


class ListForm(TableForm):
    """A list of units, or of committee members, as the office keeps it."""

    of: str
    sheet: str  # the address where it comes back with what is wrong marked
    first_password = forms.CharField(
        label=_("First password of new people"), min_length=8, max_length=40, required=False,
        help_text=_("Each must change it at the first sign-in. Empty: they cannot sign in until the office gives one."),
    )  # fmt: skip

    @property
    def choices(self) -> Sequence[Column]:
        return queries.columns(self.of)

    @property
    def known(self) -> Mapping[str, str]:
        return queries.known_headings(self.it, self.of)

    def compare(self, sheet: Sheet, layout: Layout, guessed: Layout) -> Comparison:
        return queries.compared(self.of, self.it, sheet, layout, guessed)

    @property
    def given(self) -> dict[str, Any]:
        lines = [line.given for line in self.comparison.of(NEW, CHANGED)]
        return {
            "lines": lines, "headings": self.learned, "first_password": self.cleaned_data["first_password"],
        }  # fmt: skip


class UnitsForm(ListForm):
    of, sheet = KnownHeading.Table.UNITS, "organisation:units-sheet"


class MembersForm(ListForm):
    of, sheet = KnownHeading.Table.MEMBERS, "organisation:members-sheet"


class OwnPasswordForm(ActForm):
    now = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("New password"), max_length=LONGEST_PASSWORD, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("New password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_now(self) -> str:
        if not self.it.check_password(self.cleaned_data["now"]):
            raise ValidationError(_("This is not your present password."))
        return str(self.cleaned_data["now"])

    def clean_password(self) -> str:
        passwords.check_new(self.cleaned_data["password"], self.it)
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        if "password" in self.cleaned_data and self.cleaned_data.get("again") != self.cleaned_data["password"]:
            self.add_error("again", _("The two new passwords differ."))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, Any]:
        return {"password": self.cleaned_data["password"]}


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("Login name or telephone"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False)


class DisplayForm(forms.Form):
    """How pages look and speak for one person."""

    language = forms.ChoiceField(choices=[("zh-hans", "中文"), ("en", "English")])
    text_size = forms.ChoiceField(choices=[("normal", ""), ("large", "")])
    theme = forms.ChoiceField(choices=[("auto", ""), ("light", ""), ("dark", "")])
