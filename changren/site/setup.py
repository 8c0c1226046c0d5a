"""The first minutes of a real district: one page in the browser, opened by a link that works once, for a day.

`changren new-district` makes the link; the page founds the district, enters its townships and its first officer.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import now
from changren.base.web.forms import LongText
from changren.base.web.page import page
from changren.organisation import passwords
from changren.organisation.forms import LONGEST_PASSWORD
from changren.organisation.founding import Founding, found, is_founded
from changren.organisation.middleware import public
from changren.organisation.signing import PHONE, plain_login

NAME_MOST = 60  # characters, of a district or township
TOKEN = settings.VAR / "setup-token"
LINK_FOR = timedelta(hours=24)
DIGITS = 6  # of a division code, GB/T 2260


def new_link() -> str:
    """The path of the set-up page, with a token that works for a day, until a district has been founded with it."""
    token = secrets.token_urlsafe(24)
    TOKEN.touch(mode=0o600)
    TOKEN.write_text(f"{token} {now().isoformat()}")
    return reverse("setup", args=[token])


class SetupForm(forms.Form):
    code = forms.CharField(label=_("Division code"), max_length=DIGITS, help_text=_("Six digits, for example 330302."))
    name = forms.CharField(label=_("Name of the district"), max_length=NAME_MOST)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    city = forms.CharField(label=_("City"), max_length=60, required=False)
    province = forms.CharField(label=_("Province"), max_length=60, required=False)
    townships = LongText(label=_("Townships"), rows=9, help_text=_("One a line, in their official order."))
    officer = forms.CharField(label=_("Your name"), max_length=40, help_text=_("You will be the first officer."))
    phone = forms.CharField(label=_("Your telephone"), max_length=20, required=False)
    password = forms.CharField(
        label=_("Your password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_code(self) -> int:
        code = plain_login(self.cleaned_data["code"])
        if not (code.isdecimal() and len(code) == DIGITS and code[0] != "0"):
            raise ValidationError(_("A division code has six digits, and the first is not 0."))
        if is_founded(int(code)):
            raise ValidationError(_("This district is here already."))
        return int(code)

    def clean_townships(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["townships"].splitlines() if line.strip()]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValidationError(_("“%(name)s” is listed twice."), params={"name": twice})
        long = next((name for name in names if len(name) > NAME_MOST), None)
        if long:
            raise ValidationError(_("“%(name)s …” is too long: write one township a line."), params={"name": long[:20]})
        if self.cleaned_data.get("name") in names:
            raise ValidationError(_("List the townships alone, without the district itself."))
        return names

    def clean_phone(self) -> str:
        phone = plain_login(self.cleaned_data["phone"])
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError(_("This is not a mobile number: eleven digits, the first is 1."))
        return phone

    def clean(self) -> dict[str, Any]:
        password, officer = self.cleaned_data.get("password"), self.cleaned_data.get("officer")
        if password and officer:
            try:
                passwords.check_first(password, officer, plain_login(officer))
            except ValidationError as faults:
                self.add_error("password", faults)
        return self.cleaned_data


def is_open(token: str, on: datetime) -> bool:
    """Whether this is the token of the last link, unused, and not older than a day."""
    if not TOKEN.exists():
        return False
    kept, _space, made = TOKEN.read_text().partition(" ")
    return constant_time_compare(kept, token) and on - datetime.fromisoformat(made) < LINK_FOR


@public
def setup(request: Any, token: str) -> HttpResponse:
    """Found the district. The link is worth nothing afterwards."""
    if not is_open(token, request.on):
        return page(request, "site/setup_over.html", status=404)
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found(_founding(form.cleaned_data), request.on)
        TOKEN.unlink()
        return HttpResponseRedirect(reverse("organisation:sign-in"))
    return page(request, "site/setup.html", form=form, status=422 if form.errors else 200)


def _founding(asked: dict[str, Any]) -> Founding:
    names = ("code", "name", "officer", "phone", "password", "city", "province", "name_en", "townships")
    return Founding(**{name: asked[name] for name in names}, login=asked["officer"], must_choose=False)
