"""What a counting group counted: twice, by two people, each alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.elections.models.elections import Election
from changren.organisation.models import Person


class Sheet(InTownship):
    """One person's entry of the tally sheet of one counting group, candidate by candidate in the order of the paper."""

    class Entry(models.TextChoices):
        FIRST = "a", _("first entry")
        SECOND = "b", _("second entry")

    election = TenantForeignKey(Election, related_name="all_sheets", verbose_name=_("election"))
    group = models.CharField(_("group"), max_length=40)
    entry = models.CharField(_("entry"), max_length=1, choices=Entry.choices)
    entered_by = TenantForeignKey(Person, related_name="+", verbose_name=_("entered by"))
    entered_on = models.DateField(_("entered on"))
    issued = models.PositiveSmallIntegerField(_("papers issued"))
    collected = models.PositiveSmallIntegerField(_("papers collected"))
    valid = models.PositiveSmallIntegerField(_("valid papers"))
    invalid = models.PositiveSmallIntegerField(_("invalid papers"))
    numbers = models.JSONField(default=list, blank=True)
    write_ins = models.JSONField(default=dict, blank=True)
    unmarked = models.PositiveSmallIntegerField(_("names without a mark"), default=0)
    is_struck = models.BooleanField(_("struck out"), default=False)

    in_data = ("group", "entry", "entered_by", "entered_on", "is_struck")
    alongside = ("township", "election__township", "entered_by")

    class Meta(InTownship.Meta):
        verbose_name = _("tally sheet")
        ordering = ["group", "entry"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "election", "group", "entry"],
                condition=models.Q(is_struck=False),
                name="sheet_entry",
            ),
            models.UniqueConstraint(
                fields=["district", "election", "group", "entered_by"],
                condition=models.Q(is_struck=False),
                name="sheet_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(collected=models.F("valid") + models.F("invalid")), name="sheet_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.get_entry_display()}"

    def get_absolute_url(self) -> str:
        return self.election.get_absolute_url()
