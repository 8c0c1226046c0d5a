"""How delegates at a meeting judge what became of the proposals since the last one."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models import Meeting
from changren.mandates.models import Mandate


class Assessment(InTownship):
    """What one delegate marked: satisfied or not, by the key of each proposal. Counted, and told of nobody."""

    meeting = TenantForeignKey(Meeting, related_name="+", verbose_name=_("meeting"))
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))
    marks = models.JSONField(default=dict)
    given_on = models.DateField(_("given on"))

    in_data = ("meeting",)
    alongside = ("township", "meeting__township", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("judgement of the report on proposals")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "meeting", "mandate"], name="assessment_once")]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("proposals:heard", args=[self.meeting_id])
