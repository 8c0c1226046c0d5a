"""The regulations, searched article by article as they stand in a township today.

They are few and every number in them may be the township's own choice, so they are read, not indexed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from changren.base.tenancy.models import Township
from changren.organisation.models import Post
from changren.organisation.queries import places_for
from changren.rulebook.loading import books
from changren.rulebook.provisions import worded
from changren.rulebook.queries import text_of
from changren.search.queries import Asked
from changren.search.words import Piece, contains, excerpt, marked, searched

FEW = 5  # shown among other results; all of them, if rules alone are asked for


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
    hits = [
        _hit(worded(book.title), number, text, f"{reverse('rulebook:text', args=[book.name])}?at={at.pk}", asked)
        for book in books().values()
        for number, text in ((one.number, one.plain) for one in text_of(book, at, on))
        if contains(searched([worded(book.title), text]), asked.words)
    ]
    shown = hits if asked.rules_alone else hits[:FEW]
    return Rules(shown, at, len(hits) > len(shown)) if hits else None


def _place(post: Post, asked: Asked) -> Township | None:
    if asked.township is None:
        return post.township
    return next((place for place in places_for(post) if place.pk == asked.township), None)


def _hit(title: str, number: int, text: str, url: str, asked: Asked) -> ArticleHit:
    line = excerpt(text, asked.words) or [Piece(text)]
    return ArticleHit(marked(title, asked.words), number, line, f"{url}#article-{number}")
