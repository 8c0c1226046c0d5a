"""The page that makes credentials and prints them, without a network: the same list as Python's, and no trace."""

import hashlib
import json
import re
import secrets

import pytest
import segno
from click.testing import CliRunner
from playwright.sync_api import expect

from changren.ballots.protocol import credentials
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.plain import fingerprint, written
from changren.ballots.protocol.proofs import drawn_from
from changren.ballots.slips import made, printed
from changren.site.command import changren
from tests.e2e import crawling
from tests.e2e.alone import Somebody
from tests.e2e.visitor import DESK, PHONE

pytestmark = pytest.mark.e2e
UUID, SEED = "5rtz8SmdoEeckX", b"s" * 32
NO_PAPER = "() => { window.papers = 0; window.print = () => { window.papers += 1; }; }"
SEEDED = """([seed, count]) => {
  const draw = group.drawnFrom(seed), pick = (most) => Number(draw() % BigInt(most));
  return slips.made(count, credentials.newUuid(pick), pick);
}"""
RAW = "(credential) => qr.encodeQR(credential, 'raw', { ecc: 'medium', border: 1 })"


class Clerk(Somebody):
    """Somebody who makes slips."""

    def __init__(self, *where, **options) -> None:
        super().__init__(*where, **options)
        self.page.evaluate(NO_PAPER)

    def ask(self, name="民主测评", count="9", address="", uuid="") -> "Clerk":
        for place, value in {"called": name, "count": count, "address": address, "uuid": uuid}.items():
            self.page.fill(f"#{place}", value)
        self.page.click("#make")
        return self

    def on_paper(self) -> list[str]:
        """The credentials that would be printed."""
        return self.page.eval_on_selector_all(".secret strong", "found => found.map((one) => one.textContent)")


MASKS = (
    lambda r, c: (r + c) % 2, lambda r, c: r % 2, lambda r, c: c % 3, lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2, lambda r, c: r * c % 2 + r * c % 3, lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)  # fmt: skip


def scanned(rows) -> str:
    """What a QR code of 25 by 25 modules says in bytes, if nothing of it is damaged (ISO/IEC 18004)."""
    mask = MASKS[int("".join(str(int(rows[8][c])) for c in (2, 3, 4)), 2) ^ 0b101]
    bits = ""
    for turn, right in enumerate((24, 22, 20, 18, 16, 14, 12, 10, 8, 5, 3, 1)):
        for r in range(24, -1, -1) if turn % 2 == 0 else range(25):
            for c in (right, right - 1):
                fixed = (
                    (r < 9 and (c < 9 or c > 16)) or (r > 16 and c < 9) or r == 6 or (16 <= r <= 20 and 16 <= c <= 20)
                )
                bits += "" if fixed else str(int(bool(rows[r][c]) != (mask(r, c) == 0)))
    assert bits[:4] == "0100"  # bytes
    length = int(bits[4:12], 2)
    return bytes(int(bits[n : n + 8], 2) for n in range(12, 12 + 8 * length, 8)).decode()


@pytest.fixture
def come(chromium, tmp_path):
    """`come(…)`: a clerk; in the end none may have asked the network for anything, or met a fault."""
    came: list[Clerk] = []
    path = tmp_path / "slips.html"
    path.write_bytes(made().page)

    def one(**options) -> Clerk:
        came.append(Clerk(chromium, path, **options))
        return came[-1]

    yield one
    for clerk in came:
        clerk.leaves()


def test_list_is_that_of_python_to_the_byte(come, tmp_path, monkeypatch):
    its = group("BELENIOS-2048")
    draw = drawn_from(SEED, its)
    monkeypatch.setattr(secrets, "choice", lambda alphabet: alphabet[draw() % len(alphabet)])
    asked = ["ballots", "slips", str(tmp_path / "there"), "--voters", "12", "--name", "x"]
    assert CliRunner().invoke(changren, asked).exit_code == 0
    found = come().page.evaluate(SEEDED, [SEED.hex(), 12])
    assert found["file"].encode() == (tmp_path / "there" / "credentials.json").read_bytes()
    page = (tmp_path / "there" / "slips.html").read_text("utf-8")
    assert found["own"] == [one.replace("<br>", "") for one in re.findall(r"<strong>(.*?)</strong>", page)]


