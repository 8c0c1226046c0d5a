"""A meeting of the congress (次), its agenda and the papers that go with it."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.mandates.models import Session
from changren.organisation.models import Unit

MEETING = pgettext_lazy("of the congress", "meeting")


class Meeting(InTownship):
    """What happens at one session (decision 0041): prepared, convened, held, and followed up.

    `present` is how many delegates were there when it was opened. `minutes` is the text as the clerk corrected it.
    """

    class Kind(models.TextChoices):
        ANNUAL = "annual", _("annual meeting")
        ELECTION = "election", _("election congress")
        EXTRA = "extra", _("extra meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        APPROVED = "approved", _("agreed to by the district")
        CONVENED = "convened", _("convened")
        PREPARED = "prepared", _("preparatory meeting held")
        OPEN = "open", pgettext_lazy("a meeting", "open")
        CLOSED = "closed", pgettext_lazy("a meeting", "closed")
        FOLLOWED = "followed", _("minutes adopted")
        CANCELLED = "cancelled", _("cancelled")

    session = TenantForeignKey(Session, related_name="+", verbose_name=_("session"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.ANNUAL)
    title = models.CharField(_("title"), max_length=80)
    place = models.CharField(_("place"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    notice = models.TextField(_("notice"), blank=True)
    planned_on = models.DateField(_("planned on"))
    approved_on = models.DateField(_("agreed to on"), null=True, blank=True)
    convened_on = models.DateField(_("notice sent on"), null=True, blank=True)
    prepared_on = models.DateField(_("preparatory meeting on"), null=True, blank=True)
    opened_on = models.DateField(pgettext_lazy("a meeting", "opened on"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("present at the opening"), null=True, blank=True)
    closed_on = models.DateField(pgettext_lazy("a meeting", "closed on"), null=True, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    followed_on = models.DateField(_("minutes adopted on"), null=True, blank=True)
    adopted_by = models.CharField(_("minutes adopted by"), max_length=60, blank=True)
    reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True)

    in_data = (
        "township", "session", "kind", "title", "place", "starts_at", "ends_at", "state", "planned_on", "approved_on",
        "convened_on", "prepared_on", "opened_on", "present", "closed_on", "followed_on", "reason",
    )  # fmt: skip
    data_in_full = ("notice",)
    alongside = ("township", "session__term")

    class Meta(InTownship.Meta):
        verbose_name = MEETING
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["district", "township", "state"], name="meeting_state")]
        constraints = [
            models.UniqueConstraint(fields=["district", "session"], name="meeting_of_session"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_later"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("congress:meeting", args=[self.pk])

    def finding(self) -> Finding:
        """What it is called, and where and when it is."""
        return Finding(self.title, self.township_id, ((_("place"), self.place),), self.planned_on, self.state)

    @property
    def items(self) -> Any:
        """What stands on the agenda."""
        return self.all_items.filter(is_removed=False)

    @property
    def officers(self) -> Any:
        """Who has an office at it."""
        return self.all_officers.filter(is_relieved=False)

    @property
    def invitees(self) -> Any:
        """Who is expected in the hall."""
        return self.all_invitees.filter(is_withdrawn=False)

    @property
    def is_prepared(self) -> bool:
        """Whether agenda, presidium and officers were adopted."""
        return self.prepared_on is not None

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.closed_on is not None


class Item(InTownship):
    """A point of the agenda, perhaps part of another. One that came after the adoption is marked late."""

    class Kind(models.TextChoices):
        FORMAL = "formal", _("opening and closing")
        OUTCOMES = "outcomes", _("what became of the last meeting")
        REPORT = "report", _("report")
        DISCUSSION = "discussion", _("group discussion")
        EVALUATION = "evaluation", _("evaluation")
        PROPOSALS = "proposals", _("proposals")
        MATTER = "matter", _("major matter")
        ELECTION = "election", _("election")
        RESOLUTION = "resolution", _("resolution")
        FORUM = "forum", _("delegates' forum")
        OTHER = "other", _("other")

    meeting = TenantForeignKey(Meeting, related_name="all_items", verbose_name=MEETING)
    parent = TenantForeignKey("self", related_name="+", null=True, blank=True, verbose_name=_("part of"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    is_late = models.BooleanField(_("added late"), default=False)
    is_removed = models.BooleanField(_("taken off the agenda"), default=False)

    in_data = ("meeting", "parent", "order", "title", "kind", "is_late", "is_removed")
    alongside = ("township", "meeting__township", "meeting__session", "parent")

    class Meta(InTownship.Meta):
        verbose_name = _("item of the agenda")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("congress:meeting", args=[self.meeting_id])


class Paper(InTownship):
    """A report or another paper that is due for a meeting. Each file put in is a further version of it."""

    class Level(models.TextChoices):
        HALL = "hall", _("everybody in the hall")
        DELEGATES = "delegates", _("delegates only")
        PRESIDIUM = "presidium", _("presidium only")

    meeting = TenantForeignKey(Meeting, related_name="all_papers", verbose_name=MEETING)
    item = TenantForeignKey(Item, related_name="+", null=True, blank=True, verbose_name=_("item of the agenda"))
    unit = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("who provides it"))
    title = models.CharField(_("title"), max_length=120)
    level = models.CharField(_("for whom"), max_length=10, choices=Level.choices, default=Level.DELEGATES)
    is_required = models.BooleanField(_("due before the meeting"), default=False)
    version = models.PositiveSmallIntegerField(_("version"), default=0)
    first_on = models.DateField(_("first put in on"), null=True, blank=True)
    last_on = models.DateField(_("last put in on"), null=True, blank=True)
    is_removed = models.BooleanField(_("withdrawn"), default=False)

    in_data = ("meeting", "item", "unit", "title", "level", "is_required", "version", "first_on", "last_on")
    alongside = ("township", "meeting__township", "meeting__session", "item", "unit")

    class Meta(InTownship.Meta):
        verbose_name = _("paper of a meeting")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("congress:meeting", args=[self.meeting_id])
