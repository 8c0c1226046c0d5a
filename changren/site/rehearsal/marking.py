"""Every screen of a rehearsal says that it is one, also those that stand alone."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

BODY = re.compile(rb"<body[^>]*>")


class MarkingMiddleware:
    """Puts a line at the top of each page that is sent. In the settings of a rehearsal alone."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = BODY.sub(lambda found: found[0] + _line(), response.content, count=1)
            if response.has_header("Content-Length"):
                response["Content-Length"] = len(response.content)
        return response


def _line() -> bytes:
    says = _("Rehearsal: nothing here is real, and all of it will be wiped.")
    return format_html('<p class="rehearsal" role="note">{}</p>', says).encode()