def test_what_is_printed_votes_in_the_election_of_what_is_handed_on(come):
    clerk = come().ask(count="9", address="https://vote.example/测评")
    clerk.says("9张凭证已生成")
    clerk.page.click("#print")
    own = clerk.on_paper()
    assert (clerk.page.evaluate("papers"), len(set(own))) == (1, 9)
    clerk.page.click("#again")
    assert clerk.page.evaluate("papers") == 2
    clerk.page.click("#wipe")
    clerk.says("凭证已从本页清除")
    raw = clerk.saved("#list")
    told = json.loads(raw)
    its = group("BELENIOS-2048")
    roll = credentials.roll([credentials.public_of(credentials.normal(one), told["uuid"], its) for one in own], its)
    assert raw.encode() == b'{"uuid":"%s","credentials":%s}' % (told["uuid"].encode(), roll.raw)
    assert clerk.page.inner_text("#list-print").replace(" ", "") == fingerprint(roll.raw)
    assert credentials.roll_of(written(told["credentials"]), its).weights == dict.fromkeys(roll.weights, 1)


def test_nothing_secret_is_seen_on_the_screen_or_left_behind(come):
    clerk = come().ask()
    clerk.says("9张凭证已生成")
    own = clerk.on_paper()
    assert clerk.page.locator("#sheets").is_hidden()
    assert [one for one in own if one in clerk.page.inner_text("body")] == []
    clerk.page.click("#print")
    clerk.page.click("#wipe")
    assert [one for one in own if one in clerk.page.content()] == []
    assert clerk.page.locator("#sheets *").count() == 0
    assert clerk.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert [one for one in own if one in clerk.saved("#list")] == []


def test_slip_shows_nothing_when_it_is_folded(come):
    """Below the fold stands what is secret, above it a cover as high and as wide, the same on every slip."""
    clerk = come(size=DESK).ask(count="9", address="https://vote.example/")
    clerk.says("9张凭证已生成")
    clerk.page.emulate_media(media="print")
    assert clerk.page.locator("main").is_hidden()
    boxes = clerk.page.eval_on_selector_all(".slip", """found => found.map((slip) => {
      const at = (one) => ["left", "top", "right", "bottom"].map((side) => one.getBoundingClientRect()[side]);
      const each = (names) => Array.from(slip.querySelectorAll(names), at);
      return [at(slip), at(slip.querySelector(".cover")), at(slip.querySelector(".inside")), each(".secret *, svg")];
    })""")  # fmt: skip
    for slip, cover, inside, secret in boxes:
        assert cover[3] - cover[1] >= inside[3] - inside[1] - 1
        assert (cover[0], cover[2]) == (inside[0], inside[2])
        assert (cover[1] >= slip[1], inside[3] <= slip[3]) == (True, True)
        assert [one for one in secret if one[0] < inside[0] or one[2] > inside[2] or one[1] < inside[1]
                or one[3] > inside[3]] == []  # fmt: skip
    assert len(boxes) == 9
    covers = clerk.page.eval_on_selector_all(".cover", "found => found.map((one) => one.outerHTML)")
    assert (len(covers), len(set(covers))) == (9, 1)
    sheets = clerk.page.eval_on_selector_all(".sheet", "found => found.map((one) => one.children.length)")
    assert sheets == [8, 1]
    assert clerk.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2


def test_page_and_terminal_print_the_same_slip(come):
    clerk = come().ask(name="测评<1>", count="1", address="vote.example")
    clerk.says("1张凭证已生成")
    (own,) = clerk.on_paper()
    there = printed([own], "测评<1>", "vote.example").split('<div class="sheet">')[1].split("</body>")[0]
    here = clerk.page.inner_html(".sheet")
    shape = re.compile(r"<svg.*?</svg>|\s+", re.S)
    assert shape.sub("", here) == shape.sub("", there.rsplit("</div>", 1)[0])


