"""Getting ready and serving: the database is brought to the present, once; the process answers, and ends when told."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from changren.base.stream.token import Channel, token_for
from tests import engines
from tests.apart import own_database
from tests.conftest import HERE
from tests.e2e.server import free_port

PATIENCE = 120  # seconds until it answers on a busy machine
COUNT = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "changren.site.settings"
import django
django.setup()
from changren.site import serving, example
told = []
example.ensure = lambda say: told.append("example")
serving.prepare(print)
from django.apps import apps
from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
from changren.base.tenancy.models import District
rows = sorted(f"{m.app} {m.name} {m.applied}" for m in MigrationRecorder.Migration.objects.all())
print(json.dumps({"migrations": rows, "districts": District.objects.count(), "told": told}))
"""


def prepared(environment):
    """What there is after the database was prepared by a process of its own."""
    command = [sys.executable, "-c", COUNT]
    done = subprocess.run(command, env=environment, cwd=engines.ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def running(environment, *arguments):
    """`changren` in a process of its own, killed at the end if it has not ended."""
    command = [sys.executable, "-c", "from changren.site.command import changren; changren()", *arguments]
    process = subprocess.Popen(
        command, env=environment, cwd=engines.ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def answer(process, address):
    """What is answered there as soon as anything is; AssertionError with what the process said if it ends instead."""
    ends = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.read().decode()
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError as why:
            if not isinstance(why.reason, ConnectionError):
                raise
            time.sleep(0.1)
    process.kill()
    raise AssertionError(process.communicate()[0])


def test_prepare_migrates_an_empty_database_and_does_nothing_the_second_time(tmp_path):
    with own_database(tmp_path) as environment:
        first, second = prepared(environment), prepared(environment)
    assert len(first["migrations"]) > 5
    assert first == second == {"migrations": first["migrations"], "districts": 0, "told": []}


def test_prepare_asks_for_the_example_in_example_mode_alone(tmp_path):
    with own_database(tmp_path) as environment:
        assert prepared(environment | {"CHANGREN_EXAMPLE": "1"})["told"] == ["example"]


def test_example_is_told_once_and_its_accounts_each_time(settings, monkeypatch, tmp_path, db):
    from changren.base.clock import now
    from changren.site.example import loading

    told, said_ = [], []
    settings.EXAMPLE = True
    monkeypatch.setattr(loading, "SINCE", tmp_path / "since")
    monkeypatch.setattr(loading, "is_founded", lambda code: bool(told))
    monkeypatch.setattr(loading, "load", lambda code: told.append(code) or iter(()))
    monkeypatch.setattr(loading, "_cards", lambda code: [])
    try:
        for _start in range(2):
            loading.ensure(said_.append)
    finally:
        now.follow(None)
    assert (told, said_) == ([330302], ["Telling the example year ..."])


@pytest.mark.slow
@pytest.mark.any_engine
def test_run_answers_on_its_port_and_ends_cleanly_when_told(tmp_path):
    port = free_port()
    with own_database(tmp_path) as environment, running(environment, "run", "--port", str(port)) as process:
        address = f"http://127.0.0.1:{port}"
        assert json.loads(answer(process, f"{address}/healthz"))["status"] == "alive"
        assert json.loads(answer(process, f"{address}/readyz"))["status"] == "ready"
        assert "登录" in answer(process, f"{address}/organisation/sign-in/")
        process.send_signal(signal.SIGTERM)
        output, _none = process.communicate(timeout=PATIENCE)
    assert (process.returncode, f"Changren: {address}/" in output) == (0, True), output
    assert re.findall("Traceback|ERROR", output) == []


@pytest.mark.slow
@pytest.mark.any_engine
def test_server_that_is_told_to_stop_ends_the_streams_of_open_pages(tmp_path, settings):
    port, folder = free_port(), tmp_path / "var"
    folder.mkdir()
    with own_database(folder) as environment, running(environment, "run", "--port", str(port)) as process:
        address = f"http://127.0.0.1:{port}"
        answer(process, f"{address}/readyz")
        settings.SECRET_KEY = (folder / "secret_key").read_text().strip()
        with urllib.request.urlopen(f"{address}/live/{token_for(Channel(HERE))}?since=0", timeout=30) as stream:
            assert stream.readline() == b"retry: 2000\n"
            process.send_signal(signal.SIGTERM)
            assert stream.read().endswith(b"\n\n")  # IncompleteRead if it was cut
        output, _none = process.communicate(timeout=PATIENCE)
    assert (process.returncode, re.findall("Traceback|ERROR|SIGKILL", output)) == (0, []), output


@pytest.mark.slow
@pytest.mark.any_engine
def test_what_lies_in_the_folder_is_for_its_owner_alone(tmp_path):
    port, folder = free_port(), tmp_path / "var"
    folder.mkdir()
    (folder / "old.sqlite3").touch(0o644)
    with own_database(folder) as environment, running(environment, "run", "--port", str(port)) as process:
        answer(process, f"http://127.0.0.1:{port}/readyz")
        modes = {path.name: oct(path.stat().st_mode & 0o077) for path in folder.iterdir()}
    assert modes == dict.fromkeys(modes, "0o0")
    assert {"old.sqlite3", "secret_key", "data_key"} <= modes.keys()


@pytest.mark.slow
@pytest.mark.skipif(engines.engine() == engines.SQLITE, reason="SQLite's connections are files")
def test_workers_share_no_connection(tmp_path):
    """What was opened before the fork is closed there: else two workers read each other's answers."""
    port = free_port()
    with own_database(tmp_path) as environment:
        workers = environment | {"CHANGREN_WORKERS": "2", "CHANGREN_THREADS": "8"}
        with running(workers, "run", "--port", str(port)) as process:
            answer(process, f"http://127.0.0.1:{port}/readyz")
            address = f"http://127.0.0.1:{port}/organisation/sign-in/"
            with ThreadPoolExecutor(16) as hands:
                statuses = Counter(
                    hands.map(lambda _hand: urllib.request.urlopen(address, timeout=30).status, range(320))
                )
    assert statuses == {200: 320}


@pytest.mark.slow
@pytest.mark.any_engine
def test_run_on_a_port_that_is_taken_ends_and_says_so(tmp_path):
    import socket

    with own_database(tmp_path) as environment, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with running(environment, "run", "--port", str(taken.getsockname()[1])) as process:
            output, _none = process.communicate(timeout=PATIENCE)
    assert (process.returncode, "already in use" in output, "Traceback" in output) == (1, True, False), output


@pytest.mark.slow
def test_work_waits_for_its_tables_without_repeating_itself_and_ends_when_told(tmp_path):
    with own_database(tmp_path) as environment, running(environment, "work") as process:
        lines = [process.stdout.readline()]
        time.sleep(3)  # three more tries
        process.send_signal(signal.SIGTERM)
        rest, _none = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "".join([*lines, rest]).count("a worker stumbled") == 1


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"CHANGREN_PRODUCTION": "1"}, "Error: CHANGREN_SECRET_KEY must be set in production.\n"),
        (
            {"CHANGREN_PRODUCTION": "1", "CHANGREN_EXAMPLE": "1"},
            "Error: The example district prints its passwords. It does not start in production.\n",
        ),
        ({"CHANGREN_WORKERS": "many"}, "Error: CHANGREN_WORKERS must be a whole number above 0, not many.\n"),
    ],
)
def test_run_that_may_not_start_says_why_in_a_line(tmp_path, variables, says):
    environment = {"PATH": "", "CHANGREN_VAR": str(tmp_path)} | variables
    with running(environment, "run") as process:
        output, _none = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output) == (1, says)


def test_what_pages_need_is_loaded_before_the_fork():
    code = (
        "import django; django.setup()\n"
        "from django.template import engines\n"
        "from changren.site import serving\n"
        "serving.load_what_pages_need()\n"
        "(cached,) = engines['django'].engine.template_loaders[0].loaders\n"
        "print('\\n'.join(sorted(cached.get_template_cache)))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "changren.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=engines.ROOT, capture_output=True, text=True
    )
    rooms = engines.ROOT / "changren"
    ours = {str(path.relative_to(rooms / "base")) for path in (rooms / "base" / "ui").rglob("*.html")}
    for folder in rooms.glob("*/templates"):
        ours |= {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    assert (ours - set(done.stdout.split()), len(ours) > 100) == (set(), True)
