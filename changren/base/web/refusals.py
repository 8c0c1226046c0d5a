"""A refusal becomes a page, in one place (docs/house.md, section 2). Views hold no try."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Kind, Objection, Refused
from changren.base.data.problem import Problem, refused
from changren.base.tenancy.durable import NotReplicated
from changren.base.web.page import page

UNCONFIRMED = Objection(
    _("It was received but is not yet confirmed by the second server. Press the button once more; it counts once.")
)


class RefusalMiddleware:
    """Shows the form again with the sentence and everything that was typed, or a page of its own."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Problem):
            return exception.response(request.number)
        if isinstance(exception, NotReplicated):
            if request.asks_for_data:
                return Problem(503, UNCONFIRMED, headers={"Retry-After": "2"}).response(request.number)
            response = _shown(request, UNCONFIRMED)
            response.status_code = 503
            response["Retry-After"] = "2"
            return response
        return _shown(request, exception.objection) if isinstance(exception, Refused) else None


def _shown(request: Any, objection: Objection) -> HttpResponse:
    status = 403 if objection.kind is Kind.WHO else 409
    if request.asks_for_data:
        return refused(objection, status).response(request.number)
    again: Callable[[Objection], HttpResponse] | None = getattr(request, "retry", None)
    if again and objection.kind is not Kind.WHO:
        return again(objection)
    return page(request, "base/refused.html", objection=objection, status=status)
