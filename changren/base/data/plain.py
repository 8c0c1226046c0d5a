"""What anything on a page is as JSON: records by the fields they give away, everything else by its parts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, singledispatch
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import ForeignKey, Model, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localtime

ADDRESS = "/api/v1"  # of the data of the page at "/"
SHAPES: dict[type, dict[str, Any]] = {}  # what `said_as` was told: the parts of a kind and their types

Known = dict[Any, Any]
Saying = Callable[[Any], dict[str, Any]]


class Reference(TypedDict):
    """Which record it is, what it is called, and where its page is as data, if it has one."""

    record: str
    id: str
    name: str
    url: str


def address(url: str) -> str:
    """Where the data of a page of ours is; other addresses, and none, as they are."""
    return f"{ADDRESS}{url}" if url.startswith("/") else url


@singledispatch
def plain(value: Any) -> Any:
    """`value` as what JSON knows. TypeError for what nobody has said how to tell.

    A dataclass is told by the attributes of its `in_data`, or by all its fields. Of the records among them one gives
    what their models give in lists; of those in `data_in_full` everything, because the page is about them; of those in
    `data_by_name` only which they are, because the reader might not open them.
    """
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is not told as data")
    return _by_parts(value)


def _by_parts(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    full, by_name = getattr(kind, "data_in_full", ()), getattr(kind, "data_by_name", ())
    ways = {name: in_full if name in full else named if name in by_name else plain for name in parts(kind)}
    return {name: way(getattr(value, name)) for name, way in ways.items()}


def parts(kind: Any) -> tuple[str, ...]:
    """The attributes of a dataclass, or of a named tuple, that are told."""
    return getattr(kind, "in_data", None) or getattr(kind, "_fields", None) or tuple(one.name for one in fields(kind))


def said_as(kind: type, **shape: Any) -> Callable[[Saying], Saying]:
    """The decorated function says a `kind` by its parts, whose types are in `shape`."""

    def register(says: Saying) -> Saying:
        SHAPES[kind] = shape
        plain.register(kind, lambda value: {name: plain(one) for name, one in says(value).items()})
        return says

    return register


@plain.register(bool | int | float | None)
def _itself(value: Any) -> Any:
    return value


@plain.register(str | Promise | UUID | Decimal | Fraction)
def _text(value: Any) -> str:
    return str(value)


@plain.register(datetime)
def _moment(value: datetime) -> str:
    return localtime(value).isoformat()


@plain.register(date)
def _iso(value: date) -> str:
    return value.isoformat()


@plain.register(Enum)
def _code(value: Enum) -> Any:
    return plain(value.value)


@plain.register(tuple)
def _tuple(value: Any) -> Any:
    return _by_parts(value) if hasattr(value, "_fields") else _each(value)


@plain.register(list | set | frozenset | QuerySet)
def _each(value: Iterable[Any]) -> list[Any]:
    found = [plain(one) for one in value]
    return sorted(found) if isinstance(value, set | frozenset) else found


@plain.register(Mapping)
def _under_names(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(plain(name)): plain(one) for name, one in value.items()}


@plain.register(Model)
def record(it: Any, known: Known | None = None) -> dict[str, Any]:
    """A record: which it is, and what its model gives in lists (`in_data`). Asks the database nothing.

    known: what other records of the same answer have referred to; those of a list refer to the same few things.
    """
    seen = {} if known is None else known
    return {**reference(it), **{name: _field(it, name, seen) for name in getattr(it, "in_data", ())}}


def in_full(it: Any) -> Any:
    """A record, or each of several, with what only its own page tells (`data_in_full` of the model)."""
    if isinstance(it, Iterable):
        return [in_full(one) for one in it]
    return record(it) | {name: _field(it, name, {}) for name in getattr(it, "data_in_full", ())} if it else None


def named(it: Any) -> Any:
    """A record, or each of several, without what is in it."""
    if isinstance(it, Iterable):
        return [named(one) for one in it]
    return reference(it) if it else None


def reference(it: Any) -> Reference:
    """Which record it is."""
    url = it.get_absolute_url() if hasattr(it, "get_absolute_url") else ""
    return {"record": it._meta.label, "id": str(it.pk), "name": str(it), "url": address(url)}


def _field(it: Any, name: str, known: Known) -> Any:
    field = it._meta.get_field(name) if name in _columns(it._meta.model) else None
    if isinstance(field, ForeignKey):
        return _related(it, field, known)
    value = getattr(it, name)
    if field is not None and field.choices:
        return {"is": plain(value), "says": str(getattr(it, f"get_{name}_display")())} if value else None
    return plain(value)


def _related(it: Any, field: Any, known: Known) -> Any:
    key = getattr(it, field.attname)
    if key is None:
        return None
    if (field, key) not in known:
        known[field, key] = reference(getattr(it, field.name)) if field.is_cached(it) else {"id": str(key)}
    return known[field, key]


@cache
def _columns(model: Any) -> frozenset[str]:
    return frozenset(field.name for field in model._meta.concrete_fields)
