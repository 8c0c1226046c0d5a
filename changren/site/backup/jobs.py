"""The jobs: a backup every night, a drill every month; both also when somebody asks for them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no
from changren.base.clock.now import now
from changren.base.jobs import Progress, job
from changren.base.jobs.declaration import each_month, each_night
from changren.base.jobs.models import Job
from changren.site.backup import drill as trial
from changren.site.backup import making
from changren.site.backup.state import state

MEGABYTE = 1024 * 1024
FRESH = timedelta(hours=1)  # the districts of one installation share a backup
SHARED = timedelta(days=1)  # and its trial


@job(verb=_("Back up"), every=each_night)
def back_up(progress: Progress) -> dict[str, Any]:
    """A backup of the whole installation, into its folder. One of the last hour serves those who ask after it."""
    newest = next(iter(making.backups()), None)
    if progress.job.asked_by_id is None and newest and now() - newest.made_at < FRESH:
        return {"backup": newest.path.name, "size": newest.size}
    path, _manifest = making.make(lambda done, total: progress.step(done // MEGABYTE, total // MEGABYTE + 1))
    return {"backup": path.name, "size": path.stat().st_size}


@job(verb=_("Try to restore the newest backup"), every=each_month)
def drill(progress: Progress) -> dict[str, Any]:
    """Restore the newest backup beside, verify its chains, open its pages. The districts share it, too."""
    last = state(now()).drill
    if progress.job.asked_by_id is None and last and last.ended_at and now() - last.ended_at < SHARED:
        if last.state != Job.State.DONE:
            raise Refused(no(_("The trial failed for all districts: {why}"), why=last.why))
        return dict(last.result)
    return trial.drill(progress.step)
