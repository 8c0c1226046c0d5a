"""The scrutineer's page in a real browser: what it tells others is what Python would; it opens nothing wrong."""

import hashlib
import json
import re
import secrets
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
from playwright.sync_api import expect

from changren.ballots.protocol import (
    ballots,
    ceremony,
    channel,
    credentials,
    election,
    keys,
    tally,
    threshold,
    trustees,
    vault,
)
from changren.ballots.protocol.board import Board, sides_of
from changren.ballots.protocol.ceremony import Place
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.plain import fingerprint as print_of
from changren.ballots.protocol.plain import written
from changren.ballots.protocol.proofs import drawn_from
from changren.ballots.protocol.rules import Rule
from changren.ballots.protocol.verifier import verify
from changren.ballots.scrutineer import made
from changren.site.command import changren
from tests.ballots.scene import ABSTAIN, AT, MOTION, NO, YES, drawn, scene, taken, total_of
from tests.ballots.test_interop import said
from tests.e2e import crawling
from tests.e2e.alone import Somebody
from tests.e2e.visitor import DESK, PHONE

pytestmark = pytest.mark.e2e
NAME, SEED, PHRASE = "BELENIOS-2048", b"s" * 32, "一二三四五六七八九十"
ITS = group(NAME)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "scrutineer.html"
    path.write_bytes(made().page)
    return path


@pytest.fixture
def come(chromium, page_file):
    """`come()`: somebody before the page; in the end none may have asked the network for anything, or met a fault."""
    came: list[Somebody] = []

    def one(**options) -> Somebody:
        came.append(Somebody(chromium, page_file, **options))
        return came[-1]

    yield one
    for person in came:
        person.leaves()


@pytest.fixture
def chance(monkeypatch):
    """`chance()`: from here on Python's chance comes from the seed, as that of the page in `same_as`."""

    def begin() -> None:
        draw = drawn_from(SEED, ITS)
        monkeypatch.setattr(secrets, "randbelow", lambda most: draw() % most)

    return begin


def same_as(page, code: str, *given: Any) -> Any:
    """What the page makes of it; `draw` there is chance from the seed."""
    return page.evaluate(f"([seed, ...given]) => {{ const draw = group.drawnFrom(seed); return {code}; }}",
                         [SEED.hex(), *given])  # fmt: skip


def test_certificate_is_that_of_python_to_the_byte(come, chance):
    place, seed = Place(ITS, 3, 2, 2), channel.new_seed()
    there = same_as(come().page, "JSON.stringify(ceremony.certificate(given[0], given[1], draw))",
                    {"size": 3, "needed": 2, "index": 2}, seed)  # fmt: skip
    chance()
    assert there.encode() == written(ceremony.certificate(place, seed))


def test_polynomial_is_that_of_python_to_the_byte(come, chance):
    own, certs = drawn(), drawn().parameters["certs"]
    there = same_as(come().page, "JSON.stringify(ceremony.polynomial(...given, draw))",
                    {"size": 3, "needed": 2, "index": 1}, own.seeds[0], certs)  # fmt: skip
    chance()
    assert there.encode() == written(ceremony.polynomial(Place(ITS, 3, 2, 1), own.seeds[0], certs))


def test_share_is_that_of_python_to_the_byte(come, chance):
    places = [Place(ITS, 3, 2, index) for index in (1, 2, 3)]
    seeds = drawn().seeds
    certs = drawn().parameters["certs"]
    polynomials = [ceremony.polynomial(place, seed, certs) for place, seed in zip(places, seeds, strict=True)]
    there = same_as(come().page, "JSON.stringify(ceremony.share(...given, draw).told)",
                    {"size": 3, "needed": 2, "index": 3}, seeds[2], certs, polynomials)  # fmt: skip
    chance()
    came = ceremony.passed_on(polynomials, 3)
    assert there.encode() == written(ceremony.share(places[2], seeds[2], certs, came)[1])


