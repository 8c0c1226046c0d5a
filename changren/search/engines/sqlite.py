"""SQLite: an FTS5 table that keeps tokens and nothing else. Its rowids are our places."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from changren.search import places

TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_tokens USING fts5"
    "(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii')"
)
ONE = (
    "SELECT * FROM (SELECT f.place, f.thing FROM (SELECT rowid AS place FROM search_tokens "
    "WHERE search_tokens MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s) AS t "
    "CROSS JOIN search_found AS f ON f.district_id = %s AND f.place = t.place ORDER BY f.place DESC)"
)
POSTINGS = (
    "SELECT * FROM (SELECT %s, rowid FROM search_tokens "
    "WHERE search_tokens MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s)"
)


class SQLite:
    """See `Engine`."""

    def install(self, cursor: Any) -> None:
        cursor.execute(TABLE)

    def remove(self, cursor: Any) -> None:
        cursor.execute("DROP TABLE IF EXISTS search_tokens")

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("INSERT OR REPLACE INTO search_tokens (rowid, tokens) VALUES (%s, %s)", list(rows))

    def drop(self, numbers: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_tokens WHERE rowid = %s", [(place,) for place in numbers])

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_tokens (search_tokens) VALUES ('optimize')")

    def candidates(self, asks: list[Any], most: int) -> list[tuple[int, UUID]]:
        given = [value for ask in asks for value in (_match(ask), ask.low, ask.high, most, places.district_of(ask.low))]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([ONE] * len(asks)), given)
            return [(place, UUID(thing)) for place, thing in cursor.fetchall()]

    def postings(self, low: int, high: int, tokens: list[str], most: int) -> list[list[int]]:
        found: list[list[int]] = [[] for _token in tokens]
        given = [value for n, token in enumerate(tokens) for value in (n, token, low, high, most)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([POSTINGS] * len(tokens)), given)
            for n, place in cursor.fetchall():
                found[n].append(place)
        return found


def _match(ask: Any) -> str:
    any_of = [f"({' OR '.join(ask.any_of)})"] if ask.any_of else []
    return " AND ".join([*any_of, *ask.all_of])
