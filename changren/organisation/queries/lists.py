"""Lists of units and of committee members as an office keeps them: what each row would do. Nothing is written."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.tables import cells, comparing
from changren.base.tables.comparing import CHANGED, ELSEWHERE, SAME, WRONG, Comparison
from changren.base.tables.headings import Column, Layout, Record, records
from changren.base.tables.reading import Sheet
from changren.base.tenancy.models import Township
from changren.base.words import listed
from changren.organisation.models import Post, Role, Unit
from changren.organisation.queries.listed import People
from changren.organisation.queries.register import holders, townships

UNITS, MEMBERS = "units", "members"
LABELS: dict[str, Any] = {
    "township": _("Township"), "name": pgettext_lazy("of a body", "Name"), "kind": _("Kind"),
    "handles": _("May proposals be assigned to it?"), "head": Role.HEAD.label, "head_phone": _("Telephone of the head"),
    "handler": _("Handlers"), "handler_phone": _("Telephone of the handler"),
}  # fmt: skip
MEMBER_LABELS: dict[str, Any] = {
    "township": _("Township"), "name": _("Name"), "office": _("Office held"), "phone": _("Telephone"),
}  # fmt: skip
LONGEST_NAME, LONGEST_TITLE = 60, 40
BETWEEN_NAMES = re.compile(r"[、,，;；/\\]")


@cache
def book() -> dict[str, dict[str, str]]:
    """lists.toml: headings and words."""
    return tomllib.loads(Path(__file__).parents[1].joinpath("lists.toml").read_text("utf-8"))


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns that such a list may have."""
    labels = LABELS if table == UNITS else MEMBER_LABELS
    return tuple(Column(name, labels[name], tuple(words.split())) for name, words in book()[table].items())


@dataclass
class Line(comparing.Line):
    """One row: the unit or the member's post that is there, and what the act is given."""

    labels: ClassVar[Mapping[str, Any]] = LABELS

    it: Any = None
    is_known: bool = False
    given: dict[str, Any] = field(default_factory=dict)
    summary: str = ""

    @property
    def url(self) -> str:
        return self.it.get_absolute_url() if self.it else ""


@dataclass
class MemberLine(Line):
    """One row that names a member."""

    labels: ClassVar[Mapping[str, Any]] = MEMBER_LABELS


class Units:
    """Reads the rows of one list of units."""

    def __init__(self, township: Township) -> None:
        self.people = People(township)
        self.units = {unit.name: unit for unit in Unit.objects.filter(township=township)}
        self.posts = list(holders(township, Role.HEAD, Role.HANDLER))

    def settle(self, line: Line) -> None:
        """Which unit it means, what would change, and what is wrong."""
        line.name = line.name.replace(" ", "")
        line.it = unit = self.units.get(line.name)
        if len(line.name) > LONGEST_NAME:
            line.wrong["name"] = _("This is too long for a name.")
        if unit and not unit.is_open:
            line.wrong["name"] = _("This unit no longer exists.")
        heads, handlers = self._people(line, "head"), self._people(line, "handler")
        if len(heads) > 1:
            line.wrong["head"] = _("A unit has one head.")
        kind, handles = self._kind(line), self._handles(line, bool(heads or handlers))
        line.given = {"unit": unit and str(unit.pk), "name": line.name, "kind": kind, "handles": handles,
                      "head": heads[0] if heads else None, "handlers": handlers}  # fmt: skip
        names = [one["name"] for one in (*heads, *handlers)]
        line.summary = " · ".join([str(Unit.Kind(kind).label), *names])
        if unit:
            self._compare(line, unit, heads, handlers)

    def _held(self, unit: Unit, role: str) -> list[Post]:
        return [post for post in self.posts if post.unit_id == unit.pk and post.role == role]

    def _people(self, line: Line, role: str) -> list[dict[str, Any]]:
        """Those who are named in a column, their telephone beside it if it is one alone."""
        said = [cells.name(one) for one in BETWEEN_NAMES.split(line.record.cells.get(role, ""))]
        there = {post.person_id for post in self._held(line.it, role)} if line.it else set()
        names = [one for one in said if one]
        alone = f"{role}_phone" if len(names) == 1 else ""
        return [self.people.named(line, name, role, alone, there) for name in names]

    def _kind(self, line: Line) -> str:
        said = line.read("kind", lambda text: cells.worded(text, book()["kind"]), _("This word is not known."))
        if said or line.it:
            return said or str(line.it.kind)
        words = ((word, kind) for kind, several in book()["kind"].items() for word in several.split())
        fitting = [(len(word), kind) for word, kind in words if line.name.endswith(word)]
        return max(fitting)[1] if fitting else Unit.Kind.OFFICE

    def _handles(self, line: Line, has_people: bool) -> bool:
        said = line.read("handles", lambda text: cells.worded(text, book()["yes_no"]), _("This word is not known."))
        otherwise = line.it.handles if line.it else has_people
        return said == "yes" if said else bool(otherwise)

    def _compare(self, line: Line, unit: Unit, heads: list[dict[str, Any]], handlers: list[dict[str, Any]]) -> None:
        given, yes_no = line.given, {True: _("yes"), False: _("no")}
        if given["kind"] != unit.kind:
            line.changes.append((LABELS["kind"], unit.get_kind_display(), Unit.Kind(given["kind"]).label))
        if given["handles"] != unit.handles:
            line.changes.append((LABELS["handles"], yes_no[unit.handles], yes_no[given["handles"]]))
        for role, named in (("head", heads), ("handler", handlers)):
            posts = self._held(unit, role)
            there = {str(post.person_id) for post in posts}
            if any(one["person"] not in there for one in named) or (role == "head" and named and len(posts) > 1):
                stay = [] if role == "head" else [post.person.name for post in posts]
                then = [*stay, *(one["name"] for one in named if one["name"] not in stay)]
                line.changes.append((LABELS[role], listed(post.person.name for post in posts) or "—", listed(then)))


