"""Invitations to sign, and signatures."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models import Mandate
from changren.proposals.models.proposals import Proposal


class Signature(InTownship):
    """A delegate is asked to sign, and signs after reading; or agrees, in a delegation's proposal."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        SIGNED = "signed", _("signed")
        DECLINED = "declined", pgettext_lazy("to sign", "declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", pgettext_lazy("a proposal or invitation", "expired")

    proposal = TenantForeignKey(Proposal, models.CASCADE, related_name="signatures")
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.INVITED)
    version = models.PositiveSmallIntegerField(_("version signed"), null=True, blank=True)
    settled_at = models.DateTimeField(_("time"), null=True, blank=True)

    in_data = ("mandate", "state", "version", "settled_at")
    alongside = ("township", "proposal__plan", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("signature")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "proposal", "mandate"], name="signature_once")]
        indexes = [models.Index(fields=["district", "mandate", "state"], name="signature_of_delegate")]

    def __str__(self) -> str:
        return str(self.proposal)

    def get_absolute_url(self) -> str:
        return self.proposal.get_absolute_url()

    @property
    def told_as(self) -> Any:
        """What minutes and notices call it."""
        return self.proposal.told_as
