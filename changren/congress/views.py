"""The pages of this room: the list of meetings, and one meeting."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.data.answers import lists, tells
from changren.base.web.page import page
from changren.congress import queries
from changren.congress.models import Meeting
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "township")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Meeting, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The meetings one may open."""
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    places = townships() if request.post.township.is_district else ()
    return page(request, "congress/board.html", page=found, asked=_asked(request), places=places)


@tells(meeting=Meeting)
def meeting(request: Any, pk: Any) -> HttpResponse:
    """One meeting."""
    it = get_object_or_404(queries.for_reader(request.post), pk=pk)
    return page(request, "congress/meeting.html", meeting=it)
