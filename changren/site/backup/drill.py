"""The drill: the newest backup is restored beside, by the same commands an operator would use, and looked at."""

import sys
import time
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no
from changren.site.backup import beside, making
from changren.site.backup.archive import Watch, verify

STEPS = 3
LOOK = (sys.executable, "-m", "changren.site.backup.looking")


def drill(watch: Watch) -> dict[str, Any]:
    """Restore the newest backup beside, verify its chains, open its pages; what was found.

    Refused with the sentence if there is no backup, or where it fails.
    """
    newest = next(iter(making.backups()), None)
    if newest is None:
        raise Refused(no(_("There is no backup to try.")))
    began = time.monotonic()
    entries = sum(number for number, _seal in verify(newest.path).heads.values())
    watch(1, STEPS)
    with (
        making.alone(making.folder(), "drill") as folder,
        beside.database(folder / "drill.sqlite3", "drill") as address,
    ):
        beside.restored(newest.path, folder, address)
        watch(2, STEPS)
        pages = beside.done(LOOK, beside.environment(folder, address))
        watch(3, STEPS)
    return {
        "backup": newest.path.name, "entries": entries, "pages": int(pages.split()[-1]),
        "seconds": round(time.monotonic() - began),
    }  # fmt: skip
