"""Regulations of a township as it drafts, discusses and adopts them, and what it chose."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.rulebook.loading import books
from changren.rulebook.provisions import worded


class Regulation(InTownship):
    """One version of one of the "1+N" of a township, or of the district for all its townships.

    The version in force on a day is the last adopted one whose `in_force_from` is not later; the one before it
    is thereby superseded. Nothing of an adopted version changes.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CONSULTING = "consulting", _("in consultation")
        ADOPTED = "adopted", _("adopted")
        ABANDONED = "abandoned", _("given up")

    book = models.CharField(_("regulation"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    adopted_by = models.CharField(_("adopted by"), max_length=80, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)

    alongside = ("township",)

    class Meta(InTownship.Meta):
        verbose_name = _("regulation")
        ordering = ["book", "version"]
        constraints = [
            models.UniqueConstraint(fields=["district", "township", "book", "version"], name="regulation_version")
        ]

    def __str__(self) -> str:
        return worded(books()[self.book].title)

    def get_absolute_url(self) -> str:
        return reverse("rulebook:regulation", args=[self.pk])


class Choice(InTownship):
    """The value that a regulation chooses for one provision."""

    regulation = TenantForeignKey(Regulation, models.CASCADE, related_name="choices")
    key = models.CharField(max_length=60)
    value = models.JSONField()

    class Meta(InTownship.Meta):
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["district", "regulation", "key"], name="choice_once")]


class Consultation(InTownship):
    """Somebody was asked about a draft: who, what they said, and what became of it (征求意见)."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        SAID = "said", _("opinion received")
        SETTLED = "settled", _("dealt with")

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("taken up")
        PARTLY = "partly", _("taken up in part")
        NOT = "not", _("not taken up")
        NONE = "none", _("no opinion")

    regulation = TenantForeignKey(Regulation, models.CASCADE, related_name="consultations")
    asked = models.CharField(_("who was asked"), max_length=80)
    asked_on = models.DateField(_("asked on"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    said = models.TextField(_("what they said"), blank=True)
    outcome = models.CharField(_("what became of it"), max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    alongside = ("township", "regulation")

    class Meta(InTownship.Meta):
        verbose_name = _("consultation")
        ordering = ["asked_on", "id"]

    def __str__(self) -> str:
        return self.asked

    def get_absolute_url(self) -> str:
        return self.regulation.get_absolute_url()
