"""Pages for what goes wrong. They ask the database nothing: it may be what went wrong."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def _error(request: Any, status: int, title: str, says: str) -> HttpResponse:
    number = getattr(request, "number", "")
    context = {"title": title, "says": says, "status": status, "number": number}
    return HttpResponse(render_to_string("base/error.html", context, request), status=status)


def bad_request(request: Any, exception: Any = None) -> HttpResponse:
    return _error(request, 400, _("The request could not be understood"), _("Go back and try again."))


def forbidden(request: Any, exception: Any = None) -> HttpResponse:
    return _error(request, 403, _("Not for you"), _("Your post does not open this page."))


def not_found(request: Any, exception: Any = None) -> HttpResponse:
    return _error(
        request, 404, _("There is nothing here"), _("The page does not exist, or your post does not open it.")
    )


def broken(request: Any) -> HttpResponse:
    says = _("This is our fault and has been recorded; nothing was half done. Tell the office the number below.")
    return _error(request, 500, _("Something broke"), says)


def expired(request: Any, reason: str = "") -> HttpResponse:
    says = _("The page had been open too long or came from elsewhere. Go back, load it again and send it once more.")
    return _error(request, 403, _("Please send it again"), says)
