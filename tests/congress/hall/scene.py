"""A meeting that is held, as rows: its list is the delegates with three others, its desks are open."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from changren.congress.hall import entering
from changren.congress.models import Floor, Invitee, Item, Meeting, Officer, Passage
from changren.mandates.models import Session
from tests.world import Place, at

ON = at("2010-04-20 09:00")
OTHERS = {"attending": "列席甲", "observer": "旁听乙", "guest": "特邀丙"}


def meeting_of(place: Place, state: str = "open", desks: bool = True) -> Meeting:
    """The annual meeting of a township: two items, the reviewer as secretary-general, the handler as counter."""
    session = Session.objects.create(township=place.township, term=place.term, number=3, planned_on=ON.date())
    it = Meeting.objects.create(
        township=place.township, session=session, title="第七届代表大会第二次会议", starts_at=ON,
        ends_at=at("2010-04-21 17:00"), state=state, planned_on=at("2010-03-20 09:00").date(),
        convened_on=at("2010-04-01 09:00").date(),
    )  # fmt: skip
    for n, title in enumerate(("听取和审议党委工作报告", "通过决议"), 1):
        Item.objects.create(township=place.township, meeting=it, order=n, title=title, kind="report")
    for post, office in (("reviewer", "secretary"), ("handler", "counter"), ("head", "chief")):
        Officer.objects.create(township=place.township, meeting=it, person=place.posts[post].person, office=office)
    Invitee.objects.bulk_create([*(delegate(it, one) for one in place.mandates), *others(it)])
    Floor.objects.create(township=place.township, meeting=it, desks_open=desks, desks_since=ON)
    return it


def delegate(meeting: Meeting, mandate: Any) -> Invitee:
    """A delegate on the list."""
    return Invitee(
        township=meeting.township, meeting=meeting, mandate=mandate, person=mandate.person, name=mandate.person.name,
        standing="delegate", delegation=mandate.delegation, code=f"D{mandate.number:03}",
    )  # fmt: skip


def others(meeting: Meeting) -> list[Invitee]:
    """Who is on the list beside."""
    return [
        Invitee(township=meeting.township, meeting=meeting, name=name, standing=standing, code=standing[:3].upper())
        for standing, name in OTHERS.items()
    ]


def invitees(meeting: Meeting, standing: str = "delegate") -> list[Invitee]:
    """Those of one standing, in the order of the list."""
    return list(Invitee.objects.filter(meeting=meeting, standing=standing).order_by("id"))


def enter(invitee: Invitee, way: str = "in", *, at: datetime = ON, desk: str = "1", key: Any = None) -> Any:
    """Let somebody in or out."""
    return entering.enter(invitee.meeting_id, invitee, way, key=key or uuid4(), at=at, desk=desk)


def arrived(meeting: Meeting, n: int) -> list[Invitee]:
    """So many delegates are in the hall. Rows alone."""
    people = invitees(meeting)[:n]
    Passage.objects.bulk_create([
        Passage(township=meeting.township, meeting=meeting, invitee=one, standing=one.standing, number=1, way="in",
                at=ON, desk="1", key=uuid4()) for one in people
    ])  # fmt: skip
    return people
