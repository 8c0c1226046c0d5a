"""Relations inside a district: the ORM joins on it and the database enforces it (R6).

Measured on SQLite, PostgreSQL, hash partitions and Citus; the plain ForeignKey fails on the last two.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models.constraints import BaseConstraint

Editor = BaseDatabaseSchemaEditor


class TenantForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A ForeignKey between tenant tables. Its database constraint is the TenantFKConstraint that `Tenant` adds."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)

    def get_joining_fields(self, reverse_join: bool = False) -> tuple[tuple[Any, Any], ...]:
        """Every join also says a.district_id = b.district_id, so that one node can answer it."""
        here = self.model._meta.get_field("district")
        there = self.remote_field.model._meta.get_field("district")
        pair = (there, here) if reverse_join else (here, there)
        return (*super().get_joining_fields(reverse_join), pair)


class TenantFKConstraint(BaseConstraint):
    """FOREIGN KEY (district_id, x_id) REFERENCES parent (district_id, id), checked at commit."""

    def __init__(self, *, field: str, name: str) -> None:
        self.field = field
        super().__init__(name=name)

    def _sides(self, model: type[models.Model]) -> tuple[list[str], str, list[str]]:
        field: Any = model._meta.get_field(self.field)
        parent = field.remote_field.model._meta
        return ["district_id", field.column], parent.db_table, ["district_id", parent.pk.column]

    def constraint_sql(self, model: type[models.Model], schema_editor: Editor) -> str | None:  # type: ignore[override]
        if schema_editor.connection.vendor != "sqlite":
            self.create_sql(model, schema_editor)
            return None
        quote = schema_editor.quote_name
        ours, parent, theirs = self._sides(model)
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({', '.join(map(quote, ours))}) "
            f"REFERENCES {quote(parent)} ({', '.join(map(quote, theirs))}) DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: type[models.Model], schema_editor: Editor) -> None:  # type: ignore[override]
        """Elsewhere than on SQLite it comes last: the parent, or its key, may not exist yet."""
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(model)  # type: ignore[attr-defined]
        else:
            schema_editor.deferred_sql.append(self._statement(model, schema_editor))

    def _statement(self, model: type[models.Model], schema_editor: Editor) -> Statement:
        quote, table = schema_editor.quote_name, model._meta.db_table
        ours, parent, theirs = self._sides(model)
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(ours)s) "
            "REFERENCES %(parent)s (%(theirs)s) DEFERRABLE INITIALLY DEFERRED",
            table=Table(table, quote),
            name=quote(self.name),
            ours=Columns(table, ours, quote),
            parent=Table(parent, quote),
            theirs=Columns(parent, theirs, quote),
        )

    def remove_sql(self, model: type[models.Model], schema_editor: Editor) -> str | None:  # type: ignore[override]
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(model)  # type: ignore[attr-defined]
            return None
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """ValidationError if the related row belongs to another district."""
        related = getattr(instance, self.field, None)
        if related is not None and related.district_id != instance.district_id:
            raise ValidationError(f"{self.field} belongs to another district")

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path = f"{type(self).__module__}.{type(self).__name__}"
        return path, (), {"field": self.field, "name": self.name}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantFKConstraint) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.field, self.name))
