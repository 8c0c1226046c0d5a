"""The regulations, searched article by article as they stand in a township today.

They are few and every number in them may be the township's own choice, so they are read, not indexed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.organisation.models import Post
from changren.organisation.queries import places_for
from changren.rulebook.loading import books
from changren.rulebook.provisions import worded
from changren.rulebook.queries import text_of
from changren.search.queries import Asked
from changren.search.words import Piece, contains, excerpt, marked, searched

FEW = 5  # shown among other results; all of them, if rules alone are asked for
KEPT_IN_MEMORY = 32  # townships per process, about 100 kB each


@dataclass(frozen=True)
class ArticleHit:
    """One article that was found: its regulation, its number, its words in pieces, and where it is read."""

    title: list[Piece]
    number: int
    line: list[Piece]
    url: str


@dataclass(frozen=True)
class Rules:
    """The articles that were found, as they stand in the township `at`, and whether there are more."""

    hits: list[ArticleHit]
    at: Township
    more: bool


def find_articles(post: Post, asked: Asked, on: datetime) -> Rules | None:
    """The articles that contain every word, in the order of the book; None if none does.

    Title and text count together, as for other things that are found. Rules have no year, field or state: narrowed by
    one of them, nothing is found. Everybody may read the rules, each those of their township, the district's all.
    """
    at = _place(post, asked)
    if not asked.words or at is None or asked.room or asked.year or asked.field or asked.state:
        return None
    texts = _texts(at, at.rules_version, day_of(on), get_language())
    found = [one for one in texts if contains(one.folded, asked.words)]
    shown = found if asked.rules_alone else found[:FEW]
    return Rules([_hit(one, at, asked) for one in shown], at, len(found) > len(shown)) if found else None


@dataclass(frozen=True)
class _Text:
    """One article as it is read, and as it is compared."""

    book: str
    title: str
    number: int
    plain: str
    folded: str


@lru_cache(KEPT_IN_MEMORY)
def _texts(at: Township, _version: int, day: date, _language: str | None) -> list[_Text]:
    """All articles in the order of the book; read again when the township's rules, the day or the language change."""
    return [
        _Text(book.name, title, one.number, one.plain, searched([title, one.plain]))
        for book in books().values()
        for title in (worded(book.title),)
        for one in text_of(book, at, day)
    ]


def _place(post: Post, asked: Asked) -> Township | None:
    if asked.township is None:
        return post.township
    return next((place for place in places_for(post) if place.pk == asked.township), None)


def _hit(one: _Text, at: Township, asked: Asked) -> ArticleHit:
    url = f"{reverse('rulebook:text', args=[one.book])}?at={at.pk}#article-{one.number}"
    line = excerpt(one.plain, asked.words) or [Piece(one.plain)]
    return ArticleHit(marked(one.title, asked.words), one.number, line, url)
