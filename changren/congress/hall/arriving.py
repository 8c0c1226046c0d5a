"""How a delegate lets themselves in: by the code on the hall's screen, which is drawn anew all the time (art. 9)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused
from changren.base.tenancy.ids import uuid7
from changren.congress import queries
from changren.congress.hall import links
from changren.congress.hall.entering import Passed, enter
from changren.congress.models import Invitee, Meeting, Passage
from changren.congress.queries import hall
from changren.organisation.models import Post

SELF = "self"  # the name of the desk that nobody sits at
OLD = _("This code is no longer good. Scan the one that is on the screen now.")
NOT_EXPECTED = _("You are not on the list of this meeting. Please go to a desk.")
BY_DESK = _("Here delegates check in at the desks.")


@dataclass(frozen=True)
class Arrival:
    """What the page says: why not; or the ticket with which the button lets in; or that they are in."""

    why: Any = None
    ticket: str = ""
    invitee: Invitee | None = None
    passed: Passed | None = None


def arrive(post: Post, token: str, ticket: str, *, on: datetime) -> Arrival:
    """Whoever has scanned a good code is given a ticket; whoever shows the ticket is let in, once.

    The ticket outlives the code, because somebody may read slowly; it is for this delegate alone.
    """
    own = links.ARRIVING.read(ticket) if ticket else None
    link = own or links.HERE.read(token)
    if link is None:
        return Arrival(OLD)
    invitee = _invitee(post, link, own is not None)
    if invitee is None:
        return Arrival(NOT_EXPECTED)
    if not queries.rule_of(invitee.meeting, "self_check_in").value:
        return Arrival(BY_DESK)
    if own is None:
        return Arrival(ticket=links.ARRIVING.to(invitee), invitee=invitee)
    return _entered(invitee, on)


def _invitee(post: Post, link: links.Link, by_ticket: bool) -> Invitee | None:
    if by_ticket:
        rows: Any = queries.invitees_for(post).filter(pk=link.pk, person=post.person_id)
        return rows.first()  # type: ignore[no-any-return]
    meeting: Meeting | None = queries.for_reader(post).filter(pk=link.pk).first()
    return hall.invitee_of(meeting, post.person_id) if meeting else None


def _entered(invitee: Invitee, on: datetime) -> Arrival:
    try:
        passed = enter(invitee.meeting_id, invitee, Passage.Way.IN, key=uuid7(), at=on, desk=SELF)
    except Refused as refusal:
        return Arrival(refusal.objection, invitee=invitee)
    return Arrival(invitee=invitee, passed=passed)
