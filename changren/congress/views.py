"""The pages of this room: meetings, who is expected, what the rules ask, resolutions, and what can be printed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from changren.base.clock.now import day_of
from changren.base.data.answers import lists, sends, tells
from changren.base.documents.pdf import sent_pdf
from changren.base.documents.sending import sent
from changren.base.documents.word import sent_word
from changren.base.web.page import page
from changren.congress import documents, queries
from changren.congress.models import Meeting, Resolution
from changren.organisation.queries import townships

PAGE = 50
FILTERS = ("state", "township")


def _asked(request: Any) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in FILTERS}


def _rows(request: Any) -> Any:
    return queries.board(request.post, **_asked(request))


@lists(Meeting, _rows, asks=FILTERS)
def board(request: Any) -> HttpResponse:
    """The meetings one may open, and whether the congress has met this year."""
    place, today = request.post.township, day_of(request.on)
    found = Paginator(_rows(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    places = list(townships()) if place.is_district else []
    return page(
        request, "congress/board.html", page=found, asked=_asked(request), places=places,
        states=Meeting.State.choices, year=None if places else queries.yearly(place, today),
        late=queries.not_met_yet(places, today), unprepared=queries.unprepared(request.post),
    )  # fmt: skip


def _meeting(request: Any, pk: Any) -> Any:
    return get_object_or_404(queries.for_reader(request.post), pk=pk)


@tells(sheet=queries.Sheet)
def meeting(request: Any, pk: Any) -> HttpResponse:
    """One meeting."""
    sheet = queries.sheet(_meeting(request, pk), by=request.post, on=request.on)
    return page(request, "congress/meeting.html", sheet=sheet)


@tells(roll=queries.Roll)
def people(request: Any, pk: Any) -> HttpResponse:
    """Everybody who is expected, delegation by delegation."""
    return page(request, "congress/people.html", roll=queries.roll(_meeting(request, pk), request.post, request.on))


@tells(report=queries.Report)
def requirements(request: Any, pk: Any) -> HttpResponse:
    """What the rules ask of a meeting, and whether it was done."""
    return page(request, "congress/requirements.html", report=_report(request, pk))


def _report(request: Any, pk: Any) -> queries.Report:
    return queries.report(_meeting(request, pk), day_of(request.on))


@sends
def requirements_pdf(request: Any, pk: Any) -> HttpResponse:
    """The same as PDF."""
    return sent_pdf(documents.requirements_paper(_report(request, pk)))


def _with_minutes(request: Any, pk: Any) -> Any:
    it = _meeting(request, pk)
    if not it.minutes or not (it.followed_on or request.post.role in queries.SEES_ALL):
        raise Http404
    return it


@sends
def minutes_pdf(request: Any, pk: Any) -> HttpResponse:
    """The minutes as PDF: for everybody once they are adopted."""
    return sent_pdf(documents.minutes_paper(_with_minutes(request, pk)))


@sends
def minutes_word(request: Any, pk: Any) -> HttpResponse:
    """The same as a Word document."""
    made = documents.minutes_paper(_with_minutes(request, pk))
    return sent_word(made.title, made.parts)


def _prepared(request: Any, pk: Any) -> Any:
    it = _meeting(request, pk)
    if request.post.role not in queries.SEES_ALL:
        raise Http404
    return it


@sends
def archive(request: Any, pk: Any) -> HttpResponse:
    """The whole meeting as one archive that opens without this program."""
    it = _prepared(request, pk)
    response = HttpResponse(documents.archive(it, request.post, request.on), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="meeting-{it.pk}.zip"'
    return response


def _resolutions(request: Any) -> Any:
    return queries.register(request.post, **_asked(request))


@lists(Resolution, _resolutions, asks=FILTERS)
def resolutions(request: Any) -> HttpResponse:
    """The register of resolutions."""
    found = Paginator(_resolutions(request), PAGE).get_page(request.GET.get("page"))
    found.object_list = list(found.object_list)
    places = townships() if request.post.township.is_district else ()
    return page(
        request, "congress/resolutions.html", page=found, asked=_asked(request), places=places,
        states=Resolution.State.choices, today=day_of(request.on),
    )  # fmt: skip


@tells(sheet=queries.ResolutionSheet)
def resolution(request: Any, pk: Any) -> HttpResponse:
    """One resolution and what became of it."""
    it = get_object_or_404(queries.resolutions_for(request.post), pk=pk)
    sheet = queries.resolution_sheet(it, by=request.post, on=request.on)
    return page(request, "congress/resolution.html", sheet=sheet)


@sends
def paper(request: Any, pk: Any) -> Any:
    """One version of a paper."""
    return sent(get_object_or_404(queries.files_for(request.post), pk=pk))


def to_people(subject: Any) -> str:
    """To the list of those who are expected, after an act on somebody on it."""
    return reverse("congress:people", args=[queries.meeting_of(subject).pk])
