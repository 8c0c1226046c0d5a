"""For the tests of the API: a program that shows a key."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from changren.base.clock import now
from changren.base.clock.now import day_of
from changren.base.jobs.declaration import KINDS
from changren.base.tenancy.scope import within_district
from changren.organisation import keys
from changren.organisation.models import AccessKey, Post
from tests.conftest import HERE
from tests.house.isolating import IDLE, District
from tests.house.seeing import MOMENT
from tests.house.test_isolation import MD5

API = "/api/v1"
PLENTY = 1_000_000  # requests a minute


class Program:
    """A program with the key of one post. English, unless it asks for another language."""

    def __init__(self, post: Post, **given: Any) -> None:
        today = day_of(now.now())
        given = {"scope": "act", "per_minute": PLENTY, "until": today + timedelta(days=90)} | given
        with within_district(post.district_id):
            self.key = AccessKey.objects.create(
                township=post.township, person=post.person, post=post, name="test", since=today, **given
            )
        self.post, self.client = post, Client(SERVER_NAME="api.test", headers={"Accept-Language": "en"})

    @property
    def shown(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {keys.shown(self.key)}"}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"{API}{path}", headers=self.shown | headers)

    def do(self, path: str, once: str | None = None, headers: dict[str, str] | None = None, **given: Any) -> Any:
        """Send an act; once: the key under which it is done, another one each time by default."""
        sent = self.shown | {"Idempotency-Key": once or uuid4().hex} | (headers or {})
        return self.client.post(f"{API}{path}", given, content_type="application/json", headers=sent)


@pytest.fixture(scope="module")
def lived(kept, tmp_path_factory):
    """District A, where X has lived: told once for all tests of a file."""
    files = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=files, PASSWORD_HASHERS=MD5), pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, IDLE.name, IDLE)
        now.follow(lambda: MOMENT)
        found = District(HERE, "甲区")
        found.live()
        now.follow(None)
        yield found


@pytest.fixture
def district(lived, db, on):
    """District A, where X has lived."""
    return lived


@pytest.fixture
def program(on) -> Callable[..., Program]:
    """`program(post)`: one that acts in that post; more: of its key."""
    cache.clear()
    return Program
