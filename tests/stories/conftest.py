"""Every story is told of the first township, through HTTP, from 20 February 2010 on."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from changren.base.clock import now
from tests.stories.telling import Tale


@pytest.fixture
def tale(world, browse) -> Iterator[Tale]:
    """The first township before its session. Everybody reads English, unless `Hands.reads` says otherwise."""
    with translation.override("en"):
        yield Tale(world, browse)
    now.follow(None)
