"""Fixtures of the browser tests: Chromium, the servers it visits, and people who sit before it.

Everything that is started here ends with this folder: Playwright keeps an event loop in the thread, beside which
Django's database does not work.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e import serving
from tests.e2e.server import Server
from tests.e2e.visitor import SECONDS, Visitor

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
NEEDS_LIVED = "lived"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at everything comes last of this folder: its district is told while the others run."""
    here = Path(__file__).parent
    ours = [item for item in items if here in item.path.parents]
    ours.sort(key=lambda item: NEEDS_LIVED in item.fixturenames)
    places = [n for n, item in enumerate(items) if here in item.path.parents]
    for n, item in zip(places, ours, strict=True):
        items[n] = item


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The system's browser."""
    os.environ.setdefault("NO_PROXY", "127.0.0.1")
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package", autouse=True)
def told(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Server | None]:
    """The district with matters in every state, being told; it takes half a minute, during which others run."""
    if not any(NEEDS_LIVED in item.fixturenames for item in request.session.items):
        yield None
        return
    server = Server(serving.LIVED, tmp_path_factory.mktemp(serving.LIVED))
    server.begin()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def lived(told: Server) -> Server:
    """The server with it, and with the list of its pages."""
    told.wait()
    return told


@pytest.fixture(scope="package")
def district(tmp_path_factory: Any) -> Iterator[Server]:
    """The server with the small district of tests/world.py."""
    server = Server(serving.WORLD, tmp_path_factory.mktemp(serving.WORLD))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visitors(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """`visitors(server, PHONE)`: somebody with a browser. In the end nobody may have met a fault."""
    came: list[Visitor] = []

    def come(server: Server, size: dict[str, Any], **options: Any) -> Visitor:
        came.append(Visitor(chromium, server, size, **options))
        return came[-1]

    yield come
    for one in came:
        one.close()
    assert [fault for one in came for fault in one.faults] == []
    assert [line for server in {one.server for one in came} for line in server.complaints()] == []
