"""PostgreSQL, plain or partitioned: a `tsvector` beside each row of `Found`, with a GIN index.

The vector is cast from our own tokens, so no dictionary and no language comes into it. District and room are a token,
too: a GIN index is not split by district.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

from changren.search import places

COLUMN = "ALTER TABLE search_found ADD COLUMN IF NOT EXISTS tokens tsvector"
# Without fastupdate: what waits to be merged would be read through by every question until a vacuum comes by.
INDEX = "CREATE INDEX IF NOT EXISTS search_found_tokens ON search_found USING gin (tokens) WITH (fastupdate = off)"
PUT = "UPDATE search_found SET tokens = %s::tsvector WHERE district_id = %s AND place = %s"
ONE = (
    "(SELECT place, thing FROM search_found WHERE district_id = %s AND place >= %s AND place < %s "
    "AND tokens @@ %s::tsquery ORDER BY place DESC LIMIT %s)"
)
POSTINGS = (
    "SELECT asked.n, it.place FROM unnest(%s::text[]) WITH ORDINALITY AS asked (token, n) CROSS JOIN LATERAL "
    "(SELECT place FROM search_found WHERE district_id = %s AND place >= %s AND place < %s "
    "AND tokens @@ asked.token::tsquery LIMIT %s) AS it"
)


class Postgres:
    """See `Engine`."""

    def install(self, cursor: Any) -> None:
        cursor.execute(COLUMN)
        cursor.execute(INDEX)

    def remove(self, cursor: Any) -> None:
        """The column goes with its table."""

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        given = [(f"{tokens} {places.shelf(place)}", places.district_of(place), place) for place, tokens in rows]
        with connection.cursor() as cursor:
            cursor.executemany(PUT, given)

    def drop(self, numbers: Iterable[int]) -> None:
        """The tokens go with their row."""

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_found")

    def candidates(self, asks: list[Any], most: int) -> list[tuple[int, UUID]]:
        given = [
            value for ask in asks for value in (places.district_of(ask.low), ask.low, ask.high, _query(ask), most)
        ]  # fmt: skip
        with connection.cursor() as cursor, _planned_for_its_words():
            cursor.execute(" UNION ALL ".join([ONE] * len(asks)), given)
            return [(place, thing) for place, thing in cursor.fetchall()]

    def postings(self, low: int, high: int, tokens: list[str], most: int) -> list[list[int]]:
        found: list[list[int]] = [[] for _token in tokens]
        narrowed = [f"{token} & {places.shelf(low)}" for token in tokens]
        with connection.cursor() as cursor:
            cursor.execute(POSTINGS, [narrowed, places.district_of(low), low, high, most])
            for n, place in cursor.fetchall():
                found[n - 1].append(place)
        return found


@contextmanager
def _planned_for_its_words() -> Iterator[None]:
    """Plan the question anew: a frequent word is found by going back in time, a rare one by the index of words.

    A plan that was kept for all words alike took 16 ms for a frequent one, this 1 ms (100,000 things).
    """
    raw = connection.connection
    before, raw.prepare_threshold = raw.prepare_threshold, None
    try:
        yield
    finally:
        raw.prepare_threshold = before


def _query(ask: Any) -> str:
    any_of = [f"({' | '.join(ask.any_of)})"] if ask.any_of else []
    return " & ".join([*any_of, *ask.all_of, places.shelf(ask.low)])
