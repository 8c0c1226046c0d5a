"""What is told down the ties of a plan, and what delegates say back in their own words."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.contact.models.plans import Plan
from changren.mandates.models import Mandate
from changren.organisation.models import Person


class Message(InTownship):
    """Something that delegates should know (上情下达): from a committee member to theirs, or from the office to all."""

    plan = TenantForeignKey(Plan, related_name="messages", verbose_name=_("contact plan"))
    sender = TenantForeignKey(Person, related_name="+", verbose_name=pgettext_lazy("a message", "from"))
    is_for_all = models.BooleanField(_("for all delegates"), default=False)
    title = models.CharField(_("title"), max_length=60)
    text = models.TextField(_("text"))
    sent_on = models.DateField(_("sent on"))

    in_data = ("plan", "sender", "is_for_all", "title", "sent_on")
    data_in_full = ("text",)
    alongside = ("township", "plan__township", "plan__term", "sender")

    class Meta(InTownship.Meta):
        verbose_name = _("message down")
        ordering = ["-sent_on", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contact:message", args=[self.pk])


class Reply(InTownship):
    """What a delegate understood of a message, in their own words, and what people say to it."""

    message = TenantForeignKey(Message, related_name="replies", verbose_name=_("message down"))
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))
    text = models.TextField(_("in own words"))
    said_on = models.DateField(_("said on"))

    in_data = ("message", "mandate", "said_on")
    data_in_full = ("text",)
    alongside = ("township", "message__plan__township", "message__sender", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("words back")
        ordering = ["said_on", "id"]
        constraints = [models.UniqueConstraint(fields=["district", "message", "mandate"], name="contact_reply_once")]

    def __str__(self) -> str:
        return _("{delegate} on “{message}”").format(delegate=self.mandate, message=self.message)

    def get_absolute_url(self) -> str:
        return self.message.get_absolute_url()
