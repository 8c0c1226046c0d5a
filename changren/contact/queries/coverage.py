"""Who was reached in this stretch, and who was not: gaps, and no comparison between persons."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from changren.contact.models import Counterpart, Plan, Tie
from changren.contact.queries.asking import Stretch, delegates, rule_of, stretch
from changren.contact.queries.edges import last_with_people, last_with_ties
from changren.contact.queries.working import uncontacted
from changren.mandates.models import Mandate
from changren.organisation.models import Person

Kind = Counterpart.Kind


@dataclass(frozen=True)
class Line:
    """A tie: the last talk, whether it was in this stretch, how many are on the delegate's list, and were met in it."""

    tie: Tie
    last: date | None
    is_reached: bool
    people: int
    met: int

    @property
    def without_days(self) -> "Line":
        """The same for those who need not know when somebody was contacted."""
        return replace(self, last=None, is_reached=False, met=0)


@dataclass(frozen=True)
class Reach:
    """A plan as it is kept: its stretch of time, its ties by member, everybody on the lists, and when they were met."""

    stretch: Stretch
    by_member: dict[Person, list[Line]]
    listed: list[Counterpart]
    last: dict[Any, date]

    @property
    def lines(self) -> list[Line]:
        return [one for lines in self.by_member.values() for one in lines]

    def is_met(self, one: Counterpart) -> bool:
        """Whether somebody of a list was met in this stretch."""
        return one.pk in self.last and self.last[one.pk] >= self.stretch.start


@dataclass(frozen=True)
class Village:
    """A village, community or workplace: how many of it are on lists, and how many were met in this stretch."""

    name: str
    people: int
    met: int


@dataclass(frozen=True)
class Few:
    """A delegate with fewer people on the list than the rules say."""

    mandate: Mandate
    people: int


@dataclass(frozen=True)
class Coverage:
    """Everything the page of the gaps shows. reached, of, met, people: in this stretch, of those who should be."""

    plan: Plan
    stretch: Stretch
    uncontacted: list[Mandate]
    unreached: list[Line]
    few: list[Few]
    without_branch: list[Mandate]
    villages: list[Village]
    kinds: list[Village]
    reached: int
    of: int
    met: int
    people: int
    every: Any
    least: Any
    branches: Any

    data_in_full = ("plan",)


def reach(plan: Plan, day: date) -> Reach:
    """How the plan is kept on a day. Five questions, however large it is."""
    now = stretch(plan, day)
    ties = list(Tie.objects.select_related(*Tie.alongside).filter(plan=plan).order_by("mandate__number"))
    last = last_with_ties(one.pk for one in ties)
    rows = Counterpart.objects.select_related("mandate__person").filter(
        township=plan.township_id, state=Counterpart.State.LISTED
    )
    listed = list(rows.order_by("mandate__number", "number"))
    met = last_with_people(one.pk for one in listed)
    found: dict[Person, list[Line]] = defaultdict(list)
    known = Reach(now, found, listed, met)
    own: dict[Any, list[Counterpart]] = defaultdict(list)
    for one in listed:
        if one.kind != Kind.BRANCH:
            own[one.mandate_id].append(one)
    for tie in sorted(ties, key=lambda one: str(one.member_id)):
        people, day_of_last = own[tie.mandate_id], last.get(tie.pk)
        found[tie.member].append(Line(
            tie, day_of_last, day_of_last is not None and day_of_last >= now.start, len(people),
            sum(map(known.is_met, people)),
        ))  # fmt: skip
    return known


def coverage(plan: Plan, day: date) -> Coverage:
    """The gaps of a plan on a day."""
    known = reach(plan, day)
    least, branches = rule_of(plan, "people_least"), rule_of(plan, "branches")
    people = [one for one in known.listed if one.kind != Kind.BRANCH]
    counted: dict[Any, int] = defaultdict(int)
    with_branch: dict[Any, int] = defaultdict(int)
    for one in known.listed:
        (with_branch if one.kind == Kind.BRANCH else counted)[one.mandate_id] += 1
    seats = delegates(plan.term)
    return Coverage(
        plan, known.stretch, uncontacted(plan), [one for one in known.lines if not one.is_reached],
        [Few(one, counted[one.pk]) for one in seats if not least.is_met_by(counted[one.pk])],
        [one for one in seats if not branches.is_met_by(with_branch[one.pk])],
        _villages(known, people), _kinds(known, people), sum(one.is_reached for one in known.lines), len(seats),
        sum(map(known.is_met, people)), len(people), rule_of(plan, "every"), least, branches,
    )  # fmt: skip


def _villages(known: Reach, people: list[Counterpart]) -> list[Village]:
    """Those from which nobody was met in this stretch."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in people:
        found[one.village].append(known.is_met(one))
    return [Village(name, len(met), 0) for name, met in sorted(found.items()) if not any(met)]


def _kinds(known: Reach, people: list[Counterpart]) -> list[Village]:
    """How many of each kind are on lists, and were met."""
    found = {kind: [known.is_met(one) for one in people if one.kind == kind] for kind in Counterpart.PEOPLE}
    return [Village(str(kind.label), len(met), sum(met)) for kind, met in found.items()]
