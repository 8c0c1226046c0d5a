"""The numbers of this room for the overview of a township or of the district."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from changren.base import figures as counted
from changren.base.clock.period import Period
from changren.base.figures import Record
from changren.base.tenancy.models import Township
from changren.mandates.models import Mandate, Session, Term, Vacancy
from changren.mandates.queries.counts import Breakdown, Line, attending, by_state, holding, records, structure


@dataclass(frozen=True)
class Figures:
    """Delegates of the terms that stood at the end of a period, as they are now; and what happened within it.

    seats, seated: how many there are, and are taken; url: by whom. sessions: held in the period, of them
    `annual` annual meetings. supplements: seats filled in it. ended: mandates that ended early in it, by cause.
    """

    period: Period
    seats: int
    seated: int
    url: str
    should_attend: int
    states: Breakdown
    structure: tuple[Breakdown, ...]
    sessions: int
    annual: int
    vacancies: Breakdown
    supplements: int
    ended: Breakdown


def figures(organisation: Township, period: Period) -> Figures:
    """The figures of a township, or of all townships where `organisation` is the district's own level. Four queries."""
    rows: dict[str, Any] = {} if organisation.is_district else {"township": organisation}
    terms = _terms(rows, period)
    mandates = list(Mandate.objects.filter(term__in=terms))
    seated, where = holding(mandates), _where(organisation, terms)
    held = list(Session.objects.filter(**rows, held_on__range=(period.start, period.end)))
    vacancies = list(Vacancy.objects.select_related("filled_by").filter(term__in=terms))
    return Figures(
        period=period, seats=sum(term.seats for term in terms), seated=len(seated), url=records(**where),
        should_attend=sum(_attending(term, mandates, period) for term in terms),
        states=by_state(mandates, **where), structure=structure(seated, **where), sessions=len(held),
        annual=sum(one.is_annual_meeting for one in held), vacancies=_open_and_filled(vacancies),
        supplements=sum(period.covers(one.filled_by.elected_on) for one in vacancies if one.filled_by),
        ended=_ended([one for one in mandates if period.covers(one.changed_on)]),
    )  # fmt: skip


def meetings(organisation: Township, period: Period) -> counted.Figures:
    """The townships that held a session in the period, or the one township: a record each, with its last session."""
    rows: dict[str, Any] = {} if organisation.is_district else {"township": organisation}
    held = Session.objects.select_related("term", "township").filter(**rows, held_on__range=(period.start, period.end))
    last = {one.township_id: one for one in held.order_by("held_on")}
    found = sorted(last.values(), key=lambda one: one.township.order)
    says = {one.pk: f"{one.township} · {one} · {one.held_on}" for one in found}
    return counted.Figures(
        tuple(Record(one.township_id, says[one.pk], one.get_absolute_url(), frozenset({"met"})) for one in found)
    )


def _terms(rows: dict[str, Any], period: Period) -> list[Term]:
    """The terms that stood on the last day of the period, one a township."""
    standing = Q(ended_on=None) | Q(ended_on__gt=period.end)
    return list(Term.objects.select_related("township").filter(standing, **rows, began_on__lte=period.end))


def _where(organisation: Township, terms: list[Term]) -> dict[str, Any]:
    """What leads from a figure to the same records in the register."""
    if organisation.is_district:
        return {}
    return {"term": terms[0].pk} if terms else {}


def _attending(term: Term, mandates: list[Mandate], period: Period) -> int:
    return attending(Counter(one.state for one in mandates if one.term_id == term.pk), term, period.end)


def _open_and_filled(vacancies: list[Vacancy]) -> Breakdown:
    counted = Counter(one.state for one in vacancies)
    lines = tuple(Line(label, counted[value]) for value, label in Vacancy.State.choices)
    return Breakdown(_("Vacancies"), lines, len(vacancies))


def _ended(mandates: list[Mandate]) -> Breakdown:
    early = [one for one in mandates if one.state in (Mandate.State.STOPPED, Mandate.State.TERMINATED)]
    counted = Counter(one.cause for one in early)
    lines = tuple(Line(label, counted[value]) for value, label in Mandate.Cause.choices if counted[value])
    return Breakdown(_("Mandates that ended"), lines, len(early))