def test_key_of_one_who_is_alone_is_that_of_python(come, chance):
    seed = channel.new_seed()
    there = same_as(come().page, "JSON.stringify([['Single', trustees.publicKey(trustees.secretOf(given[0]), draw)]])",
                    seed)  # fmt: skip
    chance()
    assert there.encode() == trustees.alone([keys.public_key(ITS, keys.secret_of(seed, ITS))])


def test_partial_decryption_is_that_of_python_to_the_byte(come, chance):
    total = total_of(scene().election, scene().events[-4][1][0])
    plain = [[[str(half) for half in pair] for pair in row] for row in total]
    code = """opening.share({ election: { phi: given[0] } }, given[1].map((row) => row.map((pair) => pair.map(BigInt))),
                            BigInt(given[2]), 1, draw)"""
    own = drawn().secrets[0]
    there = same_as(come().page, code, scene().election.fingerprint, plain, str(own))
    chance()
    share = tally.make_share(scene().election, total, own)
    assert there.encode() == b'{"owner":1,"share":%s,"proofs":%s}' % (share.payload(ITS), share.beside())


def test_channel_is_aes_ccm(come):
    """By lengths around the blocks, and around the one where the nonce gets shorter; a changed byte is noticed."""
    page = come().page
    for length in (0, 1, 15, 16, 17, 31, 32, 33, 1000, 65535, 65536):
        key, data = secrets.token_bytes(32), secrets.token_bytes(length)
        nonce = secrets.token_bytes(13 if length < 65536 else 12)
        sealed = AESCCM(key, tag_length=8).encrypt(nonce, data, None)
        code = """[group.hex(channel.ccm.encrypt(...given.slice(0, 3).map(channel.bytesOf))),
                   group.hex(channel.ccm.decrypt(...[0, 1, 3].map((n) => channel.bytesOf(given[n]))) || []),
                   channel.ccm.decrypt(...[0, 1, 4].map((n) => channel.bytesOf(given[n])))]"""
        spoilt = bytes([*sealed[:-1], sealed[-1] ^ 1])
        there = same_as(page, code, *(one.hex() for one in (key, nonce, data, sealed, spoilt)))
        assert there == [sealed.hex(), data.hex(), None], length


def test_file_under_a_passphrase_is_opened_by_either(come, tmp_path):
    page, kept = come().page, vault.Kept(channel.new_seed(), NAME, 3, 2, 1)
    plain = {"seed": kept.seed, "group": NAME, "size": 3, "needed": 2, "index": 1}
    (tmp_path / "here").write_text(same_as(page, "vault.sealed(...given)", plain, PHRASE))
    assert vault.kept_in(tmp_path / "here", PHRASE) == kept
    vault.keep(tmp_path / "there", kept, PHRASE)
    raw = (tmp_path / "there").read_text()
    assert same_as(page, "vault.opened(...given)", raw, PHRASE) == plain
    wrong = "(() => { try { return vault.opened(...given); } catch (why) { return why.code; } })()"
    for text, phrase in ((raw, "另一个"), ("{}", PHRASE), ("x", PHRASE), (raw.replace("sealed", "other"), PHRASE)):
        assert same_as(page, wrong, text, phrase) == "passphrase"


def test_trustees_are_verified_as_in_python(come):
    page = come().page
    told = same_as(page, "(({ keys, key }) => [keys.map(String), String(key)])(trustees.read(given[0]))",
                   drawn().raw.decode())  # fmt: skip
    there = trustees.read_trustees(drawn().raw, ITS)
    assert told == [[ITS.text(one) for one in there.keys], ITS.text(there.key)]
    assert threshold.verified(drawn().parameters, ITS, plain_layout=False)[1] == 2


# ─── at the page


