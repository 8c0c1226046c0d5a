"""The whole database as a value, and the district's rows as objects and by names that a walk can be told in."""

from collections.abc import Iterable
from copy import copy
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.base.tenancy.models import Tenant
from changren.base.tenancy.scope import district_here

OURS = [model for model in apps.get_models() if model.__module__.startswith("changren.")]
TENANT = [model for model in OURS if issubclass(model, Tenant)]
UNNAMED = (Chain, Entry, Notice)
Raw = dict[type[models.Model], dict[str, tuple[Any, ...]]]


def raw() -> Raw:
    """Every row of every table of every district, as the database holds it."""
    found: Raw = {}
    with connection.cursor() as cursor:
        for model in OURS:
            columns = [field.column for field in model._meta.local_concrete_fields]
            asked = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(f'SELECT {asked} FROM "{model._meta.db_table}"')
            key = columns.index(model._meta.pk.column)
            found[model] = {str(row[key]): row for row in cursor.fetchall()}
    return found


class Records:
    """The rows of the district we are in as objects, read again only when their table has changed.

    `first`: the state of each row that was there before the first act, by its key.
    """

    def __init__(self) -> None:
        self.raw: Raw = {}
        self._kept: dict[Any, list[Any]] = {}
        self._by_id: dict[Any, dict[UUID, Any]] = {}
        self._written: int | None = None
        self.look()
        self.first = {row.pk: getattr(row, "state", "") for model in TENANT for row in self[model]}
        self.foreign_at_first = self.foreign()

    def look(self) -> set[type[models.Model]]:
        """See what is there now; the tables in which something has changed since the last look."""
        written = rows_written()
        if written is not None and written == self._written:
            return set()
        self._written = written
        before, self.raw = self.raw, raw()
        changed = {model for model in OURS if before.get(model) != self.raw[model]}
        for model in changed:
            self._kept.pop(model, None)
            self._by_id.pop(model, None)
        return changed

    def branch(self) -> "Records":
        """A copy that goes its own way."""
        other = copy(self)
        other._kept, other._by_id = dict(self._kept), dict(self._by_id)
        return other

    def __getitem__(self, model: Any) -> list[Any]:
        if model not in self._kept:
            self._kept[model] = list(model.objects.order_by("pk"))
        return self._kept[model]

    def by_id(self, model: Any) -> dict[UUID, Any]:
        """The rows of a table by their key."""
        if model not in self._by_id:
            self._by_id[model] = {row.pk: row for row in self[model]}
        return self._by_id[model]

    def of(self, model: Any, **asked: Any) -> list[Any]:
        """The rows whose fields have these values."""
        return [row for row in self[model] if all(getattr(row, name) == value for name, value in asked.items())]

    def foreign(self) -> dict[Any, list[Any]]:
        """The rows of other districts, as the database holds them."""
        here = district_here()
        return {
            model: sorted(
                map(repr, (row for row in self.raw[model].values() if row[_column(model, "district")] != here))
            )
            for model in TENANT
        }


def rows_written() -> int | None:
    """How many rows this connection has ever written, those taken back included; None where no engine counts them."""
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    return int(connection.connection.total_changes)


@cache
def _column(model: Any, name: str) -> int:
    return [field.name for field in model._meta.local_concrete_fields].index(name)


def value(before: Raw, row: Any, name: str) -> Any:
    """A field of a row as the database held it before; None if the row was not there."""
    rows = before[type(row)]
    found = rows.get(str(row.pk)) or rows.get(row.pk.hex)
    return found[_column(type(row), name)] if found else None


class Things:
    """Every row by a name that is the same whenever the same walk is walked again.

    `proposal@12` was born in step 12; step 0 is the ground. `known` names some of the ground by hand.
    """

    def __init__(self, records: Records, known: dict[UUID, str]) -> None:
        self.records = records
        self.names: dict[UUID, str] = {}
        self._ids: dict[str, tuple[Any, UUID]] = {}
        self._as_born: dict[str, Any] = {}
        self.meet(0, TENANT, known)

    def branch(self, records: Records) -> "Things":
        """A copy that goes its own way with these records."""
        other = copy(self)
        other.records, other.names = records, dict(self.names)
        other._ids, other._as_born = dict(self._ids), dict(self._as_born)
        return other

    def meet(self, step: int, tables: Iterable[Any], known: dict[UUID, str] | None = None) -> list[Any]:
        """Give names to what is new in these tables, in the order in which it was made."""
        met = []
        for model in sorted(set(tables) & set(TENANT) - set(UNNAMED), key=lambda one: one._meta.label):
            strangers = [row for row in self.records[model] if row.pk not in self.names]
            for n, row in enumerate(strangers):
                usual = f"{model._meta.model_name}@{step}" + (f".{n}" if len(strangers) > 1 else "")
                self._name(row, (known or {}).get(row.pk, usual))
                met.append(row)
        return met

    def _name(self, row: Any, name: str) -> None:
        self.names[row.pk], self._ids[name], self._as_born[name] = name, (type(row), row.pk), row

    def fresh(self, name: str) -> Any:
        """The object as it is now, with what its model wants alongside. KeyError if there is none of that name."""
        model, key = self._ids[name]
        return model.objects.select_related(*getattr(model, "alongside", ())).get(pk=key)

    def as_born(self, name: str) -> Any:
        """The object as somebody holds it who loaded the page when it was new."""
        return self._as_born[name]

    def __contains__(self, name: str) -> bool:
        return name in self._ids
