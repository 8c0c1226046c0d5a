"""The jobs: a backup every night, a drill every month; both also when somebody asks for them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import now
from changren.base.jobs import Progress, job
from changren.base.jobs.declaration import each_month, each_night
from changren.site.backup import drill as trial
from changren.site.backup import making

MEGABYTE = 1024 * 1024
FRESH = timedelta(hours=1)  # the districts of one installation share a backup


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
    """Restore the newest backup beside, verify its chains, open its pages."""
    return trial.drill(progress.step)
