"""The pages of this room: the register, a mandate, a term, the credentials report."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from changren.base.acts import OpenAct, open_acts
from changren.base.clock.now import day_of
from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.tables.writing import XLSX
from changren.base.web.page import page
from changren.mandates import acts, documents, forms, queries
from changren.mandates.models import Mandate


def _terms(request: Any, pk: Any) -> list[Any]:
    """The one term that is asked for, or those that go on."""
    post = request.post
    return [get_object_or_404(queries.terms_for(post), pk=pk)] if pk else list(queries.current_terms(post))


def _rows(request: Any, pk: Any = None) -> Any:
    terms = _terms(request, pk)
    return queries.seats(request.post, terms, forms.RegisterForm(request.GET, terms=terms).cleaned_data)


@lists(Mandate, _rows, asks=forms.RegisterForm.ASKS)
def board(request: Any, pk: Any = None) -> HttpResponse:
    """The register of delegates: of one term, or of those that go on."""
    terms = _terms(request, pk)
    term = terms[0] if pk else None
    filters = forms.RegisterForm(request.GET, terms=terms)
    found = queries.register(request.post, terms, filters.cleaned_data, number=request.GET.get("page"))
    return page(
        request, "mandates/board.html", term=term, terms=terms, filters=filters, register=found,
        query=_kept(request, "page"), in_state=_kept(request, "page", "state"), acts=_offered(request, terms),
    )  # fmt: skip


def _kept(request: Any, *but: str) -> str:
    """What was asked, without some of it, to put another question after."""
    asked = request.GET.copy()
    for name in but:
        asked.pop(name, None)
    return f"{asked.urlencode()}&" if asked else ""


def _offered(request: Any, terms: list[Any]) -> list[OpenAct]:
    """Entering a delegate into the one term shown; beginning a term where there is none."""
    place, among = (
        (terms[0], [acts.confirm_delegate, acts.enter_roster]) if terms else (request.post.township, [acts.begin_term])
    )
    return open_acts(place, by=request.post, on=request.on, among=among)


@tells(sheet=queries.MandateSheet)
def mandate(request: Any, pk: Any) -> HttpResponse:
    """One delegate's mandate."""
    it = get_object_or_404(queries.mandates_for(request.post), pk=pk)
    return page(request, "mandates/mandate.html", sheet=queries.mandate_sheet(it, by=request.post, on=request.on))


@tells(sheet=queries.TermSheet)
def term(request: Any, pk: Any) -> HttpResponse:
    """One term: meetings, electing units, delegations, targets, vacancies."""
    it = get_object_or_404(queries.terms_for(request.post), pk=pk)
    return page(request, "mandates/term.html", sheet=queries.term_sheet(it, by=request.post, on=request.on))


@tells(sheet=queries.RosterSheet)
def roster(request: Any, pk: Any) -> HttpResponse:
    """One roster that was taken over: what it did."""
    it = get_object_or_404(queries.rosters_entered_for(request.post), pk=pk)
    return page(request, "mandates/roster.html", sheet=queries.roster_sheet(it, by=request.post, on=request.on))


@sends
def roster_sheet(request: Any, pk: Any) -> HttpResponse:
    """The register as a table that can be taken over again; sent a roster, the same with what is wrong marked."""
    term = get_object_or_404(queries.rosters_for(request.post), pk=pk)
    if request.method != "POST":
        return _table(documents.register_table(term), term)
    form = forms.RosterForm(request.POST, it=term, by=request.post, on=request.on)
    form.is_valid()
    if form.comparison is None:
        return page(request, "mandates/enter_roster.html", act=acts.enter_roster, it=term, form=form, status=422)
    return _table(form.comparison.marked(_("What is wrong")), term)


def _table(content: bytes, term: Any) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="changren-{term.number}.xlsx"'
    return response


@tells(report=queries.Report)
def report(request: Any, pk: Any) -> HttpResponse:
    """The credentials report of a term, to read and to print."""
    it = get_object_or_404(queries.terms_for(request.post), pk=pk)
    return page(request, "mandates/report.html", report=queries.report(it, on=request.on))


@sends
def report_pdf(request: Any, pk: Any) -> HttpResponse:
    """The same as PDF."""
    it = get_object_or_404(queries.terms_for(request.post), pk=pk)
    return sent_pdf(documents.report_paper(queries.report(it, on=request.on)))


@sends
def register_pdf(request: Any, pk: Any) -> HttpResponse:
    """The register of a term as PDF, for the office."""
    it = get_object_or_404(queries.rosters_for(request.post), pk=pk)
    return sent_pdf(documents.register_paper(it, day_of(request.on)))
