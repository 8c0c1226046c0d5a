"""The queue: one row for each piece of work that was asked for."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.jobs.declaration import KINDS, Kind
from changren.base.tenancy.models import Tenant


class Job(Tenant):
    """Work that was asked for. `turn` counts how often a worker took it; every write of a worker names its turn.

    `key` tells a repetition: the same kind with the same key is the same job. `total` is 0 while nobody knows how
    much there is to do. `asked_by_id` is the person who may watch it; None for what a schedule asked for.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting its turn")
        RUNNING = "running", _("under way")
        DONE = "done", pgettext_lazy("of a job", "done")
        FAILED = "failed", _("not done")
        CANCELLED = "cancelled", pgettext_lazy("of a job", "cancelled")

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    asked_by_id = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField(_("asked for"))
    run_after = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    why = models.CharField(_("reason"), max_length=300, blank=True)
    is_unwanted = models.BooleanField(default=False)  # somebody asked to cancel it

    stays = True
    in_data = ("kind", "state", "asked_at", "began_at", "ended_at", "done", "total", "result", "why")

    class Meta(Tenant.Meta):
        verbose_name = _("job")
        ordering = ["-asked_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["district", "kind", "key"], name="job_once")]
        indexes = [models.Index(fields=["district", "state", "run_after"], name="job_due")]

    def __str__(self) -> str:
        return str(self.what.verb)

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def what(self) -> Kind:
        """Its declaration."""
        return KINDS[self.kind]

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)

    @property
    def can_cancel(self) -> bool:
        """Whether stopping it is safe, and not too late."""
        return not self.is_over and not self.is_unwanted and (self.what.cancels or self.state == self.State.QUEUED)