class Scrutineer(Somebody):
    """Somebody with a key of their own."""

    def new(self, index, size=3, needed=2, phrase=PHRASE, again=PHRASE) -> "Scrutineer":
        self.page.click("#first")
        for name, value in {"size": size, "needed": needed, "index": index}.items():
            self.page.fill(f"#{name}", str(value))
        self.page.fill("#phrase", phrase)
        self.page.fill("#phrase-again", again)
        self.page.click("#draw")
        return self

    def keeps(self, file: Path) -> "Scrutineer":
        self.says("先保存密钥文件")
        file.write_text(self.saved("#secret"), "utf-8")
        self.page.click("#kept")
        return self

    def unlock(self, button: str, file: Path, phrase=PHRASE) -> "Scrutineer":
        self.page.click(button)
        self.page.set_input_files("#secret-file", file)
        self.page.fill("#passphrase", phrase)
        self.page.click("#enter")
        return self

    def put(self, folder: Path, name: str) -> None:
        """Make what is mine to make, and put it on the table."""
        self.page.click("#make")
        expect(self.page.locator("#piece")).to_have_text(f"保存{name}")
        (folder / name).write_text(self.saved("#piece"), "utf-8")

    def bring(self, *files: Path) -> None:
        self.page.set_input_files("#bring", files)

    def open(self, archive: Path, own: Path | None, fingerprint: str, fewest=1, memory: Path | None = None) -> None:
        self.page.set_input_files("#archive", archive)
        if own:
            self.page.set_input_files("#own", own)
        if memory:
            self.page.set_input_files("#memory", memory)
        self.page.fill("#published", fingerprint)
        self.page.fill("#fewest", str(fewest))
        self.page.click("#check")


def terminal(*arguments, types=f"{PHRASE}\n") -> str:
    done = CliRunner().invoke(changren, ["ballots", *map(str, arguments)], input=types)
    assert done.exit_code == 0, done.output
    return done.output


def at_a_terminal(table: Path, secret: Path, index: int) -> str:
    """Two of the three draw at a terminal."""
    place = () if secret.exists() else ("--index", index, "--of", 3, "--needed", 2)
    return terminal("draw", table, "--secret", secret, *place, types=f"{PHRASE}\n" * 3)


def begun_with(folder: Path, voters: int = 5) -> tuple[Board, list[str]]:
    """An election of the trustees of a folder, and its credentials."""
    raw = (folder / "trustees.json").read_bytes()
    it = election.describe(election.new_uuid(), "民主测评", "", (ITS, trustees.read_trustees(raw, ITS).key), MOTION)
    own = [credentials.new_credential() for _n in range(voters)]
    roll = credentials.roll([credentials.public_of(one, it.uuid, ITS) for one in own], ITS)
    (folder / "bel").mkdir()
    return Board.begin(folder / "bel" / f"{it.uuid}.bel", it.raw, raw, roll.raw, AT), own


def voted(board: Board, own: list[str]) -> None:
    for one, chosen in zip([*own, own[0]], (YES, YES, NO, ABSTAIN, NO, NO), strict=False):
        board.cast(board.checked(ballots.cast(board.found.election, one, chosen)))


@pytest.fixture(scope="module")
def drawn_together(chromium, page_file, tmp_path_factory) -> Path:
    """A folder in which one scrutineer in a browser and two at terminals have drawn a key, with their own files."""
    table = tmp_path_factory.mktemp("table")
    at_a_terminal(table, table / "one", 1)
    person = Scrutineer(chromium, page_file).new(2).keeps(table / "two")
    at_a_terminal(table, table / "three", 3)
    person.put(table, "certificate-2.json")
    person.says("等待监票人1、3的文件")
    person.bring(table / "certificate-1.json", table / "certificate-3.json")
    person.says("第二步：分发份额")
    person.put(table, "polynomial-2.json")
    for n, name in ((1, "one"), (3, "three"), (1, "one")):
        at_a_terminal(table, table / name, n)
    person.bring(table / "polynomial-1.json")
    person.says("等待监票人3的文件")
    person.page.click("#bringing summary")
    person.page.fill("#pasted", (table / "polynomial-3.json").read_text())
    person.page.click("#take")
    person.says("第三步：核对份额")
    person.put(table, "key-2.json")
    for n, name in ((3, "three"), (1, "one")):
        told = at_a_terminal(table, table / name, n)
    assert "密钥已生成" in told
    person.bring(table / "key-1.json", table / "key-3.json")
    person.says("密钥已经生成")
    assert person.saved("#trustees").encode() == (table / "trustees.json").read_bytes()
    assert person.page.inner_text("#trustees-print").replace(" ", "") == print_of(
        (table / "trustees.json").read_bytes()
    )
    person.leaves()
    return table


