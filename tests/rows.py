"""Every row of some tables as it stands, to compare before and after."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models


def rows_of(kinds: Iterable[type[models.Model]]) -> dict[str, list[str]]:
    """The rows of each kind in every district, by its label, as the database holds them."""
    with connection.cursor() as cursor:
        return {kind._meta.label: _rows(cursor, kind._meta.db_table) for kind in kinds}


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(map(repr, cursor.fetchall()))
