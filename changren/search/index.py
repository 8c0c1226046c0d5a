"""The index follows every act, inside its transaction; and can be built again from what there is.

Whoever writes holds the district's chain (`minutes.write` has locked it), so places are given one after the other.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps

from changren.base.documents.models import Attachment
from changren.base.documents.names import tell_names
from changren.base.finding import Finding
from changren.base.tenancy.written import written_once
from changren.search.engines import engine
from changren.search.likeness import pairs_of
from changren.search.models import Found
from changren.search.places import day_range
from changren.search.rooms import BY_MODEL, FOR_ALL, key, of_matter, plain
from changren.search.words import searched, tokens

DIGEST = 32  # hexadecimal digits
NOWHERE = -1  # no place yet


def follow(subject: Any, gone: bool = False) -> None:
    """After an act: find `subject` as it is now, and whatever shows it in its own finding; or not any more."""
    model = type(subject)
    if gone:
        forget(Found.objects.filter(thing=subject.pk))
        return
    if model is Attachment:
        owner = apps.get_model(subject.owner_kind)
        keep(owner.objects.select_related(*owner.alongside).filter(pk=subject.owner_id) if owner in BY_MODEL else ())
    as_before = model in BY_MODEL and not any(
        row.was_there for row in keep([subject])
    )  # or new, and shown nowhere else
    for other, lookup in _dependants().get(model, ()):
        if not as_before or lookup in getattr(other, "written_with", ()):
            keep(other.objects.select_related(*other.alongside).filter(**{lookup: subject}))


@cache
def _dependants() -> dict[Any, list[tuple[Any, str]]]:
    """For each model, what has to be found anew when one of it changes: the other model, and how it looks there."""
    known: dict[Any, list[tuple[Any, str]]] = {}
    for model in BY_MODEL:
        for lookup in getattr(model, "found_with", ()):
            known.setdefault(_at_end(model, lookup), []).append((model, lookup))
    return known


def _at_end(model: Any, lookup: str) -> Any:
    for name in lookup.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def keep(things: Iterable[Any], *, anew: bool = False) -> list[Found]:
    """Put objects of one model into the index, or put right what is there. Returns the rows that were written.

    anew: write them even if they seem not to have changed.
    """
    rows = list(things)
    tell_names(rows)
    texts = {thing: _text(thing) for thing in rows}
    known = {one.thing: one for one in _known([thing.pk for thing in texts])}
    changed, left, places = {}, [], Places()
    for thing, (day, text) in texts.items():
        row = known.get(thing.pk) or Found(district_id=thing.district_id, thing=thing.pk, place=NOWHERE)
        digest = sha256(f"{day} {text}".encode()).hexdigest()[:DIGEST]
        if row.digest == digest and not anew:
            continue
        first, end = day_range(thing.district_id, BY_MODEL[type(thing)].number, day)
        if not first <= row.place < end:
            left.append(row.place)
            row.place = places.after(first, end)
        row.digest = digest
        changed[row] = text
    _write(changed, [place for place in left if place != NOWHERE])
    return list(changed)


def _known(things: list[UUID]) -> Any:
    return _known_one(things[0]) if len(things) == 1 else Found.objects.filter(thing__in=things)


@written_once
def _known_one(thing: UUID) -> Any:
    return Found.objects.filter(thing=thing)


def forget(gone: Iterable[Found]) -> int:
    """Take rows out of the index. Returns how many there were."""
    rows = list(gone)
    engine().drop([row.place for row in rows])
    Found.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _write(changed: dict[Found, str], left: list[int]) -> None:
    """Save rows with their tokens; `left` are the places where some of them stood before."""
    for row in changed:
        row.was_there = not row._state.adding
    there, new = ([row for row in changed if row.was_there is was] for was in (True, False))
    if there:
        Found.objects.bulk_update(there, ["place", "digest"])
    Found.objects.bulk_create(new)
    if left:
        engine().drop(left)
    if changed:
        engine().put(sorted((row.place, text) for row, text in changed.items()))  # FTS5 writes in order at one go


class Places:
    """Gives the next place of a day: after the last one in the table, and after those it has given."""

    def __init__(self) -> None:
        self.given: dict[int, int] = {}

    def after(self, first: int, end: int) -> int:
        """The next free place from `first` on. ValueError if there is none before `end`."""
        if first not in self.given:
            self.given[first] = next(iter(_last_place(first, end)), first)
        self.given[first] += 1
        if self.given[first] >= end:
            raise ValueError("more than half a million things of one kind on one day")
        return self.given[first]


@written_once
def _last_place(first: int, end: int) -> Any:
    return Found.objects.filter(place__gte=first, place__lt=end).order_by("-place").values_list("place", flat=True)[:1]


def _text(thing: Any) -> tuple[date | None, str]:
    """By which day it is ordered, and its tokens, parted by blanks."""
    finding = thing.finding()
    return finding.day, " ".join(sorted(_tokens(thing, finding)))


def _tokens(thing: Any, finding: Finding) -> set[str]:
    ids = {finding.township, *(thing.found_by() if hasattr(thing, "found_by") else ())}
    found = tokens(searched(finding.texts)) | {key(one) for one in ids}
    found |= {plain("y", finding.day.year)} if finding.day else set()
    found |= {plain("s", finding.state)} if finding.state else set()
    found |= {plain("f", finding.field)} if finding.field else set()
    found |= {of_matter(pair) for pair in pairs_of(said(thing, BY_MODEL[type(thing)].matter))}
    return found | ({FOR_ALL} if finding.for_all else set())


def said(thing: Any, fields: Iterable[str]) -> str:
    """What these fields of an object say, each on a line of its own."""
    return "\n".join(getattr(thing, name) for name in fields)
