"""Who is expected at a meeting, who has an office there, and where the delegations sit and meet."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models.meetings import MEETING, Meeting
from changren.mandates.models import Delegation, Mandate
from changren.organisation.models import Person


class Officer(InTownship):
    """Who has an office at a meeting: in its presidium, as its secretary-general, or watching and counting votes."""

    class Office(models.TextChoices):
        PRESIDIUM = "presidium", _("member of the presidium")
        SECRETARY_GENERAL = "secretary", _("secretary-general")
        CHIEF_SCRUTINEER = "chief", _("chief scrutineer")
        SCRUTINEER = "scrutineer", _("scrutineer")
        COUNTER = "counter", _("counter")

    meeting = TenantForeignKey(Meeting, related_name="all_officers", verbose_name=MEETING)
    person = TenantForeignKey(Person, related_name="+", verbose_name=_("person"))
    office = models.CharField(_("office at the meeting"), max_length=10, choices=Office.choices)
    is_relieved = models.BooleanField(_("relieved of the office"), default=False)

    in_data = ("meeting", "person", "office", "is_relieved")
    alongside = ("township", "meeting__township", "meeting__session", "person")

    class Meta(InTownship.Meta):
        verbose_name = _("officer of a meeting")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "meeting", "person", "office"],
                condition=models.Q(is_relieved=False),
                name="officer_once",
            ),
            models.UniqueConstraint(
                fields=["district", "meeting", "office"],
                condition=models.Q(is_relieved=False, office__in=["secretary", "chief"]),
                name="officer_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return reverse("congress:meeting", args=[self.meeting_id])


class Invitee(InTownship):
    """Who is expected in the hall: a delegate, somebody attending, an observer or a guest.

    `code` is random and is printed on the badge or the permit. `told_on` is when they confirmed that they read the
    notice. Only a delegate votes; the others are counted apart.
    """

    class Standing(models.TextChoices):
        DELEGATE = "delegate", _("delegate")
        ATTENDING = "attending", _("attending")
        OBSERVER = "observer", _("observer")
        GUEST = "guest", _("guest")

    class Answer(models.TextChoices):
        NONE = "none", _("has not answered")
        COMING = "coming", _("is coming")
        LEAVE_ASKED = "asked", _("asks for leave")
        ON_LEAVE = "leave", _("on leave")

    meeting = TenantForeignKey(Meeting, related_name="all_invitees", verbose_name=MEETING)
    mandate = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("mandate"))
    person = TenantForeignKey(Person, related_name="+", null=True, blank=True, verbose_name=_("person"))
    name = models.CharField(_("Name"), max_length=40)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices)
    delegation = TenantForeignKey(Delegation, related_name="+", null=True, blank=True, verbose_name=_("delegation"))
    code = models.CharField(_("code of the badge"), max_length=24)
    seat = models.CharField(_("seat"), max_length=20, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, default=Answer.NONE)
    leave_reason = models.CharField(_("why leave is asked for"), max_length=300, blank=True)
    leave_view = models.CharField(_("view of the head of the delegation"), max_length=300, blank=True)
    told_on = models.DateField(_("read the notice on"), null=True, blank=True)
    is_withdrawn = models.BooleanField(_("no longer expected"), default=False)

    in_data = ("meeting", "standing", "delegation", "seat", "answer", "told_on", "is_withdrawn")
    alongside = ("township", "meeting__township", "meeting__session", "mandate", "person", "delegation__head")

    class Meta(InTownship.Meta):
        verbose_name = _("invitee")
        ordering = ["id"]
        indexes = [models.Index(fields=["district", "person"], name="invitee_person")]
        constraints = [
            models.UniqueConstraint(fields=["district", "code"], name="invitee_code"),
            models.UniqueConstraint(
                fields=["district", "meeting", "person"],
                condition=models.Q(is_withdrawn=False, person__isnull=False),
                name="invitee_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("congress:meeting", args=[self.meeting_id])

    @property
    def is_delegate(self) -> bool:
        return self.standing == self.Standing.DELEGATE


class Place(InTownship):
    """Where a delegation sits in the hall and where it meets."""

    meeting = TenantForeignKey(Meeting, related_name="places", verbose_name=MEETING)
    delegation = TenantForeignKey(Delegation, related_name="+", verbose_name=_("delegation"))
    room = models.CharField(_("room of the delegation"), max_length=60, blank=True)
    seats = models.CharField(_("seats in the hall"), max_length=60, blank=True)

    in_data = ("meeting", "delegation", "room", "seats")
    alongside = ("township", "meeting__township", "meeting__session", "delegation")

    class Meta(InTownship.Meta):
        verbose_name = _("place of a delegation")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "meeting", "delegation"], name="place_once")]

    def __str__(self) -> str:
        return self.delegation.name

    def get_absolute_url(self) -> str:
        return reverse("congress:meeting", args=[self.meeting_id])
