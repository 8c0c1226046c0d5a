"""People who are not here: in a rehearsal they come in while desks are open, and vote while a vote is.

`python -m changren.site.rehearsal.inventing`, a process of its own, so that the hall is as busy as it will be.
"""

import time
from contextlib import suppress
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import django

BEAT = 0.5  # seconds between two looks
COME, PRESS = 0.94, 0.97  # shares of those who are expected, and of those who may vote
AT_A_TIME = 12  # people, at each look
ANSWERS = ("for", "against", "abstain")
WEIGHTS = (90, 6, 4)


def main() -> None:
    """Look, again and again, until told to stop."""
    django.setup()
    from django.conf import settings

    if not settings.REHEARSAL:
        raise SystemExit("Invented people come to rehearsals alone.")
    chance = Random()  # noqa: S311  (nothing is decided by it)
    for _look in count():
        for district in _districts():
            step(district, chance)
        time.sleep(BEAT)


def _districts() -> list[int]:
    from changren.base.tenancy.models import District

    return list(District.objects.values_list("code", flat=True))


def step(district: int, chance: Random) -> int:
    """A few who are expected come in, a few who are in vote; how many did. Who stays away is the same at every look."""
    from changren.base.tenancy.scope import within_district

    with within_district(district):
        return _arrive(chance) + _vote(chance)


def _arrive(chance: Random) -> int:
    from changren.base.clock.now import now
    from changren.congress.hall.entering import enter
    from changren.congress.models import Floor, Invitee, Passage

    halls = Floor.objects.filter(desks_open=True).values_list("meeting", flat=True)
    expected = Invitee.objects.filter(meeting__in=list(halls), is_withdrawn=False).exclude(answer="on_leave")
    were_in = Passage.objects.filter(meeting__in=list(halls)).values_list("invitee", flat=True)
    coming = [one for one in expected.exclude(pk__in=list(were_in)) if _is_among(one.pk, COME)]
    came = _some(coming, chance)
    for one in came:
        enter(one.meeting_id, one, Passage.Way.IN, key=_key(chance), at=now(), desk="rehearsal")
    return len(came)


def _vote(chance: Random) -> int:
    from changren.base.acts import Refused
    from changren.congress.hall.pressing import press
    from changren.congress.models import Cast, Elector

    may = Elector.objects.filter(vote__state="open", by_hand=False)
    did = Cast.objects.filter(vote__state="open").values_list("elector", flat=True)
    waiting = [one for one in may.exclude(pk__in=list(did)) if _is_among(one.pk, PRESS)]
    pressed = 0
    for one in _some(waiting, chance):
        with suppress(Refused):  # it was closed meanwhile
            press(one.vote_id, one.invitee_id, chance.choices(ANSWERS, WEIGHTS)[0], _key(chance))
            pressed += 1
    return pressed


def _is_among(pk: UUID, share: float) -> bool:
    """Whether this one belongs to the share, by what of the key is chance."""
    return (pk.int & 0xFFFF) / 0x10000 < share


def _some(people: list[Any], chance: Random) -> list[Any]:
    return chance.sample(people, min(AT_A_TIME, len(people)))


def _key(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


if __name__ == "__main__":
    main()
