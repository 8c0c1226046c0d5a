"""The pages for people with an account: the list, one matter, the workrooms, their days, posters and photos."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.clock.now import day_of
from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.documents.sending import sent
from changren.base.web.page import page
from changren.matters import acts, documents, queries
from changren.matters.models import Matter, Workroom
from changren.matters.visitors import address_of, link_of
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "township", "mine")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Matter, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The matters one may open."""
    place = request.post.township
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    may_log = acts.log.objection(place, by=request.post, on=request.on) is None
    return page(request, "matters/board.html", page=found, asked=_asked(request), may_log=may_log,
                states=Matter.State.choices, places=townships() if place.is_district else ())  # fmt: skip


@tells(sheet=queries.Sheet, asks=("show",))
def matter(request: Any, pk: Any) -> HttpResponse:
    """One matter. The delegate and the office may ask for name and number, and for the private link."""
    it = get_object_or_404(queries.matters_for(request.post), pk=pk)
    contact = request.GET.get("show") == "contact"
    sheet = queries.sheet(it, by=request.post, on=request.on, contact=contact)
    link = request.build_absolute_uri(link_of(it)) if sheet.knows else ""
    return page(request, "matters/matter.html", sheet=sheet, link=link, code=documents.drawn(link) if link else "",
                similar=it.state in Matter.OPEN)  # fmt: skip


@lists(Workroom, lambda request: queries.workrooms_for(request.post).order_by("name", "id"))
def workrooms(request: Any) -> HttpResponse:
    """The workrooms, and the reception days to come."""
    place = request.post.township
    n, asked = queries.held_this_month(place, request.on)
    return page(
        request, "matters/workrooms.html", workrooms=queries.workrooms_for(request.post).order_by("name", "id"),
        receptions=queries.receptions_ahead(request.post, request.on), this_month=n, asked=asked,
        may_open=acts.open_workroom.objection(place, by=request.post, on=request.on) is None,
    )  # fmt: skip


@tells(sheet=queries.WorkroomSheet)
def workroom(request: Any, pk: Any) -> HttpResponse:
    """One workroom."""
    it = get_object_or_404(queries.workrooms_for(request.post), pk=pk)
    sheet = queries.workroom_sheet(it, by=request.post, on=request.on)
    return page(request, "matters/workroom.html", sheet=sheet, address=address_of(it))


@sends
def poster(request: Any, pk: Any) -> HttpResponse:
    """The poster of a workroom, with the code by which matters are raised."""
    it = get_object_or_404(queries.workrooms_for(request.post), pk=pk)
    ahead = queries.receptions_ahead(request.post, request.on).filter(workroom=it)
    return sent_pdf(documents.poster(it, ahead, request.build_absolute_uri(address_of(it)), day_of(request.on)))


@tells(sheet=queries.ReceptionSheet)
def reception(request: Any, pk: Any) -> HttpResponse:
    """One reception day and its register."""
    it = get_object_or_404(queries.receptions_for(request.post), pk=pk)
    sheet = queries.reception_sheet(it, by=request.post, on=request.on)
    may_log = acts.log.objection(request.post.township, by=request.post, on=request.on) is None
    return page(request, "matters/reception.html", sheet=sheet, may_log=may_log)


@sends
def photo(request: Any, pk: Any) -> Any:
    """A photo of a matter."""
    return sent(get_object_or_404(queries.photos_for(request.post), pk=pk))
