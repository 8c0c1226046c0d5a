"""Whom a delegate keeps contact with: three to five members and residents, and a basic Party organisation."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.secrets import HiddenText, masked
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models import Mandate


class Counterpart(InTownship):
    """Somebody on the list of a delegate (联系对象), who has agreed to be on it and may leave it at any time.

    The name is for the delegate and the office that keeps the lists, the telephone number for the delegate alone; both
    are erased on the day they leave the list. Others know the number and the village.
    """

    class Kind(models.TextChoices):
        MEMBER = "member", _("Party member")
        MIGRANT = "migrant", _("migrant Party member")
        RESIDENT = "resident", _("resident")
        BRANCH = "branch", _("basic Party organisation")

    PEOPLE = (Kind.MEMBER, Kind.MIGRANT, Kind.RESIDENT)

    class State(models.TextChoices):
        LISTED = "listed", _("on the list")
        LEFT = "left", _("left the list")

    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=30, blank=True)
    kind = models.CharField(_("who it is"), max_length=8, choices=Kind.choices)
    village = models.CharField(_("village, community or workplace"), max_length=40)
    phone = HiddenText(_("telephone"), blank=True, default="")
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.LISTED)
    since = models.DateField(_("on the list since"))
    left_on = models.DateField(_("left the list on"), null=True, blank=True)

    in_data = ("mandate", "number", "kind", "village", "masked_phone", "state", "since", "left_on")
    data_in_full = ("name",)
    alongside = ("township", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("person on a delegate's list")
        ordering = ["mandate__number", "number"]
        constraints = [models.UniqueConstraint(fields=["district", "mandate", "number"], name="counterpart_number")]
        indexes = [models.Index(fields=["district", "township", "state"], name="counterpart_listed")]

    def __str__(self) -> str:
        return self.name or self.told_as

    def get_absolute_url(self) -> str:
        return reverse("contact:counterpart", args=[self.pk])

    @property
    def told_as(self) -> str:
        """What others read instead of the name."""
        return _("no. {n} on the list of {delegate}").format(n=self.number, delegate=self.mandate)

    @property
    def masked_phone(self) -> str:
        return masked(self.phone)

    @property
    def is_listed(self) -> bool:
        return self.state == self.State.LISTED
