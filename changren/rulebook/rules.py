"""What is the rule here and on that day?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q

from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.rulebook.loading import definitions
from changren.rulebook.models import Regulation
from changren.rulebook.provisions import Provision

KEPT_IN_MEMORY = 512  # townships per process


@dataclass(frozen=True)
class Version:
    """An adopted regulation: from when it is in force, and the values it chose, by key."""

    since: date
    regulation: UUID
    values: dict[str, Any]


Sides = tuple[list[Version], list[Version]]  # the township's own, the district's


def rule(key: str, *, at: Township, on: date | datetime) -> Provision:
    """The provision `key` ("proposals.cosigners_min") as it holds in the township `at` on the day `on`.

    The township's own regulation in force wins over the district's, and that over the example value of the
    book. A case asks for the day it began, so it keeps its rules. KeyError if the book has no such provision.
    At most one query per township and change of its rules in a process.
    """
    return _holds(key, _sides(key, at), on)


def rule_above(key: str, *, at: Township, on: date | datetime) -> Provision:
    """The same as it would be without the place's own choice: what the district says, or for the district the book."""
    return _holds(key, _sides(key, at)[1:], on)


def rule_in_each(key: str, townships: Iterable[Township], on: date | datetime) -> list[tuple[Township, Provision]]:
    """What holds in each of these townships. Two queries, however many they are."""
    book, places = definitions()[key].book, list(townships)
    adopted = list(_adopted(Q(township__in=places) | Q(township__kind=Township.Kind.DISTRICT)).filter(book=book))
    return [(place, _holds(key, _by_book(adopted, place.pk).get(book, ([], [])), on)) for place in places]


def _sides(key: str, at: Township) -> Sides:
    return versions_of(at.pk, at.rules_version).get(definitions()[key].book, ([], []))


def _holds(key: str, sides: Sequence[list[Version]], on: date | datetime) -> Provision:
    definition, day = definitions()[key], day_of(on) if isinstance(on, datetime) else on
    for versions in sides:
        begun = [one for one in versions if one.since <= day]
        in_force = max(reversed(begun), key=lambda one: one.since, default=None)  # of two the later version
        if in_force and key in in_force.values:
            return Provision(definition, in_force.values[key], in_force.since, str(in_force.regulation))
    dated = definition.on(day)
    return Provision(definition, dated.value, dated.since)


@lru_cache(KEPT_IN_MEMORY)
def versions_of(township: UUID, rules_version: int) -> dict[str, Sides]:
    """The adopted versions of each book: the township's, then its district's.

    `rules_version` is the township's counter of adoptions; it makes the memory forget when something changed.
    """
    return _by_book(_adopted(Q(township=township) | Q(township__kind=Township.Kind.DISTRICT)), township)


def _adopted(where: Q) -> Any:
    adopted = Regulation.objects.filter(where, state=Regulation.State.ADOPTED, in_force_from__isnull=False)
    return adopted.select_related("township").prefetch_related("choices").order_by("version")


def _by_book(adopted: Iterable[Regulation], township: UUID) -> dict[str, Sides]:
    found: dict[str, Sides] = {}
    for one in adopted:
        side = 0 if one.township_id == township else 1 if one.township.is_district else None
        if side is not None and one.in_force_from is not None:
            found.setdefault(one.book, ([], []))[side].append(Version(one.in_force_from, one.pk, one.chosen))
    return found
