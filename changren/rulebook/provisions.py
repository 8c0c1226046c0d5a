"""A provision: one number or choice of the regulations, where it stands, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from changren.base.clock.term import Term, Unit

Words = Mapping[str, str]

DURATIONS = {unit.value: unit for unit in Unit}
ROUGHLY = {Unit.DAYS: Fraction(1), Unit.WORKING_DAYS: Fraction(7, 5), Unit.MONTHS: Fraction(30)}  # in days
CHOICE, FRACTION, YES_NO = "choice", "fraction", "yes or no"
NOTHING, RAISE, LOWER, ANY = "nothing", "raise", "lower", "any"  # what a township may do with the district's value
ABOUT = "~"  # a norm, not a test: nothing is refused for missing it
COMPARATORS = {
    ">": gettext_lazy("more than {value}"), ">=": gettext_lazy("at least {value}"),
    "<": gettext_lazy("less than {value}"), "<=": gettext_lazy("at most {value}"),
    ABOUT: gettext_lazy("about {value}"),
}  # fmt: skip
BASES = {
    "should_attend": gettext_lazy("those who should attend"), "present": gettext_lazy("those present"),
    "participants": gettext_lazy("those who take part"), "all_delegates": gettext_lazy("all delegates"),
    "full_membership": gettext_lazy("the full membership"), "raisers": gettext_lazy("those who raised it"),
    "issued": gettext_lazy("the forms issued"), "keepers": gettext_lazy("the scrutineers with a key"),
}  # fmt: skip
LEAVE = {
    NOTHING: gettext_lazy("The townships may not vary it."),
    RAISE: gettext_lazy("A township may only raise the district's value."),
    LOWER: gettext_lazy("A township may only lower the district's value."),
    ANY: gettext_lazy("A township may choose its own value."),
}
LEAST, MOST = gettext_lazy("Not less than {value}."), gettext_lazy("Not more than {value}.")
COUNTED = {
    "years": ngettext_lazy("%(n)d year", "%(n)d years", "n"),
    "meetings": ngettext_lazy("%(n)d meeting", "%(n)d meetings", "n"),
    "times": ngettext_lazy("%(n)d time", "%(n)d times", "n"),
    "delegates": ngettext_lazy("%(n)d delegate", "%(n)d delegates", "n"),
    "people": ngettext_lazy("%(n)d person", "%(n)d people", "n"),
    "organisations": ngettext_lazy("%(n)d organisation", "%(n)d organisations", "n"),
    "seats": ngettext_lazy("%(n)d seat", "%(n)d seats", "n"),
    "forms": ngettext_lazy("%(n)d form", "%(n)d forms", "n"),
    "ballots": ngettext_lazy("%(n)d ballot", "%(n)d ballots", "n"),
    "characters": ngettext_lazy("%(n)d character", "%(n)d characters", "n"),
    "minutes": ngettext_lazy("%(n)d minute", "%(n)d minutes", "n"),
    "photos": ngettext_lazy("%(n)d photo", "%(n)d photos", "n"),
    "megabytes": ngettext_lazy("%(n)d MB", "%(n)d MB", "n"),
    "matters": ngettext_lazy("%(n)d matter", "%(n)d matters", "n"),
    "digits": ngettext_lazy("%(n)d decimal", "%(n)d decimals", "n"),
}


def _is_fraction(text: str) -> bool:
    try:
        return 0 <= Fraction(text) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def worded(words: Words | str) -> str:
    """The Chinese or the English of a text of the book."""
    if isinstance(words, str):
        return words
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
    base: what a fraction is taken of, from BASES, or the key of the provision that chooses it. article: its number
    in the regulation. townships_may: "raise", "lower", "any" or "nothing". least, most: what no choice may pass.
    options: the values of a choice, each with its words. must: what it must not contradict, see `conflicts`.
    """

    key: str
    says: Words
    unit: str
    article: int
    source: Words | str
    townships_may: str
    values: tuple[Dated, ...]
    regulation: Words
    comparator: str = ">="
    base: str = ""
    least: Any = None
    most: Any = None
    options: Mapping[str, Words] | None = None
    must: Mapping[str, Any] | None = None

    @property
    def book(self) -> str:
        return self.key.split(".")[0]

    def takes(self, value: Any) -> bool:
        """Whether the value is of the kind that the unit asks for, whatever the bounds say."""
        if self.unit == YES_NO:
            return isinstance(value, bool)
        if self.unit == CHOICE:
            return isinstance(value, str) and value in (self.options or {})
        if self.unit == FRACTION:
            return isinstance(value, str) and _is_fraction(value)
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0

    def in_words(self, value: Any) -> str:
        """What a value of this provision is called: "10 delegates", "3 months", "more than 1/2"."""
        return Provision(self, value, self.values[0].since).in_full

    def plain(self, value: Any) -> str:
        """A value without its comparator, to stand beside another one: "1/2", not "more than 1/2"."""
        return str(value) if self.unit == FRACTION else self.in_words(value)

    @property
    def leave(self) -> str:
        """What a township may do with the district's value, and the bounds that nobody may pass."""
        bounds = [
            str(says).format(value=self.plain(bound))
            for says, bound in ((LEAST, self.least), (MOST, self.most))
            if bound is not None
        ]
        return " ".join([str(LEAVE[self.townships_may]), *bounds])

    def size(self, value: Any) -> Any:
        """How large a value is, as a fraction to compare it by; lengths of time roughly in days. None: has no size."""
        if self.unit in (CHOICE, YES_NO):
            return None
        return Fraction(value) * ROUGHLY.get(DURATIONS.get(self.unit, Unit.DAYS), Fraction(1))

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

    in_data = ("key", "says", "value", "shown", "article", "since", "chosen_in", "is_example", "evidence")

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
    def size(self) -> Any:
        """How large the value is (see `Definition.size`)."""
        return self.definition.size(self.value)

    @property
    def term(self) -> Term:
        """The value as a length of time; KeyError if it is none."""
        return Term(self.value, DURATIONS[self.definition.unit])

    @property
    def fraction(self) -> Fraction:
        """The value as a fraction."""
        return Fraction(self.value)

    def is_met_by(self, part: int, whole: int = 1) -> bool:
        """Whether `part` (of `whole`, for a fraction) passes the value by the provision's own comparator.

        KeyError for a provision that is only a norm ("about").
        """
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
    def in_full(self) -> str:
        """The value with what it counts: "10 delegates"; else as `shown`."""
        counted = COUNTED.get(self.definition.unit)
        return str(counted % {"n": self.value}) if counted else self.shown

    @property
    def evidence(self) -> str:
        """Where the example value comes from."""
        return worded(self.definition.source)

    @property
    def link(self) -> str:
        """Its page, as it stood on the day it was asked for."""
        return f"{reverse('rulebook:provision', args=[self.key])}?on={self.since.isoformat()}"

    def __str__(self) -> str:
        return self.shown

    def with_value(self, value: Any) -> "Provision":
        """The same provision with another value: for "what would it have meant?"."""
        return replace(self, value=value)
