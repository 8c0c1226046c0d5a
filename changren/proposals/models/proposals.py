"""The proposal itself, in its three types."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.documents.names import names_of
from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.casework.models import Case
from changren.mandates.models import Delegation, Mandate, Session
from changren.organisation.models import Unit
from changren.proposals.fields import Field
from changren.proposals.models.plans import Activity, Plan


class Proposal(InTownship):
    """A proposal, recess proposal or suggestion. `kind` is what it is now, `raised_as` what it was handed in as."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("proposal")
        RECESS = "recess", _("recess proposal")
        SUGGESTION = "suggestion", _("suggestion")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        COLLECTING = "collecting", _("collecting signatures")
        SUBMITTED = "submitted", _("handed in")
        FILED = "filed", _("filed")
        MERGED = "merged", _("merged")
        REFUSED = "refused", _("not filed")
        APPEALED = "appealed", _("under appeal")
        HANDED = "handed", _("handed over")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", pgettext_lazy("a proposal or invitation", "expired")

    class Outcome(models.TextChoices):
        """What the review decided."""

        FILED = "filed", _("filed")
        REGISTERED = "registered", _("registered")
        MERGED = "merged", _("merged")
        DOWNGRADED = "downgraded", _("downgraded")
        REFUSED = "refused", _("not filed")

    class Reason(models.TextChoices):
        """Grounds for refusing or downgrading (Measures on Proposals, art. 7)."""

        UNLAWFUL = "unlawful", _("unlawful")
        SECRET = "secret", _("concerns a secret")
        IN_COURT = "in_court", _("in litigation or arbitration")
        EMPTY = "empty", _("empty of content")
        COMPETENCE = "competence", _("outside the competence of this level")
        PEOPLES_CONGRESS = "peoples_congress", _("a matter for the people's congress")
        BETTER_AS = "better_as", _("better handled as the lower type")

    class Publicity(models.TextChoices):
        UNCHECKED = "unchecked", _("not checked yet")
        PUBLIC = "public", _("public")
        WITHHELD = "withheld", _("not public")

    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices)
    raised_as = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    session = TenantForeignKey(Session, related_name="+", null=True, blank=True, verbose_name=_("session"))
    plan = TenantForeignKey(Plan, related_name="+", null=True, blank=True, verbose_name=_("work plan"))
    lead = TenantForeignKey(Mandate, related_name="+", verbose_name=_("lead"))
    delegation = TenantForeignKey(Delegation, related_name="+", null=True, blank=True, verbose_name=_("delegation"))
    title = models.CharField(_("title"), max_length=60)
    subject = models.TextField(pgettext_lazy("of a proposal", "subject"), blank=True)
    grounds = models.TextField(pgettext_lazy("of a proposal", "grounds"), blank=True)
    measures = models.TextField(pgettext_lazy("of a proposal", "plan"), blank=True)
    field = models.CharField(_("field"), max_length=14, choices=Field.choices)
    wanted_unit = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("suggested unit"))
    confidential = models.BooleanField(_("confidential"), default=False)
    may_publish = models.BooleanField(_("may be published"), default=True)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    drafted_on = models.DateField(_("begun on"))
    submitted_on = models.DateField(_("handed in on"), null=True, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)
    outcome = models.CharField(_("review"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("ground"), max_length=16, choices=Reason.choices, blank=True)
    opinion = models.TextField(_("opinion of the review"), blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    appeal_by = models.DateField(_("appeal until"), null=True, blank=True)
    appeal = models.TextField(_("appeal"), blank=True)
    appeal_decision = models.TextField(_("decision on the appeal"), blank=True)
    merged_into = TenantForeignKey("self", related_name="merged", null=True, blank=True, verbose_name=_("merged into"))
    case = TenantForeignKey(Case, related_name="+", null=True, blank=True, verbose_name=_("case"))
    publicity = models.CharField(
        _("publication"), max_length=10, choices=Publicity.choices, default=Publicity.UNCHECKED
    )

    in_data = (
        "township", "serial", "title", "kind", "state", "field", "session", "lead", "delegation", "confidential",
        "drafted_on", "submitted_on", "outcome", "case", "publicity",
    )  # fmt: skip
    data_in_full = (
        "subject", "grounds", "measures", "wanted_unit", "may_publish", "version", "review_by", "reason",
        "opinion", "reviewed_on", "appeal_by", "appeal", "appeal_decision", "merged_into",
    )  # fmt: skip
    alongside = (
        "township",
        "session__term",
        "plan",
        "lead__person",
        "delegation",
        "merged_into",
        "case",
        "wanted_unit",
    )
    found_with = ("lead__person",)
    papers_of = "pk"

    class Meta(InTownship.Meta):
        verbose_name = _("proposal")
        ordering = ["-submitted_on", "-drafted_on", "-id"]
        indexes = [
            models.Index(fields=["district", "township", "state"], name="proposal_state"),
            models.Index(fields=["district", "submitted_on"], name="proposal_submitted"),
            models.Index(fields=["district", "case"], name="proposal_case"),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal", args=[self.pk])

    @property
    def told_as(self) -> Any:
        """What minutes and notices call it. A draft is its lead's alone, its title as well."""
        ended = self.state == self.State.WITHDRAWN and not self.submitted_on
        return _("a draft") if ended or self.state == self.State.DRAFT else self

    def get_state_display(self) -> str:
        """The state in words; a suggestion is not filed but registered."""
        registered = self.kind == self.Kind.SUGGESTION and self.state == self.State.FILED
        return str(_("registered")) if registered else str(self.State(self.state).label)

    @property
    def serial(self) -> str:
        """The number people use: year, type and count, such as 2010-提案-003."""
        if self.number is None or self.submitted_on is None:
            return ""
        return f"{self.submitted_on:%Y}-{SHORT[self.raised_as]}-{self.number:03}"

    def finding(self) -> Finding:
        """Its number, who leads it, its whole text, and what its papers are called."""
        meta = type(self)._meta
        texts = [
            (meta.get_field(name).verbose_name, getattr(self, name)) for name in ("subject", "grounds", "measures")
        ]
        lines = (_("number"), self.serial), (_("lead"), self.lead.person.name), *texts, (_("papers"), names_of(self))
        return Finding(
            self.title, self.township_id, lines, self.submitted_on or self.drafted_on, self.state, self.field
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The whole text, as it is handed over."""
        return "\n\n".join(part for part in (self.subject, self.grounds, self.measures) if part)


SHORT = {Proposal.Kind.PROPOSAL: "提案", Proposal.Kind.RECESS: "提议", Proposal.Kind.SUGGESTION: "建议"}


class Reference(InTownship):
    """An earlier matter that a proposal names, so that everybody sees what became of it."""

    proposal = TenantForeignKey(Proposal, models.CASCADE, related_name="references")
    earlier = TenantForeignKey(Proposal, related_name="+", verbose_name=_("earlier matter"))

    class Meta(InTownship.Meta):
        verbose_name = _("reference")
        constraints = [
            models.UniqueConstraint(fields=["district", "proposal", "earlier"], name="reference_once"),
            models.CheckConstraint(condition=~models.Q(proposal=models.F("earlier")), name="reference_to_another"),
        ]


class Evidence(InTownship):
    """An activity that a proposal cites as its grounds."""

    proposal = TenantForeignKey(Proposal, models.CASCADE, related_name="evidence")
    activity = TenantForeignKey(Activity, related_name="+", verbose_name=_("activity"))

    class Meta(InTownship.Meta):
        constraints = [models.UniqueConstraint(fields=["district", "proposal", "activity"], name="evidence_once")]
