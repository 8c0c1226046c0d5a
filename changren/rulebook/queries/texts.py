"""The regulations as text, with the numbers that hold."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.rulebook.conflicts import Values
from changren.rulebook.loading import Book
from changren.rulebook.models import Regulation
from changren.rulebook.provisions import Provision, worded
from changren.rulebook.rules import rule

PLACE = re.compile(r"\{(\w+)\}")  # where a live number stands in an article


@dataclass(frozen=True)
class Article:
    """One article: its number, and its text in parts, each a string or the provision whose value stands there."""

    number: int
    parts: list[str | Provision]

    @property
    def plain(self) -> str:
        """Its text, the numbers as they are shown in it."""
        return "".join(part if isinstance(part, str) else part.shown for part in self.parts)


def text_of(book: Book, at: Township, on: datetime | date) -> list[Article]:
    """A regulation as text with the numbers that hold in a township on a day."""
    return _articles(book, lambda key: rule(key, at=at, on=on))


def text_of_version(regulation: Regulation, on: date) -> list[Article]:
    """A version as text, with its own choices, as if it were in force on that day."""
    return _articles(regulation.text, Values(regulation, regulation.chosen, on).__getitem__)


def _articles(book: Book, value: Callable[[str], Provision]) -> list[Article]:
    found = []
    for number, words in sorted(book.articles.items()):
        parts = PLACE.split(worded(words))  # text, name, text, name … text
        live = [value(f"{book.name}.{part}") if n % 2 else part for n, part in enumerate(parts)]
        found.append(Article(number, [part for part in live if part != ""]))
    return found


@dataclass(frozen=True)
class Reading:
    """A regulation to read: its articles, each number with the version that chose it (None: the example's)."""

    book: Book
    at: Township
    on: date
    articles: list[Article]
    numbers: list[tuple[Provision, Regulation | None]]
    versions: list[Regulation]

    @property
    def title(self) -> str:
        return worded(self.book.title)


def reading(book: Book, at: Township, on: date) -> Reading:
    """One of the "1+N" as it stands in a township on a day, with the versions there have been."""
    articles, versions = text_of(book, at, on), versions_of_book(book, at)
    return Reading(book, at, on, articles, _numbers(articles, versions), versions)


def reading_of_version(regulation: Regulation, on: datetime) -> Reading:
    """A version to read: an adopted one as it came into force, one in work as if it were in force today."""
    day = regulation.in_force_from or day_of(on)
    articles, versions = text_of_version(regulation, day), versions_of_book(regulation.text, regulation.township)
    numbers = _numbers(articles, [*versions, regulation])
    return Reading(regulation.text, regulation.township, day, articles, numbers, versions)


def versions_of_book(book: Book, at: Township) -> list[Regulation]:
    """The adopted versions that hold or held in a township: its own and the district's, newest first."""
    where = Q(township=at) | Q(township__kind=Township.Kind.DISTRICT)
    rows = Regulation.objects.select_related("township").filter(where, book=book.name, state=Regulation.State.ADOPTED)
    return list(rows.order_by("-in_force_from", "-version"))


def _numbers(articles: Iterable[Article], versions: Iterable[Regulation]) -> list[tuple[Provision, Regulation | None]]:
    by_id = {str(one.pk): one for one in versions}
    live = [part for article in articles for part in article.parts if isinstance(part, Provision)]
    return [(one, by_id.get(one.chosen_in)) for one in live]
