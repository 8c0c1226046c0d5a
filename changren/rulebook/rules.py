"""What is the rule here and on that day?"""

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


def rule(key: str, *, at: Township, on: date | datetime) -> Provision:
    """The provision `key` ("proposals.cosigners_min") as it holds in the township `at` on the day `on`.

    The township's own regulation in force wins over the district's, and that over the example value of the
    book. A case asks for the day it began, so it keeps its rules. KeyError if the book has no such provision.
    At most one query per township and change of its rules in a process.
    """
    definition, day = definitions()[key], day_of(on) if isinstance(on, datetime) else on
    for versions in versions_of(at.pk, at.rules_version).get(definition.book, ()):
        in_force = max((one for one in versions if one.since <= day), key=lambda one: one.since, default=None)
        if in_force and key in in_force.values:
            return Provision(definition, in_force.values[key], in_force.since, str(in_force.regulation))
    dated = definition.on(day)
    return Provision(definition, dated.value, dated.since)


@lru_cache(KEPT_IN_MEMORY)
def versions_of(township: UUID, rules_version: int) -> dict[str, tuple[list[Version], list[Version]]]:
    """The adopted versions of each book: the township's, then its district's.

    `rules_version` is the township's counter of adoptions; it makes the memory forget when something changed.
    """
    adopted = Regulation.objects.filter(state=Regulation.State.ADOPTED).prefetch_related("choices")
    of_both = Q(township=township) | Q(township__kind=Township.Kind.DISTRICT)
    found: dict[str, tuple[list[Version], list[Version]]] = {}
    for one in adopted.filter(of_both).order_by("version"):
        if one.in_force_from is not None:
            values = {choice.key: choice.value for choice in one.choices.all()}
            ours, theirs = found.setdefault(one.book, ([], []))
            side = ours if one.township_id == township else theirs
            side.append(Version(one.in_force_from, one.pk, values))
    return found
