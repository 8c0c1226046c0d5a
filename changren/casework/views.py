"""The pages of this room: a unit's desk, the list of cases, one case, its letters and papers."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of
from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.documents.sending import sent
from changren.base.web.page import page
from changren.casework import documents, queries
from changren.casework.models import Answer, Case
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "township", "search")
STATES = ((queries.OVERDUE, _("overdue")), *Case.State.choices)


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, day_of(request.on), **_asked(request))


@lists(Case, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The cases one may open; for a unit, its desk comes first."""
    today, asked = day_of(request.on), _asked(request)
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    return page(
        request, "casework/board.html", page=found, asked=asked, states=STATES, today=today,
        query=_kept(asked),
        desk=queries.desk(request.post) if request.post.role in queries.UNIT_ROLES else None,
        places=townships() if request.post.township.is_district else (),
    )  # fmt: skip


def _kept(asked: dict[str, str]) -> str:
    """What was asked, as the beginning of another page's address."""
    return "".join(f"{name}={quote(value)}&" for name, value in asked.items() if value)


@tells(sheet=queries.Sheet)
def case(request: Any, pk: Any) -> HttpResponse:
    """One case."""
    it = get_object_or_404(queries.cases_for(request.post), pk=pk)
    return page(request, "casework/case.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@tells(letters=documents.Letters)
def letter(request: Any, pk: Any) -> HttpResponse:
    """The letters of one answer, to be printed."""
    it = get_object_or_404(queries.answers_for(request.post), pk=pk, state=Answer.State.SENT)
    return page(request, "casework/letter.html", letters=documents.letters(it, by=request.post))


@sends
def letter_pdf(request: Any, pk: Any) -> HttpResponse:
    """The same as PDF."""
    it = get_object_or_404(queries.answers_for(request.post), pk=pk, state=Answer.State.SENT)
    return sent_pdf(documents.letter_paper(documents.letters(it, by=request.post)))


@sends
def paper(request: Any, pk: Any) -> Any:
    """An attached file."""
    return sent(get_object_or_404(queries.papers_for(request.post), pk=pk))
