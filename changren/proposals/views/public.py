"""The public list: what the secrecy check has cleared, without names."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.web.page import page
from changren.organisation.middleware import public
from changren.proposals import documents, queries

PAGE = 50
TYPES = {"json": "application/json", "csv": "text/csv", "atom": "application/atom+xml"}


@public
def listing(request: Any) -> HttpResponse:
    """Titles, states, classes of answers and verdicts, for everybody."""
    _in_a_district(request)
    shown = Paginator(queries.public_proposals(), PAGE).get_page(request.GET.get("page"))
    return page(request, "proposals/public.html", page=shown, lines=queries.lines(shown.object_list), public=True)


@public
def one(request: Any, pk: Any) -> HttpResponse:
    """One of them: what article 11 lets everybody know, and so neither its text nor that of the answer."""
    _in_a_district(request)
    it = get_object_or_404(queries.public_proposals(), pk=pk)
    return page(request, "proposals/public_one.html", it=it, line=queries.lines([it])[0])


@public
def machine(request: Any, kind: str) -> HttpResponse:
    """The whole list for machines, in the reader's language."""
    _in_a_district(request)
    if kind not in TYPES:
        raise Http404
    told, root = queries.lines(queries.public_proposals()), request.build_absolute_uri("/").rstrip("/")
    if kind == "atom":
        text = documents.as_atom(told, root, request.LANGUAGE_CODE, request.path)
    else:
        text = documents.as_json(told, root) if kind == "json" else documents.as_csv(told, root)
    response = HttpResponse(text, content_type=f"{TYPES[kind]}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"  # everybody may read it, the page of another site as well
    return response


def _in_a_district(request: Any) -> None:
    """The district comes from the session, or for guests from the host name (R8)."""
    if request.user is None and request.district is None:
        raise Http404
