"""Where a regulation contradicts itself, the law, or what the district allows.

A provision says in the book what it must not contradict:
`must = { not_above = "key" }`, `{ not_below = "key" }`, or `{ sum_of = ["key", "key"] }`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.tenancy.models import Township
from changren.base.words import listed
from changren.rulebook.loading import definitions
from changren.rulebook.models import Regulation
from changren.rulebook.provisions import ANY, LOWER, NOTHING, RAISE, Definition, Provision
from changren.rulebook.rules import rule, rule_above


def conflicts(regulation: Regulation, on: date) -> list[Objection]:
    """Every conflict that the regulation has, or would have if it were in force on the day `on`.

    Choices beyond their bounds; choices that the district does not allow, also when the district has changed
    since; values that contradict each other, in this regulation or across two of the "1+N".
    """
    values = Values(regulation, regulation.chosen, on)
    found: list[Objection] = []
    for key, value in values.chosen.items():
        found += filter(None, (out_of_bounds(definitions()[key], value), values.out_of_leave(key, value)))
    return found + list(_contradictions(values))


def strays(regulation: Regulation, on: date) -> list[tuple[Township, Objection]]:
    """Townships whose own values would be beyond what the district allows if this regulation of its came into force.

    It does not forbid the adoption: the townships then adopt again. One query, with the choices.
    """
    if not regulation.township.is_district:
        return []
    values = Values(regulation, regulation.chosen, on)
    found: dict[Any, Regulation] = {}
    rows = Regulation.objects.filter(book=regulation.book, state=Regulation.State.ADOPTED, in_force_from__lte=on)
    for one in rows.exclude(township=regulation.township_id).select_related("township").prefetch_related("choices"):
        if one.township_id not in found or one.version > found[one.township_id].version:
            found[one.township_id] = one
    pairs = ((one.township, key, value) for one in found.values() for key, value in one.chosen.items())
    asked = [(place, out_of_leave(definitions()[key], value, values[key])) for place, key, value in pairs]
    return [(place, wrong) for place, wrong in asked if wrong]


def out_of_bounds(definition: Definition, value: Any) -> Objection | None:
    """What no choice may pass: the bounds that the law or the book sets."""
    size, least, most = definition.size(value), definition.least, definition.most
    if least is not None and size < definition.size(least):
        says = _("“{name}” is {value}; it may not be less than {bound}.")
        return _no(says, definition, value, bound=definition.plain(least))
    if most is not None and size > definition.size(most):
        says = _("“{name}” is {value}; it may not be more than {bound}.")
        return _no(says, definition, value, bound=definition.plain(most))
    return None


def out_of_leave(definition: Definition, value: Any, above: Provision) -> Objection | None:
    """What a township may do with the district's value `above`: raise it, lower it, anything, or nothing."""
    may = definition.townships_may
    if value == above.value or may == ANY:
        return None
    size, theirs = definition.size(value), definition.size(above.value)
    if may == NOTHING:
        says = _("“{name}” is {value}; the townships may not vary it, and the district's value is {bound}.")
    elif may == RAISE and size < theirs:
        says = _("“{name}” is {value}; the townships may only raise it, and the district's value is {bound}.")
    elif may == LOWER and size > theirs:
        says = _("“{name}” is {value}; the townships may only lower it, and the district's value is {bound}.")
    else:
        return None
    return _no(says, definition, value, rule=above, bound=definition.plain(above.value))


class Values:
    """Every provision as it would hold if the regulation were in force."""

    def __init__(self, regulation: Regulation, chosen: dict[str, Any], on: date) -> None:
        self.regulation, self.chosen, self.on = regulation, chosen, on

    def __getitem__(self, key: str) -> Provision:
        place = self.regulation.township
        if key in self.chosen:
            return Provision(definitions()[key], self.chosen[key], self.on, str(self.regulation.pk))
        if key.startswith(f"{self.regulation.book}."):
            return rule_above(key, at=place, on=self.on)
        return rule(key, at=place, on=self.on)

    def out_of_leave(self, key: str, value: Any) -> Objection | None:
        place = self.regulation.township
        if place.is_district:
            return None
        return out_of_leave(definitions()[key], value, rule_above(key, at=place, on=self.on))


def _contradictions(values: Values) -> Iterator[Objection]:
    for key, definition in definitions().items():
        for relation, others in (definition.must or {}).items():
            named = [others] if isinstance(others, str) else list(others)
            if any(one.startswith(f"{values.regulation.book}.") for one in (key, *named)):
                wrong = RELATIONS[relation](values[key], [values[one] for one in named])
                if wrong:
                    yield wrong


def _not_above(one: Provision, others: list[Provision]) -> Objection | None:
    (other,) = others
    if one.size <= other.size:
        return None
    return _both(_("“{name}” is {value}; it may not be more than “{other}”, which is {bound}."), one, other)


def _not_below(one: Provision, others: list[Provision]) -> Objection | None:
    (other,) = others
    if one.size >= other.size:
        return None
    return _both(_("“{name}” is {value}; it may not be less than “{other}”, which is {bound}."), one, other)


def _sum_of(one: Provision, others: list[Provision]) -> Objection | None:
    total = sum(other.size for other in others)
    if one.size == total:
        return None
    names = listed(f"“{other.says}”" for other in others)
    says = _("“{name}” is {value}; its parts {other} add up to {bound}.")
    return _no(says, one.definition, one.value, rule=one, other=names, bound=total)


RELATIONS = {"not_above": _not_above, "not_below": _not_below, "sum_of": _sum_of}


def _both(says: Any, one: Provision, other: Provision) -> Objection:
    bound = other.definition.plain(other.value)
    return _no(says, one.definition, one.value, rule=one, other=other.says, bound=bound)


def _no(says: Any, definition: Definition, value: Any, rule: Any = None, **values: Any) -> Objection:
    subject = Provision(definition, value, definition.values[0].since)
    return no(says, rule=rule or subject, name=subject.says, value=definition.plain(value), **values)
