"""The pages for people with an account: the list, one gallery, one application, the permits."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.web.page import page
from changren.gallery import documents, queries
from changren.gallery.models import Gallery
from changren.gallery.visitors import link_of
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "township")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Gallery, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The galleries one may open."""
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    places = townships() if request.post.township.is_district else ()
    return page(
        request, "gallery/board.html", page=found, asked=_asked(request), places=places,
        meetings=queries.still_to_prepare(request.post, request.on),
    )  # fmt: skip


@tells(sheet=queries.Sheet)
def gallery(request: Any, pk: Any) -> HttpResponse:
    """One gallery."""
    it = get_object_or_404(queries.galleries_for(request.post), pk=pk)
    return page(request, "gallery/gallery.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@tells(sheet=queries.ApplicationSheet, asks=("show",))
def application(request: Any, pk: Any) -> HttpResponse:
    """One application. The office may ask for the numbers in full, and for the private link of who has lost it."""
    it = get_object_or_404(queries.applications_for(request.post), pk=pk)
    contact = request.GET.get("show") == "contact"
    sheet = queries.application_sheet(it, by=request.post, on=request.on, contact=contact)
    link = request.build_absolute_uri(link_of(it)) if sheet.contact else ""
    return page(request, "gallery/application.html", sheet=sheet, link=link)


@sends
def permits(request: Any, pk: Any) -> HttpResponse:
    """All permits of a meeting, one on each sheet."""
    it = get_object_or_404(queries.galleries_for(request.post), pk=pk)
    rows = queries.permits(it, request.post)
    if not rows:
        raise Http404
    return sent_pdf(documents.permits(it, rows))
