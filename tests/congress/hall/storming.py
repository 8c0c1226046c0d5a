"""Run in processes of their own: `prepare` opens a vote, `press` votes, `check` says what is wrong.

Every acknowledged vote is one line of the file ACKS, the delegate's place on the list, written after `press` returned.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import django

HERE, DELEGATES = 330302, 150
SPACE = UUID(int=0)  # of the keys: a delegate who presses again after the crash sends the same one


def prepare() -> None:
    """Tables, a district, and a vote that is open."""
    from django.core.management import call_command

    from changren.congress.acts import hall as acts
    from tests.congress.hall import scene
    from tests.world import build

    call_command("migrate", verbosity=0, interactive=False)
    here = build(HERE, delegates=DELEGATES).here
    meeting = scene.meeting_of(here)
    scene.arrived(meeting, DELEGATES)
    given = {"questions": ["决议"], "item": None, "means": "phone", "majority": "resolution", "by_hand": []}
    vote = acts.prepare_vote(meeting, by=here.posts["clerk"], on=scene.ON, **given)
    acts.open_vote(vote, by=here.posts["clerk"], on=scene.ON)


def _electors() -> list[Any]:
    from changren.congress.models import Elector

    return list(Elector.objects.order_by("id").values_list("vote", "invitee"))


def press() -> None:
    """Vote for everybody, again and again."""
    from changren.congress.hall import pressing

    acknowledged = os.open(os.environ["ACKS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        for n, (vote, invitee) in enumerate(_electors()):
            pressing.press(vote, invitee, "for", uuid5(SPACE, str(n)))
            os.write(acknowledged, f"{n}\n".encode())


def check() -> None:
    """What does not hold, as JSON; then the vote is closed."""
    from changren.congress.acts import hall as acts
    from changren.congress.models import Cast, Vote
    from changren.congress.queries import hall
    from changren.organisation.models import Post
    from tests.world import at

    with Path(os.environ["ACKS"]).open() as lines:
        acknowledged = {int(line) for line in lines if line.endswith("\n")}
    keys = {uuid5(SPACE, str(n)) for n in acknowledged}
    vote = Vote.objects.select_related(*Vote.alongside).get()
    cast = list(Cast.objects.values_list("key", flat=True))
    counted = sum(hall.pressed(vote).values())
    found = {
        "acknowledged but lost": len(keys - set(cast)), "counted twice": len(cast) - len(set(cast)),
        "the count is not what was cast": abs(counted - len(cast)),
    }  # fmt: skip
    if os.environ.get("CLOSE"):
        clerk = Post.objects.get(role="clerk", township=vote.township)
        closed = acts.close_vote(vote, by=clerk, on=at("2010-04-20 10:00"))
        found["the result is not what was cast"] = abs((closed.in_favour or 0) - len(cast))
    print(json.dumps(found | {"cast": len(cast)}))


if __name__ == "__main__":
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(HERE):
        {"prepare": prepare, "press": press, "check": check}[sys.argv[1]]()
