"""What a page says of itself as data: declared above its view, read by the API (site/api)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from changren.base.data.plain import in_full, plain, record
from changren.base.data.problem import Problem
from changren.base.web.page import asking_nothing, settled
from changren.base.web.remember import kept

View = TypeVar("View", bound=Callable[..., Any])
USUAL, MOST = 50, 200  # records of a list in one answer
WRONG_LIMIT = _("“limit” is a whole number from 1 to {most}.")
WRONG_CURSOR = _("“after” is not a place in this list. Follow the address in “next”.")


@dataclass(frozen=True)
class Page:
    """A page that is data: some of what it shows, with its types. asks: what may stand behind the question mark."""

    shape: Mapping[str, Any]
    asks: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """A page that is a list: the records, given the request, in whatever order the page has them.

    by_acts: whether what it tells changes through acts alone, so that it may be remembered until the next one.
    """

    model: Any
    rows: Callable[..., Any]
    asks: tuple[str, ...]
    by_acts: bool


@dataclass(frozen=True)
class File:
    """A page that is a file."""

    asks: tuple[str, ...] = ()


def tells(*, asks: tuple[str, ...] = (), **shape: Any) -> Callable[[View], View]:
    """The page gives these parts of what it shows as data, each with its type."""
    return _marked(Page(shape, asks))


def lists(
    model: Any, rows: Callable[..., Any], *, asks: tuple[str, ...] = (), by_acts: bool = True
) -> Callable[[View], View]:
    """The page is a list of `model`; `rows(request)` are all of them, a queryset that is not cut."""
    return _marked(Listing(model, rows, asks, by_acts))


def sends(view: View) -> View:
    """The page is a file; a program is sent the same one."""
    return _marked(File())(view)


def _marked(data: Page | Listing | File) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.data = data  # type: ignore[attr-defined]
        return view

    return mark


def answered(data: Page, request: Any, context: dict[str, Any]) -> JsonResponse:
    """What a page shows, as its declaration says; the database is not asked once that is known."""
    shown = settled({name: context[name] for name in data.shape})
    with asking_nothing(request.path):
        return as_json({name: _told(value) for name, value in shown.items()})


def _told(value: Any) -> Any:
    """A page that is about one record tells everything of it."""
    return in_full(value) if isinstance(value, Model) else plain(value)


def as_json(told: Any, *, status: int = 200) -> JsonResponse:
    """JSON that a person can read, too."""
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})


def listed(request: Any, listing: Listing, **given: Any) -> HttpResponse:
    """A part of a list, newest first, and where the next one is; from memory, until the next act, if it was asked for.

    The cursor is the last record's id. Ids grow with time, so what is added while somebody reads on moves nothing.
    Raises Problem for a limit or cursor that is none.
    """

    def made() -> str:
        return json.dumps(_listed(request, listing, **given), ensure_ascii=False, cls=DjangoJSONEncoder)

    text = kept("lists", request, request.post.pk, made) if listing.by_acts else made()
    return HttpResponse(text, content_type="application/json")


def _listed(request: Any, listing: Listing, **given: Any) -> dict[str, Any]:
    limit, after = _limit(request), _cursor(request)
    rows: QuerySet[Any] = listing.rows(request, **given).order_by("-pk").defer(None).select_related(None)
    rows = rows.select_related(*_beside(listing.model))
    found = list((rows.filter(pk__lt=after) if after else rows)[: limit + 1])
    with asking_nothing(request.path):
        known: dict[Any, Any] = {}
        items = [record(one, known) for one in found[:limit]]
    return {"items": items, "next": _next(request, items[-1]["id"]) if len(found) > limit else None}


def _beside(model: Any) -> list[str]:
    """What is fetched with each record: of what its model wants alongside, that which a list tells."""
    return [name for name in getattr(model, "alongside", ()) if name.partition("__")[0] in model.in_data]


def _limit(request: Any) -> int:
    asked = request.GET.get("limit", str(USUAL))
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= len(str(MOST)) and 0 < int(asked) <= MOST):
        raise Problem(400, WRONG_LIMIT.format(most=MOST))
    return int(asked)


def _cursor(request: Any) -> UUID | None:
    asked = request.GET.get("after")
    try:
        return UUID(asked) if asked else None
    except ValueError as why:
        raise Problem(400, WRONG_CURSOR) from why


def _next(request: Any, last: str) -> str:
    asked = request.GET.copy()
    asked["after"] = last
    return f"{request.path}?{asked.urlencode()}"
