"""The type of what `plain` gives, as JSON Schema (2020-12, which OpenAPI 3.1 uses)."""

from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from changren.base.data.plain import SHAPES, Reference, parts

Schema = dict[str, Any]

SCALARS: dict[Any, Schema] = {
    Any: {}, object: {}, NoneType: {"type": "null"}, bool: {"type": "boolean"}, int: {"type": "integer"},
    float: {"type": "number"}, str: {"type": "string"}, Promise: {"type": "string"}, Decimal: {"type": "string"},
    Fraction: {"type": "string"}, UUID: {"type": "string", "format": "uuid"},
    date: {"type": "string", "format": "date"}, datetime: {"type": "string", "format": "date-time"},
}  # fmt: skip
CODED: Schema = {
    "type": ["object", "null"], "required": ["is", "says"],
    "properties": {"is": {"type": "string"}, "says": {"type": "string"}},
}  # fmt: skip
RELATED: Schema = {
    "type": ["object", "null"], "required": ["id"],
    "properties": {"id": SCALARS[UUID], "record": SCALARS[str], "name": SCALARS[str], "url": SCALARS[str]},
}  # fmt: skip


class Shapes:
    """The schemas of types; each that has a name is kept once, in `named`, and referred to from then on."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}

    def of(self, hint: Any, way: str = "") -> Schema:
        """The schema of a type hint. TypeError for a type that `plain` does not tell either.

        way: how the records in it are told: "in_full", "by_name", or as in lists.
        """
        if hint in SCALARS:
            return dict(SCALARS[hint])
        origin, args = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one, way) for one in args]}
        if origin is not None:
            return self._of_many(origin, args, way)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"enum": [one.value for one in hint]}
        if isinstance(hint, type) and issubclass(hint, Mapping):
            return {"type": "object"}
        return self._named(hint, way)

    def _of_many(self, origin: Any, args: Any, way: str) -> Schema:
        if issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(args[-1])}
        if issubclass(origin, tuple) and args[-1] is not ...:
            several = [self.of(one, way) for one in args]
            return {"type": "array", "prefixItems": several, "minItems": len(several), "maxItems": len(several)}
        if issubclass(origin, Iterable):
            return {"type": "array", "items": self.of(args[0], way)}
        raise TypeError(f"{origin}[{args}] is not told as data")

    def _named(self, kind: Any, way: str) -> Schema:
        if is_record(kind) and way == "by_name":
            kind = Reference
        in_full = is_record(kind) and way == "in_full"
        name = f"{kind.__module__.split('.')[1]}.{kind.__name__}{'.full' if in_full else ''}"
        if name not in self.named:
            self.named[name] = {}  # it may hold others of its kind
            shape = self._record(kind, in_full) if is_record(kind) else self._shape(kind)
            about = (kind.__doc__ or "").strip().partition("\n")[0]
            required = {"type": "object", "required": list(shape), "properties": shape}
            self.named[name] = {"description": about} | required
        return {"$ref": f"#/components/schemas/{name}"}

    def _record(self, model: Any, in_full: bool) -> dict[str, Schema]:
        told = [*getattr(model, "in_data", ()), *(getattr(model, "data_in_full", ()) if in_full else ())]
        return self._shape(Reference) | {name: self._of_field(model, name) for name in told}

    def _shape(self, kind: Any) -> dict[str, Schema]:
        if kind in SHAPES:
            return {name: self.of(hint) for name, hint in SHAPES[kind].items()}
        if is_typeddict(kind):
            return {name: self.of(hint) for name, hint in get_type_hints(kind).items()}
        if not (is_dataclass(kind) or hasattr(kind, "_fields")):
            raise TypeError(f"{kind} is not told as data")
        return {name: self.of(_hint(kind, name), _way(kind, name)) for name in parts(kind)}

    def _of_field(self, model: Any, name: str) -> Schema:
        known = {field.name: field for field in model._meta.concrete_fields}
        if name not in known:
            return self.of(_hint(model, name))
        field = known[name]
        if isinstance(field, models.ForeignKey):
            return dict(RELATED)
        if field.choices:
            return CODED | {"description": " ".join(f"{code}: {says};" for code, says in field.flatchoices)}
        return self._nullable(_scalar(field), field.null)

    @staticmethod
    def _nullable(schema: Schema, null: bool) -> Schema:
        return {"anyOf": [schema, {"type": "null"}]} if null else schema


def is_record(kind: Any) -> bool:
    """Whether it is a model."""
    return isinstance(kind, type) and issubclass(kind, models.Model)


def _way(kind: Any, name: str) -> str:
    ways = ("in_full", "by_name")
    return next((way for way in ways if name in getattr(kind, f"data_{way}", ())), "")


def _scalar(field: Any) -> Schema:
    kinds = {
        models.BooleanField: bool, models.IntegerField: int, models.DateTimeField: datetime, models.DateField: date,
        models.UUIDField: UUID, models.JSONField: Any, models.CharField: str, models.TextField: str,
    }  # fmt: skip
    return dict(SCALARS[next(hint for kind, hint in kinds.items() if isinstance(field, kind))])


def _hint(kind: Any, name: str) -> Any:
    """The type of a field, or of what a property gives."""
    found = getattr(kind, name, None)
    found = getattr(found, "fget", None) or getattr(found, "func", None)
    return get_type_hints(found)["return"] if found else get_type_hints(kind)[name]
