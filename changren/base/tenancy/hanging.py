"""What hangs on a row: everything of its district that names it, in whatever room, without knowing the rooms."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import Tenant


def hanging_on(things: Sequence[Any], *, but: Collection[UUID]) -> Iterator[tuple[Any, Any]]:
    """Pairs: one of `things`, all of one model, and a row that names it, the rows `but` left out.

    Asked for are foreign keys, and fields that hold the key of a row without being a foreign key. A model whose rows
    go along by themselves says that it does not hang.
    """
    by_key = {thing.pk: thing for thing in things}
    for model, field in _naming(things[0]._meta.model) if things else ():
        rows = model.objects.filter(**{f"{field.name}__in": by_key}).exclude(pk__in=but)
        for row in rows:
            yield by_key[getattr(row, field.attname)], row


@cache
def _naming(model: type[models.Model]) -> list[tuple[Any, Any]]:
    """The models, each with a field, whose rows can name one of `model`."""
    ours = [one for one in apps.get_models() if issubclass(one, Tenant) and getattr(one, "hangs", True)]
    return [(one, field) for one in ours for field in one._meta.local_fields if _names(field, model)]


def _names(field: Any, model: type[models.Model]) -> bool:
    if isinstance(field, TenantForeignKey):
        return field.related_model is model
    return isinstance(field, models.UUIDField) and not field.primary_key
