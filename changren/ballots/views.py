"""The pages of this room: polls, what scrutineers need, and what anybody may open to vote and to count again."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from changren.ballots import archiving, documents, queries
from changren.ballots.alone import Page
from changren.ballots.casting import cast as put
from changren.ballots.models import Poll
from changren.ballots.protocol.rules import Rejected
from changren.base.data.answers import lists, sends, tells
from changren.base.web.page import page
from changren.organisation.middleware import bare, public

PAGE, TRACKER = 50, 60  # polls on a page; characters of a tracker that are looked at


@lists(Poll, lambda request: queries.board(request.post))
def board(request: Any) -> HttpResponse:
    """The polls one may open."""
    found = Paginator(queries.board(request.post), PAGE).get_page(request.GET.get("page"))
    return page(request, "ballots/board.html", page=found, polls=list(found.object_list))


@tells(sheet=queries.Sheet)
def poll(request: Any, pk: Any) -> HttpResponse:
    """One poll."""
    it = get_object_or_404(queries.polls_for(request.post), pk=pk)
    return page(request, "ballots/poll.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@sends
def table(request: Any, pk: Any) -> HttpResponse:
    """What lies on the table while the key is drawn: everybody's messages, for the scrutineers' own programs."""
    it = get_object_or_404(queries.polls_for(request.post), pk=pk)
    return _file(documents.table(it), f"table-{it.pk.hex[-8:]}.txt", "text/plain; charset=utf-8")


def notice(request: Any, pk: Any) -> HttpResponse:
    """What is put up where people vote, to be printed."""
    it = get_object_or_404(queries.polls_for(request.post).exclude(opened_on=None), pk=pk)
    address = request.build_absolute_uri(reverse("ballots:booth", args=[it.pk]))
    return page(request, "ballots/notice.html", notice=documents.notice(it, address))


# ─── for everybody who knows the address: nobody is asked who they are


def _begun(request: Any, pk: Any) -> Poll:
    """The poll, in the district of the session or of the host name (R8)."""
    if request.user is None and request.district is None:
        raise Http404
    found: Poll = get_object_or_404(queries.begun_polls(), pk=pk)
    return found


@public
def booth(request: Any, pk: Any) -> HttpResponse:
    """The page in which a ballot is sealed and sent."""
    it = _begun(request, pk)
    cast, board = reverse("ballots:cast", args=[it.pk]), reverse("ballots:trackers", args=[it.pk])
    return _alone(documents.booth(it, cast, board))


@bare
def alone(request: Any, name: str) -> HttpResponse:
    """The page of a scrutineer, or of the slips: it knows of no poll, and works without a network."""
    if name not in documents.ALONE:
        raise Http404
    return _alone(documents.alone(name))


@public
def trackers(request: Any, pk: Any) -> HttpResponse:
    """The bulletin board: which ballots count, and the end of the archive."""
    it, asked = _begun(request, pk), "".join(request.GET.get("tracker", "").split())[:TRACKER]
    address = request.build_absolute_uri(reverse("ballots:poll", args=[it.pk]))
    return page(request, "ballots/trackers.html", poll=it, trackers=queries.trackers(it), asked=asked,
                urn=archiving.end_of(it), collected=queries.collected(it), address=address)  # fmt: skip


@public
def archive(request: Any, pk: Any) -> Any:
    """The archive, for whoever counts again."""
    it = _begun(request, pk)
    pieces = archiving.file_of(it, opened=queries.opens_result(it, request.post))
    return _file(pieces, f"{it.uuid}.bel", "application/x-tar", StreamingHttpResponse)


@public
def head(request: Any, pk: Any) -> HttpResponse:
    """The end of the archive, signed, for whoever keeps a copy of the board."""
    it = _begun(request, pk)
    signed = archiving.signed_end(it, opened=queries.opens_result(it, request.post))
    return _file(signed, f"head-{it.uuid}.json", "application/json")


@csrf_exempt
@require_POST
@public
def cast(request: Any, pk: Any) -> HttpResponse:
    """A ballot comes in. Who sends it is not looked at, cookies neither: its own credential lets it in.

    So there is nothing that a request forged by another site could borrow, and no token is asked for.
    """
    it = _begun(request, pk)
    try:
        return JsonResponse({"tracker": put(it, request.body)})
    except Rejected as why:
        return JsonResponse({"refused": why.rule.code, "zh": why.rule.zh, "en": why.rule.en}, status=422)


@bare
@cache_control(public=True, max_age=3600)
def own_script(request: Any) -> HttpResponse:
    """The program that draws a credential in the delegate's own browser, inside a form of another room."""
    return HttpResponse(documents.own_script(), content_type="text/javascript; charset=utf-8")


def _alone(made: Page) -> HttpResponse:
    response = HttpResponse(made.page, content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = f"{made.policy}; frame-ancestors 'none'"
    return response


def _file(content: Any, name: str, kind: str, answer: Any = HttpResponse) -> Any:
    response = answer(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename={json.dumps(name)}"
    return response
