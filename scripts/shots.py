"""Pictures of pages at the width of a telephone and of a desk, by Playwright and the system's Chromium.

scripts/shots.py http://127.0.0.1:8000 李建国 "shi jie he ping" /tmp/shots / /organisation/ --theme dark --text large
Without a login ("" ""), as a guest. `--print` makes a PDF of each as well.
"""

import argparse
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="where the server listens")
    parser.add_argument("login")
    parser.add_argument("password")
    parser.add_argument("into", type=Path, help="directory for the pictures")
    parser.add_argument("paths", nargs="+", help="pages; as=path gives the picture a name")
    parser.add_argument("--theme", choices=["auto", "light", "dark"], default="light")
    parser.add_argument("--text", choices=["normal", "large"], default="normal")
    parser.add_argument("--language", choices=["zh-hans", "en"], default="zh-hans")
    parser.add_argument("--print", action="store_true", dest="on_paper")
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES))
    parser.add_argument("--no-script", action="store_true", help="as a browser without JavaScript")
    return parser.parse_args()


def name_of(path: str) -> tuple[str, str]:
    """The picture's name and the page's address: "home=/" or only "/"."""
    name, _, address = path.partition("=") if re.match(r"[\w-]+=/", path) else ("", "", path)
    return name or re.sub(r"\W+", "-", address).strip("-") or "home", address


def visit(browser: Browser, size: str, asked: argparse.Namespace) -> None:
    """All pages in one size."""
    context = browser.new_context(
        viewport=SIZES[size], base_url=asked.base, locale="zh-CN", timezone_id="Asia/Shanghai",
        java_script_enabled=not asked.no_script,
    )  # fmt: skip
    page = context.new_page()
    page.on("console", lambda line: print(f"{page.url}: {line.text}", file=sys.stderr))
    page.on("pageerror", lambda error: print(f"{page.url}: {error}", file=sys.stderr))
    if asked.login:
        sign_in(page, asked)
    for path in asked.paths:
        name, address = name_of(path)
        page.goto(address)
        set_display(page, asked)
        page.wait_for_timeout(150)
        asked.into.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=asked.into / f"{name}-{size}.png", full_page=True)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        if not asked.no_script and page.evaluate(wide) > 0:
            print(f"{address} is {page.evaluate(wide)} px wider than its window ({size})", file=sys.stderr)
        if asked.on_paper and size == "desk":
            page.pdf(path=asked.into / f"{name}.pdf", format="A4", prefer_css_page_size=True, print_background=False)
    context.close()


def sign_in(page: Any, asked: argparse.Namespace) -> None:
    page.goto("/organisation/sign-in/")
    page.fill("[name=login]", asked.login)
    page.fill("[name=password]", asked.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


def set_display(page: Any, asked: argparse.Namespace) -> None:
    """Press the switches at the foot of the page whose answer differs."""
    for name, value in {"language": asked.language, "text_size": asked.text, "theme": asked.theme}.items():
        button = page.locator(f".foot button[name={name}][value={value}]")
        if button.count() and button.get_attribute("aria-pressed") != "true":
            button.click()
            page.wait_for_load_state()


def main() -> None:
    asked = arguments()
    os.environ.setdefault("NO_PROXY", "127.0.0.1,localhost")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in asked.sizes:
            visit(browser, size, asked)
        browser.close()


if __name__ == "__main__":
    main()
