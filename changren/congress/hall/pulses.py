"""How many have pressed, and how many are in the hall: told while they change, never who (decision 0042)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Q, Sum, When

from changren.base.stream.pulse import Pulse
from changren.congress.models import Floor, Invitee, Passage, Tally


def beating(districts: Iterable[int]) -> list[Pulse]:
    """The counts of these districts: of every vote that is open, of every hall whose desks are open."""
    return [*_pressed(list(districts)), *_present(list(districts))]


def _pressed(districts: list[int]) -> list[Pulse]:
    rows = Tally.every_district.filter(district__in=districts, is_open=True).order_by()
    told = rows.values_list("district", "township", "vote").annotate(pressed=Sum("n"))
    return [Pulse(district, place, f"congress.vote {vote}", str(n)) for district, place, vote, n in told]


def _present(districts: list[int]) -> list[Pulse]:
    """Of each hall the delegates, then everybody else."""
    halls = Floor.every_district.filter(district__in=districts, desks_open=True).order_by()
    found: Any = {one: [0, 0] for one in halls.values_list("district", "township", "meeting")}
    rows = Passage.every_district.filter(
        district__in=districts, meeting__in=[meeting for _district, _place, meeting in found],
        invitee__is_withdrawn=False,
    ).order_by()  # fmt: skip
    step = Sum(Case(When(way=Passage.Way.IN, then=1), default=-1))
    delegates = Q(standing=Invitee.Standing.DELEGATE)
    told = rows.values_list("district", "township", "meeting").annotate(
        voting=Sum(Case(When(delegates & Q(way="in"), then=1), When(delegates, then=-1), default=0)), everybody=step
    ) if found else ()  # fmt: skip
    for district, place, meeting, voting, everybody in told:
        found[district, place, meeting] = [voting, everybody - voting]
    return [
        Pulse(district, place, f"congress.present {meeting}", f"{voting} {others}")
        for (district, place, meeting), (voting, others) in found.items()
    ]
