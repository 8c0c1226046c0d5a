"""Writing an entry, and answering a request that was sent twice."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.seal import seal_of
from changren.base.tenancy.durable import durable_atomic
from changren.base.tenancy.written import changed_once, written_once


def write(
    act: Any, subject: Any, *, id: UUID, before: str, by: Any, on: datetime, once: UUID | None,
    given: dict[str, Any], cause: UUID | None,
) -> Entry:  # fmt: skip
    """Append the entry of an act to its district's chain. The chain's row is locked until the commit."""
    (head,) = _head_locked()
    entry = Entry(
        id=id, district_id=subject.district_id, township_id=subject.township_id, number=head.number + 1, at=on,
        act=act.name, subject_kind=subject._meta.label, subject_id=subject.pk, before=before,
        after=getattr(subject, "state", ""), post_id=by.id, person_id=by.person_id, cause_id=cause, once=once,
        kept={name: plain(given.get(name, getattr(subject, name, None))) for name in act.keeps},
    )  # fmt: skip
    entry.seal = seal_of(entry, head.seal)
    entry.save(force_insert=True)
    _move_head(entry.number, entry.seal)
    return entry


@written_once
def _head_locked() -> Any:
    return Chain.objects.select_for_update()


@changed_once
def _move_head(number: int, seal: str) -> Any:
    return Chain.objects.all(), {"number": number, "seal": seal}


def plain(value: Any) -> Any:
    """A value as JSON can keep it: dates in ISO form, objects by what they are called."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model | UUID | Promise | str):
        return str(value)
    if isinstance(value, list | tuple | models.QuerySet):
        return [plain(one) for one in value]
    return json.loads(json.dumps(value))


def is_used(once: UUID) -> bool:
    """Whether something was done with this key, by whomever."""
    return Entry.objects.filter(once=once).exists()


def repeat(once: UUID, act: Any, it: Any, by: Any) -> Any | None:
    """What the act with this key did, if the same person has done it, to the same thing; else None.

    The entry is written again, unchanged: a repetition that only reads would be confirmed by no standby
    (see `durable`), and would tell a delegate that something is safe which is not.
    """
    mine = Entry.objects.filter(once=once, act=act.name, person_id=by.person_id)
    if not act.creates:
        mine = mine.filter(subject_id=it.pk)
    with durable_atomic():
        if not mine.update(once=once):
            return None
    entry = mine.get()
    model: Any = apps.get_model(entry.subject_kind)
    subject = model.objects.select_related(*getattr(model, "alongside", ())).get(pk=entry.subject_id)
    subject.last_entry = entry
    return subject
