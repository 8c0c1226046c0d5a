"""The credentials report (代表资格审查报告), as it is put before a meeting."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.base.minutes.models import Entry
from changren.mandates.models import ElectingUnit, Mandate, Session, Term, Vacancy
from changren.mandates.queries import remarks
from changren.mandates.queries.clock import vacancy_due
from changren.mandates.queries.counts import (
    Breakdown,
    Line,
    TargetLine,
    against_targets,
    attending,
    by_state,
    holding,
    records,
    structure,
)  # fmt: skip
from changren.mandates.queries.remarks import UnitLine, VacancyLine
from changren.rulebook.provisions import Provision
from changren.rulebook.rules import rule

CHANGES = {
    "mandates.confirm_delegate": _("confirmed"), "mandates.take_seat": _("seats taken"),
    "mandates.suspend": _("suspended"), "mandates.restore": _("restored"), "mandates.stop": _("stopped acting"),
    "mandates.end_by_law": _("ended by themselves"), "mandates.end_by_decision": _("ended by decision"),
    "mandates.link_by_election": _("seats filled by a by-election"),
}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """The figures of a term's delegates on a day. Every breakdown adds up to its total (see `Breakdown`)."""

    term: Term
    on: date
    elected: Breakdown
    seats: Breakdown
    structure: tuple[Breakdown, ...]
    units: list[UnitLine]
    targets: list[TargetLine]
    vacancies: list[VacancyLine]
    should_attend: int
    suspended: int
    attend_rule: Provision
    quota_rule: Provision
    remarks: list[Objection]
    since: date
    changes: list[Line]
    changes_rule: Provision

    @property
    def unit_seats(self) -> int:
        return sum(line.unit.seats for line in self.units)

    @property
    def unit_delegates(self) -> int:
        return sum(line.have for line in self.units)

    @property
    def unit_empty(self) -> int:
        return self.unit_seats - self.unit_delegates


def report(term: Term, *, on: datetime) -> Report:
    """The credentials report of `term` as things stand. Measures on Mandates, art. 11. Seven queries."""
    mandates, day = list(Mandate.objects.filter(term=term).select_related("person")), day_of(on)
    seated, units, vacancies = holding(mandates), _units(term, mandates), _vacancies(term)
    states, targets = Counter(one.state for one in mandates), against_targets(term.targets.all(), seated)
    since, changes_rule = _since(term), rule("mandates.changes_reported", at=term.township, on=day)
    return Report(
        term=term, on=day, elected=by_state(mandates, term=term.pk), seats=_seats(term, len(seated)),
        structure=structure(seated, term=term.pk), units=units, targets=targets, vacancies=vacancies,
        should_attend=attending(states, term, day), suspended=states[Mandate.State.SUSPENDED],
        attend_rule=rule("mandates.suspended_attend", at=term.township, on=day),
        quota_rule=rule("mandates.quota_binds", at=term.township, on=day),
        remarks=remarks.of_report(term, units, targets, vacancies, mandates, day), since=since,
        changes=_changes(term, since) if changes_rule.value else [], changes_rule=changes_rule,
    )  # fmt: skip


def _seats(term: Term, seated: int) -> Breakdown:
    """Taken and empty seats. More delegates than seats, which only a rule of the township allows, are no seats."""
    empty = max(term.seats - seated, 0)
    lines = [Line(_("taken"), seated, records(term=term.pk)), Line(_("empty"), empty)]
    if seated > term.seats:
        lines.append(Line(_("beyond the seats"), term.seats - seated))
    return Breakdown(_("Seats"), tuple(lines), term.seats)


def _units(term: Term, mandates: list[Mandate]) -> list[UnitLine]:
    have = Counter(one.electing_unit_id for one in holding(mandates))
    units = ElectingUnit.objects.filter(term=term)
    return [UnitLine(unit, have[unit.pk], records(term=term.pk, unit=unit.pk)) for unit in units]


def _vacancies(term: Term) -> list[VacancyLine]:
    calendar = calendar_of_district()
    rows = Vacancy.objects.select_related(*Vacancy.alongside).filter(term=term)
    return [VacancyLine(one, vacancy_due(one, calendar)) for one in rows]


def _since(term: Term) -> date:
    last = Session.objects.filter(term=term, state=Session.State.HELD).order_by("-held_on").first()
    return last.held_on if last and last.held_on else term.began_on


def _changes(term: Term, since: date) -> list[Line]:
    """How often each change happened after the day `since`, as the minutes say."""
    rows: Any = Entry.objects.filter(township=term.township, act__in=CHANGES, at__date__gt=since)
    counted = dict(rows.order_by().values_list("act").annotate(Count("pk")))
    return [Line(label, counted.get(act, 0)) for act, label in CHANGES.items()]
