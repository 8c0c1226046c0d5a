"""Questions whose SQL is written once for each database, and then only asked again with other values (decision 0026).

Django writes the SQL of a queryset anew at every use; for a question over four tables that takes ten times as long
as the database needs to answer it. What every request and every act asks is therefore declared here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, RelatedPopulator  # type: ignore[attr-defined]
from django.db.models.sql import UpdateQuery

from changren.base.tenancy.scope import district_here, within_district

DISTRICT = -1  # the place of the district we are in, among the values
Row = Any


class Slot(Expression):
    """Where a value will stand. It can be compared with columns, and nothing else: it is not known yet."""

    def __init__(self, place: int) -> None:
        super().__init__(output_field=Field())
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A placeholder; the slot itself stands among the parameters until there is a value."""
        return "%s", [self]


@dataclass(frozen=True)
class Statement:
    """The SQL, its parameters with slots among them, what makes Python's values of columns, and an object of a row."""

    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any]
    read: Callable[[Row], Any] | None  # None: it answers with no rows

    def run(self, values: tuple[Any, ...]) -> Any:
        """All rows, as the queryset would have given them; or how many were changed."""
        given = [_plain(values[one.place]) if isinstance(one, Slot) else one for one in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            if self.read is None:
                return cursor.rowcount
            return [self.read(self._converted(row) if self.converters else row) for row in cursor.fetchall()]

    def _converted(self, row: Row) -> Row:
        values = list(row)
        for place, (steps, column) in self.converters.items():
            for step in steps:
                values[place] = step(values[place], column, connection)
        return tuple(values)


def written_once(question: Callable[..., QuerySet[Any]]) -> Callable[..., list[Any]]:
    """Make of a function that returns a queryset one that returns the list of its rows.

    The function is called once for each kind of database, with slots for its arguments, inside a district that is a
    slot as well. So it may compare them with columns by =, <, <=, > and >=, and nothing else: the same SQL is asked
    whatever they are. Arguments are given by place: str, int, UUID, date or datetime.
    """
    return _run_once_written(question, _question)


def changed_once(change: Callable[..., tuple[QuerySet[Any], dict[str, Any]]]) -> Callable[..., int]:
    """The same for a function that returns the rows to change, and their new values by field. Returns how many."""
    return _run_once_written(change, _change)


def _run_once_written(declared: Callable[..., Any], write: Callable[[Any], Statement]) -> Callable[..., Any]:
    written: dict[Any, Statement] = {}

    @wraps(declared)
    def run(*values: Any) -> Any:
        kind = (connection.settings_dict["ENGINE"], connection.settings_dict.get("LAYOUT"))
        if kind not in written:
            with within_district(Slot(DISTRICT)):  # type: ignore[arg-type]
                written[kind] = write(declared(*(Slot(place) for place in range(len(values)))))
        return written[kind].run((*values, district_here()))

    return run


def _question(asked: Any) -> Statement:
    compiler = asked.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    if asked._iterable_class is ModelIterable:
        return Statement(sql, tuple(parameters), converters, _object(compiler))
    is_flat = asked._iterable_class is FlatValuesListIterable
    return Statement(sql, tuple(parameters), converters, itemgetter(0) if is_flat else tuple)


def _change(asked: tuple[Any, dict[str, Any]]) -> Statement:
    rows, values = asked
    query = rows.query.chain(UpdateQuery)
    query.add_update_values(values)
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    return Statement(sql, tuple(parameters), {}, None)


def _object(compiler: Any) -> Callable[[Row], Any]:
    """What makes an object of a row, with those alongside and with annotations: see Django's `ModelIterable`."""
    info, select, alias = compiler.klass_info, compiler.select, connection.alias
    places = info["select_fields"]
    names = [select[place][0].target.attname for place in places]
    along = [RelatedPopulator(one, select, alias) for one in info.get("related_klass_infos", [])]
    extra = list(compiler.annotation_col_map.items())

    def read(row: Row) -> Any:
        it = info["model"].from_db(alias, names, row[places[0] : places[-1] + 1])
        for one in along:
            one.populate(row, it)
        for name, place in extra:
            setattr(it, name, row[place])
        return it

    return read


def _plain(value: Any) -> Any:
    """A value as this database takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
