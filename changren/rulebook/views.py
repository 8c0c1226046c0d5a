"""The pages of this room: which rules are in force, a regulation as text, one provision, one version."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.acts import OpenAct, open_acts
from changren.base.clock.now import day_of
from changren.base.data.answers import tells
from changren.base.tenancy.models import Township
from changren.base.web.page import page
from changren.organisation.queries import places_for, townships
from changren.rulebook import acts, queries
from changren.rulebook.loading import Book, books, definitions


@tells(lines=list[queries.Line], grid=list[queries.Row], books=list[Book], acts=list[OpenAct])
def board(request: Any) -> HttpResponse:
    """The "1+N" of one's township; for the district those of all townships too."""
    post = request.post
    grid = queries.in_force(townships(), request.on) if post.township.is_district else []
    return page(
        request, "rulebook/board.html", lines=queries.board(post, request.on), grid=grid, books=list(books().values()),
        place=post.township, acts=open_acts(post.township, by=post, on=request.on, among=[acts.draft_regulation]),
    )  # fmt: skip


@tells(reading=queries.Reading, asks=("at", "on"))
def text(request: Any, book: str) -> HttpResponse:
    """A regulation to read, as it stands in a township (`?at=`) on a day (`?on=`)."""
    if book not in books():
        raise Http404
    reading = queries.reading(books()[book], _place(request), _day(request))
    return page(request, "rulebook/text.html", reading=reading, version=None, today=day_of(request.on))


@tells(reading=queries.Reading)
def version(request: Any, pk: Any) -> HttpResponse:
    """One version to read, also a draft that is in consultation."""
    it = get_object_or_404(queries.regulations_for(request.post), pk=pk)
    reading = queries.reading_of_version(it, request.on)
    return page(request, "rulebook/text.html", reading=reading, version=it, today=day_of(request.on))


@tells(card=queries.Card, asks=("at", "on"))
def provision(request: Any, key: str) -> HttpResponse:
    """One provision, as it stands in a township (`?at=`) on a day (`?on=`)."""
    if key not in definitions():
        raise Http404
    post, today = request.post, day_of(request.on)
    others = townships() if post.township.is_district else ()
    card = queries.card(key, at=_place(request), on=_day(request), today=today, elsewhere=others)
    return page(request, "rulebook/provision.html", card=card)


@tells(sheet=queries.Sheet)
def regulation(request: Any, pk: Any) -> HttpResponse:
    """One version: its values, its consultation, what may be done, what happened."""
    it = get_object_or_404(queries.regulations_for(request.post), pk=pk)
    return page(request, "rulebook/regulation.html", sheet=queries.sheet(it, by=request.post, on=request.on))


def _day(request: Any) -> date:
    """The day that is asked for; today if none is, or nonsense."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return day_of(request.on)


def _place(request: Any) -> Township:
    """The township that is asked for, if it is one's to see; one's own if none is asked for."""
    asked = request.GET.get("at")
    if not asked:
        return request.post.township
    found = next((place for place in places_for(request.post) if str(place.pk) == asked), None)
    if found is None:
        raise Http404
    return found
