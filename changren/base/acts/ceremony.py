"""The ceremony: the same few steps for every act, in one transaction.

Lock the township; refresh; state, who, when; effect; save; entry; notices; followers. After the commit the stream
wakes. A refusal anywhere rolls all of it back and leaves no trace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from changren.base import minutes, notices
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import Act, parameters
from changren.base.acts.following import tell_followers
from changren.base.acts.refusal import Refused
from changren.base.tenancy.durable import durable_atomic
from changren.base.tenancy.ids import uuid7
from changren.base.tenancy.models import Township
from changren.base.tenancy.written import written_once


@dataclass(frozen=True)
class Ceremony:
    """One act under way: the id of its entry, the act it is part of, and the township whose lock it holds."""

    entry_id: UUID
    cause: UUID | None
    township_id: UUID


SENT_ALREADY = _("This form has been sent already. Load the page again to see what became of it.")

_now: ContextVar[Ceremony | None] = ContextVar("the act under way", default=None)


def perform(act: Act, it: Any, *, by: Any, on: datetime, once: UUID | None, given: dict[str, Any]) -> Any:
    """Perform `act` on `it` and return the object it changed or created, fresh.

    by: the post that acts, or the Clockwork. on: the moment, with its time zone. once: a key made by the
    client; a second request with the same key changes nothing and returns what the first one did.
    An act performed inside another one's effect is part of its transaction, and its entry names it as cause.
    Raises Refused with the sentence, or NotReplicated when the commit could not be confirmed.
    """
    if _now.get() is not None:
        return _attempt(act, it, by, on, once, given)
    if act.follows:
        raise RuntimeError(f"{act.name} is only ever part of another act")
    try:
        return _attempt(act, it, by, on, once, given)
    except (Refused, IntegrityError) as failure:
        done = minutes.repeat(once, act, it, by) if once else None
        if done is not None:
            return done
        if isinstance(failure, Refused):
            raise
        if once and minutes.is_used(once):
            raise Refused(SENT_ALREADY) from failure
    return _attempt(act, it, by, on, once, given)  # another township was faster; now the guards see what it did


def _attempt(act: Act, it: Any, by: Any, on: datetime, once: UUID | None, given: dict[str, Any]) -> Any:
    with _begun(it, by) as ceremony, asking_once():
        return _steps(act, it, by, on, once, given, ceremony)


@contextmanager
def _begun(it: Any, by: Any) -> Iterator[Ceremony]:
    outer = _now.get()
    if by.district_id != it.district_id or (outer and outer.township_id != it.township_id):
        raise RuntimeError("one act, one district, one township")
    ceremony = Ceremony(uuid7(), outer.entry_id if outer else None, it.township_id)
    token = _now.set(ceremony)
    try:
        with transaction.atomic() if outer else durable_atomic():
            yield ceremony
    finally:
        _now.reset(token)


def _steps(act: Act, it: Any, by: Any, on: datetime, once: UUID | None, given: dict[str, Any], now: Ceremony) -> Any:
    (township,) = _locked(now.township_id)
    it = _fresh(it, township)
    objection = act.objection(it, by=by, on=on, **given)
    if objection:
        raise Refused(objection)
    before = "" if act.creates else getattr(it, "state", "")
    known = {"by": by, "on": on, **given}
    outcome = act.effect(it, **{name: known[name] for name in parameters(act.effect) if name in known})
    subject = outcome if act.creates else it
    _move(act, subject, before, outcome)
    entry = minutes.write(
        act, subject, id=now.entry_id, before=before, by=by, on=on, once=once, given=given, cause=now.cause
    )
    notices.write(act, subject, entry, by)
    tell_followers(subject, gone=act.removes)
    subject.last_entry = entry  # for whoever called: the sentence to show
    return subject


@written_once
def _locked(township_id: UUID) -> Any:
    return Township.objects.select_for_update(no_key=True).filter(pk=township_id)


def _fresh(it: Any, township: Township) -> Any:
    """The object as it stands under the lock, with what its model wants alongside."""
    if isinstance(it, Township):
        return township
    model: Any = type(it)
    for found in _again(model)(it.pk):
        found.township = township
        return found
    raise model.DoesNotExist(f"{it.pk} is gone")


@cache
def _again(model: Any) -> Callable[[UUID], list[Any]]:
    """What finds a row of the model once more, the statement written once."""
    return written_once(lambda pk: model.objects.select_related(*getattr(model, "alongside", ())).filter(pk=pk))


def _move(act: Act, subject: Any, before: str, outcome: Any) -> None:
    if act.creates:
        assert act.starts_as is None or subject.state == act.starts_as, f"{act.name} created a {subject.state}"
        return
    if act.steps:
        targets = act.steps[before]
        subject.state = outcome if len(targets) > 1 else targets[0]
        assert subject.state in targets, f"{act.name} may not lead to {subject.state}"
    if act.removes:
        subject.delete()
    else:
        subject.save()