def test_code_holds_the_credential(come):
    own = credentials.new_credential()
    drawn = [row[1:-1] for row in come().page.evaluate(RAW, own)[1:-1]]
    assert scanned(drawn) == own
    assert scanned(segno.make(own, error="m", micro=False, boost_error=False).matrix) == own


def test_election_is_read_from_its_file(come, tmp_path):
    clerk = come()
    for n, (raw, name, uuid, says) in enumerate((
        ({"name": "测评", "uuid": UUID}, "测评", UUID, ""), ({"uuid": "x"}, "测评", UUID, "没有投票编号"),
        ([], "测评", UUID, "没有投票编号"),
    )):  # fmt: skip
        file = tmp_path / f"election-{n}.json"
        file.write_text(json.dumps(raw))
        clerk.page.set_input_files("#election", file)
        expect(clerk.page.locator("#uuid")).to_have_value(uuid)
        expect(clerk.page.locator("#election-wrong")).to_contain_text(says)
        assert (clerk.page.input_value("#called"), clerk.page.input_value("#uuid")) == (name, uuid)
    clerk.page.fill("#count", "2")
    clerk.page.click("#make")
    clerk.says("2张凭证已生成")
    clerk.page.click("#print")
    clerk.page.click("#wipe")
    assert json.loads(clerk.saved("#list"))["uuid"] == UUID


@pytest.mark.parametrize(("asked", "says"), [
    ({"name": " "}, "请填写投票名称"), ({"count": ""}, "张数应为1至5000"), ({"count": "0"}, "张数应为1至5000"),
    ({"count": "5001"}, "张数应为1至5000"), ({"count": "1.5"}, "张数应为1至5000"),
    ({"uuid": "0OIl"}, "编号至少14个字符"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(come, asked, says):
    clerk = come().ask(**asked)
    clerk.says(says)
    assert clerk.page.locator("#ask").is_visible()
    whole = {"name": "民主测评", "count": "9", "uuid": ""} | asked
    assert [clerk.page.input_value(f"#{one}") for one in ("called", "count", "uuid")] == list(whole.values())


def test_page_asks_before_it_is_left_until_the_list_is_saved(come):
    clerk = come().ask(count="1")
    clerk.says("1张凭证已生成")
    asked: list[str] = []
    clerk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    clerk.page.close(run_before_unload=True)
    clerk.page.click("#print")
    clerk.page.click("#wipe")
    clerk.page.close(run_before_unload=True)
    clerk.says("保存公开名册")
    assert asked == ["beforeunload"] * 2
    clerk.saved("#list")
    with clerk.page.expect_event("close"):
        clerk.page.close(run_before_unload=True)
    assert asked == ["beforeunload"] * 2


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_either_language(come, size):
    clerk = come(size=size)
    assert crawling.look(clerk.page) == {"axe": [], "small": [], "wide": []}
    clerk.page.click("#language")
    clerk.ask(count="1").says("1 credentials are made")
    for button in ("#print", "#wipe"):
        assert crawling.look(clerk.page) == {"axe": [], "small": [], "wide": []}
        clerk.page.click(button)
    assert crawling.look(clerk.page) == {"axe": [], "small": [], "wide": []}
    assert re.search("[一-鿿]", clerk.page.inner_text("#handing")) is None


def test_program_is_the_one_that_is_published_and_the_only_one(come, tmp_path):
    clerk = come()
    page = (tmp_path / "slips.html").read_text("utf-8")
    script = page.split('<script id="script">')[1].split("</script>")[0]
    assert hashlib.sha256(script.encode()).hexdigest() == made().script_digest == clerk.page.inner_text("#script-print")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert (policy.startswith("default-src 'none';"), "unsafe" in policy, "http" in policy) == (True, False, False)
    done = CliRunner().invoke(changren, ["ballots", "slips-page", str(tmp_path / "again.html")])
    assert made().script_digest in done.output
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "slips.html").read_bytes()
