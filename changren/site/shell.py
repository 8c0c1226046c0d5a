"""What stands around every page: the way to the rooms, who acts, what is unread, where to listen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from changren.base.minutes import last_number
from changren.base.stream.token import stream_url
from changren.organisation import queries
from changren.organisation.views.entrance import _display


@dataclass(frozen=True)
class Way:
    """One entry of the navigation."""

    name: str
    label: Any
    icon: str

    @cached_property
    def url(self) -> str:
        return reverse(self.name)


ROOMS = (
    Way("home", _("Home"), "home"),
    Way("proposals:board", _("Proposals"), "file"),
    Way("casework:board", _("Cases"), "inbox"),
    Way("overview:board", _("Overview"), "chart"),
    Way("mandates:board", _("Delegates"), "people"),
    Way("organisation:board", _("Organisation"), "building"),
    Way("rulebook:board", _("Rules"), "book"),
    Way("help", _("Help"), "info"),
)


class ShellMiddleware:
    """Lets `page()` gather what the layout shows, once the view has done its work."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.shared = shell
        return self.get_response(request)


def shell(request: Any) -> dict[str, Any]:
    """The context of the layout."""
    around = {"request": request, "example": settings.EXAMPLE, "display": _display(request), "here": request.path}
    if request.post is None:
        return around | {"cards": _cards(request), "ways": {"help": reverse("help")}}
    return around | {
        "rooms": [(way, _is_here(way, request.path)) for way in ROOMS],
        "post": request.post,
        "unread": queries.unread(request.user),
        "stream": stream_url(request.post, last_number()),
        "ways": {"what_if": reverse("overview:trial")},
    }


def _cards(request: Any) -> Any:
    """The example accounts, on the sign-in page of the example alone."""
    if not settings.EXAMPLE or request.path != reverse("organisation:sign-in") or request.district is None:
        return ()
    from changren.site.example import cards

    return cards()


def _is_here(way: Way, path: str) -> bool:
    return path == way.url if way.name == "home" else path.startswith(way.url)