@pytest.fixture
def room(drawn_together, tmp_path) -> Path:
    """A copy of that, to go on from."""
    shutil.copytree(drawn_together, tmp_path / "room")
    return tmp_path / "room"


@pytest.fixture
def scrutineer(chromium, page_file):
    """`scrutineer()`: somebody before the page, who leaves without having asked the network for anything."""
    came: list[Scrutineer] = []

    def one(**options) -> Scrutineer:
        came.append(Scrutineer(chromium, page_file, **options))
        return came[-1]

    yield one
    for person in came:
        person.leaves()


def test_one_in_a_browser_and_one_at_a_terminal_open_what_all_three_drew(scrutineer, room):
    board, own = begun_with(room)
    voted(board, own)
    board.close()
    person = scrutineer().unlock("#count", room / "two")
    person.open(board.path, room / "key-2.json", board.found.election.fingerprint, fewest=5)
    person.says("监票人2的份额已做好")
    person.says("选票6张，计票5张")
    (room / "share-2").write_text(person.saved("#share"), "utf-8")
    assert json.loads(person.saved("#remembered")).keys() == {board.found.election.uuid}
    terminal("open", board.path, room / "share-3", "--secret", room / "three", "--folder", room)
    told = terminal("result", board.path, room / "share-2", room / "share-3")
    assert told.splitlines()[1:] == ["  同意: 1", "  不同意: 3", "  弃权: 1"]
    status, checked = said(board.path.parent)
    assert (status, "all checks passed" in checked) == (0, True), checked
    report = verify(board.path, sides=sides_of(board.path))
    assert (report.failures, report.bound) == ([], [2, 3])


def test_second_share_verifies_the_first(scrutineer, room):
    board, own = begun_with(room)
    voted(board, own)
    board.close()
    terminal("open", board.path, room / "share-1", "--secret", room / "one", "--folder", room)
    owner, payload, proofs = json.loads((room / "share-1").read_text()).values()
    board.add_share(owner, tally.share_read(board.found.election, payload, proofs))
    person = scrutineer().unlock("#count", room / "two")
    person.open(board.path, room / "key-2.json", board.found.election.fingerprint)
    person.says("监票人2的份额已做好")
    _owner, payload, proofs = json.loads(person.saved("#share")).values()
    board.add_share(2, tally.share_read(board.found.election, payload, proofs))
    assert board.publish_result() == [[1, 3, 1]]


def test_one_who_is_alone_holds_an_election(scrutineer, tmp_path):
    person = scrutineer().new(1, size=1, needed=1).keeps(tmp_path / "mine")
    person.says("密钥已经生成")
    (tmp_path / "trustees.json").write_text(person.saved("#trustees"), "utf-8")
    assert "密钥已生成" in terminal("draw", tmp_path, "--secret", tmp_path / "mine")
    board, own = begun_with(tmp_path)
    voted(board, own)
    board.close()
    other = scrutineer().unlock("#count", tmp_path / "mine")
    other.open(board.path, None, board.found.election.fingerprint)
    other.says("监票人1的份额已做好")
    (tmp_path / "share").write_text(other.saved("#share"), "utf-8")
    terminal("result", board.path, tmp_path / "share")
    assert said(board.path.parent)[0] == 0


