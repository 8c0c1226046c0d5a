"""What comes in through the forms of the organisation."""

import pytest
from django.utils import translation

from changren.organisation import forms
from changren.organisation.models import Role

PERSON = {"name": "王芳", "login": "WangFang", "phone": "", "first_password": "k7mq-22xx"}


def bound(form, it, by, on, **given):
    return form(given, it=it, by=by, on=on)


def errors(form):
    with translation.override("en"):
        return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("WangFang", "wangfang"), (" 王 芳 ", "王芳"), ("ＷＡＮＧ２", "wang2")],
)
def test_login_names_are_kept_plain(typed, kept, here, on):
    form = bound(forms.NewPersonForm, here.township, here.posts["clerk"], on, **(PERSON | {"login": typed}))
    assert form.is_valid()
    assert form.given["login"] == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("13800138000", "13800138000"),
        ("138-0013 8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
    ],
)
def test_telephone_numbers_are_kept_plain(typed, kept, here, on):
    form = bound(forms.NewPersonForm, here.township, here.posts["clerk"], on, **(PERSON | {"phone": typed}))
    assert form.is_valid()
    assert form.given["phone"] == kept


@pytest.mark.parametrize("typed", ["1380013800", "138001380000", "23800138000", "abc", "+8613800138000"])
def test_other_numbers_are_refused(typed, here, on):
    form = bound(forms.NewPersonForm, here.township, here.posts["clerk"], on, **(PERSON | {"phone": typed}))
    assert errors(form) == {"phone": ["This is not a mobile number: eleven digits, the first is 1."]}


def test_telephone_number_is_no_login_name(here, on):
    """It would be looked for among the telephone numbers, and nobody could sign in with it."""
    form = bound(forms.NewPersonForm, here.township, here.posts["clerk"], on, **(PERSON | {"login": "13800138000"}))
    assert errors(form) == {"login": ["Enter a telephone number below; it can be used to sign in as well."]}


def test_first_password_is_proposed_anew_each_time(here, on):
    asked = {"it": here.township, "by": here.posts["clerk"], "on": on}
    made = {forms.NewPersonForm(**asked)["first_password"].value() for _ in range(3)}
    assert len(made) == 3


def test_forms_begin_with_what_is_there(here, on, world):
    clerk = here.posts["clerk"]
    unit, person = here.units["station"], here.posts["handler"].person
    asked = {"by": clerk, "on": on}
    assert forms.UnitForm(it=unit, **asked).initial == {"name": unit.name, "kind": "station", "handles": "yes"}
    assert forms.PersonForm(it=person, **asked).initial == {"name": person.name, "login": person.login, "phone": ""}
    assert forms.TownshipForm(it=here.township, **asked).initial["name"] == here.township.name
    assert forms.TownshipForm(it=world.level, **asked).initial == {}
    assert forms.EndForm(it=here.posts["head"], **asked).initial == {"until": on.date()}


def test_post_form_offers_open_units_behind_the_door_and_no_seat(here, there, on):
    here.units["office"].is_open = False
    here.units["office"].save()
    form = forms.PostForm(it=here.posts["handler"].person, by=here.posts["clerk"], on=on)
    offered = {unit.name for unit in form.fields["unit"].queryset}
    assert here.units["station"].name in offered
    assert not offered & {here.units["office"].name, there.units["station"].name}
    assert Role.DELEGATE not in dict(form.fields["role"].choices)


def test_level_of_the_district_is_no_kind_of_township(world, on):
    form = forms.TownshipForm(it=world.level, by=world.officer, on=on)
    assert "district" not in dict(form.fields["kind"].choices)
