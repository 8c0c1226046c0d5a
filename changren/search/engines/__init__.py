"""One interface, two engines (docs/house.md, R13): where tokens are kept, and how candidates are found.

An engine answers with every place whose tokens fit, newest first, and with no other. Whether the words really stand in
the text, and whether the reader may open it, is asked afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from changren.search.engines.postgres import Postgres
from changren.search.engines.sqlite import SQLite


@dataclass(frozen=True)
class Ask:
    """A question to the index: places from `low` up to but not including `high`, with all and any of these tokens."""

    low: int
    high: int
    all_of: tuple[str, ...]
    any_of: tuple[str, ...] = ()


Candidate = tuple[int, UUID]  # its place, and the key of the object


class Engine(Protocol):
    """What the index asks of a database."""

    def install(self, cursor: Any) -> None:
        """Make what the tokens are kept in, if it is not there."""

    def remove(self, cursor: Any) -> None:
        """Take it away."""

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        """Keep the tokens, parted by blanks, of each of these places, which stand in the table of `Found`."""

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget the tokens of these places."""

    def tidy(self) -> None:
        """After the index was built: make it quick to read."""

    def candidates(self, asks: list[Ask], most: int) -> list[Candidate]:
        """The newest `most` places for each question."""

    def postings(self, low: int, high: int, tokens: list[str], most: int) -> list[list[int]]:
        """For each token the places from `low` up to but not including `high` that have it, at most `most` of each."""


def engine() -> Engine:
    """The engine of the database that we are connected to."""
    return SQLite() if connection.vendor == "sqlite" else Postgres()
