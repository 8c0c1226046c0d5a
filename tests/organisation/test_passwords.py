"""Passwords: the two profiles, the first password, and how they are hashed."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.core.exceptions import ValidationError
from django.utils import translation

from changren.organisation import acts, passwords
from changren.organisation.models import Person
from tests.world import PASSWORD, at

CHOOSE = "/organisation/password/"
SHORT = {"asvs": "At least 8 characters are needed.", "mlps3": "At least 10 characters are needed."}
MIX = "Mix at least 3 of: small letters, capitals, digits, other signs."
OWN = "It must not contain your name."
COMMON = "This password is among the most common ones; anybody would try it."
USED = "You have used this password before."


@pytest.fixture
def person(here):
    one = here.posts["handler"].person
    one.name, one.login, one.language = "李明", "liming", "en"
    one.save()
    return one


def faults(password, person):
    with translation.override("en"):
        try:
            passwords.check_new(password, person)
        except ValidationError as error:
            return error.messages
    return []


@pytest.mark.parametrize(
    ("profile", "password", "expected"),
    [
        ("asvs", "lange saetze", []),
        ("asvs", "一句只有我知道的话", []),
        ("asvs", "1234567", [SHORT["asvs"], COMMON]),
        ("asvs", "k7mq22x", [SHORT["asvs"]]),
        ("asvs", "password", [COMMON]),
        ("asvs", "ich bin 李明 hier", [OWN]),
        ("asvs", "xxLIMINGxx", [OWN]),
        ("asvs", PASSWORD, [USED]),
        ("mlps3", "lange saetze", [MIX]),
        ("mlps3", "Lange Saetze", []),
        ("mlps3", "Lange1", [SHORT["mlps3"]]),
        ("mlps3", "k7mq", [SHORT["mlps3"], MIX]),
        ("mlps3", "k7mq-22xx-", []),
        ("mlps3", "一句只有我知道的话Aa", []),
    ],
)
def test_profile_says_what_a_password_must_be(profile, password, expected, person, settings):
    settings.PASSWORD_PROFILE = profile
    assert faults(password, person) == expected


def test_profile_may_remember_former_passwords(person, here, on, settings):
    settings.PASSWORD_PROFILE = "mlps3"
    for n in range(6):
        moment = at(f"2010-04-0{n + 1} 09:00")
        acts.choose_password(person, by=here.posts["handler"], on=moment, password=f"Passwort-{n}-x")
    stored = Person.objects.get(pk=person.pk)
    assert [faults(f"Passwort-{n}-x", stored) for n in range(6)] == [[USED]] * 6
    acts.choose_password(stored, by=here.posts["handler"], on=at("2010-04-08 09:00"), password="Passwort-9-x")
    stored = Person.objects.get(pk=person.pk)
    assert [faults(f"Passwort-{n}-x", stored) for n in range(6)] == [[], *[[USED]] * 5]


@pytest.mark.parametrize(
    ("profile", "must", "age", "expected"),
    [
        ("asvs", False, 0, False), ("asvs", True, 0, True), ("asvs", False, 10_000, False), ("mlps3", False, 90, False),
        ("mlps3", False, 91, True), ("mlps3", False, None, False), ("mlps3", True, None, True),
    ],
)  # fmt: skip
def test_password_must_be_changed(profile, must, age, expected, on, settings):
    settings.PASSWORD_PROFILE = profile
    chosen = None if age is None else on - timedelta(days=age)
    assert passwords.must_change(Person(must_choose_password=must, password_chosen_at=chosen), on) is expected


def test_hash_is_argon2id_at_the_owasp_minimum():
    stored = make_password("x")
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(stored).must_update(stored) is False
    assert check_password("x", stored)


def test_first_password_can_be_read_from_paper():
    made = {passwords.first_password() for _ in range(50)}
    assert len(made) == 50
    for one in made:
        groups = one.split("-")
        assert [len(group) for group in groups] == [4, 4, 4]
        assert set("".join(groups)) <= set(passwords.READABLE)


# --- the page


def choose(client, now=PASSWORD, password="ein neuer satz", again=None):
    return client.post(CHOOSE, {"now": now, "password": password, "again": again or password})


def test_newcomer_must_choose_a_password_before_anything_else(browse, here, person):
    Person.objects.filter(pk=person.pk).update(must_choose_password=True)
    client = browse(here.posts["handler"])
    for address in ("/", "/organisation/", "/organisation/notices/"):
        assert client.get(address)["Location"] == CHOOSE
    assert choose(client)["Location"] == "/"
    assert client.get("/organisation/").status_code == 200
    assert Person.objects.get(pk=person.pk).check_password("ein neuer satz")


def test_first_password_does_not_do_as_the_new_one(browse, here, person):
    Person.objects.filter(pk=person.pk).update(must_choose_password=True)
    client = browse(here.posts["handler"])
    response = choose(client, password=PASSWORD)
    assert response.status_code == 422
    assert USED in response.content.decode()
    assert client.get("/")["Location"] == CHOOSE


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"now": "falsch"}, "This is not your present password."),
        ({"again": "etwas anderes"}, "The two new passwords differ."),
        ({"password": "kurz"}, SHORT["asvs"]),
    ],
)
def test_wrong_choice_is_told_and_changes_nothing(browse, here, person, given, sentence, dump):
    client = browse(here.posts["handler"])
    before = dump()
    response = choose(client, **given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert dump() == before


def test_password_with_spaces_is_taken_as_it_is(browse, here, person):
    choose(browse(here.posts["handler"]), password="  mit rand  ")
    stored = Person.objects.get(pk=person.pk)
    assert (stored.check_password("  mit rand  "), stored.check_password("mit rand")) == (True, False)


def test_person_without_a_post_chooses_a_password_all_the_same(browse, here, person, on):
    client = browse(here.posts["handler"])
    type(here.posts["handler"]).objects.filter(person=person).update(until=on.date())
    assert choose(client)["Location"] == "/"
    assert Person.objects.get(pk=person.pk).check_password("ein neuer satz")
