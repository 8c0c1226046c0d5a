"""Units and committee members as tables: to keep, and to take over again."""

from collections.abc import Callable
from typing import Any

from changren.base.tables.writing import workbook
from changren.base.tenancy.models import Township
from changren.organisation.models import Post, Role, Unit
from changren.organisation.queries import columns, holders
from changren.organisation.queries.lists import MEMBERS, UNITS, book


def table_of(kind: str, township: Township) -> bytes:
    """What a township has of this kind, as a workbook whose headings are known; taken over again it changes nothing.

    For those who keep accounts alone: telephone numbers stand in it.
    """
    rows: dict[str, Callable[[Township], list[dict[str, Any]]]] = {UNITS: _units, MEMBERS: _members}
    names = [column.name for column in columns(kind) if column.name != "township"]
    heads = [book()[kind][name].split()[0] for name in names]
    said = [[str(row.get(name, "")) for name in names] for row in rows[kind](township)]
    return workbook([heads, *said], name=township.name)


def _units(township: Township) -> list[dict[str, Any]]:
    held: dict[Any, dict[str, list[Post]]] = {}
    for post in holders(township, Role.HEAD, Role.HANDLER):
        held.setdefault(post.unit_id, {}).setdefault(post.role, []).append(post)
    return [_unit(unit, held.get(unit.pk, {})) for unit in Unit.objects.filter(township=township, is_open=True)]


def _unit(unit: Unit, held: dict[str, list[Post]]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": unit.name, "kind": book()["kind"][unit.kind].split()[0],
        "handles": book()["yes_no"]["yes" if unit.handles else "no"].split()[0],
    }  # fmt: skip
    for role, posts in held.items():
        row[role] = "、".join(post.person.name for post in posts)
        row[f"{role}_phone"] = posts[0].person.phone if len(posts) == 1 else ""
    return row


def _members(township: Township) -> list[dict[str, Any]]:
    return [
        {"name": post.person.name, "office": post.title, "phone": post.person.phone}
        for post in holders(township, Role.COMMITTEE)
    ]
