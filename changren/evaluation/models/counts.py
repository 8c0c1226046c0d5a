"""What was counted by hand: twice for each table at which forms were counted, by two people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.evaluation.models.evaluations import Evaluation
from changren.organisation.models import Person


class Count(InTownship):
    """One person's count of one group of paper forms. `numbers` are the marks, question by question.

    A group is a table at which forms were counted, no part of the electorate. It is added to the others and never
    shown on its own; where fewer forms came back than may be counted on their own, its `numbers` are empty.
    """

    class Entry(models.TextChoices):
        FIRST = "a", _("first entry")
        SECOND = "b", _("second entry")

    evaluation = TenantForeignKey(Evaluation, related_name="all_counts", verbose_name=_("evaluation"))
    group = models.CharField(_("group"), max_length=40)
    entry = models.CharField(_("entry"), max_length=1, choices=Entry.choices)
    entered_by = TenantForeignKey(Person, related_name="+", verbose_name=_("entered by"))
    entered_on = models.DateField(_("entered on"))
    issued = models.PositiveSmallIntegerField(_("forms issued"))
    collected = models.PositiveSmallIntegerField(_("forms collected"))
    valid = models.PositiveSmallIntegerField(_("valid forms"))
    invalid = models.PositiveSmallIntegerField(_("invalid forms"))
    numbers = models.JSONField(default=list, blank=True)
    is_struck = models.BooleanField(_("struck out"), default=False)

    in_data = ("group", "entry", "entered_by", "entered_on", "is_struck")
    alongside = ("township", "evaluation__township", "entered_by")

    class Meta(InTownship.Meta):
        verbose_name = _("count")
        ordering = ["group", "entry"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "evaluation", "group", "entry"],
                condition=models.Q(is_struck=False),
                name="count_entry",
            ),
            models.UniqueConstraint(
                fields=["district", "evaluation", "group", "entered_by"],
                condition=models.Q(is_struck=False),
                name="count_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(collected=models.F("valid") + models.F("invalid")), name="count_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.get_entry_display()}"

    def get_absolute_url(self) -> str:
        return self.evaluation.get_absolute_url()
