"""Fixtures for every test: a district, its people, a browser without a browser."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client

from changren.ballots import archiving
from changren.base.clock import now
from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.scope import within_district
from changren.organisation import signing
from changren.organisation.models import Post
from changren.rulebook.rules import versions_of
from changren.search import articles
from tests import engines
from tests.remembering import ledger
from tests.rows import rows_of
from tests.world import World, at, build

HERE, ELSEWHERE = 330302, 330303
CRAWL = "test_axe.py"  # looks at every page of a district that has lived
GRID = "test_isolation.py"  # who sees what; that keys and rows stay in their district test_tenancy asks everywhere
ANYTHING = "test_schema.py"  # every page and act, sent whatever: asked of the stricter database alone
PARITY = "test_parity.py"  # what programs are told, as long as all others of answers together
COUNTED = {
    "organisation",
    "rulebook",
    "mandates",
    "ballots",
    "casework",
    "congress",
    "proposals",
    "evaluation",
    "elections",
    "gallery",
    "forum",
    "matters",
    "contact",
    "overview",
    "search",
}  # tests of rooms


def pytest_collection_modifyitems(config, items) -> None:
    """What does not depend on the engine is tested on one: the browser, and the laws that only read sources.

    On that one two processes may share the work: PART=house does that and the laws of the house, PART=rooms the rest.
    What is of the browser, or of ballots alone, goes to the process that has least to do beside.
    """
    wanted = is_tested_here(os.environ.get("PART", ""))
    left_out = [item for item in items if not wanted(item)]
    if left_out:
        items[:] = [item for item in items if wanted(item)]
        config.hook.pytest_deselected(items=left_out)


def is_tested_here(part: str) -> Callable[[Any], bool]:
    """Whether this process has to do a test: by its engine, and by its part of the work."""
    if engines.engine() == engines.PARTITIONED:
        return lambda item: is_for_the_least_busy(item) or (of_the_database(item) and may_differ_on_partitions(item))
    if engines.engine() != engines.SQLITE:
        return lambda item: of_the_database(item) and not (is_a_page_s(item) or "exploring" in item.path.parts)
    if not part:
        return lambda item: True
    return lambda item: (
        not is_for_the_least_busy(item)
        and item.path.name != ANYTHING
        and (is_same_on_every_engine(item) or "house" in item.path.parts) == (part == "house")
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session) -> None:
    """What is covered is counted in one process alone: it makes every line half as slow again."""
    connection.execute_wrappers.append(ledger)
    counting = counter(session.config)
    if counting is not None and not counts_here():
        counting.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    """And there while modules are read, and where the rooms test their own acts."""
    counting = counter(item.config)
    left_out = counting is not None and counts_here() and not is_counted(item)
    if left_out:
        counting.stop()
    try:
        return (yield)
    finally:
        if left_out:
            counting.start()


def is_counted(item) -> bool:
    """A test of what acts, guards and questions do: it reaches their lines by itself, not through a page."""
    return bool(COUNTED & set(item.path.parts)) and not item.path.name.startswith(("test_views", "test_documents"))


def counts_here() -> bool:
    """Whether this is the process that counts."""
    return engines.engine() == engines.SQLITE and os.environ.get("PART", "") != "house"


def counter(config) -> Any:
    """What counts the lines that are reached; None where nobody asked for it."""
    plugin = config.pluginmanager.getplugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    return getattr(controller, "cov", None)


def of_the_database(item) -> bool:
    """A test of which another database could answer otherwise."""
    return not (is_same_on_every_engine(item) or item.path.name == GRID)


def is_a_page_s(item) -> bool:
    """A test of what is made of answers, or of who may: forms, papers. Whole stories ask the same of each database."""
    return item.path.name.startswith(("test_views", "test_forms", "test_documents", "test_guards", "test_decl"))


def may_differ_on_partitions(item) -> bool:
    """A test of tables and of what is asked of them. Who is killed there is killed on the same server without them."""
    is_killed = item.path.name.endswith(("crash.py", "killing.py", "storm.py"))
    elsewhere = {"overview", "search", "site", "stories"} & set(item.path.parts)
    return not (is_a_page_s(item) or is_killed or elsewhere)


def is_for_the_least_busy(item) -> bool:
    """A test of the protocol of ballots, or of the browser but for the crawl, or a long one of answers."""
    if item.get_closest_marker("e2e") or item.path.name == PARITY:
        return item.path.name != CRAWL
    return "ballots" in item.path.parts and is_same_on_every_engine(item)


def is_same_on_every_engine(item) -> bool:
    """A test of the browser, of words, or of the house without a database."""
    asks = "db" in item.fixturenames or item.get_closest_marker("django_db")
    marked = any(item.get_closest_marker(name) for name in ("e2e", "any_engine"))
    return marked or ("house" in item.path.parts and not asks)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a fixture of a whole file writes stays until the file is done; each test goes on from there, and back."""
    outer = transaction.atomic()
    outer._from_testcase = True  # as Django marks its own, within which durable transactions are allowed
    with django_db_blocker.unblock(), ledger.apart(), outer:
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def alone_in_the_ledger() -> Iterator[None]:
    """What a test writes is known, so that what it prepares need not be made twice.

    Districts of other tests had the same keys: what was remembered of them is forgotten.
    """
    for memory in (versions_of, articles._texts, archiving._known):
        memory.cache_clear()
    for place in caches.all(initialized_only=True):
        place.clear()
    with ledger.apart():
        yield


@pytest.fixture
def on():
    """The moment at which a test begins: a Thursday morning."""
    moment = at("2010-04-01 09:00")
    now.follow(lambda: moment)
    yield moment
    now.follow(None)


@pytest.fixture
def world(db, on) -> Iterator[World]:
    """District A; the test runs inside it."""
    with within_district(HERE):
        yield build(HERE)


@pytest.fixture
def elsewhere(db, on) -> World:
    """District B, with people of its own."""
    with within_district(ELSEWHERE):
        return build(ELSEWHERE, "乙区")


@pytest.fixture
def here(world):
    """The first township of district A."""
    return world.here


@pytest.fixture
def there(world):
    """The second township of district A."""
    return world.there


@pytest.fixture
def browse(on) -> Callable[[Post], Client]:
    """`browse(post)`: a client signed in as that person, acting in that post."""

    def signed_in(post: Post) -> Client:
        with within_district(post.district_id):
            cookie = signing.begin(post.person, "test", now.now())
            session = signing.session_of(cookie, now.now())
            signing.SignIn.objects.filter(pk=session.pk).update(post=post)  # others may act in other posts
        client = Client()
        client.cookies[signing.COOKIE] = cookie
        return client

    return signed_in


@pytest.fixture
def dump(db):
    """`dump()`: every row of every table, to compare before and after."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("changren.")]
    return lambda: rows_of(ours)


@pytest.fixture
def faults():
    """`faults()`: what is wrong with the chain of the district we are in."""
    return lambda: list(verify(Entry.objects.order_by("number"), Chain.objects.first()))
