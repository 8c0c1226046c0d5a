"""Who is in the hall: counted by what went in and out, with the formula of the quorum."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Subquery

from changren.base.acts.asked import asked_once
from changren.congress.models import Floor, Invitee, Meeting, Passage
from changren.congress.queries.passages import counted
from changren.congress.queries.people import quorum

Way, Standing, Coming = Passage.Way, Invitee.Standing, Invitee.Answer


@dataclass(frozen=True)
class Attendance:
    """How many delegates are due, there and on leave, who else is there, and the quorum with its least number."""

    due: int
    present: int
    on_leave: int
    others: dict[str, int]
    quorum: Any
    need: int

    @property
    def absent(self) -> int:
        """Who is neither there nor on leave."""
        return max(self.due - self.present - self.on_leave, 0)

    @property
    def is_quorate(self) -> bool:
        """Whether enough delegates are there (art. 5)."""
        return bool(self.due) and self.present >= self.need

    @property
    def besides(self) -> list[tuple[str, int]]:
        """Who else is there, by standing; nothing for a standing that nobody has."""
        return [(str(Standing(name).label), n) for name, n in self.others.items() if n]


@asked_once
def attendance(meeting: Meeting) -> Attendance:
    """The attendance of a meeting as it is now."""
    here = counted(meeting.pk)
    delegates = meeting.invitees.filter(standing=Standing.DELEGATE)
    rows = dict(delegates.order_by().values_list("answer").annotate(n=Count("pk")))
    others = {name: n for name, n in here.items() if name != Standing.DELEGATE}
    asked = quorum(meeting, here[Standing.DELEGATE])
    return Attendance(asked.should_attend, asked.present, rows.get(Coming.ON_LEAVE, 0), others, asked.rule, asked.need)


def inside(meeting: Meeting) -> set[UUID]:
    """The ids of those who are in the hall."""
    rows = Passage.objects.filter(meeting=meeting, invitee__is_withdrawn=False).order_by().values("invitee")
    last = rows.annotate(n=Max("number")).values_list("invitee", "n")
    return {invitee for invitee, n in last if is_in(n)}


def is_in(number: int) -> bool:
    """Whether the passage with this number leads in."""
    return bool(number & 1)


def is_inside(invitee: Invitee) -> bool:
    """Whether somebody is in the hall."""
    last = Passage.objects.filter(invitee=invitee.pk).aggregate(n=Max("number"))["n"]
    return last is not None and is_in(last)


@dataclass(frozen=True)
class Expected:
    """Somebody on the list, and their last way in or out."""

    invitee: Invitee
    last: Passage | None

    in_data = ("invitee", "is_inside")
    data_by_name = ("invitee",)

    @property
    def is_inside(self) -> bool:
        """Whether they are in the hall."""
        return self.last is not None and self.last.way == Way.IN


def roll(meeting: Meeting) -> list[Expected]:
    """Everybody on the list, delegates by their numbers first, with where they are. Two queries."""
    newest = Passage.objects.filter(invitee=OuterRef("pk")).order_by("-number").values("pk")[:1]
    people = meeting.invitees.select_related("mandate", "delegation").annotate(newest=Subquery(newest))
    rows = list(people.order_by("mandate__number", "standing", "id"))
    found = {one.pk: one for one in Passage.objects.filter(pk__in=[one.newest for one in rows if one.newest])}
    rows.sort(key=lambda one: (not one.is_delegate, one.mandate.number if one.mandate else 0))
    return [Expected(one, found.get(one.newest)) for one in rows]


def log(meeting: Meeting) -> Any:
    """The ways in and out, newest first."""
    return Passage.objects.select_related("invitee").filter(meeting=meeting).order_by("-id")


def floor_of(meeting: Meeting) -> Floor | None:
    """Where the hall is; None before its desks were first opened."""
    return Floor.objects.select_related("item").filter(meeting=meeting).first()


def desks_are_open(meeting: Meeting) -> bool:
    """Whether people may check in."""
    return Floor.objects.filter(meeting=meeting, desks_open=True).exists()


def spoke_at(moment: datetime | None, on: datetime) -> int:
    """Seconds from a moment until now; 0 where the clock has gone back."""
    return max(int((on - moment).total_seconds()), 0) if moment else 0
