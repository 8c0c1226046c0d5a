"""How the tables of an office are headed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.models import InTownship


class KnownHeading(InTownship):
    """A heading that somebody of the office took otherwise than was guessed: the next table is read like that at once.

    heading: as headings are compared, see `base.tables.headings`. column: its name in code, "" if it is left out.
    """

    class Table(models.TextChoices):
        DELEGATES = "delegates", _("roster of delegates")
        UNITS = "units", _("list of units")
        MEMBERS = "members", _("list of committee members")

    table = models.CharField(_("table"), max_length=12, choices=Table.choices)
    heading = models.CharField(_("heading"), max_length=100)
    column = models.CharField(_("taken for"), max_length=30, blank=True)

    class Meta(InTownship.Meta):
        verbose_name = _("known heading")
        ordering = ["table", "heading"]
        constraints = [
            models.UniqueConstraint(fields=["district", "township", "table", "heading"], name="known_heading_once")
        ]

    def __str__(self) -> str:
        return self.heading
