"""What tests prepare is made once by acts; the next test that begins alike only writes the same rows again.

A test begins with an empty database and takes back what it wrote. So whatever it has written so far says in which
state the database is; from the same state the same function with the same arguments writes the same, and is not called
a second time. What it wrote is written, and what it returned is returned, as a copy of its own.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import get_language

READS, MARKS = ("SELECT",), ("SAVEPOINT", "RELEASE")
BACK = "ROLLBACK"


@dataclass
class Written:
    """What a function wrote: the statements, what it returned, and the state in which it left the database."""

    statements: list[tuple[str, Any, bool]]
    returned: bytes
    state: bytes


@dataclass
class Ledger:
    """Every statement that writes, in the test that runs now. `state`: a digest of all of them, in their order."""

    state: bytes = b""
    under_way: list[list[tuple[str, Any, bool]]] = field(default_factory=list)
    taken_back: int = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Around every statement of the connection."""
        found = execute(sql, params, many, context)
        if not sql.startswith(READS):
            self._note(sql, params, many)
        return found

    def _note(self, sql: str, params: Any, many: bool) -> None:
        if sql.startswith(MARKS):
            return
        if sql.startswith(BACK):
            self.taken_back += 1
            sql, params = BACK, None  # savepoints have other names each time
        for statements in self.under_way:
            statements.append((sql, params, many))
        self.state = hashlib.sha256(self.state + repr((sql, params, many)).encode()).digest()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Until the end of the block something is written that is taken back then."""
        before = self.state
        try:
            yield
        finally:
            self.state = before


ledger = Ledger()
_known: dict[Any, Written] = {}


def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Call the function once for each state and arguments. It may write rows, and nothing else: no files."""

    @wraps(function)
    def recalled(*given: Any, **named: Any) -> Any:
        if ledger not in connection.execute_wrappers:
            return function(*given, **named)
        key = (function.__module__, function.__qualname__, ledger.state, _surroundings(), _named((given, named)))
        if key in _known:
            return _written_again(_known[key])
        return _kept(key, lambda: function(*given, **named))

    return recalled


def _kept(key: Any, called: Callable[[], Any]) -> Any:
    statements: list[tuple[str, Any, bool]] = []
    taken_back = ledger.taken_back
    ledger.under_way.append(statements)
    try:
        returned = called()
    finally:
        ledger.under_way.pop()
    if ledger.taken_back == taken_back:
        _known[key] = Written(statements, pickle.dumps(returned), ledger.state)
    return returned


def _written_again(known: Written) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params, many in known.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    ledger.state = known.state
    return pickle.loads(known.returned)


def _surroundings() -> tuple[Any, ...]:
    return get_language(), settings.PASSWORD_HASHERS[0]


def _named(value: Any) -> Any:
    """An argument as part of a key. TypeError if it is of a kind of which we do not know when two are the same."""
    if isinstance(value, models.Model):
        return value._meta.label, value.pk
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, *(_named(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, dict):
        return tuple((name, _named(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(_named(one) for one in value)
    if value is None or isinstance(value, str | int | date):
        return value
    raise TypeError(f"{value!r} cannot be part of what is remembered")
