"""A whole roster that was taken over: what it was, and what it did, so that it can be taken back."""

import json
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.clock.now import day_of
from changren.base.secrets import HiddenText
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship, Tenant
from changren.mandates.models.terms import Term
from changren.organisation.models import Post


class Roster(InTownship):
    """A table of delegates that was entered at once. `source` is the name of its file, empty if it was pasted."""

    class State(models.TextChoices):
        ENTERED = "entered", pgettext_lazy("a roster", "entered")
        TAKEN_BACK = "taken_back", _("taken back")

    term = TenantForeignKey(Term, related_name="rosters", verbose_name=_("term"))
    source = models.CharField(_("file"), max_length=100, blank=True)
    entered = models.PositiveSmallIntegerField(_("delegates entered"))
    corrected = models.PositiveSmallIntegerField(_("delegates corrected"))
    by = TenantForeignKey(Post, related_name="+", verbose_name=_("taken over by"))
    at = models.DateTimeField(_("time"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ENTERED)

    in_data = ("term", "source", "entered", "corrected", "by", "at", "state")
    alongside = ("township", "term", "by__person")

    class Meta(InTownship.Meta):
        verbose_name = _("roster")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return _("Roster of {day}").format(day=date_format(day_of(self.at), "DATE_FORMAT"))

    def get_absolute_url(self) -> str:
        return reverse("mandates:roster", args=[self.pk])


class RosterLine(Tenant):
    """One thing that a roster entered or corrected.

    changes: by field what was there before and what the roster said, as JSON; hidden, for a telephone may be in it.
    """

    class Kind(models.TextChoices):
        ELECTING_UNIT = "electing_unit", _("electing unit")
        DELEGATION = "delegation", _("delegation")
        PERSON = "person", _("person")
        ENTERED = "entered", _("delegate entered")
        CORRECTED = "corrected", _("delegate corrected")

    hangs = False
    roster = TenantForeignKey(Roster, related_name="lines", verbose_name=_("roster"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    thing = models.UUIDField()
    changes = HiddenText(blank=True, default="")

    class Meta(Tenant.Meta):
        verbose_name = _("line of a roster")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "roster", "kind", "thing"], name="roster_line_once")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """By field what was there before, and what the roster said."""
        return {name: (was, said) for name, (was, said) in json.loads(self.changes or "{}").items()}
