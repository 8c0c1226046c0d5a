"""What was talked about, with whom and when; and what was answered where something was raised."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship, Tenant
from changren.contact.models.lists import Counterpart
from changren.contact.models.plans import Tie
from changren.mandates.models import Mandate
from changren.organisation.models import Person


class Talk(InTownship):
    """A talk or visit: a committee member with delegates, or a delegate with people of their list.

    What was said is for those two sides. Where something was raised that must be dealt with, the committee member who
    keeps contact with the delegate and the office read it, too, and one of them answers.
    """

    class How(models.TextChoices):
        VISIT = "visit", _("visit")
        TALK = "talk", _("talk")
        CALL = "call", _("telephone call")
        MESSAGE = "message", _("message")

    class State(models.TextChoices):
        NOTED = "noted", _("noted")
        ANSWERED = "answered", _("answered")
        TOLD = "told", _("the person was told")

    member = TenantForeignKey(Person, related_name="+", null=True, blank=True, verbose_name=_("committee member"))
    mandate = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("delegate"))
    by = TenantForeignKey(Person, related_name="+", verbose_name=_("logged by"))
    day = models.DateField(_("day"))
    how = models.CharField(_("how"), max_length=8, choices=How.choices)
    text = models.TextField(_("what was said"))
    is_raised = models.BooleanField(_("something was raised that must be answered"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NOTED)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = TenantForeignKey(Person, related_name="+", null=True, blank=True, verbose_name=_("answered by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    told_on = models.DateField(_("told to the person on"), null=True, blank=True)

    in_data = ("member", "mandate", "by", "day", "how", "is_raised", "state", "answered_by", "answered_on", "told_on")
    data_in_full = ("text", "answer")
    alongside = ("township", "member", "mandate__person", "by", "answered_by")

    class Meta(InTownship.Meta):
        verbose_name = _("talk or visit")
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=False) ^ models.Q(mandate__isnull=False), name="contact_talk_side"
            )
        ]
        indexes = [
            models.Index(fields=["district", "township", "day"], name="contact_talk_day"),
            models.Index(fields=["district", "township", "state"], name="contact_talk_state"),
        ]

    def __str__(self) -> str:
        return _("{how} of {name} on {day}").format(
            how=self.get_how_display(), name=self.member or self.mandate, day=self.day.isoformat()
        )

    def get_absolute_url(self) -> str:
        return reverse("contact:talk", args=[self.pk])

    @property
    def is_owed(self) -> bool:
        """Whether an answer is waited for."""
        return self.is_raised and self.state == self.State.NOTED


class Part(Tenant):
    """Who took part in a talk: a delegate by their tie, or somebody of a delegate's list."""

    hangs = False
    talk = TenantForeignKey(Talk, related_name="parts", verbose_name=_("talk or visit"))
    tie = TenantForeignKey(Tie, related_name="parts", null=True, blank=True, verbose_name=_("tie"))
    counterpart = TenantForeignKey(
        Counterpart, related_name="parts", null=True, blank=True, verbose_name=_("person on a list")
    )

    in_data = ("tie", "counterpart")

    class Meta(Tenant.Meta):
        verbose_name = _("part in a talk")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "talk", "tie"], name="contact_part_once"),
            models.UniqueConstraint(fields=["district", "talk", "counterpart"], name="contact_part_of_list"),
            models.CheckConstraint(
                condition=models.Q(tie__isnull=False) ^ models.Q(counterpart__isnull=False), name="contact_part_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.tie or self.counterpart)
