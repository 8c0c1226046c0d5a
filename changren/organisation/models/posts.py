"""Posts: in what capacity somebody acts. One person may hold several, and acts in one of them at a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.organisation.models.accounts import Person
from changren.organisation.models.units import Unit


class Role(models.TextChoices):
    """What a post is for. Guards ask for roles, never for names."""

    DELEGATE = "delegate", _("delegate")
    CLERK = "clerk", _("clerk of the standing-system office")
    REVIEWER = "reviewer", _("member of the proposal committee")
    COMMITTEE = "committee", _("member of the Party committee")
    DISCIPLINE = "discipline", _("member of the discipline committee")
    HEAD = "head", _("head of a unit")
    HANDLER = "handler", _("handler in a unit")
    BRANCH = "branch", _("secretary of an electing unit")
    DISTRICT = "district", _("officer of the district")


class Post(InTownship):
    """A person in a role for a unit, from a day on and until it ends."""

    person = TenantForeignKey(Person, related_name="posts", verbose_name=_("person"))
    unit = TenantForeignKey(Unit, related_name="posts", verbose_name=_("unit"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    title = models.CharField(_("title"), max_length=40, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    in_data = ("person", "role", "title", "unit", "township", "since", "until")
    alongside = ("township", "person", "unit")

    class Meta(InTownship.Meta):
        verbose_name = _("post")
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "person", "unit", "role"], condition=models.Q(until=None), name="post_held_once"
            )
        ]
        indexes = [models.Index(fields=["district", "township", "role"], name="post_of_township")]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    @property
    def is_held(self) -> bool:
        return self.until is None

    @property
    def capacity(self) -> str:
        """What this post is called on pages: the title, or the role, of the unit or the township."""
        return f"{self.unit or self.township} · {self.title or self.get_role_display()}"
