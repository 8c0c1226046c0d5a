"""A provision: one number or choice of the regulations, where it stands, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from changren.base.clock.term import Term, Unit

Words = Mapping[str, str]

DURATIONS = {unit.value: unit for unit in Unit}
CHOICE, FRACTION, YES_NO = "choice", "fraction", "yes or no"
COMPARATORS = {">": gettext_lazy("more than {value}"), ">=": gettext_lazy("at least {value}"),
               "<": gettext_lazy("less than {value}"), "<=": gettext_lazy("at most {value}")}  # fmt: skip


def worded(words: Words) -> str:
    """The Chinese or the English of a text of the book."""
    return words["zh" if (get_language() or "zh").startswith("zh") else "en"]


@dataclass(frozen=True)
class Dated:
    """A value and the day from which it holds."""

    since: date
    value: Any


@dataclass(frozen=True)
class Definition:
    """A provision as the book defines it, before any township has chosen.

    key: "proposals.cosigners_min". unit: what the value counts ("delegates", "months", "fraction", "choice" …).
    article: its number in the regulation. townships_may: "raise", "lower", "any" or "nothing". least, most: what
    no choice may pass. options: the values of a choice, each with its words.
    """

    key: str
    says: Words
    unit: str
    article: int
    source: str
    townships_may: str
    values: tuple[Dated, ...]
    regulation: Words
    comparator: str = ">="
    base: str = ""
    least: Any = None
    most: Any = None
    options: Mapping[str, Words] | None = None

    @property
    def book(self) -> str:
        return self.key.split(".")[0]

    def on(self, day: date) -> Dated:
        """The value of the book on a day; before the first one, the first."""
        return max(
            (dated for dated in self.values if dated.since <= day), key=lambda d: d.since, default=self.values[0]
        )


@dataclass(frozen=True)
class Provision:
    """What holds in one township on one day.

    `chosen_in` names the regulation by which a township or the district chose the value; empty: the example
    value of the book, to be confirmed.
    """

    definition: Definition
    value: Any
    since: date
    chosen_in: str = ""

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def comparator(self) -> str:
        return self.definition.comparator

    @property
    def base(self) -> str:
        return self.definition.base

    @property
    def is_example(self) -> bool:
        return not self.chosen_in

    @property
    def term(self) -> Term:
        """The value as a length of time; KeyError if it is none."""
        return Term(self.value, DURATIONS[self.definition.unit])

    @property
    def fraction(self) -> Fraction:
        """The value as a fraction."""
        return Fraction(self.value)

    def is_met_by(self, part: int, whole: int = 1) -> bool:
        """Whether `part` (of `whole`, for a fraction) passes the value by the provision's own comparator."""
        need = self.fraction * whole
        return {">": part > need, ">=": part >= need, "<": part < need, "<=": part <= need}[self.comparator]

    @property
    def article(self) -> str:
        """Where it stands: "Measures on Proposals, art. 6"."""
        return _("{regulation}, art. {n}").format(
            regulation=worded(self.definition.regulation), n=self.definition.article
        )

    @property
    def says(self) -> str:
        return worded(self.definition.says)

    @property
    def shown(self) -> str:
        """The value for people: "10", "3 months", "more than 1/2", the words of a choice."""
        unit, value = self.definition.unit, self.value
        if unit in DURATIONS:
            return str(self.term)
        if unit == YES_NO:
            return _("yes") if value else _("no")
        if unit == CHOICE and self.definition.options:
            return worded(self.definition.options[value])
        return str(COMPARATORS[self.comparator]).format(value=value) if unit == FRACTION else str(value)

    @property
    def link(self) -> str:
        """Its page, as it stood on the day it was asked for."""
        return f"{reverse('rulebook:provision', args=[self.key])}?on={self.since.isoformat()}"

    def __str__(self) -> str:
        return self.shown

    def with_value(self, value: Any) -> "Provision":
        """The same provision with another value: for "what would it have meant?"."""
        return replace(self, value=value)
