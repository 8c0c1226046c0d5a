"""Somebody with a browser: on a telephone or at a desk, who sees Chinese words and presses what they name."""

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.server import Server

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
SIGN_IN = "/organisation/sign-in/"
SECONDS = 15  # to wait for what should be there; the machine may be busy
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")  # says the page, too


class Visitor:
    """One browser with cookies of its own. What goes wrong behind the page is collected in `faults`."""

    def __init__(self, browser: Browser, server: Server, size: dict[str, Any], **options: Any) -> None:
        self.server, self.faults = server, list[str]()
        self.context = browser.new_context(
            base_url=server.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="light",
            reduced_motion="reduce",
            **size,
            **options,
        )
        self.context.set_default_timeout(SECONDS * 1000)
        self.context.on("request", self._watch_request)
        self.context.on("response", self._watch_response)
        self.page = self.open_page()

    def open_page(self) -> Page:
        """Another tab."""
        page = self.context.new_page()
        page.on("console", self._watch_console)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        return page

    def _watch_console(self, line: Any) -> None:
        if line.type in ("error", "warning") and not REFUSED.match(line.text):
            self.faults.append(f"{line.page.url if line.page else ''}: {line.text}")

    def _watch_request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != urlsplit(self.server.address).netloc:
            self.faults.append(f"{request.frame.url}: asks {address.netloc}")

    def _watch_response(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.url}: {response.status}")

    # What a person does.

    def sign_in(self, login: str, password: str) -> "Visitor":
        """Through the page, as everybody does."""
        self.go(SIGN_IN)
        self.write(**{"登录名或手机号": login, "密码": password})
        self.press("登录")
        expect(self.page.get_by_role("link", name="通知")).to_be_visible()
        return self

    def go(self, path: str) -> "Visitor":
        """Type an address."""
        self.page.goto(path)
        return self

    def press(self, name: str, within: Locator | None = None) -> "Visitor":
        """Press the button or link with exactly this name."""
        self.control(name, within).click()
        return self

    def take_up(self, title: str) -> "Visitor":
        """Press the line of the desk that is about this."""
        self.page.get_by_role("listitem").filter(has_text=title).get_by_role("link").first.click()
        return self

    def look_up(self, title: str, room: str = "提案") -> "Visitor":
        """Find it in its room."""
        self.press(room).page.get_by_role("link", name=title).first.click()
        return self

    def control(self, name: str, within: Locator | None = None) -> Locator:
        """The visible button, link or opener with exactly this name."""
        place = within or self.page
        button, link = (place.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
        return button.or_(link).filter(visible=True).first

    def write(self, **said: str) -> "Visitor":
        """Write into the fields with these labels."""
        for label, text in said.items():
            self.field(label).fill(text)
        return self

    def field(self, label: str) -> Locator:
        """The field with this label, whether it says that it is optional or not."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}( （选填）)?$"))

    def tick(self, *labels: str, within: Locator | None = None) -> "Visitor":
        """Choose options by the words beside them."""
        for label in labels:
            (within or self.page).get_by_label(label, exact=True).check()
        return self

    def choose(self, label: str, option: str) -> "Visitor":
        """Choose an option of the list with this label."""
        self.field(label).select_option(label=option)
        return self

    def reads(self, text: str) -> "Visitor":
        """Sees this text, or soon does."""
        expect(self.page.get_by_role("main")).to_contain_text(text)
        return self

    def close(self) -> None:
        """Close the browser."""
        self.context.close()
