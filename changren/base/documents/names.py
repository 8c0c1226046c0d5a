"""The names of papers, for what is found by them: asked for all at once, and once for each."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from changren.base.documents.models import Attachment
from changren.base.tenancy.written import written_once

BETWEEN = " · "


def tell_names(things: Iterable[Any]) -> None:
    """Tell each of these objects what its papers are called now. One query; none if their model says no `papers_of`.

    papers_of: the field in which an object has the id of what the papers belong to: its own key, or that of its origin.
    """
    owners = {thing: getattr(thing, thing.papers_of) for thing in things if hasattr(thing, "papers_of")}
    names: dict[UUID, list[str]] = {}
    for owner, name in _rows([*owners.values()]) if owners else ():
        names.setdefault(owner, []).append(name)
    for thing, owner in owners.items():
        thing.told_papers = BETWEEN.join(names.get(owner, ()))


def names_of(thing: Any) -> str:
    """What its papers are called, as it was told, or else as it is."""
    if not hasattr(thing, "told_papers"):
        tell_names([thing])
    return str(thing.told_papers)


def _rows(owners: list[UUID]) -> Any:
    return _of_one(owners[0]) if len(owners) == 1 else _named().filter(owner_id__in=owners)


@written_once
def _of_one(owner: UUID) -> Any:
    return _named().filter(owner_id=owner)


def _named() -> Any:
    papers = Attachment.objects.filter(is_removed=False).order_by("added_at", "pk")
    return papers.values_list("owner_id", "name")
