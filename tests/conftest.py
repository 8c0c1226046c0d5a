"""Fixtures for every test: a district, its people, a browser without a browser."""

import os
import tempfile

os.environ.setdefault("CHANGREN_TESTING", "1")
os.environ.setdefault("CHANGREN_VAR", tempfile.mkdtemp(prefix="changren-"))

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from changren.base.clock import now
from changren.base.tenancy.scope import within_district
from changren.organisation import signing
from changren.organisation.models import Post
from tests.world import World, at, build

HERE, ELSEWHERE = 330302, 330303


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
            cookie = signing.begin(post.person, "test", on)
            signing.SignIn.objects.filter(person=post.person).update(post=post)
        client = Client()
        client.cookies[signing.COOKIE] = cookie
        return client

    return signed_in
