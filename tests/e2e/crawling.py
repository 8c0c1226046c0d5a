"""Two people who look at every page, in one language after the other, at a desk and on a telephone, with axe.

Axe looks at every page on the telephone, and at the first of each address at the desk. In the second language the
words alone are others: one page of each address is looked at, and axe at those of LOOKED_AT alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.e2e import serving
from tests.e2e.server import Server
from tests.e2e.visitor import DESK, PHONE, Visitor

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
WIDTHS = {"desk": DESK["viewport"], "phone": PHONE["viewport"]}
LANGUAGES = ("zh-hans", "en")
LEAST = 44  # pixels: what a finger hits
LOOKS = {  # other ways in which a reader may have the pages
    "dark": "document.documentElement.dataset.theme = 'dark'",
    "large": "document.documentElement.dataset.theme = 'light'; document.documentElement.dataset.text = 'large'",
}
LOOKED_AT = {"home", "ui", "guide", "proposals:board", "proposals:proposal", "proposals:draft", "casework:case",
             "mandates:mandate", "rulebook:text", "overview:board"}  # fmt: skip
GUEST = ""

# Not waited for: meanwhile the other one's page is loaded.
BEGIN = """([least, whole]) => {
  const stands = (one) => {
    for (let box = one.parentElement; box; box = box.parentElement)
      if (getComputedStyle(box).display !== "inline") return box.textContent.trim() === one.textContent.trim();
  };
  const high = (one) => Math.max(...[one, ...(one.labels || [])].map((part) => Math.max(
    part.getBoundingClientRect().height, parseFloat(getComputedStyle(part, "::after").height) || 0)));
  const small = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary"))
    .filter((one) => one.type !== "hidden" && one.checkVisibility() && high(one) < least)
    .filter((one) => one.tagName !== "A" || stands(one))
    .map((one) => `${high(one)}: ${one.outerHTML.slice(0, 200)}`);
  const wide = document.documentElement.scrollWidth - innerWidth;
  const rules = { "target-size": { enabled: true } };
  const told = whole ? axe.run(document, { resultTypes: ["violations"], preload: false, rules }) : { violations: [] };
  window.found = Promise.resolve(told).then((answer) => ({
    axe: answer.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`)),
    small, wide: wide > 0 ? [wide] : [],
  }));
}"""
SEND_EMPTY = """() => {
  const form = document.querySelector("main form[method=post]");
  Array.from(form.elements).filter((one) => !["hidden", "submit"].includes(one.type)).forEach((one) => {
    if (one.type === "checkbox" || one.type === "radio") one.checked = false;
    else one.value = "";
  });
  form.requestSubmit();
}"""


OWN_POLICY = {"ballots:booth", "ballots:alone"}  # one file each, stricter still: see tests/ballots/test_views.py


@dataclass
class Crawl:
    """What was found. wrong: by axe, wider than the window, too small; a line each, with page, language and width."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: {"axe": [], "wide": [], "small": []})
    policies: set[str] = field(default_factory=set)
    answers: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pages: int = 0


@dataclass(frozen=True)
class Task:
    """A page to look at. `status`: of its answer. `sends`: its form is to be sent empty, and what comes looked at."""

    name: str
    path: str
    post: str
    status: int
    sends: bool


def sights(server: Server) -> Any:
    """What there is to see (tests/house/seeing.py)."""
    return json.loads((server.folder / serving.SIGHTS).read_text())


def crawl(chromium: Browser, server: Server) -> Crawl:
    """Look at everything."""
    seen, found = sights(server), Crawl()
    wrong = {tuple(one) for one in seen["wrong"]}
    tasks = [Task(*one, seen["status"].get(one[0], 200), tuple(one) in wrong) for one in seen["sights"]]
    tasks.sort(key=lambda task: task.post)
    for language in LANGUAGES:
        readers = [_Reader(chromium, server, seen["cookies"], language, found) for _hand in range(2)]
        looked_at = tasks if language == LANGUAGES[0] else list({task.name: task for task in tasks}.values())
        for _turn in zip_longest(*(reader.look(looked_at[n::2]) for n, reader in enumerate(readers))):
            pass
        for reader in readers:
            found.faults += reader.visitor.faults
            reader.visitor.close()
    return found


class _Reader:
    def __init__(self, chromium: Browser, server: Server, cookies: Any, language: str, found: Crawl) -> None:
        self.visitor = Visitor(chromium, server, DESK)
        self.visitor.context.add_init_script(path=AXE)
        self.page, self.server, self.cookies = self.visitor.page, server, cookies
        self.language, self.found, self.done = language, found, set[str]()

    def look(self, tasks: list[Task]) -> Iterator[None]:
        """At one page after the other; whenever axe works it is somebody else's turn."""
        for task in tasks:
            self._become(task.post)
            self._open(task)
            yield from self._examine(task.name)
            if task.name in LOOKED_AT - self.done:
                yield from self._change_looks(task.name)
            if task.sends and self.language == LANGUAGES[0]:
                yield from self._send_empty(task.name)
            self.done.add(task.name)

    def _become(self, post: str) -> None:
        self.visitor.context.clear_cookies()
        given = {"language": self.language} | ({"changren": self.cookies[post]} if post != GUEST else {})
        self.visitor.context.add_cookies(
            [{"name": n, "value": v, "url": self.server.address} for n, v in given.items()]
        )

    def _open(self, task: Task) -> None:
        self._resize("desk")
        answer = self.page.goto(task.path)
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.page.goto("/")  # a page of an error has no button for the language
            self.page.locator(f".foot button[name=language][value={self.language}]").click()
            answer = self.page.goto(task.path)
        self._note(task.name, answer, task.status)

    def _note(self, name: str, answer: Any, status: int) -> None:
        self.found.pages += 1
        if name not in OWN_POLICY:
            self.found.policies.add(answer.headers.get("content-security-policy", f"none: {name}"))
        if answer.status != status:
            self.found.answers.append(f"{name}: {answer.status} {self.page.url}")

    def _examine(self, name: str) -> Iterator[None]:
        for width in WIDTHS:
            self._resize(width)
            whole = name in LOOKED_AT or (self.language == LANGUAGES[0] and (width == "phone" or name not in self.done))
            self.page.evaluate(BEGIN, [LEAST, whole])
            yield
            where = f"{name} {self.language} {width} {self.page.url}"
            for kind, lines in self.page.evaluate("window.found").items():
                self.found.wrong[kind] += [f"{where} {line}" for line in lines]

    def _change_looks(self, name: str) -> Iterator[None]:
        for look, script in LOOKS.items():
            self.page.evaluate(script)
            yield from self._examine(f"{name} {look}")

    def _send_empty(self, name: str) -> Iterator[None]:
        self._resize("desk")
        with self.page.expect_navigation() as answer:
            self.page.evaluate(SEND_EMPTY)
        self._note(f"{name}, sent empty", answer.value, 422)
        yield from self._examine(f"{name}, sent empty")

    def _resize(self, width: str) -> None:
        self.page.set_viewport_size(WIDTHS[width])


def look(page: Page) -> dict[str, list[Any]]:
    """What is wrong with a page as it is."""
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate(BEGIN, [LEAST, True])
    return page.evaluate("window.found")  # type: ignore[no-any-return]
