"""Who stands in an election, and who watches and counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.elections.models.elections import Election
from changren.mandates.models import Mandate
from changren.organisation.models import Person


class Candidate(InTownship):
    """Somebody who was named, and what became of it. `order` is the place on the paper, by strokes of the surname."""

    class How(models.TextChoices):
        ORGANISATION = "organisation", _("by the Party organisation")
        JOINT = "joint", _("by members together")
        SELF = "self", _("by themselves")
        WRITTEN_IN = "written", _("written in")

    class State(models.TextChoices):
        STANDING = "standing", _("stands")
        DROPPED = "dropped", _("left out in a nomination round")
        WITHDRAWN = "withdrawn", _("withdrew")
        ELECTED = "elected", _("elected")
        TIED = "tied", _("tied")
        DEFEATED = "defeated", _("not elected")

    election = TenantForeignKey(Election, related_name="all_candidates", verbose_name=_("election"))
    person = TenantForeignKey(Person, related_name="+", null=True, blank=True, verbose_name=_("person"))
    name = models.CharField(_("name as printed"), max_length=40)
    how = models.CharField(_("how named"), max_length=14, choices=How.choices)
    support = models.PositiveSmallIntegerField(_("named by how many"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(_("nomination round"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.STANDING)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_write_in = models.BooleanField(_("written in"), default=False)
    reason = models.CharField(_("why they withdrew"), max_length=300, blank=True)
    mandate = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("mandate"))

    in_data = ("election", "name", "how", "support", "round", "state", "order", "is_write_in", "mandate")
    alongside = ("township", "election__township", "election__term", "election__electing_unit", "person", "mandate")

    class Meta(InTownship.Meta):
        verbose_name = _("candidate")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["district", "election", "name"], name="candidate_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.election.get_absolute_url()

    @property
    def is_elected(self) -> bool:
        return self.state == self.State.ELECTED


class Nomination(InTownship):
    """That somebody was named in one nomination round, and by whom: a branch, a delegation, members together."""

    candidate = TenantForeignKey(Candidate, related_name="nominations", verbose_name=_("candidate"))
    round = models.PositiveSmallIntegerField(_("nomination round"))
    by_whom = models.CharField(_("named by"), max_length=60, blank=True)
    support = models.PositiveSmallIntegerField(_("named by how many"), null=True, blank=True)
    entered_on = models.DateField(_("entered on"))

    in_data = ("round", "by_whom", "support", "entered_on")
    alongside = ("township", "candidate__election__township")

    class Meta(InTownship.Meta):
        verbose_name = _("nomination")
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "candidate", "round", "by_whom"], name="nomination_once")
        ]

    def __str__(self) -> str:
        return self.candidate.name

    def get_absolute_url(self) -> str:
        return self.candidate.get_absolute_url()


class Official(InTownship):
    """A person who leads the watch, watches or counts at an election; never a candidate of it."""

    class Task(models.TextChoices):
        CHIEF = "chief", _("chief scrutineer")
        SCRUTINEER = "scrutineer", _("scrutineer")
        COUNTER = "counter", _("counter")

    election = TenantForeignKey(Election, related_name="all_officials", verbose_name=_("election"))
    person = TenantForeignKey(Person, related_name="+", verbose_name=_("person"))
    task = models.CharField(_("task"), max_length=10, choices=Task.choices)
    is_relieved = models.BooleanField(_("relieved of the task"), default=False)

    in_data = ("person", "task", "is_relieved")
    alongside = ("township", "election__township", "person")

    class Meta(InTownship.Meta):
        verbose_name = _("official of an election")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "election", "person"], condition=models.Q(is_relieved=False), name="official_once"
            ),
            models.UniqueConstraint(
                fields=["district", "election"],
                condition=models.Q(task="chief", is_relieved=False),
                name="official_one_chief",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return self.election.get_absolute_url()
