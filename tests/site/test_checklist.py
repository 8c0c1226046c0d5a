"""The production checklist: each point fails for its own reason, and for no other."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core import checks
from django.db import OperationalError
from django.test import override_settings

from changren.base.clock import now
from changren.base.jobs.models import Job
from changren.base.tenancy.models import District
from changren.site import checklist
from changren.site.backup.state import State
from tests import engines

GOOD = {
    "PRODUCTION": True, "EXAMPLE": False, "ALLOWED_HOSTS": ["changren.example.cn"], "SECURE_COOKIES": True,
    "SECRET_KEY": "s" * 48, "DATA_KEY": "d" * 48, "ADMIN": False, "PASSWORD_PROFILE": "asvs",
}  # fmt: skip
Usage = namedtuple("Usage", "total used free")


class Migrated:
    """What Django says of a database that has every migration; the tests make their tables without them."""

    plan: list[str] = []

    def __init__(self, connection):
        self.loader = self.graph = self

    def leaf_nodes(self):
        return []

    def migration_plan(self, targets):
        return self.plan


@pytest.fixture
def fit(world, monkeypatch):
    """`fit(NAME=value, …)`: what is not in order in an installation that is fit but for these settings."""
    monkeypatch.setattr(checklist, "MigrationExecutor", Migrated)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(100 * 1024**3, 0, 50 * 1024**3))
    monkeypatch.setattr(checks, "run_checks", lambda: [])
    monkeypatch.setattr(checklist, "state", lambda on: State(None, None, None, False, False))

    def faults(**different):
        with override_settings(**GOOD | different):
            return [says for holds, says in checklist.points() if not holds and says != FSYNC]

    return faults


FSYNC = "PostgreSQL waits for the disk (fsync)"  # the tests' own server does not


def test_nothing_is_out_of_order_in_an_installation_that_is_fit(fit):
    assert fit() == []


@pytest.mark.parametrize(
    ("different", "says"),
    [
        ({"PRODUCTION": False}, "production mode is on (CHANGREN_PRODUCTION=1)"),
        ({"EXAMPLE": True}, "example mode is off"),
        ({"ALLOWED_HOSTS": ["*"]}, "host names are named: * (CHANGREN_HOSTS)"),
        ({"ALLOWED_HOSTS": [""]}, "host names are named:  (CHANGREN_HOSTS)"),
        ({"SECURE_COOKIES": False}, "cookies travel over HTTPS only"),
        ({"SECRET_KEY": "s" * 39}, "two different long secrets are set"),
        ({"DATA_KEY": "d" * 39}, "two different long secrets are set"),
        ({"DATA_KEY": GOOD["SECRET_KEY"]}, "two different long secrets are set"),
        ({"ADMIN": True}, "Django's admin is off"),
    ],
)
def test_each_setting_that_is_wrong_is_one_point(fit, different, says):
    assert fit(**different) == [says]


@pytest.mark.parametrize("profile", ["asvs", "mlps3"])
def test_password_profile_in_force_is_told(fit, profile):
    with override_settings(**GOOD | {"PASSWORD_PROFILE": profile}):
        assert (True, f"password profile: {profile}") in list(checklist.points())


def test_example_district_in_the_database_is_a_point(fit):
    District.objects.update(is_example=True)
    assert fit() == ["no example district is in the database"]


def test_missing_migration_is_a_point_and_tables_are_not_asked(fit, monkeypatch):
    monkeypatch.setattr(Migrated, "plan", ["0001", "0002"])
    monkeypatch.setattr(checklist, "_jobs", lambda: pytest.fail("there may be no such table"))
    assert fit() == ["every migration is there (2 missing)"]


def test_database_that_does_not_answer_is_a_point(fit, monkeypatch):
    def away(connection):
        raise OperationalError("connection refused")

    monkeypatch.setattr(checklist, "MigrationExecutor", away)
    assert fit() == ["the database answers (connection refused)"]


@pytest.mark.parametrize(("minutes", "late"), [(4, []), (6, [1])])
def test_jobs_that_nobody_does_are_a_point(fit, on, minutes, late):
    after = now.now() - timedelta(minutes=minutes)
    Job.objects.create(kind="base.some", key="1", asked_at=on, run_after=after)
    told = "jobs are done in time ({} wait; with PostgreSQL `changren work` does them)"
    assert fit() == [told.format(n) for n in late]


def test_missing_backup_and_missing_trial_are_points(fit, monkeypatch):
    monkeypatch.setattr(checklist, "state", lambda on: State(None, None, None, True, True))
    assert fit() == [
        "there is a backup of the last two days (none)", "a backup was restored for trial within forty days (never)",
    ]  # fmt: skip


@pytest.mark.parametrize(("free", "faults"), [(2 * 1024**3 + 1, []), (1024**3, ["1 GB of disk are free"])])
def test_full_disk_is_a_point(fit, monkeypatch, free, faults):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(0, 0, free))
    assert fit() == faults


def test_warnings_of_django_and_of_the_house_are_points(fit, monkeypatch):
    told = [checks.Warning("mind this", id="x.W1"), checks.Error("mend this", id="x.E1"), checks.Info("know this")]
    monkeypatch.setattr(checks, "run_checks", lambda: told)
    assert [fault.split(" ", 2)[-1] for fault in fit()] == [str(one).split(" ", 2)[-1] for one in told[:2]]


@pytest.mark.skipif(engines.engine() != engines.SQLITE, reason="about SQLite")
@pytest.mark.parametrize(("version", "faults"), [((3, 51, 3), 0), ((3, 51, 2), 1), ((3, 46, 0), 1)])
def test_sqlite_that_can_corrupt_is_a_point(fit, monkeypatch, version, faults):
    monkeypatch.setattr(checklist.sqlite3, "sqlite_version_info", version)
    assert [says for says in fit() if "corruption" in says] == [
        f"SQLite {checklist.sqlite3.sqlite_version} has no known corruption bug"
    ] * faults


@pytest.mark.skipif(engines.engine() != engines.SQLITE, reason="about SQLite")
def test_sqlite_that_does_not_wait_for_the_disk_is_a_point(fit, monkeypatch):
    monkeypatch.setattr(checklist, "SYNCHRONOUS_FULL", 3)  # what the connection has is no longer enough
    assert fit() == ["SQLite waits for the disk (synchronous=FULL)"]


@pytest.mark.skipif(engines.engine() == engines.SQLITE, reason="about PostgreSQL")
def test_postgres_that_does_not_wait_for_the_disk_is_a_point(fit):
    with override_settings(**GOOD):
        assert (False, FSYNC) in list(checklist.points())
