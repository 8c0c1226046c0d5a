"""Notices: rows that say that a person is to be told of an entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.minutes.models import Entry
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship


class Notice(InTownship):
    """One person is told of one entry. `read_at` is empty until they have opened it."""

    hangs = False  # nobody to read it, nothing to tell

    entry = TenantForeignKey(Entry, related_name="+")
    person_id = models.UUIDField()
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta(InTownship.Meta):
        verbose_name = _("notice")
        constraints = [models.UniqueConstraint(fields=["district", "person_id", "entry"], name="notice_once")]
