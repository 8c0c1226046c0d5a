"""The evaluation with its form and its result, and the bodies and persons whom it is about."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.ballots.models import Poll
from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models import Session, Term
from changren.organisation.models import Person, Unit


class About(models.TextChoices):
    """What one question of a form asks about its subject."""

    BODY = "body", _("the body as a whole")
    WORK = "work", _("work")
    INTEGRITY = "integrity", _("integrity")
    CONSENT = "consent", _("consent to the choice")
    CHOICE = "choice", _("persons recommended")
    SATISFACTION = "satisfaction", _("satisfaction")


class Evaluation(InTownship):
    """One secret poll of delegates by one form: on bodies, persons, the choice of a cadre, or satisfaction.

    `questions` is the form as it was adopted: for each question the `subject` ("" where the subjects are the
    answers), what it is `about`, the `answers` in both languages, and how many of them (`min` to `max`) may be marked.
    `numbers` are the marks counted, question by question, answer by answer; None also where too few forms came
    back to be published. Nothing here or elsewhere says how anybody answered, nor whether they did.
    """

    class Kind(models.TextChoices):
        BODY = "body", _("evaluation of bodies")
        PERSON = "person", _("evaluation of persons")
        CONSENT = "consent", _("opinion on the choice of a cadre")
        RECOMMENDATION = "recommendation", _("recommendation")
        SATISFACTION = "satisfaction", _("poll on satisfaction")

    class Means(models.TextChoices):
        PAPER = "paper", _("paper forms")
        SEALED = "sealed", _("sealed electronic ballots")

    class Announced(models.TextChoices):
        ALL = "all", _("announced to all delegates")
        HIGHER = "higher", _("told to the district's organisation department only")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("form adopted")
        READY = "ready", _("electorate fixed")
        OPEN = "open", pgettext_lazy("an evaluation", "open")
        CLOSED = "closed", pgettext_lazy("an evaluation", "closed")
        RESULT = "result", _("result drawn up")
        SIGNED = "signed", _("result signed")
        REPORTED = "reported", _("reported")
        FOLLOWED = "followed", _("feedback given")
        DONE = "done", _("done")
        VOID = "void", _("void")

    term = TenantForeignKey(Term, related_name="+", verbose_name=_("term"))
    session = TenantForeignKey(Session, related_name="+", null=True, blank=True, verbose_name=_("session"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    means = models.CharField(_("means"), max_length=8, choices=Means.choices, default=Means.PAPER)
    title = models.CharField(_("title"), max_length=80)
    most = models.PositiveSmallIntegerField(_("names that may be marked"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    announced = models.CharField(_("who is told the result"), max_length=8, choices=Announced.choices, blank=True)
    questions = models.JSONField(default=list, blank=True)
    poll = TenantForeignKey(Poll, related_name="+", null=True, blank=True, verbose_name=_("sealed poll"))
    repeats = TenantForeignKey("self", related_name="repeated", null=True, blank=True, verbose_name=_("repeats"))
    drafted_on = models.DateField(_("drafted on"))
    adopted_on = models.DateField(_("form adopted on"), null=True, blank=True)
    fixed_on = models.DateField(_("electorate fixed on"), null=True, blank=True)
    electorate = models.PositiveSmallIntegerField(_("may take part"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(pgettext_lazy("an evaluation", "closed on"), null=True, blank=True)
    result_on = models.DateField(_("result drawn up on"), null=True, blank=True)
    issued = models.PositiveSmallIntegerField(_("forms issued"), null=True, blank=True)
    collected = models.PositiveSmallIntegerField(_("forms collected"), null=True, blank=True)
    valid = models.PositiveSmallIntegerField(_("valid forms"), null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(_("invalid forms"), null=True, blank=True)
    numbers = models.JSONField(null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=40, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    followed_on = models.DateField(_("feedback given on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    reason = models.CharField(_("why it is void"), max_length=300, blank=True)

    in_data = (
        "township", "term", "session", "kind", "means", "title", "state", "announced", "poll", "repeats", "drafted_on",
        "adopted_on", "fixed_on", "electorate", "opened_on", "closed_on", "result_on", "signed_on", "reported_on",
        "followed_on", "finished_on", "reason",
    )  # fmt: skip
    data_in_full = ("most", "questions")
    alongside = ("township", "term", "session__term", "repeats", "poll")

    class Meta(InTownship.Meta):
        verbose_name = _("evaluation")
        ordering = ["-drafted_on", "-id"]
        indexes = [models.Index(fields=["district", "township", "state"], name="evaluation_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid=None) | models.Q(collected=models.F("valid") + models.F("invalid")),
                name="evaluation_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(collected=None) | models.Q(collected__lte=models.F("issued")),
                name="evaluation_not_stuffed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation:evaluation", args=[self.pk])

    def finding(self) -> Finding:
        """What it is called; no result is ever found by a search."""
        return Finding(self.title, self.township_id, (), self.adopted_on or self.drafted_on, self.state)

    @property
    def subjects(self) -> Any:
        """Those on the form, in its order."""
        return self.all_subjects.filter(is_removed=False)

    @property
    def scrutineers(self) -> Any:
        """Those who watch or count."""
        return self.all_scrutineers.filter(is_relieved=False)

    @property
    def counts(self) -> Any:
        """What was counted by hand, and not struck out."""
        return self.all_counts.filter(is_struck=False)

    @property
    def is_paper(self) -> bool:
        return self.means == self.Means.PAPER

    @property
    def is_drawn_up(self) -> bool:
        """Whether there is a result, whoever may see it."""
        return self.state in (
            self.State.RESULT, self.State.SIGNED, self.State.REPORTED, self.State.FOLLOWED, self.State.DONE,
        )  # fmt: skip

    @property
    def is_reported(self) -> bool:
        return self.state in (self.State.REPORTED, self.State.FOLLOWED, self.State.DONE)


class Subject(InTownship):
    """A body or a person on the form, as printed there, in the order of the form and never of the result.

    `crossed` names the provisions whose line the result crossed. That settles nothing: somebody looks into it, and
    `finding` is what they found.
    """

    evaluation = TenantForeignKey(Evaluation, related_name="all_subjects", verbose_name=_("evaluation"))
    unit = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("unit"))
    person = TenantForeignKey(Person, related_name="+", null=True, blank=True, verbose_name=_("person"))
    name = models.CharField(_("name as printed"), max_length=40)
    office = models.CharField(_("office as printed"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_removed = models.BooleanField(_("taken off the form"), default=False)
    report = models.TextField(_("duty report"), blank=True)
    reported_on = models.DateField(_("duty report filed on"), null=True, blank=True)
    feedback_on = models.DateField(_("feedback read on"), null=True, blank=True)
    rectification = models.TextField(_("what was put right"), blank=True)
    rectified_on = models.DateField(_("rectification reported on"), null=True, blank=True)
    crossed = models.JSONField(default=list, blank=True)
    verdict = models.TextField(_("finding"), blank=True)
    settled_by = models.CharField(_("settled by"), max_length=60, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    in_data = ("evaluation", "unit", "office", "order", "is_removed", "reported_on")
    alongside = ("township", "evaluation__township", "unit", "person")

    class Meta(InTownship.Meta):
        verbose_name = _("subject of an evaluation")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "evaluation", "name"], condition=models.Q(is_removed=False), name="subject_name"
            ),
            models.UniqueConstraint(
                fields=["district", "evaluation", "person"],
                condition=models.Q(is_removed=False) & ~models.Q(person=None),
                name="subject_person",
            ),
            models.UniqueConstraint(
                fields=["district", "evaluation", "unit"],
                condition=models.Q(is_removed=False) & ~models.Q(unit=None),
                name="subject_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.evaluation.get_absolute_url()

    @property
    def is_settled(self) -> bool:
        """Whether nothing waits for a human decision."""
        return not self.crossed or self.settled_on is not None
