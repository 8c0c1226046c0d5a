"""Every page as it is: axe finds nothing, nothing is wider than the window, and what is pressed is large enough.

Every address of the site is looked at, in both languages, at a desk and on a telephone; some in dark colours and in
large text as well; forms also as they come back when they were sent empty.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e import crawling
from tests.e2e.crawling import Crawl
from tests.e2e.server import Server
from tests.e2e.visitor import PHONE

pytestmark = pytest.mark.e2e
ONLY_SENT = "is only sent to"
NO_PAGE = {  # addresses without a page, and why
    "organisation:sign-out": ONLY_SENT, "organisation:act-as": ONLY_SENT, "organisation:display": ONLY_SENT,
    "organisation:read-notices": ONLY_SENT, "organisation:end-session": ONLY_SENT, "unsent": ONLY_SENT,
    "ballots:cast": ONLY_SENT, "ballots:table": "a file", "ballots:archive": "a file", "ballots:head": "a file",
    "ballots:own-script": "a program",
    "unsent-drop": ONLY_SENT, "job-stop": ONLY_SENT, "casework:paper": "a file", "evaluation:paper": "a file",
    "evaluation:form-word": "a document", "evaluation:result-word": "a document",
    "congress:requirements-pdf": "a document", "congress:minutes-pdf": "a document",
    "congress:minutes-word": "a document", "packed": "a document", "congress:archive": "a file",
    "elections:papers-a4": "a document", "elections:papers-a5": "a document", "elections:sheets": "a document",
    "elections:result": "a document",
    "congress:paper": "a file", "congress:now": "a part of a page", "congress:code": "a picture",
    "congress:names": "a file", "congress:pass": ONLY_SENT, "congress:press": ONLY_SENT,
    "evaluation:result-pdf": "a document", "proposals:paper": "a file",
    "forum:minutes": "a paper", "from-forum": ONLY_SENT, "from-matters": ONLY_SENT, "matters:poster": "a paper",
    "matters:photo": "a picture",
    "gallery:permits": "a paper", "gallery:permit": "a paper", "gallery:paper": "a file",
    "help-picture": "a picture", "stylesheet": "a file", "overview:excel": "a workbook",
    "organisation:units-sheet": "a workbook", "organisation:members-sheet": "a workbook",
    "mandates:roster-sheet": "a workbook", "mandates:report-pdf": "a paper", "mandates:register-pdf": "a paper",
    "casework:letter-pdf": "a paper", "proposals:form-pdf": "a paper", "proposals:report-pdf": "a paper",
    "proposals:public-data": "for machines", "calendar-feed": "for machines", "openapi": "for machines",
    "healthz": "for machines",
    "readyz": "for machines", "metrics": "for machines",
}  # fmt: skip


@pytest.fixture(scope="module")
def crawl(chromium: Browser, lived: Server) -> Crawl:
    return crawling.crawl(chromium, lived)


def test_every_address_has_a_page_or_a_reason(lived: Server) -> None:
    assert crawling.sights(lived)["without"].keys() == NO_PAGE.keys()


def test_every_page_answers(crawl: Crawl) -> None:
    assert crawl.answers == []


def test_axe_finds_nothing(crawl: Crawl) -> None:
    assert crawl.wrong["axe"] == []


def test_nothing_is_wider_than_the_window(crawl: Crawl) -> None:
    assert crawl.wrong["wide"] == []


def test_what_is_pressed_is_large_enough(crawl: Crawl) -> None:
    assert crawl.wrong["small"] == []


def test_every_page_has_the_one_strict_policy(crawl: Crawl) -> None:
    (policy,) = crawl.policies
    kept = {name: set(sources) for name, *sources in (part.split() for part in policy.split(";"))}
    assert kept == {
        "default-src": {"'none'"}, "base-uri": {"'none'"}, "frame-ancestors": {"'none'"},
        "script-src": {"'self'"}, "style-src": {"'self'"}, "connect-src": {"'self'"}, "form-action": {"'self'"},
        "manifest-src": {"'self'"}, "img-src": {"'self'", "data:"},
    }  # fmt: skip


def test_no_page_breaks_the_policy_or_complains(crawl: Crawl, lived: Server) -> None:
    assert crawl.faults == []
    assert lived.complaints() == []


def test_axe_and_the_ruler_find_what_is_wrong(visitors: Any, lived: Server) -> None:
    """So that finding nothing means something."""
    one = visitors(lived, {"viewport": PHONE["viewport"]}).go("/organisation/sign-in/")
    assert crawling.look(one.page) == {"axe": [], "small": [], "wide": []}
    one.page.evaluate(SPOIL)
    found = crawling.look(one.page)
    assert {line.partition(":")[0] for line in found["axe"]} == {"color-contrast", "label"}
    assert (len(found["small"]), found["wide"]) == (1, [12])


SPOIL = """() => {
  document.querySelector("label").remove();
  document.querySelector("h1").style.color = "#ddd";
  document.querySelector("main .button").style.cssText = "min-height: 20px; padding: 0; line-height: 1; display: block";
  document.querySelector("h1").style.width = `${innerWidth - 6}px`;
}"""