def test_ceremony_goes_on_after_the_page_was_closed(scrutineer, room):
    for name in ("key-2.json", "trustees.json"):
        (room / name).unlink()
    person = scrutineer().unlock("#resume", room / "two")
    person.says("如果这一步以前做过，请先读入那个文件")
    person.bring(*room.glob("certificate-*.json"), *room.glob("polynomial-*.json"))
    person.says("第三步：核对份额")
    person.put(room, "key-2.json")
    person.bring(room / "key-1.json", room / "key-3.json")
    person.says("密钥已经生成")
    assert at_a_terminal(room, room / "one", 1).split("fingerprint: ")[1].strip() == (
        person.page.inner_text("#trustees-print").replace(" ", "")
    )


@pytest.mark.parametrize(("given", "says"), [
    ({"index": 4}, "人数和序号对不上"), ({"index": ""}, "人数和序号对不上"),
    ({"index": 1, "needed": 1}, "人数和序号对不上"), ({"index": 1, "needed": 4}, "人数和序号对不上"),
    ({"index": 1, "phrase": "短", "again": "短"}, "口令太短"),
    ({"index": 1, "again": f"{PHRASE}x"}, "两次输入的口令不一样"),
])  # fmt: skip
def test_what_is_wrong_with_a_new_key_is_said_and_nothing_is_lost(scrutineer, given, says):
    person = scrutineer().new(**given)
    person.says(says)
    assert person.page.input_value("#index") == str(given["index"])
    assert person.page.input_value("#phrase") == given.get("phrase", PHRASE)


def test_file_of_another_or_another_passphrase_is_refused(scrutineer, room):
    person = scrutineer().unlock("#resume", room / "two", "不是这个口令的口令")
    person.says(Rule.PASSPHRASE.zh)
    person.page.set_input_files("#secret-file", room / "certificate-1.json")
    person.page.click("#enter")
    person.says(Rule.PASSPHRASE.zh)
    assert person.page.locator("#unlock").is_visible()


def test_papers_that_do_not_fit_are_refused_and_the_others_stay(scrutineer, room, tmp_path):
    """Another certificate in a place, a message that was changed, what is no paper at all."""
    stranger = tmp_path / "stranger"
    at_a_terminal(stranger, tmp_path / "other", 1)
    person = scrutineer().unlock("#resume", room / "two")
    person.bring(*room.glob("certificate-*.json"))
    person.says("第二步：分发份额")
    spoilt = tmp_path / "polynomial-1.json"
    value = taken((room / "polynomial-1.json").read_bytes())
    value["coefexps"]["signature"]["response"] = "1"
    spoilt.write_bytes(written(value))
    for file, says in (
        (stranger / "certificate-1.json", Rule.THRESHOLD.zh), (spoilt, Rule.THRESHOLD.zh), (room / "two", Rule.JSON.zh),
    ):  # fmt: skip
        person.bring(file)
        person.says(says)
        person.says("证书 已交、份额 未交")
    person.bring(room / "polynomial-1.json", room / "polynomial-2.json", room / "polynomial-3.json")
    person.says("第三步：核对份额")


def test_wrong_part_names_whose_it_is(scrutineer, room, tmp_path):
    """A letter that is for another, put in the place of mine."""
    value = taken((room / "polynomial-3.json").read_bytes())
    value["secrets"][1] = value["secrets"][0]
    spoilt = tmp_path / "polynomial-3.json"
    spoilt.write_bytes(written(value))
    person = scrutineer().unlock("#resume", room / "two")
    person.bring(*room.glob("certificate-*.json"), room / "polynomial-1.json", room / "polynomial-2.json", spoilt)
    person.says("第三步：核对份额")
    person.page.click("#make")
    person.says(f"{Rule.CHANNEL.zh}（trustee 3")


