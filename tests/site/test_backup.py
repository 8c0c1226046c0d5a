"""A backup is whole or there is none; restored, it is the same; and it is tried before it is needed."""

import fcntl
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from changren.base.acts import Refused
from changren.base.clock import now
from changren.base.jobs import ask, worker
from changren.base.jobs.models import Job
from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.scope import within_district
from changren.organisation import acts
from changren.proposals import acts as proposals
from changren.site import checklist
from changren.site.backup import archive, databases, making, restoring
from changren.site.backup.jobs import back_up, drill
from changren.site.backup.making import Backup, spare_ones
from changren.site.backup.state import state
from changren.site.serving import in_use
from tests import engines
from tests.apart import own_database
from tests.conftest import HERE
from tests.proposals.conftest import ON, PDF, drafted

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("places", "migrated"),
]  # fmt: skip
PAGE = "/backups/"
KILLS, KILLS_MOST = 8, 20  # of a restore: until both a killed one had come to its end, and one had not


def quiet(done, total):
    pass


@pytest.fixture
def made(here):
    """A backup of a township with a draft and a paper; its path and its manifest."""
    it = drafted(here, kind="suggestion")
    proposals.attach(it, by=here.delegates[0], on=ON, paper=SimpleUploadedFile("照片.pdf", PDF))
    return making.make(quiet)


