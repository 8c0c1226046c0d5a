"""What every request for data passes: the method, how often, how far the key reaches; and what every answer carries."""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from changren.base.data.acting import acted
from changren.base.data.answers import File, Listing, answered, listed
from changren.base.data.problem import Problem
from changren.base.web.often import wait

READS = ("GET", "HEAD")
NOT_THIS_WAY = _("This address answers {methods}.")
TOO_OFTEN = _("This key may ask {n} times a minute. Ask again in a moment.")
READ_ONLY = _("This key may not act here. Its person can make another one, on the page of the account.")


def gated(view: Any, room: str) -> Callable[..., HttpResponse]:
    """The view of a page, or of an act, for programs."""
    act = getattr(view, "act", None)
    methods = (*READS, "POST") if act else READS

    def endpoint(request: Any, **given: Any) -> HttpResponse:
        if request.method not in methods:
            allowed = ", ".join(methods)
            raise Problem(405, NOT_THIS_WAY.format(methods=allowed), headers={"Allow": allowed})
        _count(request.signed_in, request.on)
        if request.method == "POST" and not request.signed_in.covers(room):
            raise Problem(403, READ_ONLY)
        return _finished(request, _answer(request, view, given))

    endpoint.__doc__ = view.__doc__
    return endpoint


def _answer(request: Any, view: Any, given: dict[str, Any]) -> HttpResponse:
    if hasattr(view, "act"):
        return acted(request, view.act, view.door, view.form, **given)
    if isinstance(view.data, Listing):
        return listed(request, view.data, **given)
    if not isinstance(view.data, File):
        request.as_data = partial(answered, view.data)
    return view(request, **given)  # type: ignore[no-any-return]


def _count(key: Any, on: Any) -> None:
    after = wait(f"key:{key.pk}", key.per_minute, on)
    if after:
        raise Problem(429, TOO_OFTEN.format(n=key.per_minute), headers={"Retry-After": str(after)})


def _finished(request: Any, response: HttpResponse) -> HttpResponse:
    """With a tag by which the same answer is not sent twice (RFC 9110), and for nobody else's cache."""
    response["Cache-Control"] = "private, no-cache"
    response["Content-Language"] = get_language() or ""
    patch_vary_headers(response, ["Authorization", "Accept-Language"])
    if response.streaming or request.method not in READS or response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response)  # type: ignore[return-value]
