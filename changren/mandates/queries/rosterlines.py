"""One row of a roster: its words, and what it would do."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from changren.base.tables import cells, comparing
from changren.base.tables.headings import Column
from changren.mandates.models import Mandate
from changren.organisation.models import Person

LABELS: dict[str, Any] = {
    "township": _("Township"), "number": _("Delegate number"), "name": _("Name"), "login": _("Login name"),
    "phone": _("Telephone"), "electing_unit": _("Electing unit"), "delegation": _("Delegation"),
    "sector": _("Sector"), "rank": _("Front line or leader"), "post": _("Post, not taken over"), "sex": _("Sex"),
    "ethnic": _("Ethnic group"), "born": _("Born"), "age": _("Age"),
    "identity": _("Identity number, checked and not kept"), "on_committee": _("Member of the Party committee"),
    "elected_on": _("Elected on"),
}  # fmt: skip
REGISTER = (
    "number", "electing_unit", "delegation", "sector", "rank", "is_woman", "is_minority", "age_band", "on_committee",
    "elected_on",
)  # fmt: skip


@cache
def book() -> dict[str, Any]:
    """roster.toml: headings and words."""
    return tomllib.loads(Path(__file__).parents[1].joinpath("roster.toml").read_text("utf-8"))


@cache
def columns() -> tuple[Column, ...]:
    """The columns that a roster may have."""
    return tuple(Column(name, LABELS[name], tuple(words.split())) for name, words in book()["known_as"].items())


@dataclass
class Line(comparing.Line):
    """One row: the delegate whom it enters or corrects, and the values of the register.

    body names stand for electing unit and delegation, which may not be there yet.
    """

    labels: ClassVar[Mapping[str, Any]] = LABELS

    mandate: Mandate | None = None
    person: Person | None = None
    login: str = ""
    phone: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.mandate.get_absolute_url() if self.mandate else ""

    @property
    def is_known(self) -> bool:
        """Whether the person is there already."""
        return self.person is not None

    @property
    def summary(self) -> str:
        return f"{self.values['electing_unit']} · {self.values['delegation']}"


def shown(mandate: Mandate, name: str) -> Any:
    """What the register says now, as it is read on a page."""
    value = getattr(mandate, name)
    return value.name if hasattr(value, "name") and not isinstance(value, str) else named(name, value)


def named(name: str, value: Any) -> Any:
    """A value as it is read on a page."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(Mandate._meta.get_field(name).choices or ())
    return choices.get(value, value)


def worded(column: str, text: str) -> str:
    """What a word in a column means. ValueError if it is not known."""
    return cells.worded(text, book()["words"][column])


def as_given(line: Line) -> dict[str, Any]:
    """The line as the act is given it: plain data."""
    mandate, person = line.mandate, line.person
    values = line.values | {"elected_on": line.values["elected_on"].isoformat()}
    keys = {"mandate": mandate and str(mandate.pk), "person": person and str(person.pk)}
    return {"name": line.name, "login": line.login, "phone": line.phone, **keys, **values}