def changren(environment, *arguments):
    """The command, in a process of its own: its exit status and what it said."""
    command = [sys.executable, "-m", "changren.site.command", *arguments]
    done = subprocess.run(command, env=environment, cwd=engines.ROOT, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def empty(settings, tmp_path):
    """An installation without a district: its folder, and its environment with the key of this one."""
    folder = tmp_path / "there"
    folder.mkdir()
    with own_database(folder) as environment:
        yield folder, environment | {"CHANGREN_DATA_KEY": settings.DATA_KEY}


# made and restored


def test_backup_is_restored_as_it_was(here, made, empty):
    (path, manifest), (folder, there) = made, empty
    status, said = changren(there, "restore", str(path))
    assert (status, "the chain holds" in said) == (0, True), said
    assert changren(there, "audit", "verify", "--expect", Chain.objects.get().seal)[0] == 0
    look = subprocess.run(
        [sys.executable, "-m", "changren.site.backup.looking"], env=there | {"CHANGREN_HOSTS": "*"},
        cwd=engines.ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert (look.returncode, look.stdout.strip()) == (0, "Pages that opened: 4"), look.stdout + look.stderr
    status, said = changren(there, "restore", str(path))
    assert (status, "Traceback" in said) == (1, False)
    (paper,) = [one for one in (folder / "files").rglob("*") if one.is_file()]
    assert paper.read_bytes() == PDF
    assert manifest.heads == {str(HERE): [Entry.objects.count(), Chain.objects.get().seal]}


def heads(environment):
    """The heads of the chains there, asked of the database itself."""
    address = environment["CHANGREN_DATABASE"]
    connect = psycopg.connect if address.startswith("postgresql") else sqlite3.connect
    with connect(address.partition("?")[0]) as there:
        rows = there.execute("SELECT number, seal FROM base_chain").fetchall()
    there.close()
    return [list(row) for row in rows]


def beside(environment):
    """The databases and files of SQLite that are there beside the one in use, without how they end."""
    address = environment["CHANGREN_DATABASE"]
    if not address.startswith("postgresql"):
        return sorted(one.name for one in Path(address).parent.glob("own.sqlite3?*"))
    with psycopg.connect(address.partition("?")[0]) as there:
        rows = there.execute("SELECT datname FROM pg_database WHERE starts_with(datname, current_database() || '_')")
        return sorted(name.split("_", 2)[2][:6] for (name,) in rows)


def contents(folder):
    return sorted(one.read_bytes() for one in (folder / "files").rglob("*") if one.is_file())


def asides(folder):
    """What is kept there of former installations, without when."""
    return sorted(one.name.split("-")[0] for one in folder.iterdir() if one.name.startswith(("before-", "kept-")))


@pytest.fixture
def two(here, made):
    """Two backups of one installation, the second with more in it; each with its heads and files."""
    first, manifest = made
    states = [(first, list(manifest.heads.values()), [PDF])]
    it = drafted(here, 1, kind="suggestion")
    proposals.attach(it, by=here.delegates[1], on=ON, paper=SimpleUploadedFile("二.pdf", PDF + b"2"))
    path, manifest = making.make(quiet, making.folder() / "second.tar")
    return [*states, (path, list(manifest.heads.values()), [PDF, PDF + b"2"])]


def test_what_is_replaced_is_kept_until_the_next_restore(two, empty):
    (first, then, files), (second, later, more), (folder, there) = *two, empty
    assert changren(there, "restore", str(first))[0] == 0
    (folder / "files" / "mine.txt").write_text("mine")
    status, said = changren(there, "restore", "--replace", str(second))
    assert (status, "the chain holds" in said, "until the next restore" in said) == (0, True, True), said
    assert (heads(there), contents(folder)) == (later, more)
    (aside,) = folder.glob("before-*")
    assert contents(aside) == sorted([*files, b"mine"])
    kept = 1 if (aside / "own.sqlite3").exists() else 0
    assert beside(there) == ([] if kept else ["before"])
    if kept:
        assert heads({"CHANGREN_DATABASE": str(aside / "own.sqlite3")}) == then
    time.sleep(1)  # they are named by the second
    assert changren(there, "restore", "--replace", "--keep", str(first))[0] == 0
    assert (heads(there), contents(folder)) == (then, files)
    assert asides(folder) == ["kept"]
    assert changren(there, "restore", "--replace", str(second))[0] == 0
    assert asides(folder) == ["before", "kept"]
    assert beside(there) == ([] if kept else ["before", "kept-2"])


def killed(environment, folder, path, chance, takes):
    """Begin to restore and kill it somewhere, half of the time where places are changed."""
    command = [sys.executable, "-m", "changren.site.command", "restore", "--replace", str(path)]
    before, alone = set(folder.glob("before-*")), chance.random() < 0.5
    process = subprocess.Popen(command, env=environment, cwd=engines.ROOT, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, takes))
    else:
        while process.poll() is None and set(folder.glob("before-*")) == before:
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, 0.1))
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL) if alone else os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_installation_is_there_before_and_after_a_restore_that_is_killed(two, empty):
    seed = random.randrange(2**32)
    chance, (folder, there), now_there = random.Random(seed), empty, 1
    assert changren(there, "restore", str(two[0][0]))[0] == 0
    began = time.monotonic()
    assert changren(there, "restore", "--replace", str(two[1][0]))[0] == 0
    takes, changed, stayed = time.monotonic() - began, 0, 0
    for number in range(KILLS_MOST):
        if number >= KILLS and changed and stayed:
            break
        killed(there, folder, two[1 - now_there][0], chance, takes)
        (found,) = [n for n, state in enumerate(two) if heads(there) == state[1]]
        assert [one for one in two[found][2] if one not in contents(folder)] == [], f"seed {seed}, round {number}"
        changed, stayed, now_there = changed + (found != now_there), stayed + (found == now_there), found
    assert changed > 0 < stayed, f"seed {seed}: {changed} had changed places, {stayed} had not"
    status, said = changren(there, "restore", "--replace", str(two[0][0]))
    assert (status, heads(there), contents(folder)) == (0, two[0][1], two[0][2]), f"seed {seed}: {said}"
    assert beside(there) == ([] if engines.engine() == engines.SQLITE else ["before"]), f"seed {seed}"
    assert [one.name for one in folder.iterdir() if one.suffix == making.PART] == [], f"seed {seed}"
    assert changren(there, "audit", "verify", "--expect", two[0][1][0][1])[0] == 0


