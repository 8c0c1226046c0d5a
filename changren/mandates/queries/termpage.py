"""A term as its page shows it: meetings, electing units, delegations, targets, vacancies."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from changren.base.acts import OpenAct, acts_on, open_acts
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.due import Due
from changren.base.clock.now import day_of
from changren.base.clock.term import YEAR, add_months
from changren.base.minutes.telling import Told
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, Session, Term, Vacancy
from changren.mandates.queries.clock import vacancy_due
from changren.mandates.queries.counts import Line, TargetLine, against_targets, holding, records
from changren.mandates.queries.doors import rosters_entered_for
from changren.organisation.models import Post
from changren.organisation.queries import history
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule


@dataclass(frozen=True)
class Row:
    """One thing of the term with what may be done to it. have: its delegates; url: to them; due: by when."""

    it: Any
    acts: list[OpenAct]
    have: int = 0
    url: str = ""
    due: Due | None = None

    @property
    def empty(self) -> int:
        """The seats of an electing unit that are not taken."""
        return int(self.it.seats) - self.have


@dataclass(frozen=True)
class TermSheet:
    """A term and everything in it. `offers` are the acts on the term, by the model that they create or change."""

    it: Term
    others: list[Term]
    ends_by: date
    ends_rule: Provision
    meetings: Line
    meetings_rule: Provision
    seated: int
    shared_out: int
    quota_rule: Provision
    attend_rule: Provision
    offers: dict[str, list[OpenAct]]
    sessions: list[Row]
    units: list[Row]
    delegations: list[Row]
    targets: list[TargetLine]
    vacancies: list[Row]
    rosters: list[Roster]
    history: list[Told]

    @property
    def empty(self) -> int:
        return self.it.seats - self.seated

    @property
    def has_acts(self) -> bool:
        """Whether the reader may do anything to one of the rows."""
        return any(row.acts for row in (*self.sessions, *self.units, *self.delegations, *self.vacancies))


def term_sheet(term: Term, *, by: Post, on: datetime) -> TermSheet:
    """The term as its page shows it. The number of queries does not grow with what is in it."""
    mandates, calendar = holding(Mandate.objects.filter(term=term)), calendar_of_district()
    of_unit, of_group = (
        Counter(getattr(one, key) for one in mandates) for key in ("electing_unit_id", "delegation_id")
    )

    def rows(model: Any, have: Counter[Any] | None = None, name: str = "") -> list[Row]:
        found = model.objects.select_related(*model.alongside).filter(term=term)
        return [
            Row(one, _own_acts(one, by, on), (have or {}).get(one.pk, 0), records(term=term.pk, **{name: one.pk}))
            for one in found
        ]

    units, sessions = rows(ElectingUnit, of_unit, "unit"), rows(Session)
    delegations, vacancies = rows(Delegation, of_group, "delegation"), rows(Vacancy)
    targets = list(term.targets.all())
    rosters = list(rosters_entered_for(by).filter(term=term))
    return TermSheet(
        it=term, others=list(Term.objects.filter(township=term.township).exclude(pk=term.pk)),
        **_rules(term, [row.it for row in sessions], day_of(on)), offers=_offers(term, by, on),
        seated=len(mandates), shared_out=sum(row.it.seats for row in units), sessions=sessions, units=units,
        delegations=delegations, targets=against_targets(targets, mandates),
        vacancies=[Row(row.it, row.acts, due=vacancy_due(row.it, calendar)) for row in vacancies],
        rosters=rosters,
        history=history(term, *targets, *rosters, *(row.it for row in (*sessions, *units, *delegations, *vacancies))),
    )  # fmt: skip


def _rules(term: Term, sessions: list[Session], today: date) -> dict[str, Any]:
    ends_rule = rule("main.term_years", at=term.township, on=term.began_on)
    held = [one for one in sessions if one.held_on and one.held_on.year == today.year]
    meetings_rule = rule("main.meetings_a_year", at=term.township, on=today)
    return {
        "ends_by": add_months(term.began_on, ends_rule.value * YEAR), "ends_rule": ends_rule,
        "meetings": Line(str(today.year), len(held)), "meetings_rule": meetings_rule,
        "quota_rule": rule("mandates.quota_binds", at=term.township, on=today),
        "attend_rule": rule("mandates.suspended_attend", at=term.township, on=today),
    }  # fmt: skip


def _own_acts(it: Any, by: Post, on: datetime) -> list[OpenAct]:
    """This room's acts on one row of a list: their guards ask the database nothing before a form is filled in."""
    ours = [act for act in acts_on(type(it)) if act.room == "mandates"]
    return open_acts(it, by=by, on=on, among=ours)


def _offers(term: Term, by: Post, on: datetime) -> dict[str, list[OpenAct]]:
    offers: dict[str, list[OpenAct]] = {}
    for one in open_acts(term, by=by, on=on):
        offers.setdefault(one.act.model.__name__, []).append(one)
    return offers
