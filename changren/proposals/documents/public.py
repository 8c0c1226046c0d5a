"""The public list for machines: JSON, CSV and Atom (RFC 4287). The same that everybody may read, and nothing more."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from changren.base.words import harmless
from changren.proposals.queries import Line

COLUMNS: dict[str, Any] = {  # name in JSON, and the head of the column for people
    "number": gettext_lazy("Number"), "type": gettext_lazy("Type"), "title": gettext_lazy("Title"),
    "township": gettext_lazy("Township"), "field": gettext_lazy("Field"), "handed_in": gettext_lazy("Handed in"),
    "state": gettext_lazy("State"), "unit": gettext_lazy("Answered by"), "answer": gettext_lazy("Answer"),
    "answered": pgettext_lazy("a day", "Answered"), "satisfied": gettext_lazy("satisfied"),
    "basically_satisfied": gettext_lazy("basically satisfied"), "not_satisfied": gettext_lazy("not satisfied"),
    "not_judged": gettext_lazy("not judged"), "address": gettext_lazy("Address"),
}  # fmt: skip
BOM = "\ufeff"  # by which Excel knows that the file is UTF-8
LATEST = 50  # entries of the feed


def row(line: Line, root: str) -> dict[str, Any]:
    """One proposal as plain values. root: the address of the site, without the last slash."""
    it, outcome = line.proposal, line.outcome
    case, answer = (outcome.case, outcome.answer) if outcome else (None, None)
    return {
        "number": it.serial, "type": it.get_kind_display(), "title": it.title, "township": str(it.township),
        "field": it.get_field_display(), "handed_in": _iso(it.submitted_on),
        "state": case.get_state_display() if case else it.get_state_display(),
        "unit": str(case.lead_unit) if case and case.lead_unit else None,
        "answer": answer.get_grade_display() if answer else None, "answered": _iso(answer.sent_on) if answer else None,
        "satisfied": outcome.satisfied if outcome else 0, "basically_satisfied": outcome.basically if outcome else 0,
        "not_satisfied": outcome.dissatisfied if outcome else 0, "not_judged": outcome.none if outcome else 0,
        "address": f"{root}{_path(line)}",
    }  # fmt: skip


def as_json(lines: Iterable[Line], root: str) -> str:
    """An object with the meaning of each field, and the proposals, newest first."""
    fields = {name: str(label) for name, label in COLUMNS.items()}
    told = {"title": _("Public list of proposals"), "fields": fields, "proposals": [row(one, root) for one in lines]}
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_csv(lines: Iterable[Line], root: str) -> str:
    """A table with one head line (RFC 4180). What a spreadsheet would take for a formula is marked as text."""
    kept = io.StringIO()
    table = csv.writer(kept)
    table.writerow(COLUMNS.values())
    for line in lines:
        table.writerow("" if value is None else harmless(value) for value in row(line, root).values())
    return f"{BOM}{kept.getvalue()}"


def as_atom(lines: Iterable[Line], root: str, language: str, path: str) -> str:
    """The latest of them as a feed. An entry changes when it is answered."""
    title, about = _("Public list of proposals"), _("What delegates have raised and what became of it.")
    feed = Atom1Feed(title, f"{root}{path}", about, language, feed_url=f"{root}{path}")
    for line in sorted(lines, key=_changed, reverse=True)[:LATEST]:
        told = row(line, root)
        says = " · ".join(str(told[name]) for name in ("type", "township", "field", "state", "answer") if told[name])
        feed.add_item(
            told["title"], told["address"], says, updateddate=datetime.combine(_changed(line), time(), UTC),
            unique_id=f"urn:uuid:{line.proposal.pk}",
        )  # fmt: skip
    return feed.writeString("utf-8")


def _changed(line: Line) -> date:
    answer = line.outcome.answer if line.outcome else None
    return (answer and answer.sent_on) or line.proposal.submitted_on or line.proposal.drafted_on


def _path(line: Line) -> str:
    return reverse("proposals:public-one", args=[line.proposal.pk])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
