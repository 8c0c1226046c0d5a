"""One provision: what holds, since when, who chose it, and what holds elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from changren.base.tenancy.models import Township
from changren.rulebook.loading import Book, books, definitions
from changren.rulebook.models import Regulation
from changren.rulebook.provisions import BASES, Provision
from changren.rulebook.queries.texts import Article, text_of, versions_of_book
from changren.rulebook.rules import rule, rule_in_each


@dataclass(frozen=True)
class Since:
    """From a day on a value held; chosen by a version, or the example's."""

    day: date
    provision: Provision
    chosen: Regulation | None


@dataclass(frozen=True)
class Card:
    """One provision in one place: as on the day asked for and as today, where it stands, how it came to be."""

    provision: Provision
    today: Provision
    book: Book
    article: Article
    at: Township
    on: date
    base: str
    chosen: Regulation | None
    timeline: list[Since]
    elsewhere: list[tuple[Township, Provision]]

    @property
    def has_changed(self) -> bool:
        """Whether another value holds today than on the day asked for."""
        return self.provision.value != self.today.value


def card(key: str, *, at: Township, on: date, today: date, elsewhere: Iterable[Township] = ()) -> Card:
    """Everything about one provision. elsewhere: the townships whose present value is shown beside it."""
    provision, book = rule(key, at=at, on=on), books()[definitions()[key].book]
    versions = versions_of_book(book, at)
    article = next(one for one in text_of(book, at, on) if one.number == provision.definition.article)
    return Card(
        provision=provision, today=rule(key, at=at, on=today), book=book, article=article, at=at, on=on,
        base=base_of(provision, at, on), chosen=next((v for v in versions if str(v.pk) == provision.chosen_in), None),
        timeline=_timeline(key, at, versions), elsewhere=rule_in_each(key, elsewhere, today),
    )  # fmt: skip


def base_of(provision: Provision, at: Township, on: date) -> str:
    """What the value is a part of, in words; empty if it is no part of anything."""
    base = provision.base
    return rule(base, at=at, on=on).shown if "." in base else str(BASES.get(base, base))


def _timeline(key: str, at: Township, versions: list[Regulation]) -> list[Since]:
    days = {dated.since for dated in definitions()[key].values}
    days |= {one.in_force_from for one in versions if one.in_force_from}
    by_id, line = {str(one.pk): one for one in versions}, list[Since]()
    for day in sorted(days):
        now = rule(key, at=at, on=day)
        if not line or (line[-1].provision.value, line[-1].provision.chosen_in) != (now.value, now.chosen_in):
            line.append(Since(day, now, by_id.get(now.chosen_in)))
    return line
