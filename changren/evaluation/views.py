"""The pages of this room: the list, one evaluation, its blank form, its result sheet, the papers filed with it."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.clock.now import day_of
from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.documents.sending import sent
from changren.base.documents.word import sent_word
from changren.base.web.page import page
from changren.evaluation import acts, documents, queries
from changren.evaluation.models import Evaluation
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "kind", "township")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Evaluation, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The evaluations one may open, and how often bodies and persons were evaluated this year."""
    place, asked = request.post.township, _asked(request)
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    may_draft = acts.draft.objection(place, by=request.post, on=request.on) is None
    return page(
        request, "evaluation/board.html", page=found, asked=asked, query=_kept(asked), may_draft=may_draft,
        states=Evaluation.State.choices, kinds=Evaluation.Kind.choices,
        year=None if place.is_district else queries.this_year(place, day_of(request.on)),
        places=townships() if place.is_district else (),
    )  # fmt: skip


def _kept(asked: dict[str, str]) -> str:
    """What was asked, as the beginning of another page's address."""
    return "".join(f"{name}={quote(value)}&" for name, value in asked.items() if value)


@tells(sheet=queries.Sheet)
def evaluation(request: Any, pk: Any) -> HttpResponse:
    """One evaluation."""
    it = get_object_or_404(queries.evaluations_for(request.post), pk=pk)
    return page(request, "evaluation/evaluation.html", sheet=queries.sheet(it, by=request.post, on=request.on))


@tells(blank=documents.Blank)
def form(request: Any, pk: Any) -> HttpResponse:
    """The blank form, to be printed once it is adopted."""
    it = get_object_or_404(queries.evaluations_for(request.post), pk=pk, adopted_on__isnull=False)
    return page(request, "evaluation/form.html", blank=documents.blank(it))


@tells(sheet=documents.ResultSheet)
def result(request: Any, pk: Any) -> HttpResponse:
    """The result sheet, for those who may see it."""
    return page(request, "evaluation/result.html", sheet=_sheet(request, pk))


def _sheet(request: Any, pk: Any) -> documents.ResultSheet:
    it = get_object_or_404(queries.evaluations_for(request.post), pk=pk)
    sheet = documents.result_sheet(it, request.post)
    if sheet is None:
        raise Http404
    return sheet


@sends
def form_word(request: Any, pk: Any) -> HttpResponse:
    """The blank form as a Word document."""
    it = get_object_or_404(queries.evaluations_for(request.post), pk=pk, adopted_on__isnull=False)
    return sent_word(str(it), documents.blank_parts(documents.blank(it)))


@sends
def result_word(request: Any, pk: Any) -> HttpResponse:
    """The result sheet as a Word document."""
    made = documents.result_paper(_sheet(request, pk))
    return sent_word(made.title, made.parts)


@sends
def result_pdf(request: Any, pk: Any) -> HttpResponse:
    """The same as PDF."""
    return sent_pdf(documents.result_paper(_sheet(request, pk)))


@sends
def paper(request: Any, pk: Any) -> Any:
    """What was filed with a duty report."""
    return sent(get_object_or_404(queries.papers_for(request.post), pk=pk))
