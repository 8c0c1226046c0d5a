"""Entries, and the head of each district's chain."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.models import InTownship, Tenant


class Chain(Tenant):
    """The end of a district's chain of entries: how many there are, and the seal of the last one."""

    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=80, blank=True)

    class Meta(Tenant.Meta):
        constraints = [models.UniqueConstraint(fields=["district"], name="chain_of_district")]


class Entry(InTownship):
    """One line of the minutes: who did what to what, when, and how the state moved.

    It is written once and never changed. Who acted is kept as the ids of post and person, because minutes
    outlive names; `kept` holds what the act's white list allows, as plain JSON.
    """

    hangs = False  # the minutes outlive what they speak of

    number = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("time"))
    act = models.CharField(_("act"), max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    post_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    cause_id = models.UUIDField(null=True)
    once = models.UUIDField(null=True)
    kept = models.JSONField(default=dict)
    seal = models.CharField(max_length=80)

    class Meta(InTownship.Meta):
        verbose_name = _("entry")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="entry_number"),
            models.UniqueConstraint(fields=["district", "once"], name="entry_once"),
        ]
        indexes = [
            models.Index(fields=["district", "subject_id", "number"], name="entry_subject"),
            models.Index(fields=["district", "township", "number"], name="entry_township"),
            models.Index(fields=["district", "person_id", "number"], name="entry_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"
