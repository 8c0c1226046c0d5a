"""A whole election at terminals, by people who have only their own files; and what is said when something is wrong."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from changren.ballots.protocol import ballots
from changren.ballots.protocol.board import Board, side_of
from changren.ballots.protocol.credentials import new_credential, public_of
from changren.ballots.protocol.plain import fingerprint as print_of
from changren.ballots.protocol.plain import written
from changren.ballots.protocol.proofs import drawn_from
from changren.ballots.protocol.rules import Rule
from changren.ballots.slips import printed
from changren.site.command import changren
from tests.ballots.scene import MOTION, NO, YES, built, scene
from tests.ballots.test_interop import said
from tests.engines import ROOT

pytestmark = pytest.mark.any_engine
PHRASE = "一二三四五六七八九十"


def run(*arguments, types=""):
    """The exit status and what was said. types: what the person types, line by line."""
    done = CliRunner().invoke(changren, ["ballots", *map(str, arguments)], input=types)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def did(*arguments, types=""):
    status, told = run(*arguments, types=types)
    assert status == 0, told
    return told


@dataclass(frozen=True)
class Room:
    """The folders of an election."""

    root: Path

    @property
    def table(self):
        return self.root / "table"

    @property
    def archive(self):
        return self.root / "bel" / "election.bel"

    def secret(self, index):
        return self.root / f"scrutineer-{index}"

    def draw(self, index, first=False):
        again = ("--index", index, "--of", 3, "--needed", 2) if first else ()
        typed = f"{PHRASE}\n{PHRASE}\n{PHRASE}\n" if first else f"{PHRASE}\n"
        return did("draw", self.table, "--secret", self.secret(index), *again, types=typed)

    @property
    def slips(self):
        page = (self.root / "slips" / "slips.html").read_text("utf-8")
        return [one.replace("<br>", "") for one in re.findall(r"<strong>(.*?)</strong>", page)]


def fingerprint(told):
    return re.search(r"Election fingerprint: (\S+)", told)[1]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Three scrutineers have drawn a key, five slips are made, the election is open; and its fingerprint."""
    room = Room(tmp_path_factory.mktemp("room"))
    assert "等待监票人 / waiting for scrutineers: 2、3" in room.draw(1, first=True)
    room.draw(2, first=True)
    assert "done: polynomial" in room.draw(3, first=True)
    assert "waiting for scrutineers: 2" in room.draw(1)
    assert "done: key" in room.draw(2)
    room.draw(1)
    told = room.draw(3)
    assert "密钥已生成" in told
    assert told.split("fingerprint: ")[1] == room.draw(1).split("fingerprint: ")[1]
    did("slips", room.root / "slips", "--voters", 5, "--name", "民主测评")
    (room.root / "questions.json").write_text(json.dumps([one.plain() for one in MOTION]))
    room.archive.parent.mkdir()
    told = did("begin", room.archive, "--questions", room.root / "questions.json", "--name", "民主测评", "--trustees",
               room.table / "trustees.json", "--credentials", room.root / "slips" / "credentials.json")  # fmt: skip
    return room, fingerprint(told)


@pytest.fixture
def room(drawn, tmp_path):
    """A copy of that, to go on from, and the fingerprint."""
    shutil.copytree(drawn[0].root, tmp_path / "room")
    return Room(tmp_path / "room"), drawn[1]


def voted(room, published, slip, choice, name):
    ballot = room.root / name
    told = did("vote", room.archive, ballot, "--fingerprint", published, types=f"{slip}\n{choice}\n")
    return ballot, re.search(r"Tracker: (\S+)", told)[1]


def test_election_is_held_at_terminals(room):
    room, published = room
    slips = room.slips
    for n, (slip, choice) in enumerate(zip(slips, ("1", "1", "9\n4\n1 2\n2", "3", "3"), strict=True)):
        ballot, tracker = voted(room, published, slip.replace("-", ""), choice, f"ballot-{n}")
        for _again in range(2):
            assert did("cast", room.archive, ballot) == f"{ballot.name}: {tracker}\n"
    ballot, _tracker = voted(room, published, slips[0], "2", "another")
    did("cast", room.archive, ballot)
    assert "Ballots: 6，计票 / counted: 5" in did("close", room.archive)
    shares = [room.root / f"share-{index}" for index in (3, 1)]
    for index, share in zip((3, 1), shares, strict=True):
        did("open", room.archive, share, "--secret", room.secret(index), "--folder", room.table, types=f"{PHRASE}\n")
    assert "there are too few shares" in run("result", room.archive, shares[0])[1]
    told = did("result", room.archive, *shares)
    assert told.splitlines()[1:] == ["  同意: 1", "  不同意: 2", "  弃权: 2"]
    assert len(side_of(room.archive).read_text().splitlines()) == 2
    status, checked = said(room.archive.parent)
    assert (status, "all checks passed" in checked) == (0, True), checked


