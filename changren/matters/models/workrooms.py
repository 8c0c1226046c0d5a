"""The delegates' workrooms, their reception days, and who receives."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models import Mandate


class Workroom(InTownship):
    """A place where delegates receive people (党代表工作室). Its poster has the code to raise matters by."""

    class State(models.TextChoices):
        OPEN = "open", _("in use")
        CLOSED = "closed", _("given up")

    name = models.CharField(_("name"), max_length=40)
    address = models.CharField(_("address"), max_length=80)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField(_("set up on"))

    in_data = ("township", "name", "address", "state", "opened_on")
    alongside = ("township",)

    class Meta(InTownship.Meta):
        verbose_name = _("delegates' workroom")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("matters:workroom", args=[self.pk])


class Reception(InTownship):
    """A reception day (接待日): when, where, and which delegates receive."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        OFF = "off", _("called off")

    workroom = TenantForeignKey(Workroom, related_name="receptions", verbose_name=_("workroom"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLANNED)
    visitors = models.PositiveSmallIntegerField(_("people who came"), null=True, blank=True)
    reason = models.CharField(_("why it is called off"), max_length=300, blank=True)

    in_data = ("township", "workroom", "starts_at", "ends_at", "state", "visitors", "reason")
    alongside = ("township", "workroom__township")

    class Meta(InTownship.Meta):
        verbose_name = _("reception day")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["district", "township", "starts_at"], name="reception_day")]

    def __str__(self) -> str:
        return _("Reception at {place}").format(place=self.workroom)

    def get_absolute_url(self) -> str:
        return reverse("matters:reception", args=[self.pk])


class Host(InTownship):
    """A delegate who receives on a reception day."""

    reception = TenantForeignKey(Reception, related_name="hosts", verbose_name=_("reception day"))
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))

    in_data = ("reception", "mandate")
    alongside: tuple[Any, ...] = ("township", "reception__workroom__township", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("delegate who receives")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "reception", "mandate"], name="host_once")]

    def __str__(self) -> str:
        return str(self.mandate)

    def get_absolute_url(self) -> str:
        return self.reception.get_absolute_url()
