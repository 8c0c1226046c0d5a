"""Entries as sentences, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from changren.base.acts.declaration import ACTS
from changren.base.minutes.models import Entry
from changren.base.words import listed


@dataclass(frozen=True)
class Told:
    """One entry as a reader sees it. `it` is its object, None when the reader cannot be shown it any more."""

    entry: Entry
    sentence: str
    it: Any
    times: int = 1
    since: datetime | None = None

    @property
    def link(self) -> str | None:
        return self.it.get_absolute_url() if hasattr(self.it, "get_absolute_url") else None


def tell(entries: Iterable[Entry], names: Mapping[UUID, str], here: Any = None) -> list[Told]:
    """Each entry with its sentence. One query per kind of object, however many entries.

    names: the name behind the id of each post that acted, or of the person where somebody acted without a post.
    here: what the page is about; its name need not be repeated in every line.
    """
    rows = list(entries)
    subjects = _subjects(rows)
    told = []
    for entry in rows:
        it = subjects.get((entry.subject_kind, entry.subject_id))
        who = entry.post_id or entry.person_id
        by = names.get(who, "?") if who else str(ACTS[entry.act].unnamed or _("the calendar"))
        called = _("this matter") if here is not None and str(it) == str(here) else _called(it)
        told.append(Told(entry, sentence(entry, by=by, it=called), it))
    return told


def _called(it: Any) -> str:
    """What an object is called where anybody may read it: by its own name, unless it keeps that to itself."""
    return str(getattr(it, "told_as", it)) if it else "…"


def sentence(entry: Entry, *, by: str, it: str) -> str:
    """What the entry's act says of it, in the language that is active."""
    act = ACTS[entry.act]
    kept = {name: _worded(act.keeps[name], value) for name, value in entry.kept.items() if name in act.keeps}
    return str(act.says).format_map({"by": by, "it": it, **kept})


def _worded(choices: Any, value: Any) -> Any:
    if value is None:
        return "—"
    if isinstance(value, list):
        return listed(_worded(choices, one) for one in value) or "—"
    return choices(value).label if choices else value


def _subjects(entries: list[Entry]) -> dict[tuple[str, UUID], Any]:
    wanted: dict[str, set[UUID]] = {}
    for entry in entries:
        wanted.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    found: dict[tuple[str, UUID], Any] = {}
    for kind, ids in wanted.items():
        model: Any = apps.get_model(kind)
        for it in model.objects.select_related(*getattr(model, "alongside", ())).filter(pk__in=ids):
            found[kind, it.pk] = it
    return found


def folded(told: list[Told]) -> list[Told]:
    """Runs of the same act by the same person on the same object become one line with a count."""
    lines: list[Told] = []
    for one in told:
        last = lines[-1] if lines else None
        if last and _alike(last.entry, one.entry):
            lines[-1] = Told(one.entry, one.sentence, one.it, last.times + 1, last.since or last.entry.at)
        else:
            lines.append(one)
    return lines


def _alike(a: Entry, b: Entry) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in ("act", "subject_id", "person_id", "kept", "after"))