def test_one_scrutineer_who_is_alone_holds_an_election(tmp_path, drawn):
    room = Room(tmp_path / "alone")
    room.root.mkdir()
    ask = ("draw", room.table, "--secret", room.secret(1))
    assert "done: key" in did(*ask, "--index", 1, "--of", 1, "--needed", 1, types=f"{PHRASE}\n" * 3)
    raw = (room.table / "trustees.json").read_bytes()
    assert "密钥已生成" in did(*ask, types=f"{PHRASE}\n")
    assert (room.table / "trustees.json").read_bytes() == raw
    shutil.copytree(drawn[0].root / "slips", room.root / "slips")
    room.archive.parent.mkdir()
    told = did("begin", room.archive, "--questions", drawn[0].root / "questions.json", "--name", "测评", "--trustees",
               room.table / "trustees.json", "--credentials", room.root / "slips" / "credentials.json")  # fmt: skip
    for n, slip in enumerate(room.slips):
        did("cast", room.archive, voted(room, fingerprint(told), slip, "1", f"ballot-{n}")[0])
    did("close", room.archive)
    did("open", room.archive, room.root / "share", "--secret", room.secret(1), "--folder", room.table,
        types=f"{PHRASE}\n")  # fmt: skip
    assert did("result", room.archive, room.root / "share").splitlines()[1] == "  同意: 5"
    status, checked = said(room.archive.parent)
    assert (status, "all checks passed" in checked) == (0, True), checked
    (room.table / "trustees.json").write_bytes((drawn[0].table / "trustees.json").read_bytes())
    assert Rule.TRUSTEE.zh in run(*ask, types=f"{PHRASE}\n")[1]


def test_voters_find_the_ballots_of_theirs_that_count(room):
    room, published = room
    made = [voted(room, published, room.slips[n], "1", name) for n, name in ((0, "a"), (1, "b"), (0, "c"))]
    did("cast", room.archive, *(file for file, _tracker in made))
    first, *counted = (tracker for _file, tracker in made)
    assert did("trackers", room.archive).splitlines() == sorted(counted)
    assert "This ballot counts" in did("trackers", room.archive, "--find", f"{counted[0][:9]} {counted[0][9:]}")
    status, told = run("trackers", room.archive, "--find", first)
    assert (status, "没有这张选票" in told) == (1, True)  # it was replaced by the third


def test_two_who_take_ballots_at_once_both_do(room):
    room, published = room
    files = [voted(room, published, slip, "1", f"ballot-{n}")[0] for n, slip in enumerate(room.slips)]
    cast = [sys.executable, "-m", "changren.site.command", "ballots", "cast", room.archive]
    casting = [subprocess.Popen([*cast, *part], cwd=ROOT) for part in (files[:3], files[2:])]
    assert [one.wait() for one in casting] == [0, 0]
    assert "Ballots: 5，计票 / counted: 5" in did("close", room.archive)


def test_slips_are_printed_eight_on_a_sheet_and_are_all_alike_outside():
    own = [new_credential() for _n in range(17)]
    page = printed(own, "测评<1>")
    sheets = page.split('<div class="sheet">')[1:]
    assert [sheet.count('<div class="slip">') for sheet in sheets] == [8, 8, 1]
    assert len(set(re.findall(r'<div class="cover">(.*?)</div></div>', page, re.S))) == 1
    assert [one.replace("<br>", "") for one in re.findall(r"<strong>(.*?)</strong>", page)] == own
    assert len(set(re.findall(r"<svg.*?</svg>", page))) == 17
    assert "vote.example" not in page
    assert printed(own, "测评", "vote.example<1>").count("<p>vote.example&lt;1&gt;</p>") == 17
    assert ("测评&lt;1&gt;" in page, "测评<1>" in page, "http" in page.replace("http://www.w3.org/", "")) == (
        True, False, False,
    )  # fmt: skip


def test_nothing_that_is_secret_stands_where_others_look(room):
    """In the folder that goes round, in the archive, in a ballot: no seed, no credential, no passphrase."""
    room, published = room
    ballot, _tracker = voted(room, published, room.slips[0], "1", "ballot")
    did("cast", room.archive, ballot)
    seen = b"".join(one.read_bytes() for one in [*room.table.iterdir(), room.archive, ballot, room.secret(1)])
    for secret in [*room.slips, *(one.replace("-", "") for one in room.slips), PHRASE]:
        assert secret.encode() not in seen
    assert b'"seed"' not in seen
    assert [room.secret(n).stat().st_mode & 0o777 for n in (1, 2)] == [0o600, 0o600]


