"""Settings: what the CHANGREN_* variables do, and what does not depend on any of them."""

import os
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from changren.organisation import passwords
from tests import engines
from tests.world import PASSWORD

FILE = site.ROOT / "changren" / "site" / "settings.py"
PRODUCTION = {"PRODUCTION": "1", "SECRET_KEY": "s" * 48, "DATA_KEY": "d" * 48, "HOSTS": "a.example.cn,b.example.cn"}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """`read(NAME="value", …)`: the settings as a process would have them with these CHANGREN_* variables alone."""
    for name in [name for name in os.environ if name.startswith("CHANGREN_")]:
        monkeypatch.delenv(name)

    def again(**variables):
        with monkeypatch.context() as environment:
            for name, value in ({"VAR": str(tmp_path)} | variables).items():
                environment.setenv(f"CHANGREN_{name}", value)
            names = {"__file__": str(FILE), "__name__": "settings_again"}
            exec(compile(FILE.read_text("utf-8"), str(FILE), "exec"), names)
            return SimpleNamespace(**names)

    return again


# one variable, one setting


@pytest.mark.parametrize(
    ("variable", "value", "name", "becomes", "usually"),
    [
        ("HOSTS", "a.cn,b.cn", "ALLOWED_HOSTS", ["a.cn", "b.cn"], ["*"]),
        ("ORIGINS", "https://a.cn", "CSRF_TRUSTED_ORIGINS", ["https://a.cn"], []),
        ("BEHIND_PROXY", "1", "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"), None),
        ("WORKERS", "3", "WORKERS", 3, 2),
        ("THREADS", "8", "THREADS", 8, 4),
        ("PASSWORD_PROFILE", "mlps3", "PASSWORD_PROFILE", "mlps3", "asvs"),
        ("SESSIONS_AT_MOST", "1", "SESSIONS_AT_MOST", 1, 2),
        ("METRICS_TOKEN", "geheim", "METRICS_TOKEN", "geheim", ""),
        ("ADMIN", "yes", "ADMIN", True, False),
        ("EXAMPLE", "true", "EXAMPLE", True, False),
        ("STRICT", "0", "STRICT", False, True),
        ("JOBS_INSIDE", "0", "JOBS_INSIDE", False, True),
        ("SECRET_KEY", "given", "SECRET_KEY", "given", None),
    ],
)
def test_variable_becomes_a_setting(read, variable, value, name, becomes, usually):
    assert getattr(read(**{variable: value}), name) == becomes
    assert usually is None or getattr(read(), name) == usually


def test_idle_time_is_given_in_minutes(read):
    assert [read(**given).IDLE_FOR.seconds for given in ({}, {"IDLE_MINUTES": "5"})] == [1800, 300]


@pytest.mark.parametrize("variable", ["WORKERS", "THREADS", "PARTITIONS", "SESSIONS_AT_MOST", "IDLE_MINUTES"])
@pytest.mark.parametrize("value", ["many", "0", "-1", "1.5", ""])
def test_number_that_is_none_is_named(read, variable, value):
    given = {variable: value, "DATABASE": "postgresql://localhost/changren"}
    with pytest.raises(ImproperlyConfigured, match=f"CHANGREN_{variable} must be a whole number above 0"):
        read(**given)


def test_password_profile_that_is_none_is_named(read):
    with pytest.raises(ImproperlyConfigured, match="CHANGREN_PASSWORD_PROFILE is asvs or mlps3, not strong"):
        read(PASSWORD_PROFILE="strong")


def test_settings_know_every_password_profile(read):
    assert {read(PASSWORD_PROFILE=name).PASSWORD_PROFILE for name in passwords.PROFILES} == set(passwords.PROFILES)


# databases


def test_sqlite_is_opened_as_the_house_says(read):
    one = read().DATABASES["default"]
    asked = one["OPTIONS"]["init_command"].split(";")
    assert asked[:3] == ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"]
    assert (one["OPTIONS"]["transaction_mode"], Path(one["NAME"]).name) == ("IMMEDIATE", "changren.sqlite3")


