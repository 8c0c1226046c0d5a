"""The hall: a desk, the chair's console, the screen and three telephones at once; the server is killed meanwhile."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import serving
from tests.e2e.server import Server, served
from tests.e2e.visitor import DESK, PHONE
from tests.world import PASSWORD

pytestmark = pytest.mark.e2e
TOWN = "甲区东镇"


@pytest.fixture(scope="module")
def town(tmp_path_factory: Any) -> Iterator[Server]:
    """A district in which a meeting is open."""
    with served(serving.HALL, tmp_path_factory.mktemp(serving.HALL)) as server:
        yield server


def vote(page: Page, answer: str) -> None:
    """Choose, and send."""
    page.get_by_role("button", name=answer, exact=True).click()
    page.get_by_role("button", name="提交我的表决").click()


def test_meeting_is_led_from_the_console_and_seen_by_all(town: Server, visitors: Any) -> None:
    meeting = f"/meetings/{json.loads((town.folder / serving.SLIPS).read_text())['meeting']}"
    chair = visitors(town, DESK).sign_in(f"{TOWN}clerk", PASSWORD).go(f"{meeting}/console/")
    one, other, third = (
        visitors(town, PHONE).sign_in(f"{TOWN}代表{n}", PASSWORD).go(f"{meeting}/floor/") for n in (1, 2, 3)
    )
    screen, desk = visitors(town, DESK), visitors(town, PHONE)
    screen.go(chair.control("会场屏幕").get_attribute("href"))
    desk.go(chair.control("1号签到台").get_attribute("href"))
    expect(screen.page.get_by_role("img", name="签到二维码")).to_be_visible()

    desk.page.fill("#asked", "D001")
    desk.page.press("#asked", "Enter")
    expect(desk.page.locator("[data-said]")).to_contain_text("签到成功")
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.get_by_text("整个代表团一起签到").click()
    for group in ("第一代表团", "第二代表团"):
        desk.page.get_by_role("button", name=group).click()
    expect(screen.page.locator(".hall-count")).to_contain_text("到会 14")
    expect(screen.page.locator(".hall-count")).to_contain_text("已达到")

    chair.go(f"{meeting}/prepare_vote/")
    chair.page.get_by_label("表决事项").first.fill("通过大会决议")
    chair.page.locator(".form-end button").click()
    chair.page.get_by_role("button", name="开始表决").click()
    vote(one.page, "赞成")
    expect(one.page.get_by_text("您的表决已计入。")).to_be_visible()
    expect(screen.page.locator(".hall-pressed")).to_contain_text("已投票 1")

    town.crash()
    vote(other.page, "反对")
    expect(other.page.get_by_text("网络不通。您的表决已保存在本机，网络恢复后自动发送。")).to_be_visible()
    town.start()
    expect(other.page.get_by_text("您的表决已计入。")).to_be_visible()
    vote(third.page, "弃权")
    expect(third.page.get_by_text("您的表决已计入。")).to_be_visible()
    expect(screen.page.locator(".hall-pressed")).to_contain_text("已投票 3")
    chair.go(f"{meeting}/console/")
    chair.page.get_by_role("button", name="结束表决").click()
    chair.page.get_by_role("button", name="宣布结果").click()
    result = screen.page.locator(".hall-counts dd")
    expect(result).to_have_text(["1", "1", "1", "11"])
    expect(one.page.get_by_role("heading", name="未通过")).to_be_visible()
    for visitor in (chair, one, other, third, screen, desk):
        visitor.faults[:] = [fault for fault in visitor.faults if "net::ERR_" not in fault]
