"""Regulations of a township as it drafts, discusses and adopts them, and what it chose."""

import json
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.rulebook.loading import Book, books, definitions
from changren.rulebook.provisions import Definition, worded


class Regulation(InTownship):
    """One version of one of the "1+N" of a township, or of the district for all its townships.

    The version in force on a day is the last adopted one whose `in_force_from` is not later; the one before it
    is thereby superseded. Nothing of an adopted version changes.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("a regulation", "draft")
        CONSULTING = "consulting", _("in consultation")
        ADOPTED = "adopted", _("adopted")
        ABANDONED = "abandoned", _("given up")

    book = models.CharField(_("regulation"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    adopted_by = models.CharField(_("adopted by"), max_length=80, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)

    in_data = ("township", "book", "version", "state", "adopted_by", "adopted_on", "in_force_from")
    alongside = ("township",)

    class Meta(InTownship.Meta):
        verbose_name = _("regulation")
        ordering = ["book", "version"]
        constraints = [
            models.UniqueConstraint(fields=["district", "township", "book", "version"], name="regulation_version")
        ]

    def __str__(self) -> str:
        return worded(self.text.title)

    def get_absolute_url(self) -> str:
        return reverse("rulebook:regulation", args=[self.pk])

    @property
    def text(self) -> Book:
        """The regulation of the book that this is a version of."""
        return books()[self.book]

    @property
    def chosen(self) -> dict[str, Any]:
        """The values that it chooses, by key. One query, or none if the choices were fetched with it."""
        known = definitions()
        rows = self.choices.all()
        return {row.key: row.value for row in rows if row.value is not None and row.key in known}

    @property
    def tone(self) -> str:
        """How its state is tagged."""
        return {self.State.CONSULTING: "wait", self.State.ADOPTED: "good"}.get(self.State(self.state), "")

    @property
    def is_open(self) -> bool:
        """Whether it is still being worked on."""
        return self.state in (self.State.DRAFT, self.State.CONSULTING)


class Choice(InTownship):
    """One provision in one version of a regulation: the value it chooses, or none, and then the district's holds."""

    regulation = TenantForeignKey(Regulation, models.CASCADE, related_name="choices")
    key = models.CharField(max_length=60)
    value = models.JSONField(_("value"), null=True, blank=True)

    in_data = ("key", "value")
    alongside = ("township", "regulation")

    class Meta(InTownship.Meta):
        verbose_name = _("choice")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["district", "regulation", "key"], name="choice_once")]

    def __str__(self) -> str:
        return worded(self.definition.says) if self.key in definitions() else self.key

    def get_absolute_url(self) -> str:
        return self.regulation.get_absolute_url()

    @property
    def definition(self) -> Definition:
        return definitions()[self.key]

    @property
    def chosen(self) -> str:
        """The choice as the minutes keep it: `main.rate_digits=3` (see `Chosen`)."""
        return f"{self.key}={json.dumps(self.value)}"


class Chosen:
    """A choice that the minutes kept, worded when it is read."""

    def __init__(self, kept: str) -> None:
        self.key, _sign, value = kept.partition("=")
        self.value = json.loads(value)

    @property
    def label(self) -> str:
        """The value in words; as it was kept if the book does not have that provision any more."""
        definition = definitions().get(self.key)
        return definition.in_words(self.value) if definition else str(self.value)


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

    in_data = ("asked_on", "state", "said", "outcome", "reason")
    alongside = ("township", "regulation")

    class Meta(InTownship.Meta):
        verbose_name = _("consultation")
        ordering = ["asked_on", "id"]

    def __str__(self) -> str:
        return self.asked

    def get_absolute_url(self) -> str:
        return self.regulation.get_absolute_url()
