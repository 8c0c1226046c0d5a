"""Who may take part in an evaluation, and who watches and counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.evaluation.models.evaluations import Evaluation
from changren.mandates.models import Mandate
from changren.organisation.models import Person


class Rater(InTownship):
    """A delegate who may take part. `drew_on` says that a form or a slip was handed to them, and nothing more."""

    evaluation = TenantForeignKey(Evaluation, related_name="raters", verbose_name=_("evaluation"))
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))
    drew_on = models.DateField(_("form handed out on"), null=True, blank=True)

    in_data = ("mandate", "drew_on")
    alongside = ("township", "evaluation__township", "evaluation__poll", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("rater")
        ordering = ["mandate__number"]
        constraints = [models.UniqueConstraint(fields=["district", "evaluation", "mandate"], name="rater_once")]
        indexes = [models.Index(fields=["district", "mandate"], name="rater_mandate")]

    def __str__(self) -> str:
        return self.mandate.person.name

    def get_absolute_url(self) -> str:
        return self.evaluation.get_absolute_url()


class Scrutineer(InTownship):
    """A person who watches, leads the watch, or counts; never one who is evaluated."""

    class Task(models.TextChoices):
        CHIEF = "chief", _("chief scrutineer")
        SCRUTINEER = "scrutineer", _("scrutineer")
        COUNTER = "counter", _("counter")

    WATCHES = (Task.CHIEF, Task.SCRUTINEER)

    evaluation = TenantForeignKey(Evaluation, related_name="all_scrutineers", verbose_name=_("evaluation"))
    person = TenantForeignKey(Person, related_name="+", verbose_name=_("person"))
    task = models.CharField(_("task"), max_length=10, choices=Task.choices)
    is_relieved = models.BooleanField(_("relieved of the task"), default=False)

    in_data = ("person", "task", "is_relieved")
    alongside = ("township", "evaluation", "person")

    class Meta(InTownship.Meta):
        verbose_name = _("scrutineer")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "evaluation", "person"],
                condition=models.Q(is_relieved=False),
                name="scrutineer_once",
            ),
            models.UniqueConstraint(
                fields=["district", "evaluation"],
                condition=models.Q(task="chief", is_relieved=False),
                name="scrutineer_one_chief",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return self.evaluation.get_absolute_url()

    @property
    def is_chief(self) -> bool:
        return self.task == self.Task.CHIEF
