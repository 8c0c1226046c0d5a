"""The ways to the rooms, in the order in which the navigation shows them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """One entry of the navigation."""

    name: str
    label: Any
    icon: str

    @cached_property
    def url(self) -> str:
        return reverse(self.name)

    def leads_to(self, path: str) -> bool:
        """Whether the page at `path` is in this room."""
        return path == self.url if self.name == "home" else path.startswith(self.url)


ROOMS = (
    Way("home", _("Home"), "home"),
    Way("congress:board", _("Meetings"), "calendar"),
    Way("proposals:board", _("Proposals"), "file"),
    Way("casework:board", _("Cases"), "inbox"),
    Way("matters:board", _("Matters raised"), "people"),
    Way("evaluation:board", _("Evaluations"), "scale"),
    Way("elections:board", _("Elections"), "check"),
    Way("gallery:board", _("Observers"), "user"),
    Way("forum:board", _("Forum"), "proposal"),
    Way("contact:board", _("Contacts"), "mandate"),
    Way("overview:board", _("Overview"), "chart"),
    Way("mandates:board", _("Delegates"), "people"),
    Way("organisation:board", _("Organisation"), "building"),
    Way("rulebook:board", _("Rules"), "book"),
    Way("help", _("Help"), "info"),
)
