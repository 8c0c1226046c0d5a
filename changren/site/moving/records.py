"""The records of a district as a machine reads them: a file for each kind, an object a line, of Django's `jsonl`."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from changren.base.tenancy.models import District, Tenant
from changren.base.tenancy.scope import district_here


class Exact(DjangoJSONEncoder):
    """Moments to the microsecond. Django's own ends at the millisecond, and no seal would hold."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def travelling() -> list[Any]:
    """The kinds that go along: the district, and every kind that does not say that it stays."""
    return [District, *(model for model in apps.get_models() if issubclass(model, Tenant) and not model.stays)]


def rows_of(model: Any) -> models.QuerySet[Any]:
    """All of a kind in the district we are in, in the order of their keys, which is the same on every database."""
    rows = model.objects.filter(pk=district_here()) if model is District else model.objects
    return rows.order_by("pk")


def fields_of(model: Any) -> list[Any]:
    """What is told of one: all but the district, which is the same for all, and what is kept back."""
    left_out = {"district", *getattr(model, "kept_back", ())}
    return [field for field in model._meta.local_fields if field.name not in left_out]


def name_of(model: Any) -> str:
    """The file of a kind."""
    return f"data/{model._meta.label_lower}.jsonl"


def write(model: Any, rows: Iterable[Any], target: IO[str]) -> None:
    """Write them. Keys are sorted: PostgreSQL keeps the inside of a JSON value in an order of its own."""
    names = [field.name for field in fields_of(model)]
    serializers.serialize("jsonl", rows, stream=target, fields=names, cls=Exact, sort_keys=True)


def read(model: Any, source: IO[bytes]) -> Iterator[Any]:
    """Rows that are not in the database yet, with what was kept back made anew.

    ValueError if there is one of another kind; Django's DeserializationError if it does not fit the fields here.
    """
    code = district_here()
    for one in serializers.deserialize("jsonl", io.TextIOWrapper(source, "utf-8", newline="\n")):
        row: Any = one.object
        if type(row) is not model:
            raise ValueError(f"{name_of(model)}: {row._meta.label}")
        if model is not District:
            row.district_id = code
            row.arrive()
        yield row
