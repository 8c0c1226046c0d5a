"""The case and the persons who raised it."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.documents.names import names_of
from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.organisation.models import Person, Post, Unit


class Grade(models.TextChoices):
    """The class of an answer (办理结果类别)."""

    A = "A", _("A: solved or basically solved")
    B = "B", _("B: partly solved, or planned")
    C = "C", _("C: limited by conditions, kept for reference")
    D = "D", _("D: not feasible")


FOLLOWED_GRADES = (Grade.B, Grade.C)  # until they are done (Handling Measures, art. 7)


class Case(InTownship):
    """A matter that a unit must answer. `title` and `text` are as they were when it was handed over.

    `origin_kind` and `origin_id` name what it came from ("proposals.Proposal"); this room does not know it.
    `clock_start` and `clock_rule` say since when and by which provision the present answer is due;
    `answer_due` is the result, empty while the clock stands or nothing is due. `round` counts its answers, those
    that follow a promise included; `redone` how often an answer was sent back; `grade` is the class of the last one.
    `other_rules`: keys of the book of what it came from, by the name of the provision whose place they take.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to be assigned")
        ASSIGNED = "assigned", _("assigned")
        HANDLING = "handling", _("being handled")
        DRAFTED = "drafted", _("answer drafted")
        ANSWERED = "answered", _("answered")
        FOLLOWED = "followed", _("followed until done")
        CLOSED = "closed", _("closed")

    serial = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"))
    origin_kind = models.CharField(max_length=60)
    origin_id = models.UUIDField()
    confidential = models.BooleanField(_("confidential"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField(_("handed over on"))
    assign_due = models.DateField(_("to be assigned by"))
    lead_unit = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("lead unit"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    redone = models.PositiveSmallIntegerField(_("times done again"), default=0)
    grade = models.CharField(_("class of the answer"), max_length=1, choices=Grade.choices, blank=True)
    assigned_on = models.DateField(_("first assigned on"), null=True, blank=True)
    clock_start = models.DateField(null=True, blank=True)
    clock_rule = models.CharField(max_length=60, blank=True)
    other_rules = models.JSONField(default=dict, editable=False)
    answer_due = models.DateField(_("answer due"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    is_followed = models.BooleanField(default=False, editable=False)
    promised_by = models.DateField(_("promised by"), null=True, blank=True)
    escalated_on = models.DateField(_("referred to the Party committee on"), null=True, blank=True)
    supervisor = TenantForeignKey(Post, related_name="+", null=True, blank=True, verbose_name=_("supervised by"))
    urged = models.PositiveSmallIntegerField(_("times urged"), default=0)
    reminded = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    in_data = (
        "township", "serial", "title", "confidential", "state", "opened_on", "assign_due", "lead_unit", "round",
        "redone", "grade", "assigned_on", "answer_due", "answered_on", "promised_by", "escalated_on", "urged",
        "closed_on",
    )  # fmt: skip
    data_in_full = ("text", "supervisor")
    alongside = ("township", "lead_unit", "supervisor__person")
    found_with = ("assignments",)
    papers_of = "origin_id"

    class Meta(InTownship.Meta):
        verbose_name = _("case")
        ordering = ["opened_on", "serial"]
        indexes = [
            models.Index(fields=["district", "township", "state"], name="case_state"),
            models.Index(fields=["district", "lead_unit", "state"], name="case_of_unit"),
            models.Index(fields=["district", "origin_id"], name="case_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("casework:case", args=[self.pk])

    def finding(self) -> Finding:
        """Its number, the matter itself, and what the papers are called with which it was raised."""
        lines = (_("number"), self.serial), (_("text"), self.text), (_("papers"), names_of(self))
        return Finding(self.title, self.township_id, lines, self.opened_on, self.state)

    def found_by(self) -> set[Any]:
        """The units that were given it."""
        return set(self.assignments.values_list("unit", flat=True))

    def key(self, name: str) -> str:
        """The key of the provision of this name: of the Handling Measures, or the one that takes its place."""
        return str(self.other_rules.get(name, f"casework.{name}"))

    @property
    def is_underway(self) -> bool:
        """A unit has it and owes an answer."""
        return self.state in (self.State.ASSIGNED, self.State.HANDLING, self.State.DRAFTED)

    @property
    def next_round(self) -> int:
        """The round of the answer that is being prepared; after a promise, that of the answer that says it was kept."""
        return self.round + (self.state == self.State.FOLLOWED)

    @property
    def owed_on(self) -> date | None:
        """The day by which the unit owes something: its answer, or what it has promised."""
        return self.promised_by if self.is_followed else self.answer_due

    def is_late(self, today: date) -> bool:
        """The day of an answer or of a promise has passed."""
        return self.owed_on is not None and self.owed_on < today

    def is_overdue(self, today: date) -> bool:
        """An answer is owed and its day has passed."""
        return self.is_underway and self.answer_due is not None and self.answer_due < today


class Raiser(InTownship):
    """A person who raised the case. Each is answered, each judges; the lead is the first among them."""

    case = TenantForeignKey(Case, related_name="raisers")
    person = TenantForeignKey(Person, related_name="+", verbose_name=_("person"))
    is_lead = models.BooleanField(_("lead"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    in_data = ("is_lead",)
    alongside = ("township", "case", "person")

    class Meta(InTownship.Meta):
        verbose_name = _("raiser")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["district", "case", "person"], name="raiser_once")]

    def __str__(self) -> str:
        return self.person.name