class Members:
    """Reads the rows of one list of committee members."""

    def __init__(self, township: Township) -> None:
        self.people = People(township)
        self.posts = {post.person_id: post for post in holders(township, Role.COMMITTEE)}

    def settle(self, line: Line) -> None:
        """Whom it means, what would change, and what is wrong."""
        line.name = cells.name(line.name)
        title = cells.plain(line.record.cells.get("office", ""))
        if len(title) > LONGEST_TITLE:
            line.wrong["office"] = _("This is too long for an office.")
        who = self.people.named(line, line.name, "name", "phone", set(self.posts))
        line.is_known = who["person"] is not None
        post = next((one for one in self.posts.values() if str(one.person_id) == who["person"]), None)
        line.it = post
        line.given = {"post": post and str(post.pk), "who": who, "title": title or (post.title if post else "")}
        line.summary = title
        if post and line.given["title"] != post.title:
            line.changes.append((MEMBER_LABELS["office"], post.title or "—", title))


def compared(table: str, township: Township, sheet: Sheet, layout: Layout, guessed: Layout) -> Comparison:
    """What each row of a list of units or of members would do in a township."""
    reader, row = (Units(township), Line) if table == UNITS else (Members(township), MemberLine)
    places = [place.name for place in townships()]
    sections = () if table == UNITS else places  # a unit is called after its township, too
    lines = [row(one, cells.plain(one.cells.get("name", ""))) for one in records(sheet.rows, layout, sections)]
    seen: dict[str, int] = {}
    for line in lines:
        if _is_elsewhere(line.record, township, places):
            line.state = ELSEWHERE
            continue
        if not line.name:
            line.wrong["name"] = _("There is no name.")
        reader.settle(line)
        _state(line, seen)
    return Comparison(sheet, layout, guessed, columns(table), lines)


def _is_elsewhere(record: Record, township: Township, places: Sequence[str]) -> bool:
    said = record.cells.get("township") or record.section
    return bool(said) and township.name not in said and any(place in said for place in places)


def _state(line: Line, seen: dict[str, int]) -> None:
    first = seen.setdefault(line.name, line.record.row)
    if first != line.record.row:
        line.wrong.setdefault("name", _("The same as in row {n}.").format(n=first))
    if line.wrong:
        line.state = WRONG
    elif line.it:
        line.state = CHANGED if line.changes else SAME
