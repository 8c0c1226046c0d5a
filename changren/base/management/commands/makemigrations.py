"""Django's makemigrations, but a new table is created whole.

Django writes each constraint and index of a new model as an operation of its own. Every operation renders all
related models again, so the first start of an empty database took 10 s; and a composite foreign key could come
before the key that it needs.
"""

from typing import Any

from django.core.management.commands import makemigrations
from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.autodetector import MigrationAutodetector


class WholeTables(MigrationAutodetector):
    """Puts the constraints and indexes of a new model inside its creation."""

    def _optimize_migrations(self) -> None:
        super()._optimize_migrations()  # type: ignore[misc]
        for migrations in self.migrations.values():  # type: ignore[attr-defined]
            for migration in migrations:
                migration.operations = whole(migration.operations)


def whole(operations: list[Any]) -> list[Any]:
    """The same operations, with those folded into a CreateModel that need nothing but its own fields."""
    created = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    kept = []
    for one in operations:
        where = {AddConstraint: "constraint", AddIndex: "index"}.get(type(one), "")
        home = created.get(one.model_name_lower) if where else None
        if home is None or not _fields(getattr(one, where)) <= {name for name, _field in home.fields}:
            kept.append(one)
            continue
        plural = {"constraint": "constraints", "index": "indexes"}[where]
        home.options[plural] = [*home.options.get(plural, []), getattr(one, where)]
    return kept


def _fields(rule: Any) -> set[str]:
    single = getattr(rule, "field", None)
    return {name.lstrip("-") for name in getattr(rule, "fields", ())} | ({single} if single else set())


class Command(makemigrations.Command):
    autodetector = WholeTables
