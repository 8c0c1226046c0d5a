"""For the tests of the organisation: a guest's browser, and time that passes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from changren.base.clock import now
from changren.organisation.models import Post


@pytest.fixture
def guest(world) -> Client:
    """A browser at the district's host name, reading English; nobody is signed in."""
    client = Client(SERVER_NAME=world.district.host)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def later(on) -> Callable[..., datetime]:
    """`later(minutes=31)`: so much time has passed since the test began."""

    def passed(**length: float) -> datetime:
        moment = on + timedelta(**length)
        now.follow(lambda: moment)
        return moment

    return passed


@pytest.fixture
def english() -> Callable[[Post], Post]:
    """`english(post)`: the same post, whose person reads English."""

    def reads(post: Post) -> Post:
        post.person.language = "en"
        post.person.save()
        return post

    return reads
