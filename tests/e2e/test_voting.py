"""Voting in a sealed poll, from the address on the notice to the bulletin board, with the server that takes ballots."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Route, expect

from changren.site.command import changren
from tests.e2e import crawling, serving
from tests.e2e.server import Server, served
from tests.e2e.visitor import DESK, PHONE, Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.e2e
CHOSEN = ("不同意", "同意", "弃权")
DRAWN = """find => {
  const drawn = document.createElement("p");
  drawn.innerHTML = qr.encodeQR(new URL(find, location.href).href, "svg", { ecc: "medium", border: 2 });
  return drawn.innerHTML;
}"""
CAST = re.compile(r"/cast/$")


@pytest.fixture(scope="module")
def town(tmp_path_factory: Any) -> Iterator[Server]:
    """A district with a poll that is open."""
    with served(serving.POLL, tmp_path_factory.mktemp(serving.POLL)) as server:
        yield server


@pytest.fixture(scope="module")
def told(town: Server) -> dict[str, Any]:
    """The poll's key, its slips, its fingerprint."""
    found: dict[str, Any] = json.loads((town.folder / serving.SLIPS).read_text())
    return found


@pytest.fixture
def voter(town: Server, told: dict[str, Any], visitors: Any) -> Callable[..., Visitor]:
    """`voter(n)`: somebody with the slip of that number, before the page, with the ballot filled in and sealed."""

    def come(slip: int, size: dict[str, Any] = PHONE) -> Visitor:
        one: Visitor = visitors(town, size)
        one.page.goto(f"/ballots/{told['poll']}/booth/#{told['print']}")
        one.page.fill("#credential", told["own"][slip])
        for n, answer in enumerate(CHOSEN):
            one.page.locator(f"[name=question-{n}]").nth(("同意", "不同意", "弃权").index(answer)).check()
        one.page.click("#seal")
        expect(one.page.locator("#sealed-title")).to_be_visible()
        return one

    return come


def cast(visitor: Visitor) -> str:
    """Cast, and read the tracker of the receipt."""
    visitor.page.click("#cast")
    expect(visitor.page.get_by_role("heading", name="选票已经投出")).to_be_visible()
    return visitor.page.inner_text("#tracker").replace(" ", "")


def test_ballot_is_cast_and_found_on_the_bulletin_board(voter: Any) -> None:
    one = voter(0)
    tracker = cast(one)
    find = one.page.get_attribute("#find", "href")
    assert one.page.evaluate(DRAWN, find) == one.page.inner_html("#picture")
    assert crawling.look(one.page) == {"axe": [], "small": [], "wide": []}
    one.page.click("#find")
    expect(one.page.get_by_text("这张选票计入结果。")).to_be_visible()
    assert tracker in one.page.content()
    assert crawling.look(one.page) == {"axe": [], "small": [], "wide": []}


def test_board_is_copied_from_the_command_line(town: Server, told: Any, tmp_path: Path) -> None:
    address = f"{town.address}/ballots/{told['poll']}/"
    for _time in range(2):
        done = CliRunner().invoke(changren, ["ballots", "mirror", address, str(tmp_path)])
        assert (done.exit_code, "副本已更新" in done.output) == (0, True), done.output
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["archive.bel", "heads.jsonl", "key.txt"]
    done = CliRunner().invoke(changren, ["ballots", "mirror", f"{town.address}/ballots/nothing/", str(tmp_path)])
    assert (done.exit_code, "无法读写" in done.output) == (1, True), done.output


def test_nothing_leaves_the_page_but_the_sealed_ballot_and_no_cookie_with_it(
    voter: Any, town: Server, told: Any
) -> None:
    one = voter(1)
    one.context.add_cookies([{"name": "changren", "value": "330302.somebody", "url": town.address}])
    sent: list[Any] = []
    one.page.on("request", lambda request: sent.append(request))
    cast(one)
    (request,) = sent
    assert (request.method, bool(CAST.search(request.url)), "cookie" in request.all_headers()) == ("POST", True, False)
    body, own = request.post_data or "", told["own"][1]
    assert set(json.loads(body)) == {"election_uuid", "election_hash", "credential", "answers", "signature"}
    assert [part for part in (own, own.replace("-", ""), *CHOSEN, "seed") if part in body] == []


