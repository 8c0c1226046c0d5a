"""As many districts as there are counties: one told through acts, the others copies of its rows.

    python -m benchmarks.districts 2800

For a migrated, empty PostgreSQL of the CHANGREN_* environment. A copy has the same rows under its own division code,
with every identifier hashed together with that code, so that it is a district like any other (but for the seals of
its minutes, which name the first one). Prints login name and host name of the delegates of every first township.
"""

import sys
from typing import Any

import django
from django.apps import apps

FIRST, DELEGATES, PROPOSALS = 330302, 14, 4


def main() -> None:
    """As the first lines say."""
    django.setup()
    from benchmarks.congress import found
    from changren.base.tenancy.models import District
    from changren.base.tenancy.scope import within_district

    with within_district(FIRST):
        logins = found(FIRST, DELEGATES, PROPOSALS)
    codes = [FIRST + n for n in range(1, int(sys.argv[1]))]
    copies = [District(code=code, name=f"第{code}区", host=f"d{code}.test") for code in codes]
    District.objects.bulk_create(copies)
    copy_rows()
    for code in [FIRST, *codes]:
        for login in logins:
            print(f"{login}\td{code}.test")


def copy_rows() -> None:
    """Give every district but the first the rows of the first, in every table of a tenant."""
    from django.db import connection

    tables = [model for model in apps.get_models() if getattr(model, "kept_as", "") == "tenant"]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # what rows refer to may come after them
        for model in tables:
            columns = [field.column for field in model._meta.concrete_fields]
            values = [_value(field) for field in model._meta.concrete_fields]
            cursor.execute(
                f'INSERT INTO "{model._meta.db_table}" ({", ".join(map(connection.ops.quote_name, columns))}) '
                f'SELECT {", ".join(values)} FROM "{model._meta.db_table}" t, base_district d '
                f"WHERE t.district_id = {FIRST} AND d.code <> {FIRST}"
            )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def _value(field: Any) -> str:
    """The copied column: the code of the copy, an identifier hashed with it, or the same value."""
    from django.db import connection

    if field.column == "district_id":
        return "d.code"
    column = f"t.{connection.ops.quote_name(field.column)}"
    is_identifier = (
        field.rel_db_type(connection) == "uuid" if field.primary_key else field.db_type(connection) == "uuid"
    )
    return f"md5(d.code::text || {column}::text)::uuid" if is_identifier else column


if __name__ == "__main__":
    main()
