"""One year of a district or of a township."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.figures import Figures, Rate
from changren.base.tenancy.models import Township
from changren.base.ui.chart import Bars, Stack, bars, stack
from changren.casework import queries as casework
from changren.congress import queries as congress
from changren.contact import queries as contact
from changren.elections import queries as elections
from changren.evaluation import queries as evaluation
from changren.forum import queries as forum
from changren.gallery import queries as gallery
from changren.mandates import queries as mandates
from changren.mandates.models import Mandate, Session
from changren.matters import queries as matters
from changren.organisation.queries import townships
from changren.overview.queries.records import COUNTED
from changren.proposals import queries as proposals
from changren.proposals.fields import Field
from changren.rulebook.loading import books
from changren.rulebook.queries import in_force
from changren.rulebook.rules import rule

KINDS = tuple(proposals.KINDS.values())
OF_MORE = ("met", "proposals.filed", "answers.on_time")  # keys behind what is no plain count: a share, a rate
PARTS = {kind: tuple(f"{kind}.{outcome}" for outcome in proposals.OUTCOMES) for kind in KINDS}


@dataclass(frozen=True)
class Row:
    """One township: since when it is standing, its rules, its meetings, its delegates, and its figures."""

    township: Township
    rules: int
    rules_of: int
    met: list[Session]
    delegates: int
    register: str
    counts: Mapping[str, int]
    links: Mapping[str, str]
    on_time: Rate

    in_data = ("township", "rules", "rules_of", "met", "delegates", "counts", "on_time")


@dataclass(frozen=True)
class Year:
    """Everything the page of a place shows for a period."""

    place: Township
    period: Period
    figures: Figures
    rows: list[Row]
    delegates: Any
    counts: Mapping[str, int]
    links: Mapping[str, str]
    filing: Rate
    on_time: Rate
    by_field: dict[str, Bars]
    outcomes: Bars
    prompt: Stack
    verdicts: Stack
    seats: int

    in_data = (
        "place", "period", "rows", "delegates", "counts", "filing", "on_time", "by_field", "outcomes", "prompt",
        "verdicts", "seats",
    )  # fmt: skip

    @property
    def met(self) -> int:
        return sum(bool(row.met) for row in self.rows)


def year(place: Township, period: Period) -> Year:
    """The year of `place`: of the district if it is the district's own level. The number of queries is constant.

    Raises Unreconciled if any parts do not add up to their whole.
    """
    figures = sum((count(place, period) for count in COUNTED), Figures(()))
    reconcile(figures)
    keys = sorted({key for record in figures.records for key in record.keys} | {"handed_in", *KINDS})
    places = list(townships()) if place.is_district else [place]
    link = _links(place, period)
    return Year(
        place=place, period=period, figures=figures, rows=_rows(places, period, figures, keys),
        delegates=mandates.figures(place, period), filing=_filing(figures, place, period),
        counts={_plain(key): figures.count(key) for key in keys},
        links={_plain(key): link(key) for key in (*keys, *OF_MORE)},
        on_time=_on_time(figures, place, period, None),
        by_field={kind: _by_field(figures, kind, link) for kind in KINDS},
        outcomes=_outcomes(figures, link), prompt=_prompt(figures, link), verdicts=_verdicts(figures, link),
        seats=gallery.seats(place, period),
    )  # fmt: skip


def reconcile(figures: Figures) -> None:
    """Every whole into its parts, and into its fields; Unreconciled if one does not add up."""
    for kind in KINDS:
        figures.split(kind, PARTS[kind])
        figures.groups(kind)
    figures.split("handed_in", KINDS)
    figures.split("cases", (*casework.GRADES, "cases.no_answer"))
    figures.split("answers", casework.PROMPT)
    figures.split("verdicts", casework.OPINIONS)
    figures.split("evaluations", evaluation.KINDS)
    figures.split("contributions", forum.KINDS)
    figures.split("matters", matters.KINDS)
    figures.split("contacts.lists", contact.LISTS)
    for column in gallery.COLUMNS:
        figures.split(column, gallery.parts(column))
    figures.split("meetings", congress.KINDS)
    figures.split("elections", elections.KINDS)


def address(key: str, period: Period, *, township: Any = None, field: str = "") -> str:
    """The page with the records behind a number."""
    asked = {"key": key, "year": period.start.year, "township": township or "", "field": field}
    return f"{reverse('overview:records')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _links(place: Township, period: Period) -> Any:
    township = None if place.is_district else place.pk
    return lambda key, field="": address(key, period, township=township, field=field)


def _plain(key: str) -> str:
    return key.replace(".", "_")  # so that templates can name it


def _rows(places: list[Township], period: Period, figures: Figures, keys: list[str]) -> list[Row]:
    rules = {row.township.pk: row.adopted for row in in_force(places, period.today)}
    met = _met(places, period)
    seated = _seated(places)
    return [
        Row(
            place, rules[place.pk], len(books()), met.get(place.pk, []), seated.get(place.pk, 0),
            mandates.records(township=place.pk),
            {_plain(key): figures.count(key, township=place.pk) for key in keys},
            {_plain(key): address(key, period, township=place.pk) for key in (*keys, *OF_MORE)},
            _on_time(figures, place, period, place.pk),
        )
        for place in places
    ]  # fmt: skip


def _met(places: list[Township], period: Period) -> dict[UUID, list[Session]]:
    held = Session.objects.filter(township__in=places, held_on__range=(period.start, period.end))
    found: dict[UUID, list[Session]] = {}
    for session in held.select_related("term").order_by("held_on"):
        found.setdefault(session.township_id, []).append(session)
    return found


def _seated(places: list[Township]) -> dict[UUID, int]:
    rows = Mandate.objects.filter(township__in=places, state__in=Mandate.IN_FORCE)
    return dict(rows.order_by().values_list("township").annotate(Count("pk")))


def _printing(place: Township, period: Period) -> dict[str, Any]:
    rounding = rule("main.rate_rounding", at=place, on=period.today)
    return {"rounding": rounding.value, "digits": rule("main.rate_digits", at=place, on=period.today).value}


def _filing(figures: Figures, place: Township, period: Period) -> Rate:
    base = rule("proposals.filing_base", at=place, on=period.today)
    whole = {"received": figures.count("proposals")}[base.value]
    return Rate(figures.count("proposals.filed"), whole, **_printing(place, period))


def _on_time(figures: Figures, place: Township, period: Period, township: UUID | None) -> Rate:
    base = rule("casework.on_time_base", at=place, on=period.today)
    whole = {"answered_and_overdue": figures.count("answers", township=township)}[base.value]
    return Rate(figures.count("answers.on_time", township=township), whole, **_printing(place, period))


def _by_field(figures: Figures, kind: str, link: Any) -> Bars:
    counted = figures.groups(kind)
    lines = [(label, counted[value], link(kind, value)) for value, label in Field.choices if value in counted]
    return bars(sorted(lines, key=lambda line: -line[1]), title=TITLES[kind])


TITLES = {
    "proposals": _("Proposals by field"), "recess": _("Recess proposals by field"),
    "suggestions": _("Suggestions by field"),
}  # fmt: skip
OUTCOME_LABELS = {
    "filed": _("filed"), "registered": _("registered"),
    "merged": _("merged"), "downgraded": _("downgraded"), "refused": _("not filed"),
    "withdrawn": _("withdrawn"), "pending": _("under review"),
}  # fmt: skip


def _outcomes(figures: Figures, link: Any) -> Bars:
    split = figures.split("proposals", PARTS["proposals"])
    lines = [(OUTCOME_LABELS[key.split(".")[1]], n, link(key)) for key, n in split.items()]
    return bars(lines, title=_("What became of the proposals"))


def _prompt(figures: Figures, link: Any) -> Stack:
    labels = (_("in time"), _("late"), _("owed and overdue"))
    split = figures.split("answers", casework.PROMPT)
    return stack([(label, n, link(key)) for label, (key, n) in zip(labels, split.items(), strict=True)],
                 title=_("Answers that were due"), tones=(1, 3, 4))  # fmt: skip


def _verdicts(figures: Figures, link: Any) -> Stack:
    labels = (_("satisfied"), _("basically satisfied"), _("not satisfied"), _("not judged"), _("recused"))
    split = figures.split("verdicts", casework.OPINIONS)
    return stack([(label, n, link(key)) for label, (key, n) in zip(labels, split.items(), strict=True)],
                 title=_("Verdicts on the last answers"), tones=(1, 2, 4, 3, 5))  # fmt: skip
