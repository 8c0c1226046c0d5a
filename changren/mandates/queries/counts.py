"""Counting delegates. Every breakdown adds up to its total, or it is an error, never a rounding."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from changren.base.ui.chart.bars import Bars, bars
from changren.mandates.models import Mandate, StructureTarget, Term
from changren.rulebook.rules import rule

YOUNG = (Mandate.AgeBand.TO_35, Mandate.AgeBand.TO_45)


class Unreconciled(RuntimeError):
    """The lines of a breakdown do not add up to its total."""


@dataclass(frozen=True)
class Line:
    """One figure with its label, and the address of the records behind it."""

    label: str | Promise
    n: int
    url: str = ""

    in_data = ("label", "n")


@dataclass(frozen=True)
class Breakdown:
    """A total taken apart. Raises Unreconciled if the lines do not add up to it."""

    title: str | Promise
    lines: tuple[Line, ...]
    total: int

    def __post_init__(self) -> None:
        if sum(line.n for line in self.lines) != self.total:
            raise Unreconciled(f"{self.title}: {[line.n for line in self.lines]} do not add up to {self.total}")

    @property
    def chart(self) -> Bars:
        """The same as a chart; only where no line is below 0."""
        return bars(((line.label, line.n, line.url) for line in self.lines), title=self.title)


def should_attend(term: Term, on: date | datetime) -> int:
    """How many should attend a meeting of the term that is held on `on`; Measures on Mandates, art. 5."""
    return attending(Counter(Mandate.objects.filter(term=term).values_list("state", flat=True)), term, on)


def attending(states: Counter[str], term: Term, on: date | datetime) -> int:
    """How many of these should attend: confirmed and active delegates, suspended ones if the rules count them."""
    suspended = rule("mandates.suspended_attend", at=term.township, on=on).value
    counted = Mandate.IN_FORCE if suspended else (Mandate.State.CONFIRMED, Mandate.State.ACTIVE)
    return sum(states[state] for state in counted)


def holding(mandates: Iterable[Mandate]) -> list[Mandate]:
    """Those who have their seat, or had it when their term ended."""
    return [one for one in mandates if one.state in Mandate.HOLDING]


def by_state(mandates: Sequence[Mandate], **where: Any) -> Breakdown:
    """All mandates, the ended ones too, by their state now."""
    return _by_choice(_("Mandates by state"), "state", Mandate.State, mandates, where)


def structure(mandates: Sequence[Mandate], **where: Any) -> tuple[Breakdown, ...]:
    """Delegates by sector, rank, sex, nationality, age and committee membership. where: rest of the addresses."""
    return (
        _by_choice(_("Sector"), "sector", Mandate.Sector, mandates, where),
        _by_choice(_("Front line or leader"), "rank", Mandate.Rank, mandates, where),
        _by_choice(_("Age"), "age", Mandate.AgeBand, mandates, where, field="age_band"),
        _by_yes(_("Women and men"), (_("women"), _("men")), "women", "is_woman", mandates, where),
        _by_yes(_("Ethnic group"), (_("ethnic minorities"), _("Han")), "minority", "is_minority", mandates, where),
        _by_yes(_("Party committee"), (_("members of the committee"), _("other delegates")), "committee",
                "on_committee", mandates, where),
    )  # fmt: skip


def records(term: Any = None, **where: Any) -> str:
    """The address of the register with these filters; of one term, by its id, or of the current ones."""
    kept = {name: value for name, value in where.items() if value}
    page = reverse("mandates:delegates", args=[term]) if term else reverse("mandates:board")
    return f"{page}?{urlencode(kept)}" if kept else page


def _by_choice(
    title: Any, name: str, choices: Any, mandates: Sequence[Mandate], where: dict[str, Any], field: str = ""
) -> Breakdown:
    counted = Counter(getattr(one, field or name) for one in mandates)
    lines = tuple(Line(label, counted[value], records(**where, **{name: value})) for value, label in choices.choices)
    return Breakdown(title, lines, len(mandates))


def _by_yes(
    title: Any, words: tuple[Any, Any], name: str, field: str, mandates: Sequence[Mandate], where: dict[str, Any]
) -> Breakdown:
    n = sum(getattr(one, field) for one in mandates)
    yes = Line(words[0], n, records(**where, also=name))
    return Breakdown(
        title, (yes, Line(words[1], len(mandates) - n, records(**where, also=f"not_{name}"))), len(mandates)
    )


@dataclass(frozen=True)
class TargetLine:
    """A target of the plan beside what there is."""

    target: StructureTarget
    have: int

    @property
    def is_met(self) -> bool:
        return self.have >= self.target.at_least


def against_targets(targets: Iterable[StructureTarget], mandates: Sequence[Mandate]) -> list[TargetLine]:
    """Each target of the plan and how many delegates of that kind there are."""
    kind = StructureTarget.Kind
    have = {
        kind.WOMEN: sum(one.is_woman for one in mandates),
        kind.MINORITY: sum(one.is_minority for one in mandates),
        kind.FRONT_LINE: sum(one.rank == Mandate.Rank.FRONT_LINE for one in mandates),
        kind.YOUNG: sum(one.age_band in YOUNG for one in mandates),
    }
    return [TargetLine(target, have[kind(target.kind)]) for target in targets]
