"""The yearly work plan, and what delegates do before they propose."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from changren.base.clock.now import day_of
from changren.base.documents.names import names_of
from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models import Delegation, Mandate, Session


class Plan(InTownship):
    """The proposal work of one session: from when, and until which two minutes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    session = TenantForeignKey(Session, related_name="+", verbose_name=_("session"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    aims = models.TextField(_("aims and topics"))
    opens_at = models.DateTimeField(_("opens"))
    forward_until = models.DateTimeField(_("put forward until"))
    sign_until = models.DateTimeField(_("signed and handed in until"))

    in_data = ("session", "state", "opens_at", "forward_until", "sign_until")
    data_in_full = ("aims",)
    alongside = ("township", "session__term")
    found_with = ("session", "session__term")

    class Meta(InTownship.Meta):
        verbose_name = _("work plan")
        ordering = ["-opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["district", "session"], name="plan_of_session"),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("forward_until"), forward_until__lte=models.F("sign_until")),
                name="plan_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Proposal work plan, {session}")).format(session=self.session)

    def get_absolute_url(self) -> str:
        return reverse("proposals:plan", args=[self.pk])

    def finding(self) -> Finding:
        """What it is called, in the language of the district, and its aims; by the day on which it opens."""
        with translation.override(settings.LANGUAGE_CODE):
            title = str(self)
        return Finding(title, self.township_id, ((_("aims and topics"), self.aims),), day_of(self.opens_at), self.state)


class Activity(InTownship):
    """A research trip, a study, a discussion of drafts: evidence for what is proposed afterwards."""

    class Kind(models.TextChoices):
        RESEARCH = "research", _("research trip")
        STUDY = "study", _("study")
        DISCUSSION = "discussion", _("discussion of drafts")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    plan = TenantForeignKey(Plan, related_name="activities", verbose_name=_("work plan"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=80)
    place = models.CharField(_("place"), max_length=80, blank=True)
    owner = TenantForeignKey(Mandate, related_name="+", verbose_name=_("organised by"))
    delegation = TenantForeignKey(Delegation, related_name="+", null=True, blank=True, verbose_name=_("delegation"))
    planned_on = models.DateField(_("planned for"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    findings = models.TextField(_("findings"), blank=True)

    in_data = ("plan", "kind", "title", "place", "owner", "delegation", "planned_on", "state", "held_on")
    data_in_full = ("findings",)
    alongside = ("township", "plan__session__term", "owner__person", "delegation")
    papers_of = "pk"

    class Meta(InTownship.Meta):
        verbose_name = _("activity")
        ordering = ["planned_on", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:activity", args=[self.pk])

    def finding(self) -> Finding:
        """Where it is, what was found there, and what its papers are called."""
        lines = (_("place"), self.place), (_("findings"), self.findings), (_("papers"), names_of(self))
        return Finding(self.title, self.township_id, lines, self.held_on or self.planned_on, self.state)


class Participation(InTownship):
    """A delegate took part in an activity."""

    activity = TenantForeignKey(Activity, models.CASCADE, related_name="participations")
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))

    class Meta(InTownship.Meta):
        constraints = [models.UniqueConstraint(fields=["district", "activity", "mandate"], name="participation_once")]