def test_address_of_postgresql_is_taken_apart(read):
    address = "postgresql://us%40er:p%2Fw@db.example.cn:5433/changren?layout=partitions"
    found = read(DATABASE=address, PARTITIONS="8")
    one = found.DATABASES["default"]
    kept = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "LAYOUT", "PARTITIONS")
    assert [one[name] for name in kept] == ["changren", "us@er", "p/w", "db.example.cn", "5433", "partitions", 8]
    assert (one["OPTIONS"]["pool"]["max_size"], found.JOBS_INSIDE) == (6, False)


def test_layout_is_plain_unless_told_otherwise(read):
    assert read(DATABASE="postgresql://localhost/changren").DATABASES["default"]["LAYOUT"] == "plain"


@pytest.mark.skipif(engines.engine() != engines.SQLITE, reason="about SQLite")
def test_sqlite_is_the_bundled_one_that_cannot_corrupt(db):
    from django.db import connection

    assert sqlite3.sqlite_version_info >= (3, 51, 3)
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")]
        assert found == [2, 1]
        assert cursor.execute("SELECT sqlite_version()").fetchone()[0] == sqlite3.sqlite_version


# secrets


def test_secrets_are_made_once_and_lie_where_their_owner_alone_reads_them(read, tmp_path):
    first, second = read(), read()
    assert (first.SECRET_KEY, first.DATA_KEY) == (second.SECRET_KEY, second.DATA_KEY)
    assert first.SECRET_KEY != first.DATA_KEY
    assert len(first.SECRET_KEY) >= 40
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("secret_key", "data_key")] == [0o600, 0o600]


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATA_KEY"])
def test_production_makes_no_secret_and_says_which_one_is_missing(read, tmp_path, name):
    read()  # files of an earlier trial are no secrets for production
    with pytest.raises(ImproperlyConfigured, match=f"CHANGREN_{name} must be set in production"):
        read(**{key: value for key, value in PRODUCTION.items() if key != name})


# production


def test_production_asks_for_https_and_for_names(read):
    found = read(**PRODUCTION)
    assert found.ALLOWED_HOSTS == ["a.example.cn", "b.example.cn"]
    assert (found.SECURE_COOKIES, found.CSRF_COOKIE_SECURE, found.SECURE_HSTS_SECONDS) == (True, True, 31536000)
    assert (found.DEBUG, found.STRICT, found.LOGGING["loggers"]["changren"]["level"]) == (False, False, "INFO")


def test_production_without_host_names_answers_nobody(read):
    assert read(**PRODUCTION | {"HOSTS": ""}).ALLOWED_HOSTS == [""]


def test_production_does_not_start_in_example_mode(read):
    with pytest.raises(ImproperlyConfigured, match="does not start in production"):
        read(**PRODUCTION, EXAMPLE="1")


# what every page is sent with


def directives(response):
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("path", ["/organisation/sign-in/", "/help/", "/nowhere/", "/"])
def test_every_page_forbids_what_it_does_not_need(world, path):
    response = Client().get(path)
    policy = directives(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == ["'self'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert "unsafe" not in response["Content-Security-Policy"]
    asked = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    assert [response[name] for name in asked] == ["DENY", "nosniff", "same-origin", "same-origin"]


@pytest.mark.parametrize("secure", [True, False])
def test_cookies_are_out_of_reach_of_script_and_other_sites(world, settings, secure):
    settings.SECURE_COOKIES = settings.CSRF_COOKIE_SECURE = secure
    client = Client()
    client.get("/organisation/sign-in/")
    person = world.here.posts["clerk"].person
    client.post("/organisation/sign-in/", {"login": person.login, "password": PASSWORD, "next": ""})
    found = {name: (one["httponly"], bool(one["secure"]), one["samesite"]) for name, one in client.cookies.items()}
    assert found == {"changren": (True, secure, "Lax"), "csrftoken": (True, secure, "Lax")}


def test_https_is_remembered_for_a_year_where_it_is_asked_for(world, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    assert Client().get("/help/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
