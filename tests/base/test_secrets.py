"""Telephone numbers are found again and shown, but are not in the database."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from changren.base.secrets import digest, hidden, shown
from changren.organisation import acts
from changren.organisation.models import Person

PHONE = "13800138000"


@given(st.text(max_size=200))
def test_hidden_text_is_shown_again(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert shown(hidden(text)) == text


def test_hiding_twice_gives_nothing_to_compare():
    assert hidden(PHONE) != hidden(PHONE)
    assert PHONE.encode() not in hidden(PHONE)


def test_another_key_shows_nothing():
    sealed = hidden(PHONE)
    with override_settings(DATA_KEY="another"), pytest.raises(InvalidTag):
        shown(sealed)


def test_altered_bytes_are_noticed():
    sealed = hidden(PHONE)
    with pytest.raises(InvalidTag):
        shown(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_digest_finds_equals_and_needs_the_key():
    mine = digest(PHONE)
    assert (digest(PHONE), len(mine)) == (mine, 64)
    assert digest("13800138001") != mine
    with override_settings(DATA_KEY="another"):
        assert digest(PHONE) != mine


def enter(here, on, phone):
    return acts.add_person(
        here.township, by=here.posts["clerk"], on=on, name="王芳", login="wangfang", phone=phone, first_password="x" * 9
    )


def test_phone_survives_the_database(here, on):
    person = Person.objects.get(pk=enter(here, on, PHONE).pk)
    assert (person.phone, person.masked_phone) == (PHONE, "138****8000")
    person.save()
    assert Person.objects.get(phone_digest=digest(PHONE)) == person


def test_no_phone_is_no_secret(here, on):
    person = Person.objects.get(pk=enter(here, on, "").pk)
    assert (person.phone, person.masked_phone, person.phone_digest) == ("", "", None)


def test_phone_and_first_password_stand_nowhere_in_the_database(here, on, browse):
    enter(here, on, PHONE)
    typed = {"form": "/organisation/add_person/", "name": "李雷", "phone": "13900139000", "first_password": "geheim"}
    browse(here.posts["clerk"]).post("/unsent/", typed)
    found = everything()
    assert "李雷".encode() in found or b"\\u674e\\u96f7" in found  # what may be kept is there, so the search can find
    for secret in (PHONE, "13900139000", "geheim"):
        assert secret.encode() not in found
        assert secret.encode().hex().encode() not in found


def everything():
    """Every column of every table as bytes."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            parts += [as_bytes(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(parts)


def as_bytes(value):
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