@pytest.mark.parametrize(("arguments", "types", "says"), [
    (("draw", "{table}", "--secret", "{root}/scrutineer-1"), "另一个口令\n", Rule.PASSPHRASE.zh),
    (("draw", "{table}", "--secret", "{root}/questions.json"), f"{PHRASE}\n", Rule.PASSPHRASE.zh),
    (("draw", "{table}", "--secret", "{root}/new"), "", "第一次必须填写"),
    (("draw", "{table}", "--secret", "{root}/new", "--index", 4, "--of", 3, "--needed", 2), "", "第一次必须填写"),
    (("draw", "{table}", "--secret", "{root}/new", "--index", 1, "--of", 3, "--needed", 1), "", "第一次必须填写"),
    (("draw", "{table}", "--secret", "{root}/new", "--index", 1, "--of", 3, "--needed", 2), "短\n短\n", "口令太短"),
    (("slips", "{root}/slips", "--voters", 3, "--name", "x"), "", "文件已存在"),
    (("vote", "{archive}", "{root}/b", "--fingerprint", "x"), "", "指纹不符"),
    (("vote", "{archive}", "{root}/b", "--fingerprint", "{print}"), "abc\n", Rule.CREDENTIAL.zh),
    (("vote", "{archive}", "{root}/b", "--fingerprint", "{print}"), "2" * 22 + "\n", "不在名册中"),
    (("booth", "{archive}", "{root}/no/booth.html"), "", "文件无法读写"),
    (("slips", "{root}/questions.json/x", "--voters", 3, "--name", "x"), "", "文件无法读写"),
    (("cast", "{archive}", "{root}/questions.json"), "", Rule.JSON.zh),
    (("cast", "{root}/questions.json", "{root}/questions.json"), "", Rule.ARCHIVE.zh),
    (("result", "{archive}", "{root}/questions.json"), "", Rule.JSON.zh),
    (("open", "{archive}", "{root}/s", "--secret", "{root}/scrutineer-1", "--folder", "{table}"), f"{PHRASE}\n",
     Rule.ORDER.zh),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(room, arguments, types, says):
    room, published = room
    places = {"table": room.table, "root": room.root, "archive": room.archive, "print": published}
    before = {one: one.read_bytes() for one in room.root.rglob("*") if one.is_file()}
    status, told = run(*(str(one).format_map(places) for one in arguments), types=types)
    assert (status != 0, says in told) == (True, True), told
    assert {one: one.read_bytes() for one in room.root.rglob("*") if one.is_file()} == before


def test_booth_is_written_and_what_it_gives_to_be_checked_is_repeated(room):
    room, published = room
    assert "SHA-256" in did("booth", room.archive, room.root / "booth.html")
    assert published not in (room.root / "booth.html").read_text()  # the page computes it, from bytes that it holds
    it = Board.look(room.archive).election
    credential = it.group.text(public_of(room.slips[0], it.uuid, it.group))
    unsigned = ballots.encrypt(it, credential, YES, drawn_from(b"s" * 32, it.group))
    told = {"credential": credential, "choices": YES, "seed": (b"s" * 32).hex(), "digest": print_of(written(unsigned))}
    audit = room.root / "audit.json"
    audit.write_bytes(written(told))
    assert did("recheck", room.archive, audit).splitlines() == [
        "是否同意？ 同意", "加密与所选内容一致 / It was encrypted as chosen",
    ]  # fmt: skip
    for wrong, says in (
        ({"choices": NO}, "It was not encrypted as chosen"), ({"digest": "x"}, "It was not encrypted as chosen"),
        ({"seed": "x"}, "检验文件有误"), ({"choices": [[1, 1, 0]]}, "检验文件有误"),
        ({"choices": [[5]]}, "检验文件有误"), ({"choices": [["1", "0", "0"]]}, "检验文件有误"),
        ({"choices": [1]}, Rule.JSON.zh), ({"seed": 1}, Rule.JSON.zh), ({"more": 1}, Rule.JSON.zh),
    ):  # fmt: skip
        audit.write_bytes(written(told | wrong))
        status, said_of_it = run("recheck", room.archive, audit)
        assert (status, says in said_of_it) == (1, True), said_of_it


def test_credential_of_another_election_is_not_taken(room, tmp_path):
    room, _published = room
    path = tmp_path / "other.bel"
    path.write_bytes(built(scene().events[:1]))
    status, told = run("vote", path, tmp_path / "b", "--fingerprint", scene().election.fingerprint,
                       types=f"{room.slips[0]}\n")  # fmt: skip
    assert (status, "不在名册中" in told) == (1, True)


def test_small_elections_are_not_opened(room):
    room, published = room
    for n in range(4):
        did("cast", room.archive, voted(room, published, room.slips[n], "1", f"ballot-{n}")[0])
    did("close", room.archive)
    ask = ("open", room.archive, room.root / "share", "--secret", room.secret(2), "--folder", room.table)
    status, told = run(*ask, types=f"{PHRASE}\n")
    assert (status, Rule.TOO_SMALL.zh in told, (room.root / "share").exists()) == (1, True, False)
    assert "Share of scrutineer 2" in did(*ask, "--fewest", 4, types=f"{PHRASE}\n")


def test_certificate_put_in_place_of_another_is_noticed(room, tmp_path):
    """Who passes the folder on cannot change what is in it: the others signed what they saw."""
    room, _published = room
    stranger = Room(tmp_path)
    stranger.draw(1, first=True)
    (room.table / "certificate-1.json").write_bytes((stranger.table / "certificate-1.json").read_bytes())
    (room.table / "key-2.json").unlink()
    status, told = run("draw", room.table, "--secret", room.secret(2), types=f"{PHRASE}\n")
    assert (status, Rule.THRESHOLD.zh in told) == (1, True)
