"""The real server for a browser to visit, with a clock that the tests set: `python -m tests.e2e.serving world 8001`.

`world` has the small district of tests/world.py; `poll` also a sealed poll in which voting is open, with its SLIPS, and
a sealed evaluation that waits to be opened; `hall` a meeting that is open; `lived` one with matters in every state, and
SIGHTS, the list of what there is to see. They lie in CHANGREN_VAR and are made once. The clock stands at the moment in
CHANGREN_VAR/clock.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "changren.site.settings")
WORLD, POLL, HALL, LIVED = "world", "poll", "hall", "lived"
DISTRICT = 330302
CLOCK, SIGHTS, SLIPS = "clock", "sights.json", "slips.json"  # files in CHANGREN_VAR


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
    from changren.site import serving

    serving.prepare(lambda line: None)
    from django.conf import settings

    from changren.base.clock import now

    if not (settings.VAR / CLOCK).exists():
        set_clock(settings.VAR, _first_moment(kind, settings.VAR))
    now.follow(lambda: clock_of(settings.VAR))
    serving.serve("127.0.0.1", port, lambda line: None)


def _first_moment(kind: str, folder: Path) -> datetime:
    """Tell the district, and where its clock stands at first: in the world before the session."""
    from changren.base.tenancy.scope import within_district
    from tests import world
    from tests.house import seeing

    if kind == LIVED:
        seeing.prepare(DISTRICT, folder / SIGHTS)
        return seeing.MOMENT
    with within_district(DISTRICT):
        place = world.build(DISTRICT).here
        if kind == HALL:
            return _open_hall(place, folder / SLIPS)
        return _open_poll(place, folder / SLIPS) if kind == POLL else world.at("2010-02-20 09:00")


def _open_hall(place: Any, told: Path) -> datetime:
    """A meeting that is open, and so are its desks; which one, goes into a file. When that was."""
    from tests.congress.hall import scene

    told.write_text(json.dumps({"meeting": str(scene.meeting_of(place).pk)}))
    return scene.ON


def _open_poll(place: Any, slips: Path) -> datetime:
    """A poll of three questions, in which six may vote; its address and its slips go into a file. When that was."""
    from changren.ballots.protocol.election import Question
    from tests.ballots import polls
    from tests.evaluation.conftest import ON, ready

    asked = [Question(f"第{n}题", ("同意", "不同意", "弃权")) for n in range(1, 4)]
    held = polls.opened(place.township, place.delegates[:3], clerk=place.posts["clerk"], on=ON, questions=tuple(asked))
    it = ready(place, means="sealed")
    told = {"poll": str(held.poll.pk), "own": held.slips.own, "print": held.poll.fingerprint, "evaluation": str(it.pk)}
    slips.write_text(json.dumps(told))
    return ON


if __name__ == "__main__":
    main()
