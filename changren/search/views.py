"""The page of this room. It only reads."""

from typing import Any

from django.http import HttpResponse

from changren.base.clock.now import day_of
from changren.base.data.answers import tells
from changren.base.tenancy.ids import is_id
from changren.base.web.page import page
from changren.matters.queries import matters_for
from changren.search import queries
from changren.search.articles import Rules, find_articles
from changren.search.forms import SearchForm, SimilarForm
from changren.search.similar import Near, Similar, similar_matters
from changren.search.similar import similar as similar_to


@tells(groups=list[queries.Group], rules=Rules | None, asks=("q", "room", "township", "year", "field", "state", "page"))
def results(request: Any) -> HttpResponse:
    """What was found, by rooms; with one room chosen, page by page. Articles of the rules come last."""
    form = SearchForm(request.GET, post=request.post, year=day_of(request.on).year)
    asked = form.asked()
    number = (form.cleaned_data.get("page") or 1) if asked.room else 1
    groups = queries.search(request.post, asked, page=number)
    return page(
        request, "search/results.html", form=form, asked=asked, groups=groups, number=number,
        rules=find_articles(request.post, asked, request.on), today=day_of(request.on),
        last=number == queries.PAGES, links=_links(request, number),
    )  # fmt: skip


@tells(found=Similar | None, asks=("of", "title", "subject"))
def similar(request: Any) -> HttpResponse:
    """What is near to a matter: to a text that is typed (sent by POST, so that no log keeps it), or to a proposal.

    htmx asks for the panel beside a draft, in which earlier matters can be ticked.
    """
    form = SimilarForm(request.POST or request.GET, post=request.post)
    asked = form.asked()
    earlier = form.chosen()
    found = asked and similar_to(request.post, asked.title, asked.subject, request.on, without=asked.of, ticked=earlier)
    return page(
        request, "search/similar.html", part="panel", form=form, asked=asked, found=found, earlier=earlier,
        drafting=bool(request.headers.get("HX-Request")),
    )  # fmt: skip


@tells(near=list[Near], asks=("of",))
def matters(request: Any) -> HttpResponse:
    """The open matters that are near to one, so that it can be joined to one of them."""
    key = request.GET.get("of", "")
    it = matters_for(request.post).filter(pk=key).first() if is_id(key) else None
    near = similar_matters(request.post, it, request.on) if it else []
    return page(request, "search/matters.html", it=it, near=near)


def _links(request: Any, number: int) -> dict[str, str]:
    """Where "more", the next and the previous page are, to put the name of a room behind."""
    query = request.GET.copy()
    found = {}
    for name, page_number in (("next", number + 1), ("previous", number - 1)):
        query["page"] = page_number
        found[name] = query.urlencode()
    query.pop("page")
    query.pop("room", None)
    return found | {"room": query.urlencode()}
