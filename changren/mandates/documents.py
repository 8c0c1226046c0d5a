"""The register of delegates as a table: to keep, to take over again; and as papers."""

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from changren.base.documents import paper
from changren.base.tables.writing import workbook
from changren.base.ui.tags import day
from changren.mandates.models import Mandate, Term
from changren.mandates.queries import Report
from changren.mandates.queries.counts import Breakdown
from changren.mandates.queries.rosterlines import LABELS, book

COLUMNS = (
    "number", "name", "login", "phone", "electing_unit", "delegation", "sector", "rank", "sex", "ethnic", "age",
    "on_committee", "elected_on",
)  # fmt: skip
AGE_WITHIN = {"to_35": 35, "to_45": 45, "to_55": 55, "over_55": 56}  # an age of each band


def register_table(term: Term) -> bytes:
    """The delegates in office as a workbook whose headings are known; taken over again it changes nothing.

    For the office alone: telephone numbers stand in it. Of an age only the band is kept, so one of it stands here.
    """
    rows = Mandate.objects.select_related(*Mandate.alongside).filter(term=term, state__in=Mandate.IN_FORCE)
    return workbook([[str(LABELS[name]) for name in COLUMNS], *map(_row, rows.order_by("number"))], name=str(term))


def _row(mandate: Mandate) -> list[str]:
    person, words = mandate.person, book()["words"]
    yes_no = {name: words[name] for name in ("sex", "on_committee")}
    said: dict[str, Any] = {
        "number": mandate.number, "name": person.name, "login": person.login, "phone": person.phone,
        "electing_unit": mandate.electing_unit.name, "delegation": mandate.delegation.name,
        "sector": words["sector"][mandate.sector].split()[0], "rank": words["rank"][mandate.rank].split()[0],
        "sex": yes_no["sex"]["yes" if mandate.is_woman else "no"].split()[0],
        "ethnic": words["ethnic"]["yes" if mandate.is_minority else "no"].split()[0],
        "age": AGE_WITHIN[mandate.age_band],
        "on_committee": yes_no["on_committee"]["yes" if mandate.on_committee else "no"].split()[0],
        "elected_on": mandate.elected_on.isoformat(),
    }  # fmt: skip
    return [str(said[name]) for name in COLUMNS]


def register_paper(term: Term, on: date) -> paper.Paper:
    """Every mandate of a term, the ended ones as well, without telephone numbers. on: the day it is as of."""
    names = ("number", "person", "electing_unit", "delegation", "sector", "rank", "is_woman", "is_minority", "age_band",
             "on_committee", "elected_on", "state")  # fmt: skip
    rows = Mandate.objects.select_related(*Mandate.alongside).filter(term=term).order_by("number", "pk")
    head = [capfirst(Mandate._meta.get_field(name).verbose_name) for name in names]
    title = _("Register of delegates")
    parts = [paper.title(title), paper.under(f"{term.township} · {term} · {day(on)}")]
    lines = [[_shown(one, name) for name in names] for one in rows]
    return paper.Paper(
        f"{title} {term}", on, [*parts, paper.table(head, lines, (1, 2, 3, 3, 2, 2, 1, 1, 2, 1, 2, 2))], wide=True
    )  # fmt: skip


def _shown(mandate: Mandate, name: str) -> str:
    value = getattr(mandate, name)
    if isinstance(value, bool):
        return _("yes") if value else ""
    chosen = getattr(mandate, f"get_{name}_display", None)
    return day(value) if isinstance(value, date) else str(chosen() if chosen else value)


def report_paper(report: Report) -> paper.Paper:
    """The credentials report (代表资格审查报告)."""
    title = _("Credentials report")
    under = f"{report.term.township} · {report.term} · {_('as of %(day)s') % {'day': day(report.on)}}"
    remarks = [f"{one} {one.rule.article if one.rule else ''}" for one in report.remarks] or [
        _("Nothing: every seat is taken, every date is kept, every target is met.")
    ]
    parts = [
        paper.title(title), paper.under(under), paper.heading(_("Who should attend")), paper.facts(_attending(report)),
        paper.heading(_("Seats and mandates")), _breakdown(report.seats), _breakdown(report.elected),
        paper.heading(_("Make-up of the delegates in office")), *map(_breakdown, report.structure), *_targets(report),
        *_quotas(report), *_vacancies(report), *_changes(report),
        paper.heading(_("To be pointed out")), paper.points(remarks),
    ]  # fmt: skip
    return paper.Paper(f"{title} {report.term}", report.on, parts)


def _attending(report: Report) -> list[paper.Cell]:
    counted = (
        _("suspended delegates count among those who should attend") if report.attend_rule.value
        else _("suspended delegates do not count among those who should attend")
    )  # fmt: skip
    return [(_("Should attend"), report.should_attend),
            (_("Suspended"), f"{report.suspended} · {counted} {report.attend_rule.article}")]  # fmt: skip


def _breakdown(said: Breakdown) -> paper.Part:
    head, total = (_("Kind"), pgettext("how many", "Number")), (_("Together"), said.total)
    rows = [(line.label, line.n) for line in said.lines]
    return paper.table(head, rows, (3, 1), caption=said.title, numbers=(1,), total=total)


def _targets(report: Report) -> list[paper.Part]:
    rows = [(line.target, line.target.at_least, line.have) for line in report.targets]
    head = (_("Kind"), _("At least"), _("There are"))
    return [paper.table(head, rows, (3, 1, 1), caption=_("Targets of the plan"), numbers=(1, 2))] if rows else []


def _quotas(report: Report) -> list[paper.Part]:
    bound = (
        _("An electing unit has no more delegates than its quota.") if report.quota_rule.value
        else _("An electing unit may have more delegates than its quota.")
    )  # fmt: skip
    head = (_("Electing unit"), _("Seats"), _("Delegates"), _("Empty"))
    rows = [(line.unit, line.unit.seats, line.have, line.empty) for line in report.units]
    total = (_("Together"), report.unit_seats, report.unit_delegates, report.unit_empty)
    return [
        paper.heading(_("Quotas of the electing units")), paper.prose(f"{bound} {report.quota_rule.article}"),
        paper.table(head, rows, (3, 1, 1, 1), numbers=(1, 2, 3), total=total) if rows
        else paper.prose(_("No electing unit is entered.")),
    ]  # fmt: skip


def _vacancies(report: Report) -> list[paper.Part]:
    head = (_("Electing unit"), _("Left by"), _("Since"), _("By-election by"), _("Filled by"))
    rows = [
        (line.it.electing_unit, line.it.left_by, day(line.it.since), day(line.due), line.it.filled_by or "—")
        for line in report.vacancies
    ]
    told = paper.table(head, rows, (3, 2, 2, 2, 2)) if rows else paper.prose(_("No seat fell vacant."))
    return [paper.heading(_("Vacancies")), told]


def _changes(report: Report) -> list[paper.Part]:
    if not report.changes:
        return []
    head = _("Changes since %(day)s") % {"day": day(report.since)}
    as_of = _("As the minutes say; the day is that of the last meeting, or of the beginning of the term.")
    pairs = [(line.label, line.n) for line in report.changes]
    return [paper.heading(head), paper.prose(f"{as_of} {report.changes_rule.article}"), paper.facts(pairs)]
