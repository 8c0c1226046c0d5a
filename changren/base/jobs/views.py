"""Watching work: how far it is, how it ended, and stopping it where that is safe."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from changren.base.data.answers import lists, tells
from changren.base.jobs.models import Job
from changren.base.jobs.queue import cancel
from changren.base.web.page import page

LISTED = 50


def jobs_for(request: Any) -> Any:
    """The access door: one's own; at the district's own level, those of the schedule as well."""
    mine = Job.objects.filter(asked_by_id=request.user.pk)
    return mine | Job.objects.filter(asked_by_id=None) if request.post.township.is_district else mine


@lists(Job, jobs_for, by_acts=False)
def listing(request: Any) -> HttpResponse:
    """What was asked for, newest first."""
    return page(request, "base/jobs.html", jobs=jobs_for(request)[:LISTED])


@tells(job=Job)
def one(request: Any, pk: Any) -> HttpResponse:
    """How far it is; the page asks again by itself until it is over."""
    return page(request, "base/job.html", part="state", job=get_object_or_404(jobs_for(request), pk=pk))


@require_POST
def stop(request: Any, pk: Any) -> HttpResponse:
    """Ask that it be stopped."""
    job = get_object_or_404(jobs_for(request), pk=pk)
    if job.can_cancel:
        cancel(job)
    return HttpResponseRedirect(job.get_absolute_url())
