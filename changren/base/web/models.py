"""What a person has typed and not yet sent."""

from django.db import models

from changren.base.tenancy.models import Tenant


class UnsentText(Tenant):
    """The fields of one form as one person left them. Private to that person; gone once the form is sent."""

    stays = True

    person_id = models.UUIDField()
    form = models.CharField(max_length=160)  # the address of the form
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [models.UniqueConstraint(fields=["district", "person_id", "form"], name="unsent_once")]