def test_meeting_held_elsewhere_comes_back_unless_something_was_done_here_meanwhile(two, empty):
    first, (second, later, more), (folder, there) = two[0][0], two[1], empty
    assert changren(there, "restore", str(first))[0] == 0
    status, said = changren(there, "restore", "--replace", "--goes-on", str(second))
    assert (status, heads(there), contents(folder)) == (0, later, more), said
    status, said = changren(there, "restore", "--replace", "--goes-on", str(first))
    assert (status, f"第{later[0][0]}条" in said, "Traceback" in said) == (1, True, False), said
    assert (heads(there), contents(folder)) == (later, more)


def test_restore_that_fails_beside_leaves_everything_as_it_was(two, empty):
    (first, then, files), (folder, there) = two[0], empty
    assert changren(there, "restore", str(first))[0] == 0
    other = with_manifest(two[1][0], heads={str(HERE): [99, "another"]})
    before = sorted(str(one) for one in folder.rglob("*"))
    status, said = changren(there, "restore", "--replace", str(other))
    assert (status, "Traceback" in said) == (1, False), said
    assert (heads(there), contents(folder), beside(there)) == (then, files, [])
    left = {".changren-restore.lock", "own.sqlite3-wal", "own.sqlite3-shm"}
    assert [one for one in map(str, folder.rglob("*")) if one not in before and Path(one).name not in left] == []


@pytest.mark.skipif(engines.engine() == engines.SQLITE, reason="nobody else is in a file of SQLite")
def test_database_that_somebody_uses_does_not_change_its_name(two, empty):
    (first, then, files), (folder, there) = two[0], empty
    assert changren(there, "restore", str(first))[0] == 0
    with psycopg.connect(there["CHANGREN_DATABASE"].partition("?")[0]):
        status, said = changren(there, "restore", "--replace", str(two[1][0]))
    assert (status, "Traceback" in said, "being accessed" in said) == (1, False, True), said
    assert (heads(there), contents(folder), beside(there)) == (then, files, [])
    assert list(folder.glob("before-*")) == []


def test_file_that_was_damaged_is_mended(two, empty):
    (first, _then, files), (folder, there) = two[0], empty
    assert changren(there, "restore", str(first))[0] == 0
    (paper,) = [one for one in (folder / "files").rglob("*") if one.is_file()]
    paper.write_bytes(b"scratched")
    assert changren(there, "restore", "--replace", str(first))[0] == 0
    (aside,) = folder.glob("before-*")
    assert (contents(folder), contents(aside)) == (files, [b"scratched"])


def test_backup_has_what_was_acknowledged_before_it_began(here, world, on):
    goes_on, done = threading.Event(), []

    def work():
        with within_district(HERE):
            while not goes_on.is_set():
                acts.add_unit(here.township, by=here.posts["clerk"], on=on, name=f"站{len(done)}", kind="station",
                              handles=True)  # fmt: skip
                done.append(Entry.objects.count())
        connection.close()

    hand = threading.Thread(target=work)
    hand.start()
    try:
        for _backup in range(3):
            before = Chain.objects.get().number
            path, manifest = making.make(quiet)
            assert archive.verify(path).heads == manifest.heads
            assert manifest.heads[str(HERE)][0] >= before
    finally:
        goes_on.set()
        hand.join()
    assert len(done) > 0


