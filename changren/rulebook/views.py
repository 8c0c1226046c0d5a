"""Pages of the rulebook."""

from typing import Any

from django.http import HttpResponse


def provision(request: Any, key: str) -> HttpResponse:
    return HttpResponse(key)


def regulation(request: Any, pk: Any) -> HttpResponse:
    return HttpResponse(str(pk))
