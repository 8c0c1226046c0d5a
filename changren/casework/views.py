"""The pages of this room: a unit's desk, the list of cases, one case."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.clock.now import day_of
from changren.base.web.page import page
from changren.casework import queries
from changren.casework.models import Case
from changren.organisation.queries import townships

PAGE = 50


def board(request: Any) -> HttpResponse:
    """The cases one may open; for a unit, its desk comes first."""
    asked = {name: request.GET.get(name, "").strip() for name in ("state", "township", "search")}
    found = Paginator(queries.board(request.post, **asked), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    unit = request.post.role in queries.UNIT_ROLES
    return page(
        request, "casework/board.html", page=found, asked=asked, states=Case.State.choices, today=day_of(request.on),
        desk=queries.desk(request.post, day_of(request.on)) if unit else None,
        places=townships() if request.post.township.is_district else (),
    )  # fmt: skip


def case(request: Any, pk: Any) -> HttpResponse:
    """One case."""
    it = get_object_or_404(queries.cases_for(request.post), pk=pk)
    return page(request, "casework/case.html", sheet=queries.sheet(it, by=request.post, on=request.on))
