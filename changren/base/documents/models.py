"""Attachments: a file, what it was called, and what it belongs to."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.models import InTownship


def stored_name(attachment: Any, filename: str) -> str:
    """Where the bytes are kept: never under the name that somebody chose."""
    return f"{attachment.district_id}/{attachment.id}"


class Attachment(InTownship):
    """A file that belongs to one object. The bytes lie in the file storage; what is told of them here is checked."""

    owner_kind = models.CharField(max_length=60)
    owner_id = models.UUIDField()
    name = models.CharField(_("file name"), max_length=120)
    kind = models.CharField(_("type"), max_length=10)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=stored_name, max_length=120)
    added_by_id = models.UUIDField(null=True)  # none if somebody without an account has sent it
    added_at = models.DateTimeField()
    is_removed = models.BooleanField(default=False)

    in_data = ("kind", "size", "digest", "added_at")

    class Meta(InTownship.Meta):
        verbose_name = _("attachment")
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["district", "owner_id"], name="attachment_owner")]

    def __str__(self) -> str:
        return self.name
