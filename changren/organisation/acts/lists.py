"""A whole list of units or committee members at once: each row is the acts that would enter or correct it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.organisation import guards as only
from changren.organisation.acts.register import (
    add_person,
    add_unit,
    appoint,
    correct_person,
    correct_unit,
    relieve,
    remember_headings,
)
from changren.organisation.models import KnownHeading, Person, Post, Role, Unit


@act(Township, who=only.keeps_accounts, keeps=["entered", "corrected"], verb=_("Take over a list of units"),
     when=[only.list_says_something, only.list_is_of_township],
     says=_("{by} took over a list of units: {entered} entered, {corrected} corrected"))  # fmt: skip
def enter_units(
    township: Township, *, lines: Sequence[Mapping[str, Any]], headings: Mapping[str, str], first_password: str,
    by: Any, on: datetime,
) -> None:  # fmt: skip
    """The units of a township, their heads and handlers, as the office keeps them.

    lines: for each unit `unit` (a key) to correct one, else None; `name`, `kind`, `handles`; `head` and `handlers`,
    each with `person` (a key), or `name` and `login` of somebody new, and `phone`, empty to leave it. A head takes the
    place of the one before, handlers join those who are there. headings: see `remember_headings`.
    """
    remember_headings(township, KnownHeading.Table.UNITS, headings)
    entering = _Entering(township, first_password, by, on)
    for line in lines:
        given = {name: line[name] for name in ("name", "kind", "handles")}
        unit = Unit.objects.get(pk=line["unit"]) if line["unit"] else add_unit(township, by=by, on=on, **given)
        if (unit.kind, unit.handles) != (line["kind"], line["handles"]):
            unit = correct_unit(unit, by=by, on=on, **given)
        if line["head"]:
            entering.seat(line["head"], unit, Role.HEAD, alone=True)
        for handler in line["handlers"]:
            entering.seat(handler, unit, Role.HANDLER)
    _count(township, lines, "unit")


@act(Township, who=only.keeps_accounts, keeps=["entered", "corrected"], verb=_("Take over a list of committee members"),
     when=[only.list_says_something, only.list_is_of_township, only.has_a_committee],
     says=_("{by} took over a list of committee members: {entered} entered, {corrected} corrected"))  # fmt: skip
def enter_members(
    township: Township, *, lines: Sequence[Mapping[str, Any]], headings: Mapping[str, str], first_password: str,
    by: Any, on: datetime,
) -> None:  # fmt: skip
    """The members of the Party committee, with their offices and telephones.

    lines: for each member `who`, as heads and handlers in `enter_units`, and `title`, the office as it stands on paper.
    `post` is the key of the post that is held already, else None. Who changes office ends one post and begins another.
    """
    remember_headings(township, KnownHeading.Table.MEMBERS, headings)
    unit = Unit.objects.filter(township=township, kind=Unit.Kind.PARTY_COMMITTEE, is_open=True).earliest("pk")
    entering = _Entering(township, first_password, by, on)
    for line in lines:
        entering.seat(line["who"], unit, Role.COMMITTEE, title=line["title"])
    _count(township, lines, "post")


def _count(township: Township, lines: Sequence[Mapping[str, Any]], key: str) -> None:
    corrected = sum(bool(line[key]) for line in lines)
    township.entered, township.corrected = len(lines) - corrected, corrected  # type: ignore[attr-defined]  # for the sentence


@dataclass
class _Entering:
    """A list being entered; `made`: by login name, whom it has entered already."""

    township: Township
    first_password: str
    by: Any
    on: datetime
    made: dict[str, Person] = field(default_factory=dict)

    def seat(self, who: Mapping[str, Any], unit: Unit, role: Role, *, title: str = "", alone: bool = False) -> None:
        """They hold this post from today on, if they do not hold it already; `alone`: nobody else does any more."""
        person = self._person(who)
        posts = Post.objects.select_related(*Post.alongside).filter(township=self.township, role=role, until=None)
        theirs = [post for post in posts.filter(person=person) if role == Role.COMMITTEE or post.unit_id == unit.pk]
        fitting = [post for post in theirs if role != Role.COMMITTEE or post.title == title]
        others = list(posts.filter(unit=unit).exclude(person=person)) if alone else []
        for post in (*others, *(one for one in theirs if one not in fitting)):
            relieve(post, by=self.by, on=self.on, until=day_of(self.on))
        if not fitting:
            appoint(person, by=self.by, on=self.on, unit=unit, role=role, title=title, since=day_of(self.on))

    def _person(self, who: Mapping[str, Any]) -> Person:
        """The person who is there, with the telephone that the list says; or somebody new."""
        by, on, phone = self.by, self.on, who["phone"]
        if who["person"]:
            person = Person.objects.select_related("township").get(pk=who["person"])
            if phone and phone != person.phone:
                correct_person(person, by=by, on=on, name=person.name, login=person.login, phone=phone)
        elif who["login"] in self.made:
            person = self.made[who["login"]]
        else:
            person = self.made[who["login"]] = add_person(
                self.township, by=by, on=on, name=who["name"], login=who["login"], phone=phone,
                first_password=self.first_password,
            )  # fmt: skip
        return person
