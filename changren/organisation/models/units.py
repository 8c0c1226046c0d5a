"""Units: the bodies of a township or of the district that people act for and that matters are assigned to."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.finding import Finding
from changren.base.tenancy.models import InTownship
from changren.organisation.spelling import spelled


class Unit(InTownship):
    """A committee, an office, a station or a department; of a township, or of the district's own level."""

    class Kind(models.TextChoices):
        PARTY_COMMITTEE = "party_committee", _("Party committee")
        DISCIPLINE = "discipline", _("discipline committee")
        LIAISON = "liaison", _("standing-system office")
        PROPOSALS = "proposals", _("proposal committee")
        OFFICE = "office", _("office")
        STATION = "station", _("station")
        DEPARTMENT = "department", _("department")
        BRANCH = "branch", _("Party branch")

    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    is_open = models.BooleanField(pgettext_lazy("a unit", "open"), default=True)
    handles = models.BooleanField(_("handles proposals"), default=False)

    in_data = ("township", "kind", "is_open", "handles")
    alongside = ("township",)

    class Meta(InTownship.Meta):
        verbose_name = _("unit")
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["district", "township", "name"], name="unit_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:unit", args=[self.pk])

    def finding(self) -> Finding:
        """The name, also by sound. Units of the district are there for everybody."""
        lines = ((_("pinyin"), spelled(self.name, surname=False)),)
        return Finding(self.name, self.township_id, lines, for_all=self.township.is_district)
