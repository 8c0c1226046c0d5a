"""How an open vote is cast by telephone: one short transaction, without the township's lock (decision 0042).

It is no act, for all delegates press at once (docs/house.md, section 2); acts open and close the vote. The vote and its
part of the running count are written together, so the count is what was acknowledged, at every moment.
"""

import secrets
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Refused, no
from changren.base.tenancy.durable import durable_atomic
from changren.base.tenancy.written import changed_once, written_once
from changren.congress.models import Answer, Cast, Elector, Tally
from changren.congress.queries.asking import rule_of

NOT_THERE = _("You were not in the hall when this vote was opened, so you take no part in it.")
RAISES_HANDS = _("Your delegation raises its hands in this vote.")
CLOSED = _("The vote is not open.")
VOTED = _("You have voted. A vote cannot be changed.")
NO_ANSWER = _("Choose: for, against or abstain.")


def press(vote: UUID, invitee: UUID, answer: str, key: UUID) -> None:
    """Count the answer of a delegate, once. What returns is on the disk.

    key: made by the telephone; the same again is the same vote. Refused with the sentence why it does not count;
    NotReplicated when it could not be confirmed that it is safe: the same again then tells.
    """
    if answer not in Answer.values:
        raise Refused(NO_ANSWER)
    (elector,) = _elector(vote, invitee) or (None,)
    if elector is None or elector.by_hand:
        raise Refused(RAISES_HANDS if elector else NOT_THERE)
    try:
        with durable_atomic():
            kept = answer if elector.vote.may_change else ""
            Cast(township_id=elector.township_id, vote_id=vote, elector=elector, key=key, answer=kept).save(
                force_insert=True
            )
            _count(vote, answer)
    except IntegrityError:
        _again(elector, answer, key)


def _again(elector: Elector, answer: str, key: UUID) -> None:
    """The delegate has voted before: the same vote is confirmed once more, another one replaces it where it may."""
    with durable_atomic():
        cast = Cast.objects.select_for_update(no_key=True).get(vote=elector.vote_id, elector=elector.pk)
        if cast.key != key:
            if not elector.vote.may_change:
                raise Refused(no(VOTED, rule=rule_of(elector.vote.meeting, "vote_changes")))
            _count(elector.vote_id, cast.answer, by=-1)
            _count(elector.vote_id, answer)
            cast.answer, cast.key = answer, key
        cast.save(update_fields=["key", "answer"])  # also when nothing changed: see `durable`


def _count(vote: UUID, answer: str, by: int = 1) -> None:
    change = _add if by > 0 else _take
    if not change(vote, answer, secrets.choice(Tally.PARTS)):
        raise Refused(CLOSED)


@written_once
def _elector(vote: UUID, invitee: UUID) -> Any:
    rows = Elector.objects.order_by().select_related("vote")
    return rows.filter(vote=vote, invitee=invitee)


@changed_once
def _add(vote: UUID, answer: str, part: int) -> Any:
    rows = Tally.objects.order_by().filter(vote=vote, answer=answer, part=part, is_open=True)
    return rows, {"n": F("n") + 1}


@changed_once
def _take(vote: UUID, answer: str, part: int) -> Any:
    rows = Tally.objects.order_by().filter(vote=vote, answer=answer, part=part, is_open=True)
    return rows, {"n": F("n") - 1}
