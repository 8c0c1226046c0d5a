"""What the browser adds, and what must hold without it: typed text, double presses, live pages, the keyboard."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e import serving
from tests.e2e.server import Server, served
from tests.e2e.visitor import DESK, PHONE, SIGN_IN, Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.e2e
TOWN = "甲区东镇"
BEGIN = "提出提案或意见建议"
DRAFT = "/proposals/draft/"
SUBJECT = "村口没有路灯，夜里看不清路。"
RESTORED = "您上次在这里填写的内容已经恢复。"
LINES_CUT = re.compile(
    r"net::ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)"
    r"|htmx:error: Failed to fetch"  # what a live list says that asked in the second without a server
)
CJK = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def delegate(visitors: Callable[..., Visitor], district: Server) -> Callable[..., Visitor]:
    """`delegate(3)`: the third delegate on a telephone, signed in."""

    def come(number: int, size: dict[str, Any] = PHONE, **options: Any) -> Visitor:
        return visitors(district, size, **options).sign_in(f"{TOWN}代表{number}", PASSWORD)

    return come


def suggest(delegate: Visitor, title: str) -> Visitor:
    """Write a suggestion as far as the button."""
    delegate.go(DRAFT).tick("意见建议").write(标题=title, 案由=SUBJECT)
    return delegate.choose("领域", "民生保障")


# --- without JavaScript


def test_page_without_script_takes_a_suggestion_from_idea_to_office(delegate: Any) -> None:
    one = delegate(1, java_script_enabled=False)
    suggest(one.press(BEGIN), "安装路灯").press("保存草稿").reads("草稿")
    one.press("正式提交").press("正式提交").reads("已正式提交").reads("2010-建议-")


def test_page_without_script_shows_what_is_wrong(delegate: Any) -> None:
    one = delegate(1, java_script_enabled=False).go(DRAFT).press("保存草稿")
    one.reads("请检查")
    assert one.page.title().startswith("请检查：")


# --- similar matters


def test_similar_matter_appears_while_typing_and_one_press_refers_to_it(delegate: Any) -> None:
    suggest(delegate(10), "安装村口路灯").press("保存草稿").press("正式提交").press("正式提交").reads("已正式提交")
    one = delegate(11)
    one.go(DRAFT).tick("意见建议").write(标题="村口要有路灯", 案由="夜里村口没有灯，看不清路")
    found = one.page.get_by_role("listitem").filter(has_text="安装村口路灯")
    expect(found.get_by_text("看不清路")).to_be_visible()
    found.get_by_label("在我的文稿中引用").check()
    one.field("案由").type("，老人摔过跤")  # the list comes anew, and what was ticked stays ticked
    expect(one.page.get_by_text("您的文稿引用了")).to_be_visible()
    one.page.locator("[data-fill=field]").first.click()
    chosen = one.page.locator("[data-fill=field]").first.text_content()
    expect(one.field("领域").locator("option:checked")).to_have_text(str(chosen))
    one.press("保存草稿").reads("引用的事项").reads("安装村口路灯")


# --- what is typed


def test_typed_text_comes_back_after_the_tab_was_closed(delegate: Any) -> None:
    one = delegate(2)
    suggest(one, "修桥").reads("尚未提交")
    one.field("案由").type("一")
    one.page.close()  # before the pause after which it would have been sent
    one.page = one.open_page()
    one.go(DRAFT).reads(RESTORED)
    expect(one.field("标题")).to_have_value("修桥")
    expect(one.field("案由")).to_have_value(f"{SUBJECT}一")
    expect(one.page.get_by_label("意见建议")).to_be_checked()
    one.press("清空，重新填写")
    expect(one.field("标题")).to_have_value("")


def test_typed_text_follows_to_another_device(delegate: Any) -> None:
    suggest(delegate(2), "修渠").reads("尚未提交")
    desk = delegate(2, DESK).go(DRAFT).reads(RESTORED)
    expect(desk.field("标题")).to_have_value("修渠")
    desk.press("清空，重新填写")
    expect(desk.field("标题")).to_have_value("")


@pytest.mark.parametrize("script", [True, False])
def test_form_sent_after_the_session_ended_loses_nothing(delegate: Any, district: Server, script: bool) -> None:
    one = suggest(delegate(3, java_script_enabled=script), f"修路{script}")
    district.set_clock(later(district, hours=1))
    one.press("保存草稿")
    expect(one.page.get_by_role("heading", level=1)).to_contain_text("登录")
    one.write(登录名或手机号=f"{TOWN}代表3", 密码=PASSWORD).press("登录").reads(RESTORED)
    expect(one.field("案由")).to_have_value(SUBJECT)
    one.press("保存草稿").reads(f"修路{script}")


def test_page_says_that_typed_text_is_no_longer_kept(delegate: Any, district: Server) -> None:
    one = suggest(delegate(3), "修井").reads("尚未提交")
    district.set_clock(later(district, hours=1))
    one.field("案由").fill(f"{SUBJECT}二")
    one.reads("登录已超时。")


def test_form_sent_without_a_connection_stays_where_it_is(delegate: Any) -> None:
    one = delegate(3).go(DRAFT)
    one.tick("意见建议").write(标题="修塘坝", 案由=SUBJECT)
    one.context.set_offline(True)
    one.write(案据="塘坝漏水")
    one.press("保存草稿").reads("没有网络，还没有提交。")
    expect(one.field("标题")).to_have_value("修塘坝")
    expect(one.field("案据")).to_have_value("塘坝漏水")
    one.context.set_offline(False)
    one.reads("尚未提交")  # it is kept as soon as there is a connection again
    one.go(DRAFT).reads(RESTORED)
    expect(one.field("案据")).to_have_value("塘坝漏水")
    one.choose("领域", "民生保障").press("保存草稿").reads("修塘坝").reads("草稿")
    assert [fault for fault in one.faults if "ERR_INTERNET_DISCONNECTED" not in fault] == []
    one.faults.clear()


def test_form_is_sent_also_when_the_browser_believes_that_there_is_no_connection(delegate: Any) -> None:
    one = delegate(3)
    one.page.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    one.go(DRAFT).tick("意见建议").write(标题="修水闸", 案由=SUBJECT).choose("领域", "民生保障")
    one.press("保存草稿").reads("修水闸").reads("草稿")
    expect(one.page).not_to_have_url(re.compile("/draft/$"))


def later(server: Server, **more: int) -> str:
    """A moment on the server's clock, so much later."""
    return f"{server.clock.replace(tzinfo=None) + timedelta(**more):%Y-%m-%d %H:%M}"