def test_killed_backups_leave_none_that_is_not_whole(tmp_path):
    seed = random.randrange(2**32)
    with own_database(tmp_path) as environment:
        subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=environment, check=True,
                       cwd=engines.ROOT)  # fmt: skip
        folder = tmp_path / "backups"
        folder.mkdir()
        command = [sys.executable, "-m", "tests.site.backing", str(folder), str(seed)]
        done = subprocess.run(command, env=environment, cwd=engines.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"seed {seed}: {done.stderr[-2000:]}"
    cut, whole, left = done.stdout.split(maxsplit=2)
    assert (int(cut) > 0, int(whole) > 0, left.strip()) == (True, True, "[]"), f"seed {seed}: {done.stdout}"


def test_two_backups_at_once_are_one(here, settings):
    with making.alone(making.folder(), "backup"), pytest.raises(Refused, match="正在备份"):
        making.make(quiet)
    assert making.backups() == []


# what is no backup


def members(path):
    with tarfile.open(path) as tar:
        return [(info, tar.extractfile(info).read()) for info in tar]


def rewritten(path, parts):
    """An archive of these members beside it."""
    other = path.with_name("other.tar")
    with tarfile.open(other, "w") as tar:
        for info, data in parts:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return other


def with_manifest(path, **changed):
    """The same archive with a manifest that says something else."""
    *rest, (info, data) = members(path)
    return rewritten(path, [*rest, (info, json.dumps(json.loads(data) | changed).encode())])


def cut_off(path):
    return rewritten(path, members(path)[:-1])


def shortened(path):
    other = path.with_name("other.tar")
    other.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return other


def altered(path):
    parts = members(path)
    info, data = parts[1]
    return rewritten(path, [parts[0], (info, data[:-1] + bytes([data[-1] ^ 1])), *parts[2:]])


def without_a_file(path):
    parts = members(path)
    return rewritten(path, [*parts[:-2], parts[-1]])


def with_another_file(path):
    return rewritten(path, [(tarfile.TarInfo("files/other"), b"x"), *members(path)])


def with_a_way_out(path):
    return rewritten(path, [(tarfile.TarInfo("../out"), b"x"), *members(path)])


def no_archive(path):
    other = path.with_name("other.tar")
    other.write_text("a letter")
    return other


def of_another_format(path):
    return with_manifest(path, format=99)


@pytest.mark.parametrize("damage", [
    cut_off, shortened, altered, without_a_file, with_another_file, with_a_way_out, no_archive, of_another_format,
])  # fmt: skip
def test_damaged_archive_is_refused_before_anything_is_touched(here, made, damage, dump):
    before = dump()
    with pytest.raises(Refused, match=r"other\.tar"):
        restoring.restore(damage(made[0]), print, replace=True)
    assert dump() == before


@pytest.mark.parametrize(("changed", "says"), [
    ({"engine": "another"}, "another"), ({"migrations": ["base.9999_later"]}, "更新的版本"),
    ({"key": "another"}, "另一个CHANGREN_DATA_KEY"), ({}, "已经有一个区"),
])  # fmt: skip
def test_archive_that_does_not_fit_is_refused(here, made, changed, says, dump):
    before = dump()
    with pytest.raises(Refused, match=says):
        restoring.restore(with_manifest(made[0], **changed), print)
    assert dump() == before


def test_running_server_is_not_pulled_away(here, made, monkeypatch, dump):
    before = dump()
    monkeypatch.setattr(databases, "is_empty", lambda: True)
    with in_use(fcntl.LOCK_SH), pytest.raises(Refused, match="请先停止服务"):
        restoring.restore(made[0], print)
    assert dump() == before


# which are kept


@given(st.lists(st.integers(0, 700), unique=True, max_size=60), st.integers(1, 20))
def test_newest_are_kept_and_one_of_each_month_of_a_year(days, kept):
    first = timezone.make_aware(timezone.datetime(2010, 1, 1, 3))
    ours = sorted((Backup(None, first + timedelta(days=n), n) for n in days), key=lambda one: -one.size)
    spare = spare_ones(ours, kept)
    left = [one for one in ours if one not in spare]
    assert left[:kept] == ours[:kept]
    months = sorted({f"{one.made_at:%Y-%m}" for one in ours}, reverse=True)[:12]
    assert {f"{one.made_at:%Y-%m}" for one in left} >= set(months)
    assert len(left) <= kept + 12


def test_spare_backups_go_when_one_was_made(here, settings, monkeypatch):
    settings.BACKUPS_KEPT = 2
    moments = iter([*(timezone.make_aware(timezone.datetime(2010, 5, day, 3)) for day in (1, 2, 3, 4))] * 2)
    for moment in list(moments)[:4]:
        monkeypatch.setattr(making, "now", lambda moment=moment: moment)
        making.make(quiet)
    assert [one.made_at.day for one in making.backups()] == [4, 3, 1]


# the jobs, the page, the checklist


@pytest.fixture
def clock():
    moment = timezone.make_aware(timezone.datetime(2010, 4, 1, 9))
    now.follow(lambda: moment)
    yield moment
    now.follow(None)


def test_backup_is_made_and_tried_by_jobs(here, world, clock):
    found = state(clock)
    assert (found.is_backup_late, found.is_drill_late) == (True, True)
    for kind in (back_up, drill):
        ask(kind, on=clock, by=world.officer.person_id)
        assert worker.do_next() is True
    done = {job.kind: job for job in Job.objects.all()}
    assert {job.state for job in done.values()} == {"done"}, [job.why for job in done.values()]
    newest = making.backups()[0]
    assert done["site.back_up"].result == {"backup": newest.path.name, "size": newest.size}
    tried = done["site.drill"].result
    assert (tried["backup"], tried["entries"], tried["pages"]) == (newest.path.name, Chain.objects.get().number, 4)
    found = state(clock)
    assert (found.is_backup_late, found.is_drill_late) == (False, False)
    points = dict(map(reversed, checklist._backups()))
    assert set(points.values()) == {True}
    assert all(checklist._backups())
    later = state(clock + timedelta(days=41))
    assert (later.is_backup_late, later.is_drill_late) == (True, True)


def test_what_a_killed_one_left_goes_and_nothing_of_another(made):
    for name in ("changren-drill-dead.part", "changren-backup-dead.part", "changren-drill-dead.part/files"):
        (making.folder() / name).mkdir()
    with making.alone(making.folder(), "backup") as beside:
        left = {path.name for path in making.folder().glob("*.part")}
        assert left == {beside.name, "changren-drill-dead.part"}
    with making.alone(making.folder(), "drill") as beside:
        assert {path.name for path in making.folder().glob("*.part")} == {beside.name}


def test_drill_without_a_backup_says_so(here, world, clock):
    asked = ask(drill, on=clock, by=world.officer.person_id)
    worker.do_next()
    job = Job.objects.get(pk=asked.pk)
    assert (job.state, job.why) == ("failed", "没有可以检验的备份。")


def test_districts_share_one_trial_a_day(here, elsewhere, clock, monkeypatch):
    tried = []
    monkeypatch.setattr("changren.site.backup.drill.drill", lambda watch: tried.append(1) or {"backup": "x"})
    for code in (HERE, elsewhere.district.code):
        with within_district(code):
            ask(drill, on=clock)
        assert worker.do_next() is True
    assert len(tried) == 1
    assert [job.result for job in Job.every_district.filter(kind="site.drill")] == [{"backup": "x"}] * 2


def test_schedule_makes_no_second_backup_within_the_hour(here, clock):
    ask(back_up, on=clock)
    worker.do_next()
    ask(back_up, on=clock)
    worker.do_next()
    assert len(making.backups()) == 1
    assert len({json.dumps(job.result) for job in Job.objects.all()}) == 1


def test_page_is_the_district_offices_alone(here, world, browse, clock):
    assert browse(here.posts["clerk"]).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
    client = browse(world.officer)
    assert "还没有备份" in client.get(PAGE).content.decode()
    sent = [client.post(PAGE, {"what": "backup"}) for _press in range(2)]
    assert {one["Location"] for one in sent} == {Job.objects.get(kind="site.back_up").get_absolute_url()}
    worker.do_next()
    page = client.get(PAGE).content.decode()
    assert making.backups()[0].path.name in page
    assert client.post(PAGE, {"what": "anything"}).status_code == 200
    assert Job.objects.count() == 1


def test_copy_ends_where_its_heads_say(here, tmp_path):
    with databases.copied(tmp_path) as (name, copy, heads, migrations):
        assert (copy.name, copy.exists(), heads) == (name, True, {str(HERE): [0, ""]})
        assert "base.0001_initial" in migrations
