"""Keys: what a program shows instead of a password."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.organisation.models.accounts import Person
from changren.organisation.models.posts import Post


class AccessKey(InTownship):
    """A program acts for one person in one of their posts, within a scope, until a day.

    What the program shows is signed and names this row, so the database holds no secret (see `organisation.keys`).
    `rooms` are those in which it may act, none for all.
    """

    class Scope(models.TextChoices):
        READ = "read", _("read only")
        ACT = "act", _("read and act")

    person = TenantForeignKey(Person, related_name="access_keys", verbose_name=_("person"))
    post = TenantForeignKey(Post, related_name="+", verbose_name=_("post"))
    name = models.CharField(pgettext_lazy("of a key", "what for"), max_length=40)
    scope = models.CharField(_("scope"), max_length=4, choices=Scope.choices, default=Scope.READ)
    rooms = models.JSONField(default=list, blank=True)
    per_minute = models.PositiveIntegerField(_("requests a minute"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    used_on = models.DateField(_("last used"), null=True, blank=True)

    stays = True
    in_data = ("post", "scope", "rooms", "per_minute", "since", "until", "ended_at", "used_on")
    alongside = ("township", "person__township", "post__township", "post__unit", "post__person")

    class Meta(InTownship.Meta):
        verbose_name = _("access key")
        ordering = ["-since", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:key", args=[self.pk])

    def holds_on(self, day: date) -> bool:
        """Whether it opens anything on this day."""
        return self.ended_at is None and day <= self.until

    def covers(self, room: str) -> bool:
        """Whether its program may act in this room."""
        return self.scope == self.Scope.ACT and (not self.rooms or room in self.rooms)
