"""A commit counts when it is safe, not when the database stopped waiting (R16).

PostgreSQL turns a cancelled wait for its standby into COMMIT plus a warning, and a plain `atomic()` returns as
if all were well. Here the warning becomes `NotReplicated`: the outcome is unknown, and the caller repeats the
request with the same key. The repetition must write, too (see `minutes.repeat`), or it waits for nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.backends.signals import connection_created
from django.dispatch import receiver


class NotReplicated(OperationalError):
    """Committed here, not confirmed by a standby: say nothing yet, try again with the same key."""


@receiver(connection_created)
def listen_for_warnings(connection: Any, **signal: Any) -> None:
    """Remember on each PostgreSQL connection, pooled ones too, whether a commit was left unconfirmed."""
    raw = connection.connection
    if connection.vendor != "postgresql" or hasattr(raw, "unconfirmed"):
        return
    raw.unconfirmed = False

    def seen(notice: Any) -> None:
        if "synchronous replication" in (notice.message_primary or ""):
            raw.unconfirmed = True

    raw.add_notice_handler(seen)


@contextmanager
def durable_atomic(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """`atomic(durable=True)` that raises NotReplicated if the commit was not confirmed by a standby."""
    connection: Any = connections[using]
    watched = connection.vendor == "postgresql"
    with transaction.atomic(using=using, durable=True):
        raw = connection.connection  # asked for here: to begin may have opened a new one
        if watched:
            raw.unconfirmed = False
        yield
    if watched and raw.unconfirmed:
        connection.close()
        raise NotReplicated("commit not confirmed by a standby")
