"""The real server for a browser to visit, with a clock that the tests set: `python -m tests.e2e.serving example 8001`.

`example` tells the example district, as `changren run --example` does; `world` has the small district of
tests/world.py. Both lie in CHANGREN_VAR and are made once. The clock stands at the moment in CHANGREN_VAR/clock.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "changren.site.settings")
EXAMPLE, WORLD = "example", "world"
DISTRICT = 330302
CLOCK = "clock"  # the file, in CHANGREN_VAR


def clock_of(folder: Path) -> datetime:
    """The moment at which the server's clock stands."""
    return datetime.fromisoformat((folder / CLOCK).read_text())


def set_clock(folder: Path, moment: datetime) -> None:
    """Put it forward; the server sees it at once, and never half of it."""
    new = folder / f"{CLOCK}.new"
    new.write_text(moment.isoformat())
    new.replace(folder / CLOCK)


def main() -> None:
    """Prepare the district, and serve until told to stop."""
    kind, port = sys.argv[1], int(sys.argv[2])
    if kind == EXAMPLE:
        os.environ["CHANGREN_EXAMPLE"] = "1"
    from changren.site import serving

    serving.prepare(lambda line: None)
    from django.conf import settings

    from changren.base.clock import now

    if not (settings.VAR / CLOCK).exists():
        set_clock(settings.VAR, _first_moment(kind))
    now.follow(lambda: clock_of(settings.VAR))
    serving.serve("127.0.0.1", port, lambda line: None)


def _first_moment(kind: str) -> datetime:
    """Where the clock stands at first: in the example on the day of publication, in the world before its session."""
    if kind == EXAMPLE:
        from changren.site.example.facts import published_at

        return published_at()
    from changren.base.tenancy.scope import within_district
    from tests import world

    with within_district(DISTRICT):
        world.build(DISTRICT)
    return world.at("2010-02-20 09:00")


if __name__ == "__main__":
    main()
