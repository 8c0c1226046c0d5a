"""Who has the case, and what moves its clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.casework.models.cases import Case
from changren.organisation.models import Unit


class Assignment(InTownship):
    """The case is given to a unit: to answer it (lead), or to tell the lead unit its opinion (assist)."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead unit")
        ASSIST = "assist", _("assisting unit")

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")
        OPINED = "opined", _("opinion given")
        ENDED = "ended", _("ended")

    case = TenantForeignKey(Case, related_name="assignments")
    unit = TenantForeignKey(Unit, related_name="+", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SENT)
    sent_on = models.DateField(_("sent on"))
    due_on = models.DateField(_("until"))
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    said = models.TextField(_("reason or opinion"), blank=True)

    in_data = ("unit", "role", "state", "sent_on", "due_on", "settled_on")
    alongside = ("township", "case__township", "unit")

    class Meta(InTownship.Meta):
        verbose_name = _("assignment")
        ordering = ["id"]
        indexes = [models.Index(fields=["district", "unit", "state"], name="assignment_of_unit")]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()


class Pause(InTownship):
    """The clock of a case stands: after a return, or because the office stopped it."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("returned by the unit")
        STOPPED = "stopped", _("stopped by the office")

    case = TenantForeignKey(Case, related_name="pauses")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta(InTownship.Meta):
        ordering = ["start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "case"], condition=models.Q(end=None), name="pause_open_once")
        ]


class Extension(InTownship):
    """The lead unit asks for more time; somebody else agrees or does not."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        GRANTED = "granted", _("agreed")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("answered before it was decided")

    case = TenantForeignKey(Case, related_name="extensions")
    round = models.PositiveSmallIntegerField()
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField(_("asked on"))
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    in_data = ("round", "reason", "state", "asked_on", "settled_on")
    alongside = ("township", "case__township", "case__lead_unit")

    class Meta(InTownship.Meta):
        verbose_name = _("extension")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()
