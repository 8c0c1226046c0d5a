"""PostgreSQL, laid out plainly, in hash partitions or on Citus: `OPTIONS["layout"]` chooses.

The models and migrations are the same for all three. On "partitions" and "citus" a tenant table's key in
the database is (district_id, id), and the table is split by district_id.
"""

from typing import Any

from django.db import models
from django.db.backends.postgresql import base, features, schema

PLAIN, PARTITIONS, CITUS = "plain", "partitions", "citus"
REFERENCE_TABLES = ("base.district",)


def is_tenant(model: type[models.Model]) -> bool:
    """Told from the fields, because models inside migrations have lost their class attributes."""
    return any(field.name == "district" and field.is_relation for field in model._meta.local_fields)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Emits the partitions' or Citus's statements beside Django's own."""

    connection: "DatabaseWrapper"

    def __enter__(self) -> Any:
        editor = super().__enter__()
        if self.connection.layout == CITUS and self.atomic_migration:
            self.execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")
        return editor

    def table_sql(self, model: type[models.Model]) -> tuple[str, list[Any]]:
        sql, params = super().table_sql(model)
        if self.connection.layout == PARTITIONS and is_tenant(model):
            sql = sql.replace(" NOT NULL PRIMARY KEY", " NOT NULL")
            sql = f'{sql[: sql.rindex(")")]}, PRIMARY KEY ("district_id", "id")) PARTITION BY HASH ("district_id")'
        return sql, params

    def create_model(self, model: type[models.Model]) -> None:
        before, self.deferred_sql = self.deferred_sql, []
        super().create_model(model)
        mine, self.deferred_sql = self.deferred_sql, before
        table = model._meta.db_table
        if self.connection.layout == PARTITIONS and is_tenant(model):
            self._split(table)
        elif self.connection.layout == CITUS:
            self._distribute(model, table)
        self.deferred_sql.extend(mine)  # indexes and foreign keys, once the table is split

    def _split(self, table: str) -> None:
        count = self.connection.partitions
        for part in range(count):
            self.execute(
                f"CREATE TABLE {self.quote_name(f'{table}_p{part}')} PARTITION OF {self.quote_name(table)} "
                f"FOR VALUES WITH (MODULUS {count}, REMAINDER {part})"
            )

    def _distribute(self, model: type[models.Model], table: str) -> None:
        quote = self.quote_name
        if is_tenant(model):
            self.execute(f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(table + '_pkey')}")
            self.execute(f'ALTER TABLE {quote(table)} ADD PRIMARY KEY ("district_id", "id")')
            self.execute("SELECT create_distributed_table(%s, %s)", [table, "district_id"])
        elif model._meta.label_lower in REFERENCE_TABLES:
            self.execute("SELECT create_reference_table(%s)", [table])


class DatabaseFeatures(features.DatabaseFeatures):
    # The key in the database is (district_id, id), so GROUP BY id alone is not enough.
    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """The stock PostgreSQL backend with the two classes above."""

    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **options: Any) -> None:
        super().__init__(settings_dict, *args, **options)
        self.layout: str = settings_dict.get("LAYOUT", PLAIN)
        self.partitions: int = settings_dict.get("PARTITIONS", 32)
