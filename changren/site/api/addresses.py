"""The addresses of the API: those of the pages, with /api/v1 before them.

No room says here what it offers: an act is one because `urls.py` of its room says `doing`, a page because its view
says what of it is data (base/data/answers.py). Whatever says neither is not there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, path

from changren.base.acts import Act
from changren.base.data.answers import File, Listing, Page
from changren.site.api.gate import gated


@dataclass(frozen=True)
class Endpoint:
    """One address: the route after /api/v1/, the view of its page, the room, and the name of the page or act."""

    route: str
    view: Any
    room: str
    name: str

    @property
    def path(self) -> str:
        """The route as the description writes it: "/proposals/{pk}/"."""
        return "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", self.route)

    @property
    def act(self) -> Act | None:
        """The act, if it is one's."""
        return getattr(self.view, "act", None)

    @property
    def data(self) -> Page | Listing | File | None:
        """What the page says of itself."""
        return getattr(self.view, "data", None)

    @property
    def is_offered(self) -> bool:
        """Whether programs may use it."""
        return not self.act.by_hand if self.act else self.data is not None


ENDPOINTS: list[Endpoint] = []


def mirrored(patterns: list[Any]) -> list[URLPattern]:
    """The addresses that these have as data."""
    ENDPOINTS[:] = [one for one in _walked(patterns, "", "site") if one.is_offered]
    return [path(one.route, gated(one.view, one.room), name=f"{one.room}.{one.name}") for one in ENDPOINTS]


def _walked(patterns: Any, before: str, room: str) -> Iterator[Endpoint]:
    for one in patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, route, one.app_name or room)
        else:
            yield Endpoint(route, one.callback, room, one.name or "")