def test_network_cut_after_sending_ends_in_a_receipt_and_counts_once(voter: Any, told: Any) -> None:
    one = voter(2)
    came: list[str] = []

    def lose_the_answer(route: Route) -> None:
        came.append(route.request.post_data or "")
        if len(came) == 1:
            route.fetch()  # the server has it, and the answer is lost
            route.abort()
        else:
            route.continue_()

    one.page.route(CAST, lose_the_answer)
    one.page.click("#cast")
    expect(one.page.locator("#sending-now")).to_contain_text("正在确认")
    expect(one.page.locator("#save-instead")).to_be_visible()
    expect(one.page.get_by_role("heading", name="选票已经投出")).to_be_visible()
    tracker = one.page.inner_text("#tracker").replace(" ", "")
    assert (len(came), came[0] == came[1]) == (2, True)
    one.page.goto(f"/ballots/{told['poll']}/trackers/")
    assert one.page.content().count(tracker) == 1
    one.faults = [fault for fault in one.faults if "ERR_FAILED" not in fault]  # the line that we cut


def test_other_tracker_from_the_server_is_an_alarm(voter: Any) -> None:
    """V02: what the device computed is what counts."""
    one = voter(3)
    one.page.route(CAST, lambda route: route.fulfill(json={"tracker": "9" * 43}))
    one.page.click("#cast")
    expect(one.page.locator("#why")).to_contain_text("与本机算出的不一致")
    assert (one.page.is_visible("#cast-title"), one.page.is_visible("#retry")) == (False, False)


def test_tracker_that_is_not_on_the_board_is_an_alarm(voter: Any, town: Server, told: Any, visitors: Any) -> None:
    """V03: the board says so, and what to do."""
    one = visitors(town, PHONE)
    one.page.goto(f"/ballots/{told['poll']}/trackers/?tracker={'9' * 43}")
    expect(one.page.get_by_role("alert")).to_contain_text("立即告诉监票人")


def test_what_the_server_refuses_is_said_and_can_be_filled_in_again(voter: Any) -> None:
    one = voter(4)
    refused = {"refused": "closed", "zh": "投票没有开放", "en": "the election is not open"}
    one.page.route(CAST, lambda route: route.fulfill(status=422, json=refused))
    one.page.click("#cast")
    expect(one.page.locator("#why")).to_have_text("投票没有开放，这张选票没有投出。")
    assert crawling.look(one.page) == {"axe": [], "small": [], "wide": []}
    one.page.click("#retry")
    expect(one.page.locator("#vote")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_of_a_poll_can_be_used_at_any_width(visitors: Any, town: Server, told: Any, size: dict[str, Any]) -> None:
    clerk = visitors(town, size).sign_in("甲区东镇clerk", PASSWORD)
    for page in ("", "notice/", "trackers/"):
        clerk.go(f"/ballots/{told['poll']}/{page}")
        assert crawling.look(clerk.page) == {"axe": [], "small": [], "wide": []}


def test_own_device_draws_a_credential_that_never_leaves_it(town: Server, told: Any, visitors: Any) -> None:
    one = visitors(town, PHONE).sign_in("甲区东镇代表7", PASSWORD)
    sent: list[str] = []
    one.page.on("request", lambda request: sent.append(request.post_data or ""))
    one.go(f"/evaluations/{told['evaluation']}/").press("用自己的设备投票")
    shown = one.page.locator("#own code")
    expect(shown).to_have_text(re.compile(r"^[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}-"))
    credential = shown.inner_text()
    assert crawling.look(one.page) == {"axe": [], "small": [], "wide": []}
    one.press("用自己的设备投票").reads("请填写此项。")
    credential = one.page.locator("#own code").inner_text()
    one.page.get_by_label("我已保存凭证").check()
    one.press("用自己的设备投票").reads("使用自己的设备参加")
    assert (any('name="public"' in body for body in sent), any(credential in body for body in sent)) == (True, False)
