"""Run in processes of their own: `prepare` opens a poll, `cast` votes for ever, `check` says what is wrong.

Every acknowledged ballot is one line of the file ACKS, its tracker, written after `casting.cast` has returned. In SLIPS
is what the voters hold. Each process votes with all slips again and again: the last ballot of each counts.
"""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import django

HERE, VOTERS = 330302, 6
SLIPS = Path(os.environ.get("SLIPS", "slips.json"))


def prepare() -> None:
    """Tables, a district, and a poll in which voting is open."""
    from django.core.management import call_command

    from tests.world import build

    call_command("migrate", verbosity=0, interactive=False)
    open_poll(build(HERE, delegates=4).here)


def open_poll(place: Any) -> None:
    """With the first three delegates as scrutineers."""
    from tests.ballots import polls
    from tests.world import at

    given = {"clerk": place.posts["clerk"], "on": at("2010-04-01 09:00"), "voters": VOTERS}
    held = polls.opened(place.township, place.delegates[:3], **given)
    SLIPS.write_text(json.dumps({"poll": str(held.poll.pk), "own": held.slips.own}))


def cast() -> None:
    """Vote."""
    from changren.ballots import archiving, casting
    from changren.ballots.models import Poll
    from changren.ballots.protocol import ballots

    told = json.loads(SLIPS.read_text())
    poll = Poll.objects.get(pk=told["poll"])
    acknowledged = os.open(os.environ["ACKS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        for own in told["own"]:
            raw = ballots.cast(archiving.election_of(poll), own, [[1, 0, 0]])
            tracker = casting.cast(poll, raw)
            os.write(acknowledged, f"{tracker}\n".encode())


def check() -> None:
    """What does not hold, as JSON."""
    from changren.ballots import archiving, queries
    from changren.ballots.models import Poll
    from changren.ballots.protocol import contents
    from changren.ballots.protocol.contents import Policy

    poll = Poll.objects.get(pk=json.loads(SLIPS.read_text())["poll"])
    with Path(os.environ["ACKS"]).open() as lines:
        acknowledged = {line.strip() for line in lines if line.endswith("\n")}
    found = contents.read(io.BytesIO(b"".join(archiving.file_of(poll))), Policy())
    trackers = {one.tracker for one in found.ballots}
    end = archiving.end_of(poll)
    print(json.dumps({
        "acknowledged but lost": len(acknowledged - trackers),
        "ballots twice": len(found.ballots) - len(trackers),
        "the urn and the archive differ": int((end.head, end.events) != (found.head, len(found.heads))),
        "the board is wrong": int(set(queries.trackers(poll)) != {one.tracker for one in found.counted}),
        "ballots": len(found.ballots),
    }))  # fmt: skip


if __name__ == "__main__":
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(HERE):
        {"prepare": prepare, "cast": cast, "check": check}[sys.argv[1]]()