# --- pressed twice


@pytest.mark.parametrize("script", [True, False])
def test_button_pressed_twice_counts_once(delegate: Any, script: bool) -> None:
    one = suggest(delegate(4, java_script_enabled=script), f"修围墙{script}")
    one.control("保存草稿").dblclick()
    one.reads("草稿").press("提案")
    expect(one.page.get_by_role("link", name=f"修围墙{script}")).to_have_count(1)


def test_button_says_that_it_is_sending_and_rests(delegate: Any) -> None:
    one = suggest(delegate(4), "修祠堂")
    one.page.route("**/draft/", lambda route: route.fulfill(status=204))  # so the page stays
    one.press("保存草稿")
    expect(one.page.get_by_role("button", name="正在发送……")).to_be_disabled()
    expect(one.control("保存草稿")).to_be_enabled()


# --- live pages


def test_open_page_shows_what_another_person_does_also_after_a_restart(delegate: Any, visitors: Any) -> None:
    author = delegate(5)
    server: Server = author.server
    clerk = visitors(server, DESK).sign_in(f"{TOWN}clerk", PASSWORD).press("提案")
    assert_told(author, clerk, "修水塔")
    server.stop()
    server.start()
    assert_told(author, clerk, "修戏台")
    clerk.faults[:] = [fault for fault in clerk.faults if not LINES_CUT.search(fault)]
    author.faults[:] = [fault for fault in author.faults if not LINES_CUT.search(fault)]


def assert_told(author: Visitor, clerk: Visitor, title: str) -> None:
    suggest(author, title).press("保存草稿").press("正式提交")
    clerk.page.evaluate("window.isTheSamePage = true")
    expect(clerk.page.get_by_role("link", name=title)).to_have_count(0)
    author.press("正式提交").reads("已正式提交")
    expect(clerk.page.get_by_role("link", name=title)).to_be_visible()
    assert clerk.page.evaluate("window.isTheSamePage")


def test_open_page_stays_as_it_is_when_the_session_has_ended(delegate: Any, district: Server) -> None:
    reader, author = delegate(6), delegate(7)
    reader.press("提案").reads("提案")
    district.set_clock(later(district, hours=1))
    author.sign_in(f"{TOWN}代表7", PASSWORD)
    with reader.page.expect_response(lambda answer: answer.status == 401):
        suggest(author, "修凉亭").press("保存草稿").press("正式提交").press("正式提交").reads("已正式提交")
    expect(reader.control("查看")).to_be_visible()
    expect(reader.page.locator("#proposals")).to_be_attached()  # what it was answered has replaced nothing


# --- when something is wrong


