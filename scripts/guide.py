"""Makes the pictures of the guides and of the README: docs/guides/pictures/*.png.

scripts/guide.py              tells the example year anew in a directory of its own, and goes through the pages
scripts/guide.py --var DIR    begins with a copy of DIR, where the example was told before (saves a minute)

It signs in with the printed accounts and does what the guides describe, each in their turn: a delegate raises a
suggestion, the office hands it over, the unit answers. Needs `scripts/setup dev`.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from shots import FLAGS

ROOT = Path(__file__).resolve().parent.parent
INTO = ROOT / "docs" / "guides" / "pictures"
PHONE, DESK = 360, 1024  # widths in pixels
DELEGATE, CLERK, HANDLER, HEAD, COMMITTEE, DISTRICT = range(6)  # the cards of the sign-in page, in their order
PATIENCE = 300  # seconds until the example is told
LARGEST, ALL = 150_000, 3_000_000  # bytes of one picture, and of all


@contextmanager
def example(var: Path | None) -> Iterator[str]:
    """The address of a server with the example district, which ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "var")
        shutil.copytree(var, place) if var else place.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = os.environ | {"CHANGREN_VAR": str(place), "CHANGREN_WORKERS": "1"}
        command = [ROOT / ".venv/bin/changren", "run", "--example", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/readyz", server)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers; RuntimeError if it ends, or takes too long."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  (our own address)
        except OSError:
            time.sleep(1)
        else:
            return
    raise RuntimeError("the example district did not start")


class Visitor:
    """A browser in somebody's hands: on a telephone or at a desk, signed in with one of the cards."""

    def __init__(self, browser: Browser, base: str, card: int | None = None, *, wide: int = DESK) -> None:
        self.wide = wide
        context = browser.new_context(
            base_url=base, viewport={"width": wide, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai",
            color_scheme="light",
        )  # fmt: skip
        self.page: Page = context.new_page()
        self.page.goto("/organisation/sign-in/")
        if card is not None:
            self.page.locator(".card button").nth(card).click()
            self.page.wait_for_url(re.compile(r"^(?!.*sign-in)"))

    def go(self, address: str) -> "Visitor":
        """Open a page."""
        self.page.goto(address)
        return self

    def follow(self, link: str) -> "Visitor":
        """Press the first link of the page that `link` selects."""
        self.page.locator(f"main {link}").first.click()
        self.page.wait_for_load_state()
        return self

    def act(self, name: str) -> "Visitor":
        """Open the form of an act that the page offers."""
        return self.follow(f'a[href$="/{name}/"]')

    def fill(self, **fields: Any) -> "Visitor":
        """Fill in the form: text, a choice by its value, or True for the first choice there is."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]").first
            kind = field.evaluate("e => e.type")
            if kind in ("radio", "checkbox"):
                self.page.locator(f"main [name={name}]" + ("" if value is True else f'[value="{value}"]')).first.check()
            elif kind == "select-one":
                field.select_option(value)  # a value, or what stands in the list
            else:
                field.fill(str(value))
        return self

    def send(self) -> "Visitor":
        """Send the form. It must be accepted."""
        before = self.page.url
        self.page.locator("main .form-end button").first.click()
        self.page.wait_for_load_state()
        if self.page.url == before:
            raise RuntimeError(f"{before} was not accepted: {self.page.inner_text('main')[:400]}")
        return self

    def picture(self, name: str, high: int, *, at: str = "", languages: str = "zh") -> "Visitor":
        """Take what the window shows when it is `high` pixels high, from the element `at` on; in "zh" or "zh en"."""
        self.page.set_viewport_size({"width": self.wide, "height": high})
        for language in languages.split():
            self.speak("en" if language == "en" else "zh-hans")
            top = "e => e.getBoundingClientRect().top + window.scrollY - 16"
            edge = self.page.locator(at).first.evaluate(top) if at else 0
            self.page.evaluate("top => window.scrollTo(0, top)", edge)
            self.page.wait_for_timeout(150)
            self.page.screenshot(path=INTO / f"{name}{'' if language == 'zh' else '.en'}.png")
        self.speak("zh-hans")
        return self

    def speak(self, language: str) -> None:
        """Change the language, if the page is in another one."""
        button = self.page.locator(f".foot button[name=language][value={language}]")
        if button.count() and button.get_attribute("aria-pressed") != "true":
            button.click()
            self.page.wait_for_load_state()


def tell(browser: Browser, base: str) -> None:
    """The story, and its pictures."""
    delegate = Visitor(browser, base, DELEGATE, wide=PHONE)
    clerk, handler, head = (Visitor(browser, base, card) for card in (CLERK, HANDLER, HEAD))
    Visitor(browser, base, wide=PHONE).picture("sign-in", 620)
    Visitor(browser, base).picture("example-accounts", 640, at=".cards", languages="zh en")
    raise_a_matter(delegate)
    raise_together(delegate)
    hand_over(clerk)
    answer(handler, head)
    look_after(clerk)
    decide(Visitor(browser, base, COMMITTEE))
    oversee(Visitor(browser, base, DISTRICT))


def raise_a_matter(delegate: Visitor) -> None:
    """What waits, a verdict, and a suggestion handed in."""
    delegate.go("/").picture("delegate-home", 560, languages="zh en")
    delegate.follow('a[href^="/cases/"]').act("judge").picture("delegate-judge", 760, at="h1")
    delegate.go("/proposals/draft/").fill(
        kind="suggestion", title="建议在村口公交站加装候车座椅和雨棚",
        subject="老人赶集、看病候车时间长，雨天没有遮挡。",
        grounds="2010年11月走访32户，28户提到这件事；早高峰候车一般20分钟以上。",
        measures="请有关单位实地查看，先在客流最大的两个站加装。",
        field="livelihood", confidential="no", may_publish="yes",
    )  # fmt: skip
    delegate.picture("delegate-draft", 760, at="h1").send()
    delegate.picture("delegate-proposal", 640, at="h1", languages="zh en").act("hand_in").send()


def raise_together(delegate: Visitor) -> None:
    """A recess proposal, for which others are asked to sign."""
    delegate.go("/proposals/draft/").fill(
        kind="recess", title="关于把村口公交站改造纳入明年实事项目的提议", subject="候车条件差，群众意见集中。",
        grounds="走访记录和照片见附件。", measures="请党委研究，列入明年实事项目。", field="livelihood",
        confidential="no", may_publish="yes",
    ).send()  # fmt: skip
    delegate.act("put_forward").send().act("invite").picture("delegate-invite", 620, at="h1")


def hand_over(clerk: Visitor) -> None:
    """The office registers the suggestion and gives it to a unit."""
    clerk.go("/").picture("clerk-home", 620, languages="zh en")
    clerk.go("/proposals/?state=submitted").follow("td a").picture("clerk-proposal", 700)
    clerk.act("register").fill(opinion="内容明确，按意见建议登记。").send()
    clerk.act("hand_over").fill(lead="藤桥镇村镇建设办公室").picture("clerk-hand-over", 640).send()


def answer(handler: Visitor, head: Visitor) -> None:
    """The unit takes it on, speaks with the raiser, drafts the answer; its head signs it off."""
    handler.go("/").picture("handler-home", 560, languages="zh en")
    handler.go("/cases/?state=assigned").follow("td a").picture("handler-case", 760)
    handler.act("accept").send()
    handler.act("record_contact").fill(raiser=True, how="visit", note="到现场一起看了两个站点，代表同意先装座椅。")
    handler.picture("handler-contact", 700).send()
    handler.act("draft_answer").fill(
        text="您提出的建议已办理。我办于11月25日到现场查看，已与公交公司商定：两个站点的座椅和雨棚本月底前安装完毕，费用由镇里承担。感谢您的关心。",
        grade="A",
    )  # fmt: skip
    handler.picture("handler-answer", 760).send()
    head.go("/").picture("head-home", 560, languages="zh en")
    head.go("/cases/?state=drafted").follow("td a").picture("head-case", 820, at="h1")
    head.act("sign_off").picture("head-sign-off", 480).send()


def look_after(clerk: Visitor) -> None:
    """Urging a unit, the rules, and a new account."""
    clerk.go("/cases/?state=handling").follow("td a").picture("clerk-case", 760)
    clerk.go("/rulebook/text/proposals/").picture("clerk-rules", 700)
    clerk.go("/organisation/add_person/").picture("clerk-person", 700)
    clerk.go("/overview/").picture("clerk-overview", 760)


def decide(member: Visitor) -> None:
    """Two posts of one person, and what a member of the committee sees."""
    member.go("/organisation/posts/").picture("committee-posts", 520, languages="zh en")
    member.page.locator("main form button").last.click()
    member.page.wait_for_load_state()
    member.go("/cases/").picture("committee-cases", 640)
    member.go("/overview/").picture("committee-overview", 760)


def oversee(officer: Visitor) -> None:
    """The year of the district, the records behind a number, a rule of its own, a day of the calendar."""
    officer.go("/overview/").picture("district-overview", 860, languages="zh en")
    officer.follow('a[href*="key=proposals.filed"]').picture("district-records", 620)
    officer.go("/overview/trial/").picture("district-trial", 560)
    officer.go("/rulebook/provisions/proposals.cosigners_min/").picture("district-rule", 700, languages="zh en")
    officer.go("/organisation/mark_day/").picture("district-calendar", 560)


def weigh() -> None:
    """SystemExit if a picture, or all together, are too large to stand in a repository."""
    sizes = {path.name: path.stat().st_size for path in sorted(INTO.glob("*.png"))}
    print(f"{len(sizes)} pictures, {sum(sizes.values()):,} bytes")
    heavy = [f"{name}: {size:,} bytes" for name, size in sizes.items() if size > LARGEST]
    if heavy or sum(sizes.values()) > ALL:
        sys.exit("\n".join(["too large", *heavy]))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--var", type=Path, help="a directory where the example was told before; it is copied")
    var = parser.parse_args().var
    os.environ["NO_PROXY"] = "127.0.0.1"
    INTO.mkdir(parents=True, exist_ok=True)
    with example(var) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        tell(browser, base)
        browser.close()
    weigh()


if __name__ == "__main__":
    main()
