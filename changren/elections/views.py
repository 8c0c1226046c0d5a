"""The pages of this room: the list, one election, and what is printed of it."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.web.page import page
from changren.elections import acts, documents, queries
from changren.elections.models import Election
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "kind", "township")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Election, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The elections one may open."""
    place, asked = request.post.township, _asked(request)
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    may_draft = acts.draft.objection(place, by=request.post, on=request.on) is None
    return page(
        request, "elections/board.html", page=found, asked=asked, query=_kept(asked), may_draft=may_draft,
        states=Election.State.choices, kinds=Election.Kind.choices, places=townships() if place.is_district else (),
    )  # fmt: skip


def _kept(asked: dict[str, str]) -> str:
    """What was asked, as the beginning of another page's address."""
    return "".join(f"{name}={quote(value)}&" for name, value in asked.items() if value)


@tells(sheet=queries.Sheet)
def election(request: Any, pk: Any) -> HttpResponse:
    """One election."""
    it = get_object_or_404(queries.elections_for(request.post), pk=pk)
    sheet = queries.sheet(it, by=request.post, on=request.on)
    formula = documents.formula(it, sheet.result) if sheet.result else []
    return page(request, "elections/election.html", sheet=sheet, columns=queries.COLUMNS, formula=formula)


def _settled(request: Any, pk: Any) -> Any:
    return get_object_or_404(queries.elections_for(request.post), pk=pk, ready_on__isnull=False)


@sends
def papers_a4(request: Any, pk: Any) -> HttpResponse:
    """The ballot paper on A4, as soon as it is settled."""
    return sent_pdf(documents.papers(_settled(request, pk), "a4"))


@sends
def papers_a5(request: Any, pk: Any) -> HttpResponse:
    """The same on A5."""
    return sent_pdf(documents.papers(_settled(request, pk), "a5"))


@sends
def sheets(request: Any, pk: Any) -> HttpResponse:
    """The report of issue and collection and the tally sheet, to be filled in by hand."""
    return sent_pdf(documents.sheets(_settled(request, pk)))


@sends
def result(request: Any, pk: Any) -> HttpResponse:
    """The result report, for those who may see the result."""
    it = get_object_or_404(queries.elections_for(request.post), pk=pk)
    if queries.sheet(it, by=request.post, on=request.on).result is None:
        raise Http404
    return sent_pdf(documents.result(it))
