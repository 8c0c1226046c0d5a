"""Who on the Party committee keeps contact with which delegates."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models import Mandate, Term
from changren.organisation.models import Person


class Plan(InTownship):
    """Who contacts whom in one township and year: worked out, changed by hand, adopted, in force, ended.

    `reason` says why members keep contact with more delegates than the rules say, where they do.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("a contact plan", "proposed")
        ADOPTED = "adopted", pgettext_lazy("a contact plan", "adopted")
        ENDED = "ended", pgettext_lazy("a contact plan", "ended")
        DROPPED = "dropped", pgettext_lazy("a contact plan", "dropped")

    LIVING = (State.PROPOSED, State.ADOPTED)

    term = TenantForeignKey(Term, related_name="+", verbose_name=_("term"))
    year = models.PositiveSmallIntegerField(_("year"))
    keeps_pairs = models.BooleanField(_("pairs of the year before are kept"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_on = models.DateField(_("proposed on"))
    begins_on = models.DateField(_("in force since"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    reason = models.CharField(_("why more than the rules say"), max_length=300, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    in_data = (
        "township", "term", "year", "keeps_pairs", "state", "proposed_on", "begins_on", "adopted_on",
        "reason", "ended_on",
    )  # fmt: skip
    alongside = ("township", "term")

    class Meta(InTownship.Meta):
        verbose_name = _("contact plan")
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["district", "township", "state"], name="contact_plan_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "township", "state"],
                condition=models.Q(state__in=["proposed", "adopted"]),
                name="contact_plan_alone",
            )
        ]

    def __str__(self) -> str:
        return _("Contact plan {year}").format(year=self.year)

    def get_absolute_url(self) -> str:
        return reverse("contact:plan", args=[self.pk])


class Tie(InTownship):
    """A member of the Party committee keeps contact with a delegate (委员联系代表). Each delegate has one."""

    class Why(models.TextChoices):
        KEPT = "kept", _("as in the year before")
        UNIT = "unit", _("same electing unit")
        DELEGATION = "delegation", _("same delegation")
        SECTOR = "sector", _("same sector")
        BALANCE = "balance", _("so that all keep contact with about as many")
        HAND = "hand", _("by hand")

    plan = TenantForeignKey(Plan, related_name="ties", verbose_name=_("contact plan"))
    member = TenantForeignKey(Person, related_name="+", verbose_name=_("member of the committee"))
    mandate = TenantForeignKey(Mandate, related_name="+", verbose_name=_("delegate"))
    why = models.CharField(_("why these two"), max_length=10, choices=Why.choices)

    in_data = ("plan", "member", "mandate", "why")
    alongside = ("township", "plan__township", "plan__term", "member", "mandate__person")

    class Meta(InTownship.Meta):
        verbose_name = _("tie of a contact plan")
        ordering = ["mandate__number", "id"]
        constraints = [models.UniqueConstraint(fields=["district", "plan", "mandate"], name="contact_tie_once")]
        indexes = [models.Index(fields=["district", "member"], name="contact_tie_of_member")]

    def __str__(self) -> str:
        return _("{member} and {delegate}").format(member=self.member.name, delegate=self.mandate)

    def get_absolute_url(self) -> str:
        return reverse("contact:tie", args=[self.pk])
