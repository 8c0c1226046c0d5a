"""The booth in a real browser, from a file, without a network: what it saves is a ballot that Python accepts."""

import hashlib
import json
import re
import zlib
from pathlib import Path

import pytest

from changren.ballots.booth import made
from changren.ballots.protocol import ballots
from changren.ballots.protocol.board import Board
from changren.ballots.protocol.credentials import public_of, secret_of
from changren.ballots.protocol.election import Question
from changren.ballots.protocol.plain import fingerprint
from tests.ballots.scene import AT, begun, taken
from tests.e2e import crawling
from tests.e2e.alone import Somebody
from tests.e2e.visitor import DESK, PHONE

pytestmark = pytest.mark.e2e
ASKED = (
    Question("是否同意<b>？", ("同意", "不同意", "弃权")),
    Question("差额推荐", ("张三", "李四", "王五"), 1, 2),
    Question("可以不选", ("甲", "@SCRIPT@"), 0, 2),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> tuple[Board, list[str], Path]:
    """An open election, its credentials, and its booth."""
    folder = tmp_path_factory.mktemp("booth")
    it, drawn, own, roll = begun(ASKED, 3)
    board = Board.begin(folder / "election.bel", it.raw, drawn.raw, roll.raw, AT)
    page = folder / "booth.html"
    page.write_bytes(made(board.found.election, board.found.roll.weights).page)
    return board, own, page


class Booth(Somebody):
    """Somebody before the booth."""

    def fill(self, credential: str, *answers: str) -> "Booth":
        self.page.fill("#credential", credential)
        for answer in answers:
            self.page.get_by_label(answer, exact=True).check()
        self.page.click("#seal")
        return self


@pytest.fixture
def come(chromium, place):
    """`come(…)`: a booth; in the end none may have asked the network for anything, or met a fault."""
    came: list[Booth] = []

    def one(**options) -> Booth:
        came.append(Booth(chromium, place[2], **options))
        return came[-1]

    yield one
    for booth in came:
        booth.leaves()


def test_ballot_goes_from_the_slip_to_the_archive(come, place):
    board, own, _page = place
    booth = come().fill(own[0].replace("-", " "), "不同意", "张三", "王五")
    booth.says("选票已经封好")
    raw = booth.saved("#cast").encode()
    ballot = board.checked(raw)
    assert board.cast(ballot) == ballot.tracker == fingerprint(raw)
    assert booth.page.inner_text("#tracker").replace(" ", "") == ballot.tracker
    receipt = booth.saved("#receipt")
    assert (ballot.tracker in receipt, board.found.election.fingerprint in receipt, "不同意" in receipt) == (
        True, True, False,
    )  # fmt: skip
    assert booth.saved("#again").encode() == raw
    assert booth.page.locator("input:checked").count() == 0
    assert booth.page.input_value("#credential") == ""


def test_what_it_encrypts_is_what_was_chosen(come, place):
    """Of a ballot that is checked instead of cast, a second program repeats the encryption to the last bit."""
    board, own, _page = place
    it = board.found.election
    booth = come().fill(own[1], "弃权", "李四", "甲")
    booth.says("选票已经封好")
    digest = booth.page.inner_text("#digest").replace(" ", "")
    booth.page.click("#audit")
    told = taken(booth.saved("#audit-file"))
    assert told["digest"] == digest
    assert told["choices"] == [[0, 0, 1], [0, 1, 0], [1, 0]]
    assert told["credential"] == it.group.text(public_of(own[1], it.uuid, it.group))
    seed = bytes.fromhex(told["seed"])
    assert ballots.repeats(it, told["credential"], told["choices"], seed, digest)
    assert not ballots.repeats(it, told["credential"], [[1, 0, 0], [0, 1, 0], [1, 0]], seed, digest)
    assert not ballots.repeats(it, told["credential"], told["choices"], b"x" * 32, digest)
    secrets = (own[1], str(secret_of(own[1], it.uuid, it.group)))
    assert [one for one in secrets if one in json.dumps(told)] == []
    booth.page.click("#anew")
    booth.page.click("#seal")
    booth.says("选票已经封好")
    again = booth.page.inner_text("#digest").replace(" ", "")
    assert again != digest
    assert taken(booth.saved("#cast"))["signature"]["hash"] == again


@pytest.mark.parametrize(("credential", "answers", "says"), [
    ("", ("同意", "张三"), "凭证应有22个字符。"), ("abc", ("同意", "张三"), "凭证应有22个字符。"),
    ("2" * 22, ("同意", "张三"), "凭证不在本次投票的名册中"), (None, ("张三",), "“是否同意<b>？”还没有选。"),
    (None, ("同意",), "“差额推荐”请选1至2项。"), (None, ("同意", "张三", "李四", "王五"), "“差额推荐”请选1至2项。"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(come, place, credential, answers, says):
    typed = place[1][2] if credential is None else credential
    booth = come().fill(typed, *answers)
    booth.says(says)
    assert booth.page.locator("#sealed").is_hidden()
    assert booth.page.input_value("#credential") == typed
    assert booth.page.locator("input:checked").count() == len(answers)


def test_v01_election_that_is_not_the_notice_s_is_refused(come, place):
    published = place[0].found.election.fingerprint
    booth = come(anchor=f"#{published[:-1]}x")
    booth.says("投票指纹与公告不符，请不要投票")
    assert booth.page.locator("#vote").is_hidden()
    assert come(anchor=f"#{published}").page.locator("#vote").is_visible()


def test_device_without_scripts_is_sent_to_paper(come):
    booth = come(java_script_enabled=False)
    booth.says("请向工作人员领取纸质选票")
    assert booth.page.locator("#vote").is_hidden()


def test_page_can_be_covered_and_read_in_english(come):
    booth = come(size=DESK)
    booth.page.click("#cover")
    assert booth.page.evaluate("document.elementFromPoint(300, 200).id") == "uncover"
    booth.page.keyboard.press("Enter")
    assert booth.page.locator("#covering").is_hidden()
    booth.page.click("#language")
    booth.says("The ballot is encrypted on this device")
    assert re.search("[一-鿿]", booth.page.inner_text("footer")) is None
    assert booth.page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(come, place, size):
    booth = come(size=size)
    assert crawling.look(booth.page) == {"axe": [], "small": [], "wide": []}
    booth.fill(place[1][0], "同意", "张三").says("选票已经封好")
    assert crawling.look(booth.page) == {"axe": [], "small": [], "wide": []}
    booth.saved("#cast")
    assert crawling.look(booth.page) == {"axe": [], "small": [], "wide": []}


def test_script_is_the_one_that_is_published_and_the_only_one(come, place):
    booth, done = come(), made(place[0].found.election, place[0].found.roll.weights)
    assert booth.page.inner_text("#script-print") == done.script_digest
    page = place[2].read_text("utf-8")
    script = page.split('<script id="script">')[1].split("</script>")[0]
    assert hashlib.sha256(script.encode()).hexdigest() == done.script_digest
    assert len(zlib.compress(script.encode(), 9)) < 60_000
    other, _drawn, _own, roll = begun()
    assert made(other, roll.weights).script_digest == done.script_digest
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert (policy.startswith("default-src 'none';"), "unsafe" in policy, "http" in policy) == (True, False, False)