def assert_calm(visitor: Visitor, path: str, status: int, title: str) -> None:
    """A page in Chinese with one heading, a way home, and nothing of the machine."""
    answer = visitor.page.goto(path)
    assert answer is not None and answer.status == status
    expect(visitor.page.get_by_role("heading")).to_have_text([title])
    said = visitor.page.get_by_role("main").inner_text()
    number = re.findall(r"编号[：:]?\s*([0-9a-f]{12})", said)
    assert re.findall(r"[A-Za-z]{3,}", said.replace(number[0], "") if number else said) == []
    assert bool(number) is (status == 500)
    visitor.press("返回首页")


def test_pages_for_what_is_not_there_and_not_allowed_are_calm(delegate: Any) -> None:
    one = delegate(8)
    assert_calm(one, "/nichts/", 404, "没有找到页面")
    assert_calm(one, "/cases/01900000-0000-7000-8000-000000000000/", 404, "没有找到页面")
    assert_calm(one, "/organisation/add_unit/", 403, "无法办理")


@pytest.fixture
def broken(tmp_path: Any) -> Iterator[Server]:
    """A district whose notices are gone, so that their page breaks."""
    with served(serving.WORLD, tmp_path) as server:
        yield server


def test_page_of_a_fault_is_calm_and_has_the_number_of_the_log(broken: Server, visitors: Any) -> None:
    one = visitors(broken, PHONE).sign_in(f"{TOWN}代表1", PASSWORD)
    with closing(sqlite3.connect(broken.folder / "changren.sqlite3")) as file:
        file.execute("ALTER TABLE base_notice RENAME TO gone")
    assert broken.complaints() == []
    answer = one.page.goto("/organisation/notices/")
    number = answer.headers["x-request-id"]
    expect(one.page.get_by_role("main")).to_contain_text(number)
    expect(one.page.get_by_role("heading")).to_have_text(["系统出了问题"])
    assert CJK.search(one.page.get_by_role("main").inner_text())
    assert number in "".join(broken.complaints())
    assert {fault.partition(": ")[0] for fault in one.faults} == {one.page.url}
    one.faults.clear()


# --- the keyboard alone


def focused(visitor: Visitor) -> Locator:
    return visitor.page.locator(":focus")


def test_first_key_leads_past_the_navigation(delegate: Any) -> None:
    one = delegate(9, DESK)
    one.page.keyboard.press("Tab")
    expect(focused(one)).to_have_text("跳到正文")
    expect(focused(one)).to_be_in_viewport()
    one.page.keyboard.press("Enter")
    expect(one.page.get_by_role("main")).to_be_focused()
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["/", "/proposals/", DRAFT])
def test_focus_is_seen_wherever_it_goes(delegate: Any, path: str) -> None:
    """Every stop of the keyboard has an outline or a ring, on the screen, under nothing else."""
    one = delegate(10, DESK).go(path)
    stops, unseen = 0, []
    for _press in range(80):
        one.page.keyboard.press("Tab")
        stop = one.page.evaluate(STOP)
        if stop is None:
            break
        stops += 1
        if not stop["seen"]:
            unseen.append(stop["what"])
    assert unseen == []
    assert stops > 10


STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const ring = [one, ...(one.labels || [])].map((part) => getComputedStyle(part)).some(
    (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const inside = box.bottom > 0 && box.top < innerHeight;
  const x = box.left + Math.min(box.width, 20) / 2;
  const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const bare = top !== null && (one.contains(top) || top.contains(one) || (one.labels || []).length > 0);
  return { seen: ring && inside && bare, what: one.outerHTML.slice(0, 120) + ` ${ring} ${inside} ${bare}` };
}"""


def test_summary_of_errors_takes_the_focus_and_leads_to_each_field(visitors: Any, district: Server) -> None:
    one = visitors(district, DESK).sign_in(f"{TOWN}clerk", PASSWORD).go("/organisation/add_unit/")
    one.control("登记单位").focus()
    one.page.keyboard.press("Enter")
    summary = one.page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("请检查")
    links = summary.get_by_role("link")
    assert links.all_inner_texts() == ["名称：请填写此项。", "可以向该单位交办提案吗？：请选择。"]
    for n, label in enumerate(["名称", "可以向该单位交办提案吗？"]):
        links.nth(n).focus()
        one.page.keyboard.press("Enter")
        assert one.page.evaluate(LABEL) == label


LABEL = """() => {
  const one = document.activeElement, group = one.closest("fieldset");
  return (group ? group.querySelector("legend") : one.labels[0]).innerText;
}"""


def test_form_is_filled_in_and_sent_by_keyboard(visitors: Any, district: Server) -> None:
    one = visitors(district, DESK).go(SIGN_IN)
    one.field("登录名或手机号").focus()
    one.page.keyboard.type(f"{TOWN}代表12")
    one.page.keyboard.press("Tab")
    one.page.keyboard.type(PASSWORD)
    one.page.keyboard.press("Enter")
    one.reads("等您办理")
