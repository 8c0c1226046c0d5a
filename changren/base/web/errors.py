"""Pages for what goes wrong. They ask the database nothing: it may be what went wrong."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from changren.base.data.problem import Problem

USUAL = {"theme": "auto", "text_size": "normal"}


def _error(request: Any, status: int, title: str, says: str) -> HttpResponse:
    number = getattr(request, "number", "")
    if getattr(request, "asks_for_data", False):
        return Problem(status, says, title=title).response(number)
    context = {"request": request, "look": _look(request), "title": title, "says": says}
    context |= {"status": status, "number": number}
    return HttpResponse(render_to_string("base/error.html", context, request), status=status)


def _look(request: Any) -> dict[str, str]:
    """Colours and size of text as the reader chose them, as far as they are known without asking the database."""
    person = getattr(request, "user", None)
    return {name: getattr(person, name, "") or request.COOKIES.get(name, usual) for name, usual in USUAL.items()}


def bad_request(request: Any, exception: Any = None) -> HttpResponse:
    """400: nothing could be made of the request."""
    return _error(request, 400, _("The request could not be understood"), _("Go back and try again."))


def forbidden(request: Any, exception: Any = None) -> HttpResponse:
    """403: the post does not open the page."""
    return _error(request, 403, _("Not for you"), _("Your post does not open this page."))


def not_found(request: Any, exception: Any = None) -> HttpResponse:
    """404: no such page, or not for this post; the two must look alike."""
    return _error(
        request, 404, _("There is nothing here"), _("The page does not exist, or your post does not open it.")
    )


def broken(request: Any) -> HttpResponse:
    """500: shown without asking the database, with the number that the log has."""
    says = _("This is our fault and has been recorded; nothing was half done. Tell the office the number below.")
    return _error(request, 500, _("Something broke"), says)


def expired(request: Any, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or too old."""
    says = _("The page had been open too long or came from elsewhere. Go back, load it again and send it once more.")
    return _error(request, 403, _("Please send it again"), says)
