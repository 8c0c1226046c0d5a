"""The congress as it was elected (届), when it met (次), and how its delegates are grouped."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.organisation.models import Unit


class Term(InTownship):
    """One congress (届): elected once, with a number of seats, until the next one opens."""

    class State(models.TextChoices):
        CURRENT = "current", _("current")
        EXPIRED = "expired", _("expired")

    number = models.PositiveSmallIntegerField(_("term"))
    seats = models.PositiveSmallIntegerField(_("seats"))
    began_on = models.DateField(_("began on"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.CURRENT)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    in_data = ("township", "number", "seats", "began_on", "state", "ended_on")
    alongside = ("township",)

    class Meta(InTownship.Meta):
        verbose_name = _("term")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["district", "township", "number"], name="term_number")]

    def __str__(self) -> str:
        return _("Term {n}").format(n=self.number)

    def get_absolute_url(self) -> str:
        return reverse("mandates:term", args=[self.pk])


class Session(InTownship):
    """One meeting of a congress (次). The first is the one that elects; the following ones are annual meetings.

    `should_attend` is fixed before the meeting, when it is settled whether suspended delegates count.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    term = TenantForeignKey(Term, related_name="sessions", verbose_name=_("term"))
    number = models.PositiveSmallIntegerField(_("session"))
    planned_on = models.DateField(_("planned for"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    should_attend = models.PositiveSmallIntegerField(_("should attend"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)

    in_data = ("term", "number", "planned_on", "held_on", "should_attend", "state")
    alongside = ("township", "term")

    class Meta(InTownship.Meta):
        verbose_name = _("session")
        ordering = ["term__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "term", "number"], condition=~models.Q(state="cancelled"), name="session_number"
            )
        ]

    def __str__(self) -> str:
        return _("Term {term}, session {n}").format(term=self.term.number, n=self.number)

    def get_absolute_url(self) -> str:
        return reverse("mandates:term", args=[self.term_id])

    @property
    def is_annual_meeting(self) -> bool:
        return self.number > 1


class ElectingUnit(InTownship):
    """The branch or group of branches that elected some of the delegates, with its quota of seats.

    `branch` is the Party branch whose secretary speaks for it: hears of its delegates, proposes terminations.
    """

    term = TenantForeignKey(Term, related_name="electing_units", verbose_name=_("term"))
    name = models.CharField(_("name"), max_length=60)
    seats = models.PositiveSmallIntegerField(_("seats"))
    branch = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("Party branch"))

    in_data = ("seats", "branch")
    alongside = ("township", "term", "branch")

    class Meta(InTownship.Meta):
        verbose_name = _("electing unit")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["district", "term", "name"], name="electing_unit_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mandates:term", args=[self.term_id])


class Delegation(InTownship):
    """The delegates of an area or a trade, who meet and may propose together. Its head signs for it."""

    term = TenantForeignKey(Term, related_name="delegations", verbose_name=_("term"))
    name = models.CharField(_("name"), max_length=60)
    head = TenantForeignKey("mandates.Mandate", related_name="+", null=True, blank=True, verbose_name=_("head"))

    in_data = ("head",)
    alongside = ("township", "term", "head__person")

    class Meta(InTownship.Meta):
        verbose_name = _("delegation")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["district", "term", "name"], name="delegation_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mandates:term", args=[self.term_id])


class StructureTarget(InTownship):
    """How many delegates of a kind the approved plan of the term asks for."""

    class Kind(models.TextChoices):
        WOMEN = "women", _("women")
        FRONT_LINE = "front_line", _("front-line members")
        MINORITY = "minority", _("ethnic minorities")
        YOUNG = "young", _("45 or younger")

    term = TenantForeignKey(Term, related_name="targets", verbose_name=_("term"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    at_least = models.PositiveSmallIntegerField(_("at least"))

    in_data = ("kind", "at_least")
    alongside = ("township", "term")

    class Meta(InTownship.Meta):
        verbose_name = _("structure target")
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["district", "term", "kind"], name="structure_target_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("mandates:term", args=[self.term_id])
