"""What the unit answered, to whom, and what they thought of it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.documents.names import names_of
from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.casework.models.cases import Case, Grade, Raiser


class Contact(InTownship):
    """The unit spoke with a raiser before it answered."""

    class How(models.TextChoices):
        VISIT = "visit", _("visit")
        MEETING = "meeting", _("meeting")
        CALL = "call", _("telephone call")

    case = TenantForeignKey(Case, related_name="contacts")
    raiser = TenantForeignKey(Raiser, related_name="+")
    round = models.PositiveSmallIntegerField()
    how = models.CharField(_("how"), max_length=8, choices=How.choices)
    day = models.DateField(_("on"))
    note = models.CharField(_("what was said"), max_length=500, blank=True)

    in_data = ("round", "how", "day")
    alongside = ("township", "case", "raiser__person")

    class Meta(InTownship.Meta):
        verbose_name = _("contact")
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()


class Answer(InTownship):
    """One answer of one round, drafted by the handler and signed off by the head."""

    Grade = Grade

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent")

    case = TenantForeignKey(Case, related_name="answers")
    round = models.PositiveSmallIntegerField()
    text = models.TextField(_("answer"))
    grade = models.CharField(_("class"), max_length=1, choices=Grade.choices)
    promised_by = models.DateField(_("promised by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    remark = models.CharField(_("remark of the head"), max_length=300, blank=True)
    due_on = models.DateField(_("was due"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=40, blank=True)

    in_data = ("round", "grade", "promised_by", "state", "due_on", "sent_on", "signed_by")
    data_in_full = ("text", "remark")
    alongside = ("township", "case")
    papers_of = "pk"
    found_with = ("case", "case__assignments")
    written_with = ("case",)

    class Meta(InTownship.Meta):
        verbose_name = _("answer")
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["district", "case", "round"], name="answer_of_round")]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()

    def finding(self) -> Finding:
        """What the unit answered, and what its papers are called, under the title of its case."""
        lines = (_("answer"), self.text), (_("papers"), names_of(self))
        return Finding(self.case.title, self.township_id, lines, self.sent_on or self.case.opened_on, self.state)

    def found_by(self) -> set[Any]:
        """The units that were given the case."""
        return self.case.found_by()

    @property
    def was_on_time(self) -> bool:
        return self.sent_on is not None and (self.due_on is None or self.sent_on <= self.due_on)


class Delivery(InTownship):
    """An answer reaches one raiser, who judges the unit's attitude and the result."""

    class State(models.TextChoices):
        SENT = "sent", _("not judged yet")
        JUDGED = "judged", _("judged")
        RECUSED = "recused", _("recused")

    class Verdict(models.TextChoices):
        SATISFIED = "satisfied", _("satisfied")
        BASICALLY = "basically", _("basically satisfied")
        NOT = "not", _("not satisfied")

    answer = TenantForeignKey(Answer, related_name="deliveries")
    raiser = TenantForeignKey(Raiser, related_name="deliveries")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SENT)
    judge_by = models.DateField(_("to be judged by"))
    attitude = models.CharField(_("attitude"), max_length=10, choices=Verdict.choices, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Verdict.choices, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    judged_on = models.DateField(_("judged on"), null=True, blank=True)

    in_data = ("state", "judge_by", "attitude", "result", "comment", "judged_on")
    alongside = ("township", "answer__case__township", "answer__case__lead_unit", "raiser__person")

    class Meta(InTownship.Meta):
        verbose_name = _("verdict")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "answer", "raiser"], name="delivery_once")]

    def __str__(self) -> str:
        return str(self.answer.case)

    def get_absolute_url(self) -> str:
        return self.answer.case.get_absolute_url()


class Progress(InTownship):
    """What was said between answers: the unit reports of its promise, the office urges, the raisers let it rest."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("report of the unit")
        URGED = "urged", _("urged by the office")
        RESTED = "rested", _("let rest")

    case = TenantForeignKey(Case, related_name="progress")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REPORTED)
    day = models.DateField(_("on"))
    text = models.CharField(_("progress"), max_length=500)
    promised_by = models.DateField(_("promised by"), null=True, blank=True)

    in_data = ("day", "kind", "text", "promised_by")
    alongside = ("township", "case")

    class Meta(InTownship.Meta):
        verbose_name = _("progress")
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()
