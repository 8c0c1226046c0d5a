"""Which of the "1+N" are in force, where, and since when; and what waits for somebody here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.base.web.waiting import Waiting
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import posts_held
from changren.rulebook.conflicts import conflicts
from changren.rulebook.loading import Book, books
from changren.rulebook.models import Consultation, Regulation
from changren.rulebook.provisions import worded
from changren.rulebook.queries.doors import regulations_for

DRAFT, CONSULTING, ADOPTED, ABANDONED = Regulation.State
OPINION: dict[str, Any] = {
    Consultation.State.ASKED: _("Record the opinion"),
    Consultation.State.SAID: _("Say what became of it"),
}


@dataclass(frozen=True)
class Line:
    """One of the "1+N" in one place: what is in force there, what comes, what is being worked on.

    own: the place's own version in force; above: the district's. wrong: conflicts of the own one.
    """

    book: Book
    own: Regulation | None
    above: Regulation | None
    coming: Regulation | None
    draft: Regulation | None
    wrong: list[Objection]

    @property
    def name(self) -> str:
        return worded(self.book.title)

    @property
    def chosen(self) -> int:
        """How many values the place has chosen itself."""
        return len(self.own.chosen) if self.own else 0


def board(by: Post, on: datetime) -> list[Line]:
    """The "1+N" of the actor's own place. Two queries, and what `rule` has not in memory."""
    where = Q(township=by.township_id) | Q(township__kind=Township.Kind.DISTRICT)
    rows = list(regulations_for(by).filter(where).exclude(state=ABANDONED).prefetch_related("choices"))
    return [_line(book, by.township, [row for row in rows if row.book == book.name], day_of(on)) for book in _books()]


def _books() -> Iterable[Book]:
    return books().values()


def _line(book: Book, place: Township, rows: list[Regulation], day: date) -> Line:
    ours = [row for row in rows if row.township_id == place.pk]
    own = _last(ours, day)
    return Line(
        book=book, own=own, above=None if place.is_district else _last([row for row in rows if row not in ours], day),
        coming=next((row for row in ours if row.in_force_from and row.in_force_from > day), None),
        draft=next((row for row in ours if row.is_open), None), wrong=conflicts(own, day) if own else [],
    )  # fmt: skip


def _last(rows: Iterable[Regulation], day: date) -> Regulation | None:
    """The version in force on a day."""
    begun = [row for row in rows if row.state == ADOPTED and row.in_force_from and row.in_force_from <= day]
    return max(begun, key=lambda row: (row.in_force_from, row.version), default=None)


@dataclass(frozen=True)
class Row:
    """One township: for each of the "1+N", in the book's order, its own version in force, if it has one."""

    township: Township
    cells: list[Regulation | None]

    @property
    def adopted(self) -> int:
        """How many of the "1+N" the township has adopted."""
        return sum(cell is not None for cell in self.cells)


def in_force(townships: Iterable[Township], on: datetime | date) -> list[Row]:
    """Which regulations are in force in which township, and since when. One query."""
    places, day = list(townships), day_of(on) if isinstance(on, datetime) else on
    adopted = Regulation.objects.select_related("township").filter(township__in=places, state=ADOPTED)
    rows: dict[Any, list[Regulation]] = {}
    for one in adopted:
        rows.setdefault((one.township_id, one.book), []).append(one)
    return [Row(place, [_last(rows.get((place.pk, name), []), day) for name in books()]) for place in places]


def books_to_draft(place: Township) -> list[Book]:
    """The regulations of which the place has no version in work."""
    taken = Regulation.objects.filter(township=place, state__in=(DRAFT, CONSULTING)).values_list("book", flat=True)
    return [book for book in _books() if book.name not in set(taken)]


def waiting_for(person: Person) -> list[Waiting]:
    """What lies on this person's desk here: opinions to deal with, and drafts that can be adopted. Three queries."""
    posts = {post.township_id: post for post in posts_held(person) if post.role in (Role.CLERK, Role.DISTRICT)}
    rows = Regulation.objects.select_related("township").prefetch_related("consultations")
    found = []
    for one in rows.filter(township__in=list(posts), state=CONSULTING):
        post, asked = posts[one.township_id], list(one.consultations.all())
        left = [consultation for consultation in asked if consultation.state != Consultation.State.SETTLED]
        found += [Waiting(post, OPINION[it.state], it, it.get_absolute_url()) for it in left]
        if asked and not left:
            found.append(Waiting(post, _("Record the adoption"), one, one.get_absolute_url()))
    return found
