"""How people get in and out of the hall's list: in one short transaction each, without the township's lock.

It is no act, for hundreds come within minutes, at several desks (docs/house.md, section 2); acts open and close the
desks. The same passage sent again is the same passage, and who is in already is let in no second time.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused
from changren.base.tenancy.durable import durable_atomic
from changren.base.tenancy.written import changed_once, written_once
from changren.congress.models import Floor, Invitee, Passage

Way = Passage.Way
ATTEMPTS = range(5)  # another desk may have been faster, and this one then sees what it did


@dataclass(frozen=True)
class Passed:
    """Where somebody is now, and whether this passage is new. last: their last one, None if they were never in."""

    invitee: Invitee
    last: Passage | None
    is_new: bool


def enter(meeting: UUID, invitee: Invitee, way: str, *, key: UUID, at: datetime, desk: str) -> Passed:
    """Let somebody in or out, once. What is answered is on the disk.

    key: made by whoever sends it. Refused while the desks are closed; NotReplicated when it could not be confirmed
    that it is safe: the same again then tells.
    """
    for _attempt in ATTEMPTS:
        try:
            with durable_atomic():
                return _passed(meeting, invitee, way, key=key, at=at, desk=desk)
        except IntegrityError:
            continue
    raise Refused(_("Several desks sent {name} at once. Please send it again."))


def _passed(meeting: UUID, invitee: Invitee, way: str, *, key: UUID, at: datetime, desk: str) -> Passed:
    (known,) = _same(key) or (None,)
    if known is not None:
        _written_again(known.pk)
        return Passed(invitee, known, is_new=False)
    if not _open(meeting):
        raise Refused(_("The desks are closed."))
    (last,) = _last(invitee.pk) or (None,)
    if (last.way if last else Way.OUT) == way:
        if last:
            _written_again(last.pk)
        return Passed(invitee, last, is_new=False)
    number = last.number + 1 if last else 1
    made = Passage(
        township_id=invitee.township_id, meeting_id=meeting, invitee=invitee, standing=invitee.standing,
        number=number, way=way, at=at, desk=desk, key=key,
    )  # fmt: skip
    made.save(force_insert=True)
    return Passed(invitee, made, is_new=True)


@written_once
def _same(key: UUID) -> Any:
    return Passage.objects.filter(key=key)


@written_once
def _open(meeting: UUID) -> Any:
    return Floor.objects.order_by().filter(meeting=meeting, desks_open=True)


@written_once
def _last(invitee: UUID) -> Any:
    return Passage.objects.filter(invitee=invitee).order_by("-number")[:1]


@changed_once
def _written_again(pk: UUID) -> Any:
    """What only reads would be confirmed by no standby (see `durable`)."""
    return Passage.objects.order_by().filter(pk=pk), {"number": F("number")}
