"""The pages of this room: the plans, one plan, its gaps, my contacts, and what hangs on them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.clock.now import day_of
from changren.base.data.answers import lists, tells
from changren.base.web.page import page
from changren.contact import acts, queries
from changren.contact.models import Plan
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "township")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Plan, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The plans one may open."""
    place = request.post.township
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    may_propose = acts.propose.objection(place, by=request.post, on=request.on) is None
    return page(request, "contact/board.html", page=found, asked=_asked(request), may_propose=may_propose,
                keeps_contact=request.post.role in ("committee", "delegate"),
                places=townships() if place.is_district else ())  # fmt: skip


@tells(mine=queries.Mine)
def mine(request: Any) -> HttpResponse:
    """Whom I keep contact with."""
    return page(request, "contact/mine.html", mine=queries.mine(request.post, day_of(request.on)))


@tells(sheet=queries.Sheet)
def plan(request: Any, pk: Any) -> HttpResponse:
    """One plan: who contacts whom."""
    it = get_object_or_404(queries.plans_for(request.post), pk=pk)
    return page(request, "contact/plan.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@tells(coverage=queries.Coverage)
def coverage(request: Any, pk: Any) -> HttpResponse:
    """Who was not reached. For the office, the committee and the district."""
    it = get_object_or_404(queries.plans_for(request.post), pk=pk)
    if request.post.role not in queries.SEES_GAPS:
        raise Http404
    return page(request, "contact/coverage.html", coverage=queries.coverage(it, day_of(request.on)))


@tells(sheet=queries.TieSheet)
def tie(request: Any, pk: Any) -> HttpResponse:
    """A member and a delegate."""
    it = get_object_or_404(queries.ties_for(request.post), pk=pk)
    return page(request, "contact/tie.html", sheet=queries.tie_sheet(it, by=request.post, on=request.on))


@tells(sheet=queries.CounterpartSheet, asks=("show",))
def counterpart(request: Any, pk: Any) -> HttpResponse:
    """Somebody on a list. The delegate may ask for the telephone number in full."""
    it = get_object_or_404(queries.counterparts_for(request.post), pk=pk)
    contact = request.GET.get("show") == "contact"
    sheet = queries.counterpart_sheet(it, by=request.post, on=request.on, contact=contact)
    return page(request, "contact/counterpart.html", sheet=sheet)


@tells(sheet=queries.TalkSheet)
def talk(request: Any, pk: Any) -> HttpResponse:
    """One talk or visit."""
    it = get_object_or_404(queries.talks_for(request.post).distinct(), pk=pk)
    return page(request, "contact/talk.html", sheet=queries.talk_sheet(it, by=request.post, on=request.on))


@tells(sheet=queries.MessageSheet)
def message(request: Any, pk: Any) -> HttpResponse:
    """One message down, and what was said back."""
    it = get_object_or_404(queries.messages_for(request.post), pk=pk)
    return page(request, "contact/message.html", sheet=queries.message_sheet(it, by=request.post, on=request.on))
