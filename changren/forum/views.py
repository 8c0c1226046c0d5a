"""The pages of this room: the list of forums, one forum, one contribution, the minutes on paper."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.web.page import page
from changren.forum import acts, documents, queries
from changren.forum.models import Forum
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "township")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Forum, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The forums one may open."""
    place = request.post.township
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    may_plan = acts.plan.objection(place, by=request.post, on=request.on) is None
    return page(request, "forum/board.html", page=found, asked=_asked(request), may_plan=may_plan,
                places=townships() if place.is_district else ())  # fmt: skip


@tells(sheet=queries.Sheet)
def forum(request: Any, pk: Any) -> HttpResponse:
    """One forum."""
    it = get_object_or_404(queries.forums_for(request.post), pk=pk)
    return page(request, "forum/forum.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@tells(sheet=queries.ContributionSheet)
def contribution(request: Any, pk: Any) -> HttpResponse:
    """One contribution."""
    it = get_object_or_404(queries.contributions_for(request.post), pk=pk)
    sheet = queries.contribution_sheet(it, by=request.post, on=request.on)
    return page(request, "forum/contribution.html", sheet=sheet)


@sends
def minutes(request: Any, pk: Any) -> HttpResponse:
    """The minutes as PDF, for those who may read them."""
    it = get_object_or_404(queries.forums_for(request.post), pk=pk)
    if not queries.sheet(it, by=request.post, on=request.on).minutes:
        raise Http404
    return sent_pdf(documents.minutes(it))
