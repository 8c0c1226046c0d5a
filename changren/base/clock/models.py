"""Days that differ from the national calendar, as this district has recorded them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.models import InTownship


class CalendarDay(InTownship):
    """One day that is worked or not, against the calendar that the program came with.

    `applied_at` is empty while open cases have not been recomputed since the day was entered or struck out.
    """

    class Kind(models.TextChoices):
        WORK = "work", _("working day")
        REST = "rest", _("day off")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=120)
    is_struck = models.BooleanField(_("struck out"), default=False)
    applied_at = models.DateTimeField(_("open cases recomputed"), null=True, blank=True)

    in_data = ("day", "kind", "reason", "is_struck")

    class Meta(InTownship.Meta):
        verbose_name = _("calendar day")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "day"], condition=models.Q(is_struck=False), name="calendar_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
