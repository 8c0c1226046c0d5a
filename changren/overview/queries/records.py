"""The records behind a number."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.figures import Figures, Record
from changren.base.tenancy.models import Township
from changren.casework import queries as casework
from changren.congress import queries as congress
from changren.contact import queries as contact
from changren.elections import queries as elections
from changren.evaluation import queries as evaluation
from changren.forum import queries as forum
from changren.gallery import queries as gallery
from changren.mandates import queries as mandates
from changren.matters import queries as matters
from changren.organisation.models import Post
from changren.proposals import queries as proposals
from changren.proposals.fields import Field

COUNTED = (
    proposals.figures, casework.figures, evaluation.figures, congress.figures, elections.figures, gallery.figures,
    forum.figures, matters.figures, contact.figures,
)  # fmt: skip
KEY = re.compile(r"[0-9a-f-]{36}")
OUTCOME = {
    "filed": _("filed"), "registered": _("registered"),
    "merged": _("merged"), "downgraded": _("downgraded"), "refused": _("not filed"),
    "withdrawn": _("withdrawn"), "pending": _("under review"),
}  # fmt: skip
KIND = {"proposals": _("Proposals"), "recess": _("Recess proposals"), "suggestions": _("Suggestions")}
LABELS: dict[str, Any] = {
    "met": _("Townships that have met"),
    "handed_in": _("Handed in"), "took_part": _("Delegates who took part"), "cases": _("Cases"),
    "answers": _("Answers"), "verdicts": _("Verdicts"), "answers.on_time": _("Answers in time"),
    "answers.late": _("Answers that were late"),
    "answers.overdue": _("Answers owed and overdue"), "cases.no_answer": _("Cases not answered yet"),
    "cases.again": _("Cases done again"), "cases.returned": _("Cases returned by a unit"),
    "cases.referred": _("Cases referred to the Party committee"), "cases.urged": _("Cases urged"),
    "verdicts.satisfied": _("Verdicts: satisfied"), "verdicts.basically": _("Verdicts: basically satisfied"),
    "verdicts.not": _("Verdicts: not satisfied"), "verdicts.none": _("Verdicts not given"),
    "verdicts.recused": _("Verdicts recused"), "evaluations": _("Evaluations"),
    "evaluations.lines": _("Evaluations in which a line was crossed"),
    "evaluations.settled": _("Evaluations whose crossed lines are settled"), "meetings": _("Meetings held"),
    "resolutions": _("Resolutions adopted"), "resolutions.reported": _("Resolutions whose outcome was reported"),
    "resolutions.judged": _("Resolutions that delegates judged"), **KIND, **evaluation.KINDS, **congress.KINDS,
    "elections": _("Elections"), "elections.short": _("Elections that left seats empty"), **elections.KINDS,
    **gallery.LABELS, **forum.LABELS, **matters.LABELS, **contact.LABELS,
}  # fmt: skip

KEYS = frozenset({
    *LABELS, *(f"{kind}.{fate}" for kind in KIND for fate in OUTCOME), *casework.GRADES,
    *(f"cases.{state}" for state in casework.STATES),
})  # fmt: skip


def label(key: str) -> Any:
    """What a key counts, in words."""
    whole, _dot, part = key.partition(".")
    if key in LABELS:
        return LABELS[key]
    if whole in KIND and part in OUTCOME:
        return f"{KIND[whole]} · {OUTCOME[part]}"
    if part.startswith("grade_"):
        return f"{LABELS['cases']} · {part.removeprefix('grade_')}"
    return f"{LABELS.get(whole, whole)} · {casework.STATES.get(part, part)}"


@dataclass(frozen=True)
class Selection:
    """The records that count under a key in a period, of one township and one field if these were asked for."""

    key: str
    records: list[Record]
    period: Period
    township: Township | None
    field: str
    open_to_reader: frozenset[str]  # addresses

    in_data = ("key", "records", "period", "township", "field")

    @property
    def lines(self) -> list[Record | None]:
        """The records; None for one that the reader may not open, whose name is then not shown either."""
        return [one if one.url in self.open_to_reader else None for one in self.records]

    @property
    def title(self) -> Any:
        return label(self.key)

    @property
    def field_label(self) -> Any:
        return Field(self.field).label if self.field in Field.values else ""


def select(key: str, place: Township, period: Period, *, township: Township | None, field: str, by: Post) -> Selection:
    """The records behind the number that the page of `place` shows, for the reader `by`."""
    rooms = COUNTED if key != "met" else (mandates.meetings,)
    figures = sum((count(place, period) for count in rooms), Figures(()))
    found = figures.of(key, township=township.pk if township else None, group=field or None)
    return Selection(key, found, period, township, field, open_to(by, {one.url for one in found}))


def open_to(by: Post, addresses: set[str]) -> frozenset[str]:
    """Those of the addresses that lead to something which the rooms' access doors open to this post."""
    keys = {UUID(KEY.findall(address)[-1]): address for address in addresses if KEY.search(address)}
    doors = (
        proposals.proposals_for(by), casework.cases_for(by), evaluation.evaluations_for(by), mandates.mandates_for(by),
        mandates.terms_for(by), congress.for_reader(by), congress.resolutions_for(by),
        gallery.galleries_for(by), forum.contributions_for(by), elections.elections_for(by), matters.matters_for(by),
        contact.plans_for(by),
    )  # fmt: skip
    opened = {key for door in doors for key in door.filter(pk__in=keys).values_list("pk", flat=True)}
    return frozenset(keys[key] for key in opened)
