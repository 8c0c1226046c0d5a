"""Who went in and out, and where the hall is in its agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models.meetings import Item, Meeting
from changren.congress.models.people import Invitee


class Passage(InTownship):
    """One way in or out of one invitee. The first is in, the second out, and so on: an odd number is in.

    So who is there is what the numbers say, whatever a clock said; and two desks cannot both let the same person in,
    for the number is taken once. `key` is made by the desk: the same passage sent again is the same passage.
    """

    class Way(models.TextChoices):
        IN = "in", _("in")
        OUT = "out", _("out")

    meeting = TenantForeignKey(Meeting, related_name="passages", verbose_name=_("meeting"))
    invitee = TenantForeignKey(Invitee, related_name="passages", verbose_name=_("invitee"))
    standing = models.CharField(_("standing"), max_length=10, choices=Invitee.Standing.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    way = models.CharField(_("way"), max_length=3, choices=Way.choices)
    at = models.DateTimeField(_("time"))
    desk = models.CharField(_("desk"), max_length=20)
    key = models.UUIDField()

    in_data = ("meeting", "standing", "way", "at", "desk")
    alongside = ("township", "meeting__township", "meeting__session", "invitee")

    class Meta(InTownship.Meta):
        verbose_name = _("passage")
        ordering = ["id"]
        indexes = [models.Index(fields=["district", "meeting", "standing", "way"], name="passage_counted")]
        constraints = [
            models.UniqueConstraint(fields=["district", "invitee", "number"], name="passage_number"),
            models.UniqueConstraint(fields=["district", "key"], name="passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.invitee} · {self.get_way_display()}"

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()


class Floor(InTownship):
    """Where the hall is: whether its desks are open, and which item of the agenda is up. One a meeting.

    The console keeps its place here, so that it is where it was after a crash.
    """

    meeting = TenantForeignKey(Meeting, related_name="floors", verbose_name=_("meeting"))
    item = TenantForeignKey(Item, related_name="+", null=True, blank=True, verbose_name=_("item of the agenda"))
    item_since = models.DateTimeField(_("since"), null=True, blank=True)
    desks_open = models.BooleanField(_("desks open"), default=False)
    desks_since = models.DateTimeField(_("desks opened or closed at"))

    in_data = ("meeting", "item", "item_since", "desks_open", "desks_since")
    alongside = ("township", "meeting__township", "meeting__session", "item")

    class Meta(InTownship.Meta):
        verbose_name = _("floor of a meeting")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "meeting"], name="floor_of_meeting")]

    def __str__(self) -> str:
        return self.meeting.title

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()


class Turn(InTownship):
    """A wish to speak on an item, and the time it was given. Points of order go first."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("contribution")
        ORDER = "order", _("point of order")

    class State(models.TextChoices):
        ASKED = "asked", _("waiting to speak")
        SPEAKING = "speaking", _("speaking")
        DONE = "done", _("has spoken")
        WITHDRAWN = "withdrawn", _("withdrawn")

    meeting = TenantForeignKey(Meeting, related_name="turns", verbose_name=_("meeting"))
    item = TenantForeignKey(Item, related_name="+", null=True, blank=True, verbose_name=_("item of the agenda"))
    invitee = TenantForeignKey(Invitee, related_name="+", verbose_name=_("who"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.ORDINARY)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked at"))
    began_at = models.DateTimeField(_("began at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    in_data = ("meeting", "item", "invitee", "kind", "state", "asked_at", "began_at", "ended_at")
    alongside = ("township", "meeting__township", "meeting__session", "item", "invitee__delegation")

    class Meta(InTownship.Meta):
        verbose_name = _("turn to speak")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "meeting"], condition=models.Q(state="speaking"), name="turn_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["district", "meeting", "invitee"], condition=models.Q(state="asked"), name="turn_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return self.invitee.name

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()
