"""The pages of this room."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.acts import OpenAct, open_acts
from changren.base.data.answers import lists, sends, tells
from changren.base.documents.models import Attachment
from changren.base.documents.sending import sent
from changren.base.minutes.telling import Told
from changren.base.web.page import page
from changren.base.web.remember import remembered
from changren.mandates.models import Mandate, Session
from changren.organisation.queries import townships
from changren.proposals import acts, queries
from changren.proposals.fields import Field
from changren.proposals.models import Activity, Proposal

PLANS = 12
FILTERS = ("kind", "state", "field", "township", "year", "search", "mine")

ON_PAPER = ("lead__delegation", "case__lead_unit")  # what the printed form names beside the page


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in FILTERS}


@lists(Proposal, lambda request: queries.board(request.post, _asked(request)).rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The proposals one may open."""
    asked = _asked(request)
    alike = queries.reads_alike(request.post, asked)
    listing = remembered(request, "proposals/listing.html", alike, lambda: _listing(request, asked))
    if request.headers.get("HX-Request"):
        return HttpResponse(listing)
    return page(
        request, "proposals/board.html", listing=listing, acts=_offer(request, request.post.township, acts.draft)
    )


def _listing(request: Any, asked: dict[str, str]) -> dict[str, Any]:
    found = queries.board(request.post, asked)
    whole = len(found.first) <= queries.PAGE  # a list of one page is not counted
    shown = Paginator(found.first if whole else found.rows, queries.PAGE).get_page(request.GET.get("page"))
    shown.object_list = found.first[: queries.PAGE] if shown.number == 1 else list(shown.object_list)
    return {
        "page": shown, "found": found, "query": _kept(request), "kinds": Proposal.Kind.choices,
        "states": Proposal.State.choices, "fields": Field.choices, "unplanned": _to_plan(request),
        "plans": queries.plans_for(request.post)[:PLANS],
        "places": townships() if request.post.township.is_district else (),
    }  # fmt: skip


def _kept(request: Any) -> str:
    """What was asked, to put the number of a page after."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{asked.urlencode()}&" if asked else ""


def _offer(request: Any, it: Any, act: Any) -> list[OpenAct]:
    return open_acts(it, by=request.post, on=request.on, among=[act])


def _to_plan(request: Any) -> list[tuple[Any, list[OpenAct]]]:
    """The sessions without a work plan, for whoever may draft one."""
    offers = ((one, _offer(request, one, acts.draft_plan)) for one in queries.unplanned(request.post))
    return [(one, offer) for one, offer in offers if offer]


@tells(sheet=queries.Sheet)
def proposal(request: Any, pk: Any) -> HttpResponse:
    """One proposal."""
    it = get_object_or_404(queries.proposals_for(request.post), pk=pk)
    return page(request, "proposals/proposal.html", sheet=queries.sheet(it, by=request.post, on=request.on))


def printed(request: Any, pk: Any) -> HttpResponse:
    """One proposal as the form that is printed and filed."""
    it = get_object_or_404(queries.proposals_for(request.post).select_related(*ON_PAPER), pk=pk)
    return page(request, "proposals/printed.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@sends
def paper(request: Any, pk: Any) -> Any:
    """An attached file."""
    return sent(get_object_or_404(queries.papers_for(request.post), pk=pk))


@tells(sheet=queries.PlanSheet)
def plan(request: Any, pk: Any) -> HttpResponse:
    """One work plan."""
    it = get_object_or_404(queries.plans_for(request.post), pk=pk)
    return page(request, "proposals/plan.html", sheet=queries.plan_sheet(it, by=request.post, on=request.on))


@tells(
    it=Activity, participants=list[Mandate], papers=list[Attachment], acts=list[OpenAct], history=list[Told],
)  # fmt: skip
def activity(request: Any, pk: Any) -> HttpResponse:
    """One activity, and who took part."""
    it = get_object_or_404(queries.activities_for(request.post), pk=pk)
    return page(
        request, "proposals/activity.html", it=it, participants=queries.participants(it),
        papers=queries.attached_to(it), acts=open_acts(it, by=request.post, on=request.on), history=queries.history(it),
    )  # fmt: skip


@tells(session=Session, report=queries.Report, judged=list[queries.Judged])
def report(request: Any, pk: Any) -> HttpResponse:
    """What the next session is told about the proposals of this one."""
    session = get_object_or_404(queries.sessions_for(request.post), pk=pk)
    told, judged = queries.report(session, by=request.post), queries.judged_for(session)
    return page(request, "proposals/report.html", session=session, report=told, judged=judged)


@tells(hearing=queries.Hearing)
def heard(request: Any, pk: Any) -> HttpResponse:
    """The report on proposals at a meeting: delegates judge it, and read afterwards what came of it."""
    it = get_object_or_404(queries.hearings_for(request.post), pk=pk)
    return page(request, "proposals/heard.html", hearing=queries.hearing(it, by=request.post, on=request.on))
