"""What a meeting resolved, what became of it, and what the delegations said."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models.meetings import MEETING, Item, Meeting
from changren.mandates.models import Delegation, Mandate
from changren.organisation.models import Person, Unit


class Resolution(InTownship):
    """A resolution, who sees to it until when, what they report, and that the next meeting judged it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")
        REPORTED = "reported", _("its outcome was reported")
        JUDGED = "judged", _("judged by the delegates")
        DROPPED = "dropped", _("not adopted")

    meeting = TenantForeignKey(Meeting, related_name="resolutions", verbose_name=MEETING)
    item = TenantForeignKey(Item, related_name="+", null=True, blank=True, verbose_name=_("item of the agenda"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    unit = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("unit responsible"))
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_on = models.DateField(_("drafted on"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    report = models.TextField(_("how it was carried out"), blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    judged_at = TenantForeignKey(Meeting, related_name="+", null=True, blank=True, verbose_name=_("judged at"))
    judged_on = models.DateField(_("judged by delegates on"), null=True, blank=True)

    in_data = (
        "meeting", "item", "title", "unit", "due_on", "state", "drafted_on", "adopted_on", "reported_on", "judged_at",
        "judged_on",
    )  # fmt: skip
    data_in_full = ("text", "report")
    alongside = ("township", "meeting__township", "meeting__session__term", "item", "unit", "judged_at")

    class Meta(InTownship.Meta):
        verbose_name = _("resolution")
        ordering = ["id"]
        indexes = [models.Index(fields=["district", "township", "state"], name="resolution_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("congress:resolution", args=[self.pk])

    def finding(self) -> Finding:
        """What it says, and what became of it."""
        lines: tuple[Any, ...] = ((_("text"), self.text), (_("how it was carried out"), self.report))
        return Finding(self.title, self.township_id, lines, self.adopted_on or self.drafted_on, self.state)

    @property
    def is_adopted(self) -> bool:
        return self.adopted_on is not None


class Judgement(InTownship):
    """Whether one delegate holds a resolution to be carried out. Counted, and told of nobody."""

    class Mark(models.TextChoices):
        DONE = "done", _("done")
        PARTLY = "partly", _("partly done")
        NOT_DONE = "not", _("not done")

    resolution = TenantForeignKey(Resolution, related_name="judgements", verbose_name=_("resolution"))
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))
    mark = models.CharField(_("judgement"), max_length=8, choices=Mark.choices)
    given_on = models.DateField(_("given on"))

    in_data = ("resolution",)
    alongside = ("township", "resolution__meeting__township", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("judgement of a resolution")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "resolution", "mandate"], name="judgement_once")]

    def __str__(self) -> str:
        return self.resolution.title

    def get_absolute_url(self) -> str:
        return reverse("congress:resolution", args=[self.resolution_id])


class Bulletin(InTownship):
    """What a delegation said on an item in its discussion (简报), released by the office, and what was answered."""

    class State(models.TextChoices):
        FILED = "filed", _("filed by the delegation")
        RELEASED = "released", _("released")
        ANSWERED = "answered", _("answered")

    meeting = TenantForeignKey(Meeting, related_name="bulletins", verbose_name=MEETING)
    item = TenantForeignKey(Item, related_name="+", null=True, blank=True, verbose_name=_("item of the agenda"))
    delegation = TenantForeignKey(Delegation, related_name="+", verbose_name=_("delegation"))
    text = models.TextField(_("what the delegation said"))
    filed_by = TenantForeignKey(Person, related_name="+", verbose_name=_("filed by"))
    filed_on = models.DateField(_("brought in on"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.FILED)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    in_data = ("meeting", "item", "delegation", "filed_on", "state", "released_on", "answered_on")
    data_in_full = ("text", "answer")
    alongside = ("township", "meeting__township", "meeting__session", "item", "delegation__head", "filed_by")

    class Meta(InTownship.Meta):
        verbose_name = _("bulletin of a discussion")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.delegation.name

    def get_absolute_url(self) -> str:
        return reverse("congress:meeting", args=[self.meeting_id])
