"""For the machine that watches: alive, ready, figures. No session, no district, no person."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from changren import __version__


def test_alive_asks_nothing():
    """No database is allowed in this test, so none was asked."""
    response = Client().get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "alive", "version": __version__})


def test_stylesheet_asks_nothing():
    from changren.base.ui.style import version

    assert Client().get(f"/ui/changren.{version()}.css").status_code == 200


def everything_applied():
    from django.db.migrations.loader import MigrationLoader

    """The tests make their tables without migrations; here is the record as migrating would leave it."""
    recorder = MigrationRecorder(connection)
    if connection.vendor == "sqlite":  # whose schema editor does not work inside a test's transaction
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS django_migrations (id integer PRIMARY KEY, app, name, applied)")
    recorder.ensure_schema()
    for app, name in MigrationLoader(None).graph.nodes:
        recorder.record_applied(app, name)


@override_settings(MIGRATION_MODULES={})
def test_ready_when_every_migration_is_there(db, client):
    everything_applied()
    assert client.get("/readyz").json() == {"status": "ready", "version": __version__}


@override_settings(MIGRATION_MODULES={})
def test_not_ready_when_a_migration_is_missing(db, client):
    everything_applied()
    ((_app, last),) = MigrationExecutor(connection).loader.graph.leaf_nodes("organisation")
    MigrationRecorder(connection).record_unapplied("organisation", last)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "migrations missing"


def test_not_ready_without_a_database(db, client):
    def away(*asked):
        raise OperationalError("gone")

    with connection.execute_wrapper(away):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "no database"})


@pytest.mark.parametrize(
    ("token", "headers", "address", "status"),
    [
        ("", {}, "127.0.0.1", 200), ("", {}, "::1", 200), ("", {}, "10.0.0.8", 403),
        ("geheim", {}, "127.0.0.1", 403), ("geheim", {"Authorization": "Bearer falsch"}, "127.0.0.1", 403),
        ("geheim", {"Authorization": "Bearer geheim"}, "10.0.0.8", 200),
    ],
)  # fmt: skip
def test_metrics_are_for_this_machine_or_a_token(token, headers, address, status):
    with override_settings(METRICS_TOKEN=token):
        assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status


def test_metrics_count_by_route_and_not_by_address(here, browse):
    unit = here.units["office"]
    browse(here.posts["clerk"]).get(f"/organisation/units/{unit.pk}/")
    Client().generic("INVENTED", "/healthz")
    figures = Client().get("/metrics").content.decode()
    assert 'changren_requests_total{method="GET",route="organisation/units/<uuid:pk>/",status="200"}' in figures
    assert str(unit.pk) not in figures
    assert 'method="other"' in figures
    assert "INVENTED" not in figures


def test_metrics_gather_all_processes(tmp_path):
    """Two processes write, a third one sums up."""
    count = "from changren.base.web.watch import REQUESTS; REQUESTS.labels('r', 'GET', 200).inc()"
    ask = "print(Client().get('/metrics').content.decode())"
    gather = f"import django; django.setup(); from django.test import Client; {ask}"
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    environment["CHANGREN_DATABASE"] = str(tmp_path / "none.sqlite3")
    environment["DJANGO_SETTINGS_MODULE"] = "changren.site.settings"
    root = Path(__file__).parents[2]
    for _process in range(2):
        subprocess.run([sys.executable, "-c", count], env=environment, cwd=root, check=True)
    done = subprocess.run([sys.executable, "-c", gather], env=environment, cwd=root, capture_output=True, text=True)
    assert 'changren_requests_total{method="GET",route="r",status="200"} 2.0' in done.stdout, done.stderr


def test_every_answer_has_a_number(client, world):
    numbers = {client.get("/healthz")["X-Request-Id"] for _ in range(3)}
    assert [len(number) for number in numbers] == [12] * 3
