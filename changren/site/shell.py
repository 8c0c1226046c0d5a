"""What stands around every page: the way to the rooms, who acts, what is unread, where to listen."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from changren.base.stream.token import stream_url
from changren.organisation.views.entrance import _display
from changren.site.frame import Seen, frame
from changren.site.ways import ROOMS


class ShellMiddleware:
    """Lets `page()` gather what the layout shows, once the view has done its work."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.shared = shell
        return self.get_response(request)


def shell(request: Any) -> dict[str, Any]:
    """The context of the layout."""
    display = _display(request)
    around = {"request": request, "example": settings.EXAMPLE, "display": display, "here": request.path}
    around |= {"frame": frame(request, _seen(request, display))}
    if request.post is None:
        return around | {"cards": _cards(request), "ways": {"help": reverse("help")}}
    return around | {
        "post": request.post,
        "unread": request.signed_in.unread,
        "stream": stream_url(request.post, request.signed_in.number),
        "ways": {
            "what_if": reverse("overview:trial"),
            "similar": reverse("search:similar"),
            "from_forum": reverse("from-forum"),
            "from_matters": reverse("from-matters"),
            "similar_matters": reverse("search:matters"),
        },
    }


def _seen(request: Any, display: dict[str, str]) -> Seen:
    room = next((way.name for way in ROOMS if way.leads_to(request.path)), "") if request.post else ""
    return Seen(
        get_language() or "", display["text_size"], display["theme"], settings.EXAMPLE, bool(request.post),
        bool(request.signed_in and request.signed_in.unread), room,
    )  # fmt: skip


def _cards(request: Any) -> Any:
    """The example accounts, on the sign-in page of the example alone."""
    if not settings.EXAMPLE or request.path != reverse("organisation:sign-in") or request.district is None:
        return ()
    from changren.site.example import cards

    return cards()
