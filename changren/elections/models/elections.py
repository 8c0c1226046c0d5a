"""One ballot of an election: what is filled, how it goes on, what was counted."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models import Meeting
from changren.mandates.models import ElectingUnit, Term

GONE = ("dropped", "withdrawn")  # states of a candidate who does not stand any more


class Election(InTownship):
    """One secret ballot on paper for some seats. A further one for the same seats is an election of its own.

    `numbers` are the marks counted for each candidate, in the order of the paper; `write_ins` the votes by name.
    `digest` is the hash of the result as it was certified. Nothing here says how anybody voted.
    """

    class Kind(models.TextChoices):
        BY_ELECTION = "by", _("by-election of delegates")
        COMMITTEE = "committee", _("members of the Party committee")
        DISCIPLINE = "discipline", _("members of the discipline committee")
        HIGHER = "higher", _("delegates to the higher congress")
        OTHER = "other", _("another election")

    class Way(models.TextChoices):
        FIRST = "first", _("first ballot")
        REPEAT = "repeat", _("repeated ballot")
        RUN_OFF = "runoff", _("run-off among the tied")
        FURTHER = "further", _("further ballot for the seats left")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        METHOD = "method", _("election method adopted")
        NOMINATED = "nominated", _("candidates settled")
        PUBLICISED = "public", _("candidates made public")
        READY = "ready", _("ballot papers settled")
        VOTING = "voting", _("voting")
        CLOSED = "closed", pgettext_lazy("an election", "voting closed")
        COUNTED = "counted", _("counted")
        CERTIFIED = "certified", _("result certified")
        SEALED = "sealed", _("entered in the minutes")
        VOID = "void", _("void")

    term = TenantForeignKey(Term, related_name="+", verbose_name=_("term"))
    meeting = TenantForeignKey(Meeting, related_name="+", null=True, blank=True, verbose_name=_("meeting"))
    electing_unit = TenantForeignKey(
        ElectingUnit, related_name="+", null=True, blank=True, verbose_name=_("electing unit")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=80)
    seats = models.PositiveSmallIntegerField(_("seats"))
    way = models.CharField(_("which ballot"), max_length=8, choices=Way.choices, default=Way.FIRST)
    earlier = TenantForeignKey("self", related_name="later", null=True, blank=True, verbose_name=_("earlier ballot"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    nomination = models.PositiveSmallIntegerField(_("nomination round"), default=1)
    should_attend = models.PositiveSmallIntegerField(_("should attend"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("present"), null=True, blank=True)
    drafted_on = models.DateField(_("drafted on"))
    adopted_on = models.DateField(_("method adopted on"), null=True, blank=True)
    nominated_on = models.DateField(_("candidates settled on"), null=True, blank=True)
    public_on = models.DateField(_("made public on"), null=True, blank=True)
    public_until = models.DateField(_("public until"), null=True, blank=True)
    ready_on = models.DateField(_("ballot papers settled on"), null=True, blank=True)
    opened_on = models.DateField(_("voting on"), null=True, blank=True)
    closed_on = models.DateField(pgettext_lazy("an election", "closed on"), null=True, blank=True)
    issued = models.PositiveSmallIntegerField(_("papers issued"), null=True, blank=True)
    collected = models.PositiveSmallIntegerField(_("papers collected"), null=True, blank=True)
    valid = models.PositiveSmallIntegerField(_("valid papers"), null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(_("invalid papers"), null=True, blank=True)
    numbers = models.JSONField(null=True, blank=True)
    write_ins = models.JSONField(default=dict, blank=True)
    unmarked = models.PositiveSmallIntegerField(_("names without a mark"), default=0)
    counted_on = models.DateField(_("counted on"), null=True, blank=True)
    certified_on = models.DateField(_("certified on"), null=True, blank=True)
    certified_by = models.CharField(_("certified by"), max_length=40, blank=True)
    digest = models.CharField(_("hash of the result"), max_length=64, blank=True)
    sealed_on = models.DateField(_("entered in the minutes on"), null=True, blank=True)
    consent = models.CharField(_("why fewer seats are filled"), max_length=300, blank=True)
    reason = models.CharField(_("why it is void"), max_length=300, blank=True)

    in_data = (
        "township", "term", "meeting", "electing_unit", "kind", "title", "seats", "way", "earlier", "state",
        "should_attend", "present", "drafted_on", "adopted_on", "nominated_on", "public_on", "public_until", "ready_on",
        "opened_on", "closed_on", "counted_on", "certified_on", "certified_by", "sealed_on", "consent", "reason",
    )  # fmt: skip
    data_in_full = ("nomination", "digest")
    alongside = ("township", "term", "meeting__township", "meeting__session", "electing_unit__branch", "earlier")

    class Meta(InTownship.Meta):
        verbose_name = _("election")
        ordering = ["-drafted_on", "-id"]
        indexes = [models.Index(fields=["district", "township", "state"], name="election_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid=None) | models.Q(collected=models.F("valid") + models.F("invalid")),
                name="election_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(collected=None) | models.Q(collected__lte=models.F("issued")),
                name="election_not_stuffed",
            ),
            models.CheckConstraint(
                condition=models.Q(present=None) | models.Q(present__lte=models.F("should_attend")),
                name="election_present",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("elections:election", args=[self.pk])

    def finding(self) -> Finding:
        """What it is called; candidates are not found by a search."""
        return Finding(self.title, self.township_id, (), self.drafted_on, self.state)

    @property
    def candidates(self) -> Any:
        """Who stands: all who were named and neither left out nor withdrew, in the order of the paper."""
        return self.all_candidates.exclude(state__in=GONE).filter(is_write_in=False)

    @property
    def officials(self) -> Any:
        """Those who watch or count."""
        return self.all_officials.filter(is_relieved=False)

    @property
    def sheets(self) -> Any:
        """What was counted, and not struck out."""
        return self.all_sheets.filter(is_struck=False)

    @property
    def is_certified(self) -> bool:
        return self.certified_on is not None
