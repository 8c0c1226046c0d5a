"""Somebody before a page that stands alone, in a file: what they see, what it asked the network for, its faults."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.visitor import PHONE


class Somebody:
    """With a browser of their own."""

    def __init__(self, chromium: Browser, path: Path, size: dict = PHONE, anchor: str = "", **options) -> None:
        self.context = chromium.new_context(viewport=size["viewport"], **options)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("console", lambda line: self.faults.append(line.text))
        self.page.goto(f"{path.as_uri()}{anchor}")

    def saved(self, button: str) -> str:
        with self.page.expect_download() as got:
            self.page.click(button)
        return Path(got.value.path()).read_text("utf-8")

    def says(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text, use_inner_text=True)

    def leaves(self) -> None:
        """Whoever leaves may have asked the network for nothing, and met no fault."""
        assert {url.partition(":")[0] for url in self.asked} <= {"file", "blob"}
        assert self.faults == []
        self.context.close()
