"""The mandate of one delegate in one term, how it ends, and the seat it leaves."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models.terms import Delegation, ElectingUnit, Term
from changren.organisation.models import Person


class Mandate(InTownship):
    """One delegate's seat. Only an active mandate may sign, propose, vote and judge."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        STOPPED = "stopped", _("stopped")
        TERMINATED = "terminated", _("terminated")
        EXPIRED = "expired", _("expired")

    class Sector(models.TextChoices):
        OFFICE = "office", _("offices")
        VILLAGE = "village", _("villages and communities")
        ENTERPRISE = "enterprise", _("enterprises")
        SCHOOL = "school", _("schools and hospitals")
        OTHER = "other", _("others")

    class Rank(models.TextChoices):
        FRONT_LINE = "front_line", _("front line")
        LEADER = "leader", _("leader")

    class AgeBand(models.TextChoices):
        TO_35 = "to_35", _("up to 35")
        TO_45 = "to_45", _("36 to 45")
        TO_55 = "to_55", _("46 to 55")
        OVER_55 = "over_55", _("over 55")

    class Cause(models.TextChoices):
        """Why a mandate changed, with the article that says so (term regulation of 2008, and the example rules)."""

        CUSTODY = "custody", _("in custody in a criminal case")
        INVESTIGATION = "investigation", _("under disciplinary investigation")
        CAUSE_LAPSED = "cause_lapsed", _("the cause has lapsed")
        LEFT_AREA = "left_area", _("left the area")
        PENALTY = "penalty", _("probation within the Party or a heavier penalty")
        LOST_MEMBERSHIP = "lost_membership", _("lost membership or nationality")
        RESIGNED = "resigned", _("resignation")
        DIED = "died", _("died")
        OTHER = "other", _("other, by decision")

    IN_FORCE = (State.CONFIRMED, State.ACTIVE, State.SUSPENDED)  # the seat is taken
    HOLDING = (*IN_FORCE, State.EXPIRED)  # … or was, when the term ended

    term = TenantForeignKey(Term, related_name="mandates", verbose_name=_("term"))
    person = TenantForeignKey(Person, related_name="+", verbose_name=_("person"))
    number = models.PositiveSmallIntegerField(_("delegate number"))
    electing_unit = TenantForeignKey(ElectingUnit, related_name="mandates", verbose_name=_("electing unit"))
    delegation = TenantForeignKey(Delegation, related_name="mandates", verbose_name=_("delegation"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CONFIRMED)
    elected_on = models.DateField(_("elected on"))
    sector = models.CharField(_("sector"), max_length=12, choices=Sector.choices)
    rank = models.CharField(_("front line or leader"), max_length=12, choices=Rank.choices)
    is_woman = models.BooleanField(_("woman"), default=False)
    is_minority = models.BooleanField(_("ethnic minority"), default=False)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices)
    on_committee = models.BooleanField(_("member of the Party committee"), default=False)
    cause = models.CharField(_("cause"), max_length=16, choices=Cause.choices, blank=True)
    changed_on = models.DateField(_("since"), null=True, blank=True)

    in_data = (
        "township", "term", "person", "number", "electing_unit", "delegation", "state", "elected_on", "sector", "rank",
        "is_woman", "is_minority", "age_band", "on_committee", "changed_on",
    )  # fmt: skip
    alongside = ("township", "term", "person", "delegation", "electing_unit")
    found_with = ("person", "delegation", "electing_unit")

    class Meta(InTownship.Meta):
        verbose_name = _("mandate")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["district", "term", "number"], name="mandate_number"),
            models.UniqueConstraint(fields=["district", "term", "person"], name="mandate_of_person"),
        ]
        indexes = [models.Index(fields=["district", "person"], name="mandate_person")]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return reverse("mandates:mandate", args=[self.pk])

    def finding(self) -> Finding:
        """Who it is, also by sound, and where they belong."""
        lines = (
            (_("pinyin"), self.person.spelling), (_("delegation"), self.delegation.name),
            (_("electing unit"), self.electing_unit.name),
        )  # fmt: skip
        return Finding(self.person.name, self.township_id, lines, self.elected_on, self.state)

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def is_in_force(self) -> bool:
        """Whether the seat is taken: confirmed, active or suspended."""
        return self.state in self.IN_FORCE


class Termination(InTownship):
    """The end of a mandate by decision (term regulation of 2008, art. 28).

    Proposed by the electing unit, decided by the committee, filed with the district.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        DECIDED = "decided", _("decided")
        DISMISSED = "dismissed", _("dismissed")
        FILED = "filed", _("filed with the district")

    mandate = TenantForeignKey(Mandate, related_name="terminations", verbose_name=_("mandate"))
    cause = models.CharField(_("cause"), max_length=16, choices=Mandate.Cause.choices)
    grounds = models.TextField(_("grounds"))
    proposed_on = models.DateField(_("proposed on"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)

    in_data = ("proposed_on", "state", "decided_on", "filed_on")
    data_in_full = ("cause", "grounds", "decision")
    alongside = ("township", "mandate__person", "mandate__term", "mandate__electing_unit")

    class Meta(InTownship.Meta):
        verbose_name = _("termination")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.mandate.person.name

    def get_absolute_url(self) -> str:
        return self.mandate.get_absolute_url()


class Vacancy(InTownship):
    """A seat left by a mandate that ended, and the mandate that filled it after a by-election."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        FILLED = "filled", _("filled")

    term = TenantForeignKey(Term, related_name="vacancies", verbose_name=_("term"))
    electing_unit = TenantForeignKey(ElectingUnit, related_name="vacancies", verbose_name=_("electing unit"))
    left_by = TenantForeignKey(Mandate, related_name="+", verbose_name=_("left by"))
    filled_by = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("filled by"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    since = models.DateField(_("since"))

    in_data = ("electing_unit", "left_by", "filled_by", "state", "since")
    alongside = ("township", "term", "electing_unit", "left_by__person", "filled_by__person")

    class Meta(InTownship.Meta):
        verbose_name = _("vacancy")
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["district", "left_by"], name="vacancy_left_once")]

    def __str__(self) -> str:
        return _("{unit}, left by {name}").format(unit=self.electing_unit, name=self.left_by.person.name)

    def get_absolute_url(self) -> str:
        return reverse("mandates:term", args=[self.term_id])
