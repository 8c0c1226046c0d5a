"""The records of a district as people read them: a table for each kind, and the minutes as sentences."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from changren.base.minutes.models import Entry
from changren.base.minutes.telling import tell
from changren.base.secrets import HiddenText, masked
from changren.base.words import harmless
from changren.organisation.queries import names
from changren.site.moving.records import fields_of, rows_of

BOM = "\ufeff"  # by which Excel knows that the file is UTF-8
BATCH = 500  # entries told at a time


def name_of(model: Any) -> str:
    """The table of a kind, by what people call it."""
    return f"tables/{model._meta.verbose_name}.csv"


def complete(model: Any) -> models.QuerySet[Any]:
    """The rows with all that their table asks of other rows, in one query."""
    paths = set(getattr(model, "alongside", ()))
    for field in fields_of(model):
        if field.is_relation:
            more = getattr(field.related_model, "alongside", ())
            paths |= {field.name, *(f"{field.name}__{path}" for path in more)}
    rows = rows_of(model).order_by("number") if model is Entry else rows_of(model)
    return rows.select_related(*paths) if paths else rows


def write(model: Any, rows: Iterable[Any], target: IO[str]) -> None:
    """Write the table (RFC 4180): a head line, then a line a record. What would be a formula is marked as text."""
    head, lines = _minutes(rows) if model is Entry else _records(model, rows)
    target.write(BOM)
    table = csv.writer(target)
    table.writerow(head)
    table.writerows([harmless(cell) for cell in line] for line in lines)


def _records(model: Any, rows: Iterable[Any]) -> tuple[list[str], Iterator[list[str]]]:
    fields = fields_of(model)
    return [_heading(field) for field in fields], ([_cell(row, field) for field in fields] for row in rows)


def _minutes(rows: Iterable[Entry]) -> tuple[list[str], Iterator[list[str]]]:
    asked = [_heading(Entry._meta.get_field(name)) for name in ("number", "at", "township", "act")]
    return [*asked, _("seal")], _sentences(iter(rows))


def _sentences(rows: Iterator[Entry]) -> Iterator[list[str]]:
    while batch := list(islice(rows, BATCH)):
        for told in tell(batch, names(batch)):
            entry = told.entry
            yield [str(entry.number), _moment(entry.at), str(entry.township), told.sentence, entry.seal]


def _heading(field: Any) -> str:
    """What a field is called; one that points somewhere and has no name of its own, after what it points to."""
    unnamed = field.is_relation and field._verbose_name is None
    return str(field.related_model._meta.verbose_name if unnamed else field.verbose_name)


def _cell(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _words(field, value)


def _words(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(field, HiddenText):
        return masked(value)
    if isinstance(field, models.FileField):
        return f"files/{value}"
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"
