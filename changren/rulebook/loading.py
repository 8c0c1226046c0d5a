"""The book as the program ships it: one TOML file for the "1" and one for each of the "N".

Values are an example, to be confirmed by the district. Tables: [book] with its titles, [articles.N] with the
text in both languages and the live numbers in braces, and one table per provision.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from changren.rulebook.provisions import Dated, Definition, Words, worded

FOLDER = Path(__file__).parent / "book"
MAIN = "main"
NOT_RULES = ("book", "articles")


@dataclass(frozen=True)
class Book:
    """One regulation of the "1+N": its titles, its articles, its provisions by their full key."""

    name: str
    title: Words
    short: Words
    order: int
    articles: Mapping[int, Words]
    provisions: Mapping[str, Definition]

    in_data = ("name", "title", "short", "order")

    @property
    def is_main(self) -> bool:
        return self.name == MAIN

    @property
    def called(self) -> str:
        """The short title, as refusals cite it."""
        return worded(self.short)


@cache
def books() -> dict[str, Book]:
    """Every regulation of the book by its name, the main one first."""
    found = [_book(path) for path in FOLDER.glob("*.toml")]
    return {book.name: book for book in sorted(found, key=lambda book: book.order)}


@cache
def definitions() -> dict[str, Definition]:
    """Every provision by its key."""
    return {key: one for book in books().values() for key, one in book.provisions.items()}


def _book(path: Path) -> Book:
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    head = data["book"]
    provisions = {
        f"{path.stem}.{name}": _definition(f"{path.stem}.{name}", table, head["short"])
        for name, table in data.items()
        if name not in NOT_RULES
    }
    articles = {int(number): words for number, words in data["articles"].items()}
    return Book(path.stem, head["title"], head["short"], head["order"], articles, provisions)


def _definition(key: str, table: dict[str, Any], regulation: Words) -> Definition:
    values = tuple(Dated(value["from"], value["is"]) for value in table["values"])
    rest = {name: value for name, value in table.items() if name != "values"}
    return Definition(key=key, values=values, regulation=regulation, **rest)
