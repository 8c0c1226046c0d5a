"""The papers of this room as PDF. Each says what its page says to the same reader."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from changren.base.clock.now import day_of
from changren.base.data.answers import sends
from changren.base.documents.pdf import sent_pdf
from changren.proposals import documents, queries
from changren.proposals.views.pages import ON_PAPER


@sends
def form_pdf(request: Any, pk: Any) -> HttpResponse:
    """One proposal as the form that is filed."""
    it = get_object_or_404(queries.proposals_for(request.post).select_related(*ON_PAPER), pk=pk)
    return sent_pdf(documents.form_paper(queries.sheet(it, by=request.post, on=request.on)))


@sends
def report_pdf(request: Any, pk: Any) -> HttpResponse:
    """What the next session is told about the proposals of this one."""
    session = get_object_or_404(queries.sessions_for(request.post), pk=pk)
    told, judged = queries.report(session, by=request.post), queries.judged_for(session)
    return sent_pdf(documents.report_paper(told, judged, day_of(request.on)))
