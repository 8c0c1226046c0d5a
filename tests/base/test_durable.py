"""A commit counts when it is safe: the settings of SQLite, and PostgreSQL's cancelled wait for its standby."""

import re
import sqlite3
import threading
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.signals import connection_created

from changren.base.minutes.models import Entry
from changren.base.tenancy.durable import NotReplicated, durable_atomic
from changren.organisation import acts
from changren.organisation.models import Unit
from tests import engines

on_sqlite = pytest.mark.skipif(engines.engine() != engines.SQLITE, reason="asks SQLite")
on_postgres = pytest.mark.skipif(engines.engine() == engines.SQLITE, reason="asks PostgreSQL")


def pragma(name):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_is_opened_so_that_a_power_cut_loses_nothing():
    assert {name: pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")} == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "wal_autocheckpoint": 1000,
    }  # fmt: skip
    assert pragma("busy_timeout") == 20_000
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@on_sqlite
def test_sqlite_is_a_bundled_one_without_the_wal_bug(db):
    with connection.cursor() as cursor:
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)
    assert sqlite3.sqlite_version == version


def test_durable_block_is_never_inside_another(transactional_db):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), durable_atomic():
        pass


def test_durable_block_rolls_back_as_a_whole(here, on):
    with pytest.raises(ZeroDivisionError), durable_atomic():
        Unit.objects.create(township=here.township, name="trace", kind="office")
        raise ZeroDivisionError
    assert not Unit.objects.filter(name="trace").exists()


# --- PostgreSQL with a standby that never answers


@pytest.fixture
def waiting(transactional_db):
    """Commits wait for a standby from now on, and a monitor cancels whatever waits, as an operator would."""
    asked, done = settings.DATABASES["default"], threading.Event()

    def wait(connection, **signal):
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")

    def monitor():
        words = {"host": asked["HOST"], "port": asked["PORT"], "user": asked["USER"], "dbname": "postgres"}
        with psycopg.connect(**words, autocommit=True) as watched:
            while not done.wait(0.05):
                watched.execute(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = %s",
                    [connection.settings_dict["NAME"]],
                )

    thread = threading.Thread(target=monitor)

    def begin():
        connection_created.connect(wait)
        connection.close()
        thread.start()

    yield begin
    connection_created.disconnect(wait)
    connection.close()
    done.set()
    if thread.ident:
        thread.join()


def add_unit(here, on, once):
    given = {"name": "站", "kind": "office", "handles": False}
    return acts.add_unit(here.township, by=here.posts["clerk"], on=on, once=once, **given)


@on_postgres
def test_plain_atomic_would_have_said_that_all_is_well(waiting, world, here):
    """The trap itself: without it, the tests below could not fail."""
    waiting()
    with transaction.atomic():
        Unit.objects.create(township=here.township, name="站", kind="office")
    assert connection.connection is not None


@on_postgres
def test_unconfirmed_commit_is_not_acknowledged(waiting, world, here):
    waiting()
    with pytest.raises(NotReplicated), durable_atomic():
        Unit.objects.create(township=here.township, name="站", kind="office")
    assert connection.connection is None
    with pytest.raises(NotReplicated), durable_atomic():  # and so is the next, on a new connection
        Unit.objects.create(township=here.township, name="所", kind="office")


@on_postgres
def test_reading_needs_no_standby(waiting, world, here):
    waiting()
    with durable_atomic():
        assert Unit.objects.filter(township=here.township).exists()


@on_postgres
def test_repetition_is_not_acknowledged_either_until_it_is_safe(waiting, world, here, on, faults):
    """It finds the entry, but must write, or it would be confirmed by nobody."""
    waiting()
    once = uuid4()
    for _attempt in range(2):
        with pytest.raises(NotReplicated):
            add_unit(here, on, once)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")  # the standby is back
    unit = add_unit(here, on, once)
    assert (Unit.objects.get(name="站"), Entry.objects.get().subject_id) == (unit, unit.pk)
    assert faults() == []


@on_postgres
def test_person_is_asked_to_press_once_more(waiting, world, here, on, browse):
    clerk, once = browse(here.posts["clerk"]), str(uuid4())
    given = {"name": "站", "kind": "office", "handles": "yes", "once": once}
    waiting()
    response = clerk.post("/organisation/add_unit/", given)
    assert (response.status_code, response["Retry-After"]) == (503, "2")
    page = response.content.decode()
    assert re.search(rf'name="once" value="{once}"', page)
    assert 'value="站"' in page
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    response = clerk.post("/organisation/add_unit/", given)
    assert (response.status_code, response["Location"]) == (302, Unit.objects.get(name="站").get_absolute_url())
