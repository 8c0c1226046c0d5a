"""The records behind a number."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.figures import Record
from changren.base.tenancy.models import Township
from changren.casework import queries as casework
from changren.proposals import queries as proposals
from changren.proposals.fields import Field

OUTCOME = {
    "filed": _("filed"), "registered": _("registered"),
    "merged": _("merged"), "downgraded": _("downgraded"), "refused": _("not filed"),
    "withdrawn": _("withdrawn"), "pending": _("under review"),
}  # fmt: skip
KIND = {"proposals": _("Proposals"), "recess": _("Recess proposals"), "suggestions": _("Suggestions")}
LABELS: dict[str, Any] = {
    "handed_in": _("Handed in"), "took_part": _("Delegates who took part"), "cases": _("Cases"),
    "answers": _("Answers"), "verdicts": _("Verdicts"), "answers.on_time": _("Answers in time"),
    "answers.late": _("Answers that were late"),
    "answers.overdue": _("Answers owed and overdue"), "cases.no_answer": _("Cases not answered yet"),
    "cases.again": _("Cases done again"), "cases.returned": _("Cases returned by a unit"),
    "cases.referred": _("Cases referred to the Party committee"), "cases.urged": _("Cases urged"),
    "verdicts.satisfied": _("Verdicts: satisfied"), "verdicts.basically": _("Verdicts: basically satisfied"),
    "verdicts.not": _("Verdicts: not satisfied"), "verdicts.none": _("Verdicts not given"),
    "verdicts.recused": _("Verdicts recused"), **KIND,
}  # fmt: skip


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

    @property
    def title(self) -> Any:
        return label(self.key)

    @property
    def field_label(self) -> Any:
        return Field(self.field).label if self.field in Field.values else ""


def select(key: str, place: Township, period: Period, *, township: Township | None, field: str) -> Selection:
    """The records behind the number that the page of `place` shows."""
    figures = proposals.figures(place, period) + casework.figures(place, period)
    found = figures.of(key, township=township.pk if township else None, group=field or None)
    return Selection(key, found, period, township, field)