def _spoil_ballot(board: Board) -> None:
    whole = bytearray(board.path.read_bytes())
    digit = whole.index(b'"response":"', board.found.ballots[2].place) + 20
    whole[digit] = ord("1") if whole[digit] != ord("1") else ord("2")
    board.path.write_bytes(whole)


def _cut(board: Board) -> None:
    board.path.write_bytes(board.path.read_bytes()[:-700])


def _open(board: Board) -> None:
    """As two scrutineers at terminals do."""
    room = board.path.parents[1]
    for name in ("one", "three"):
        terminal("open", board.path, room / f"{name}-share", "--secret", room / name, "--folder", room)
    terminal("result", board.path, room / "one-share", room / "three-share")


WRONG = {
    "still-open": ([], {}, "投票还没有结束"),
    "result-published": ([Board.close, _open], {}, "结果已经公布"),
    "another-notice": ([Board.close], {"fingerprint": "x" * 43}, Rule.FACT.zh),
    "too-few": ([Board.close], {"fewest": 6}, Rule.TOO_SMALL.zh),
    "byte-changed": ([Board.close, _spoil_ballot], {}, Rule.NAME.zh),
    "paper-of-another": ([Board.close], {"own": "key-1.json"}, Rule.CHANNEL.zh),
    "no-paper": ([Board.close], {"own": "certificate-1.json"}, Rule.THRESHOLD.zh),
    "cut-off": ([Board.close, _cut], {}, Rule.ARCHIVE.zh),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_must_not_be_opened_is_not(scrutineer, room, case):
    steps, given, says = WRONG[case]
    board, own = begun_with(room)
    voted(board, own)
    for step in steps:
        step(board)
    person = scrutineer().unlock("#count", room / "two")
    person.open(board.path, room / given.get("own", "key-2.json"),
                given.get("fingerprint", board.found.election.fingerprint), given.get("fewest", 1))  # fmt: skip
    person.says(says)
    assert (person.page.locator("#open").is_visible(), person.page.locator("#share").is_visible()) == (True, False)
    assert person.page.evaluate("localStorage.length") == 0


def test_another_sum_of_the_same_election_is_never_opened(scrutineer, room, tmp_path):
    """Neither by the device that remembers, nor by another one to which the record was brought."""
    board, own = begun_with(room)
    voted(board, own[:3])
    fork = tmp_path / "fork.bel"
    shutil.copy(board.path, fork)
    board.close()
    other = Board.resume(fork)
    other.cast(other.checked(ballots.cast(other.found.election, own[3], NO)))
    other.close()
    phi = board.found.election.fingerprint
    person = scrutineer().unlock("#count", room / "two")
    person.open(board.path, room / "key-2.json", phi)
    person.says("份额已做好")
    record = tmp_path / "record"
    record.write_text(person.saved("#remembered"), "utf-8")
    person.saved("#share")
    person.page.reload()
    person.unlock("#count", room / "two").open(fork, room / "key-2.json", phi)
    person.says(Rule.OPENED_BEFORE.zh)
    person.page.set_input_files("#archive", board.path)
    person.page.click("#check")
    person.says("份额已做好")  # the same sum again is no other one
    person.saved("#share")
    stranger = scrutineer().unlock("#count", room / "two")
    stranger.open(fork, room / "key-2.json", phi, memory=record)
    stranger.says(Rule.OPENED_BEFORE.zh)
    assert stranger.page.evaluate("localStorage.length") == 0
    (room / "two.opened").write_text(record.read_text())
    asked = ["ballots", "open", fork, tmp_path / "s", "--secret", room / "two", "--folder", room, "--fewest", 1]
    done = CliRunner().invoke(changren, [*map(str, asked)], input=f"{PHRASE}\n")
    assert (done.exit_code, Rule.OPENED_BEFORE.zh in done.output) == (1, True)


def test_device_that_cannot_remember_gives_the_record_first(scrutineer, room):
    board, own = begun_with(room)
    voted(board, own)
    board.close()
    person = scrutineer().unlock("#count", room / "two")
    person.page.evaluate("() => Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } })")
    person.open(board.path, room / "key-2.json", board.found.election.fingerprint)
    person.says("本设备记不住开过的票，请先保存开票记录")
    assert person.page.locator("#share").is_hidden()
    assert json.loads(person.saved("#remembered")).keys() == {board.found.election.uuid}
    assert json.loads(person.saved("#share"))["owner"] == 2


def test_paper_can_be_saved_again_and_copied(scrutineer, room):
    person = scrutineer().new(1).keeps(room / "mine")
    person.put(room, "certificate-1.json")
    expect(person.page.locator("#piece")).to_have_text("再保存一次certificate-1.json")
    raw = (room / "certificate-1.json").read_text()
    assert person.saved("#piece") == raw == person.page.input_value("#text")


def test_nothing_secret_leaves_the_worker_in_clear(scrutineer, room):
    """Not on the page, not in what the browser keeps, not in a file that goes round: no seed, no passphrase."""
    person = scrutineer().new(1).keeps(room / "mine")
    seed = vault.kept_in(room / "mine", PHRASE).seed
    person.put(room, "certificate-1.json")
    seen = [person.page.content(), person.page.evaluate("JSON.stringify(localStorage)"), (room / "mine").read_text(),
            (room / "certificate-1.json").read_text(), *person.page.evaluate(
                "Array.from(document.querySelectorAll('input, textarea'), (one) => one.value)")]  # fmt: skip
    assert [text for text in seen if seed in text or PHRASE in text] == []


def test_page_asks_before_a_key_or_a_paper_is_lost(scrutineer):
    person = scrutineer().new(1)
    person.says("先保存密钥文件")
    asked: list[str] = []
    person.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    person.page.close(run_before_unload=True)
    person.saved("#secret")
    assert asked == ["beforeunload"]
    with person.page.expect_event("close"):
        person.page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_every_rule_it_names_has_its_sentence():
    codes = set(re.findall(r'(?:no|wrong)\("([a-z-]+)"|code: "([a-z-]+)"', page_script()))
    assert {one or other for one, other in codes} <= {rule.code for rule in Rule}
    assert len(codes) > 20


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_either_language(scrutineer, room, size):
    fine = {"axe": [], "small": [], "wide": []}
    person = scrutineer(size=size)
    assert crawling.look(person.page) == fine
    person.new(2, again="x")
    person.says("两次输入的口令不一样")
    assert crawling.look(person.page) == fine
    person.page.fill("#phrase-again", PHRASE)
    person.page.click("#draw")
    person.says("先保存密钥文件")
    assert crawling.look(person.page) == fine
    person.keeps(room / "new")
    person.page.click("#language")
    person.says("It is your turn")
    assert crawling.look(person.page) == fine
    person.page.click("#make")
    person.says("Save certificate-2.json")
    assert crawling.look(person.page) == fine
    assert re.search("[一-鿿]", person.page.inner_text("#table")) is None
    person.page.reload()
    person.unlock("#count", room / "two")
    person.says("核对并开票")
    assert crawling.look(person.page) == fine


def page_script() -> str:
    return made().page.decode().split('<script id="script">')[1].split("</script>")[0]


def test_program_is_the_one_that_is_published_and_the_only_one(come, page_file, tmp_path):
    assert (
        hashlib.sha256(page_script().encode()).hexdigest()
        == made().script_digest
        == come().page.inner_text("#script-print")
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page_file.read_text("utf-8"))[1]
    assert (policy.startswith("default-src 'none';"), "unsafe" in policy, "http" in policy) == (True, False, False)
    assert len(zlib.compress(page_script().encode(), 9)) < 60_000
    assert made().script_digest in terminal("scrutineer-page", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page_file.read_bytes()
