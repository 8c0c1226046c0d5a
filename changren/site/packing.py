"""Everything that is printed for a meeting, made by a job and kept until it is made anew.

Its own papers and badges, and for each of its elections whose papers are settled the ballot paper and the sheets.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import now
from changren.base.data.answers import sends, tells
from changren.base.documents.paper import Paper
from changren.base.documents.pdf import pdf
from changren.base.jobs import Progress, ask, job
from changren.base.jobs.models import Job
from changren.base.web.page import page
from changren.congress import queries
from changren.congress.documents import pack_papers
from changren.congress.models import Meeting
from changren.elections import documents as elections
from changren.elections.models import Election

State = Job.State


@dataclass(frozen=True)
class PackedFile:
    """One file of the pack: its title, its size in bytes, where it is."""

    title: str
    size: int
    url: str

    in_data = ("title", "size", "url")


@dataclass(frozen=True)
class Pack:
    """The papers of a meeting as they were last made, and the job that makes them anew, if there is one."""

    meeting: Meeting
    made: Job | None
    underway: Job | None
    files: list[PackedFile]

    in_data = ("meeting", "made", "underway", "files")


@job(verb=_("Make everything to print for the meeting"), cancels=True)
def pack_up(progress: Progress, *, meeting: str, language: str) -> dict[str, Any]:
    """Make each paper as PDF, and do away with those that were made before."""
    it = Meeting.objects.select_related(*Meeting.alongside).get(pk=meeting)
    folder, files = _folder(progress.job), []
    folder.mkdir(parents=True, exist_ok=True)
    with translation.override(language):
        papers = list(_papers(it))
        for n, one in enumerate(papers, 1):
            progress.step(n - 1, len(papers))
            size = (folder / f"{n}.pdf").write_bytes(pdf(one))
            files.append({"title": one.title, "size": size})
    progress.step(len(papers), len(papers))
    for old in _jobs(it).exclude(pk=progress.job.pk):
        shutil.rmtree(_folder(old), ignore_errors=True)
    return {"url": reverse("pack", args=[it.pk]), "files": files}


def _papers(meeting: Meeting) -> Iterator[Paper]:
    yield from pack_papers(meeting, now())
    settled = Election.objects.select_related(*Election.alongside).filter(meeting=meeting, ready_on__isnull=False)
    for election in settled.exclude(state=Election.State.VOID).order_by("id"):
        yield elections.papers(election, "a4")
        yield elections.sheets(election)


def _folder(one: Job) -> Path:
    return Path(settings.MEDIA_ROOT) / "packs" / str(one.district_id) / one.pk.hex


def _jobs(meeting: Meeting) -> Any:
    return Job.objects.filter(kind=pack_up.name, arguments__meeting=str(meeting.pk))


def pack_of(meeting: Meeting) -> Pack:
    """What there is to print. A job that was finished in another installation has left no file here."""
    jobs = _jobs(meeting)
    made = next((one for one in jobs.filter(state=State.DONE) if _folder(one).is_dir()), None)
    told = made.result["files"] if made else ()
    files = [PackedFile(**one, url=f"{reverse('packed', args=[meeting.pk])}?n={n}") for n, one in enumerate(told, 1)]
    return Pack(meeting, made, jobs.filter(state__in=(State.QUEUED, State.RUNNING)).first(), files)


def _pack(request: Any, pk: Any) -> Pack:
    """That of a meeting which one may open, for those who prepare it."""
    it = get_object_or_404(queries.for_reader(request.post), pk=pk)
    if request.post.role not in queries.SEES_ALL:
        raise Http404
    return pack_of(it)


@tells(pack=Pack)
def pack(request: Any, pk: Any) -> HttpResponse:
    """What was made, to be printed; or, sent, that it be made anew. While that lasts it is not asked for again."""
    found = _pack(request, pk)
    if request.method != "POST":
        return page(request, "site/pack.html", pack=found)
    given = {"meeting": str(found.meeting.pk), "language": translation.get_language()}
    key = f"{found.meeting.pk}-{request.on:%Y-%m-%dT%H:%M}"
    begun = found.underway or ask(pack_up, on=request.on, by=request.user.pk, key=key, **given)
    is_own = begun.asked_by_id == request.user.pk  # nobody opens the page of somebody else's job
    return HttpResponseRedirect(begun.get_absolute_url() if is_own else request.path)


@sends
def packed(request: Any, pk: Any) -> Any:
    """One file of it: the first, or that of `?n=`."""
    found, asked = _pack(request, pk), request.GET.get("n", "1")
    one = dict(zip(map(str, range(1, len(found.files) + 1)), found.files, strict=True)).get(asked)
    if found.made is None or one is None:
        raise Http404
    response = FileResponse((_folder(found.made) / f"{asked}.pdf").open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(one.title)}.pdf"
    return response
