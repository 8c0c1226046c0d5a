"""The page of the district's office: when the last backup was made and tried, and a button for each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect

from changren.base.data.answers import tells
from changren.base.jobs import ask
from changren.base.jobs.models import Job
from changren.base.web.page import page
from changren.site.backup import jobs, making
from changren.site.backup.state import State, state

KINDS = {"backup": jobs.back_up, "drill": jobs.drill}


def is_kept_by(post: Any) -> bool:
    """Whether this post looks after backups: the district's own level."""
    return bool(post.township.is_district)


@tells(state=State, backups=list[making.Backup])
def backups(request: Any) -> HttpResponse:
    """What there is; or, sent, what is asked for. Only at the district's own level."""
    if not is_kept_by(request.post):
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("what") in KINDS:
        return HttpResponseRedirect(_asked(request, request.POST["what"]).get_absolute_url())
    return page(request, "site/backups.html", state=state(request.on), backups=making.backups(), place=making.folder())


def _asked(request: Any, what: str) -> Job:
    """Pressed twice within a minute it is asked for once."""
    return ask(KINDS[what], on=request.on, by=request.user.pk, key=f"{request.on:%Y-%m-%dT%H:%M}")
