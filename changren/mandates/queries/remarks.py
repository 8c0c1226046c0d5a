"""What a credentials report must point out: seats that are empty, dates that have passed, targets that are missed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.due import Due
from changren.mandates.models import ElectingUnit, Mandate, Term, Vacancy
from changren.mandates.queries.counts import TargetLine
from changren.rulebook.rules import rule


@dataclass(frozen=True)
class UnitLine:
    """An electing unit's quota beside the delegates it has."""

    unit: ElectingUnit
    have: int
    url: str

    @property
    def empty(self) -> int:
        """Its seats that are not taken; below zero for delegates beyond the quota."""
        return self.unit.seats - self.have


@dataclass(frozen=True)
class VacancyLine:
    """A vacancy and by when its by-election is due."""

    it: Vacancy
    due: Due | None

    def is_overdue(self, day: date) -> bool:
        return self.due is not None and self.due.on is not None and self.due.on < day


def of_report(
    term: Term, units: list[UnitLine], targets: Iterable[TargetLine], vacancies: list[VacancyLine],
    mandates: Iterable[Mandate], day: date,
) -> list[Objection]:  # fmt: skip
    """Every exception of a report, each with the provision it rests on."""
    return [
        *_quotas(term, units, day), *_by_elections(term, units, vacancies, day), *_missed(targets),
        *_waiting(term, mandates),
    ]  # fmt: skip


def _quotas(term: Term, units: list[UnitLine], day: date) -> Iterator[Objection]:
    quota = rule("mandates.quota_binds", at=term.township, on=day)
    left = term.seats - sum(line.unit.seats for line in units)
    if left:
        yield no(_("Seats not shared out among the electing units: {n} of {of}."), n=left, of=term.seats, rule=quota)
    for line in units:
        if line.empty > 0:
            values = {"unit": line.unit, "have": line.have, "seats": line.unit.seats}
            yield no(_("“{unit}”: delegates {have}, seats {seats}."), rule=quota, **values)
        elif line.empty < 0:
            yield no(_("“{unit}”: delegates beyond the quota: {n}."), unit=line.unit, n=-line.empty, rule=quota)


def _by_elections(term: Term, units: list[UnitLine], vacancies: list[VacancyLine], day: date) -> Iterator[Objection]:
    provision = rule("mandates.by_election_within", at=term.township, on=day)
    still = [line for line in vacancies if line.due]
    for line in units:
        n = sum(one.it.electing_unit_id == line.unit.pk for one in still) - max(line.empty, 0)
        if n > 0:
            says = _("“{unit}”: by-elections not yet linked to the vacancy that they filled: {n}.")
            yield no(says, unit=line.unit, n=n, rule=provision)
    for late in still:
        if late.due and late.is_overdue(day):
            yield no(
                _("{vacancy}: the by-election was due on {day}."), vacancy=late.it, day=late.due.on, rule=provision
            )


def _missed(targets: Iterable[TargetLine]) -> Iterator[Objection]:
    for line in targets:
        if not line.is_met:
            values = {"kind": line.target, "have": line.have, "need": line.target.at_least}
            yield no(_("Target “{kind}”: {have} of at least {need}."), **values)


def _waiting(term: Term, mandates: Iterable[Mandate]) -> Iterator[Objection]:
    n = sum(one.state == Mandate.State.CONFIRMED for one in mandates)
    if n:
        provision = rule("mandates.seat_within", at=term.township, on=term.began_on)
        yield no(_("Confirmed delegates who have not taken their seat yet: {n}."), n=n, rule=provision)
