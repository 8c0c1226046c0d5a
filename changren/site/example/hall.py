"""The hall of the annual meeting: delegates check in, and vote on the resolutions. Numbers of votes are invented."""

from datetime import datetime
from typing import Any

from changren.base.tenancy.ids import uuid7
from changren.congress.acts import hall as acts
from changren.congress.hall import entering, pressing
from changren.congress.models import Invitee, Meeting, Resolution

AGAINST, ABSTAIN, SILENT = 2, 3, 1  # of those who are there, the last on the list


def checked_in(it: Meeting, clerk: Any, on: datetime) -> Meeting:
    """The desks open, and everybody comes who is not on leave."""
    it = acts.open_desks(it, by=clerk, on=on)
    for n, one in enumerate(_coming(it)):
        entering.enter(it.pk, one, "in", key=uuid7(), at=on, desk=str(n % 2 + 1))
    return it


def voted(it: Meeting, resolution: Resolution, clerk: Any, on: datetime) -> None:
    """One resolution is put to the vote, by telephone."""
    given = {"questions": [resolution.title], "item": None, "means": "phone", "majority": "resolution", "by_hand": []}
    vote = acts.open_vote(acts.prepare_vote(it, by=clerk, on=on, **given), by=clerk, on=on)
    people = _coming(it)
    answers = ["for"] * (len(people) - AGAINST - ABSTAIN - SILENT) + ["against"] * AGAINST + ["abstain"] * ABSTAIN
    for one, answer in zip(people, answers, strict=False):
        pressing.press(vote.pk, one.pk, answer, uuid7())
    acts.declare(acts.close_vote(vote, by=clerk, on=on), by=clerk, on=on)


def _coming(it: Meeting) -> list[Invitee]:
    rows = it.invitees.filter(standing=Invitee.Standing.DELEGATE).exclude(answer=Invitee.Answer.ON_LEAVE)
    return list(rows.order_by("id"))
