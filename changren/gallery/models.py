"""The gallery of a meeting, and those who apply to observe it."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.finding import Finding
from changren.base.secrets import HiddenText, digest, masked
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models import Invitee, Meeting
from changren.organisation.models import Unit


class Category(models.TextChoices):
    """For whom a seat is. Migrant members come from any of these; see `Member`."""

    VILLAGE = "village", _("village or community")
    FIRM = "firm", _("private enterprise")
    OTHER = "other", pgettext_lazy("seats", "others")


class Member(models.TextChoices):
    """What kind of member somebody is: by this the coverage of the right to know is counted."""

    LOCAL = "local", _("member of a branch of this township")
    MIGRANT = "migrant", _("migrant member")
    RESIDENT = "resident", _("resident, no member")


class Gallery(InTownship):
    """The seats for observers at one meeting, from the notice to the last opinion.

    The seats are those of the rulebook on the day of the draft. `closes_at` is exact to the minute.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("notice published")
        CLOSED = "closed", _("applications closed")
        DECIDED = "decided", _("list decided")
        ADMITTING = "admitting", _("permits issued")
        DONE = "done", _("done")
        OFF = "off", _("called off")

    meeting = TenantForeignKey(Meeting, related_name="+", verbose_name=_("meeting"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    seats_village = models.PositiveSmallIntegerField(_("seats for villages and communities"))
    seats_firms = models.PositiveSmallIntegerField(_("seats for private enterprises"))
    seats_others = models.PositiveSmallIntegerField(_("seats for others"))
    register_at = models.CharField(_("where one registers"), max_length=80)
    remark = models.CharField(_("more for the notice"), max_length=500, blank=True)
    closes_at = models.DateTimeField(_("applications close at"))
    drafted_on = models.DateField(_("drafted on"))
    published_at = models.DateTimeField(_("notice published at"), null=True, blank=True)
    closed_on = models.DateField(_("applications closed on"), null=True, blank=True)
    decided_on = models.DateField(_("list decided on"), null=True, blank=True)
    issued_on = models.DateField(_("permits issued on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    forgotten_on = models.DateField(_("numbers deleted on"), null=True, blank=True)
    reason = models.CharField(_("why it is called off"), max_length=300, blank=True)

    in_data = (
        "township", "meeting", "state", "seats_village", "seats_firms", "seats_others", "register_at", "remark",
        "closes_at", "published_at", "decided_on", "issued_on", "finished_on", "forgotten_on", "reason",
    )  # fmt: skip
    alongside = ("township", "meeting__township", "meeting__session__term")
    found_with = ("meeting",)

    class Meta(InTownship.Meta):
        verbose_name = _("gallery")
        ordering = ["-drafted_on", "-id"]
        indexes = [models.Index(fields=["district", "state", "closes_at"], name="gallery_closing")]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "meeting"], condition=~models.Q(state="off"), name="gallery_of_meeting"
            )
        ]

    def __str__(self) -> str:
        return _("Observers at “{meeting}”").format(meeting=self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("gallery:gallery", args=[self.pk])

    def finding(self) -> Finding:
        """The meeting, and what the notice says; nobody who applied is found by it."""
        lines = (_("where one registers"), self.register_at), (_("more for the notice"), self.remark)
        return Finding(self.meeting.title, self.township_id, lines, self.drafted_on, self.state)

    @property
    def seats(self) -> dict[str, int]:
        """How many there are for each category."""
        return {
            Category.VILLAGE: self.seats_village, Category.FIRM: self.seats_firms, Category.OTHER: self.seats_others
        }  # fmt: skip

    @property
    def seats_in_all(self) -> int:
        return sum(self.seats.values())


class Application(InTownship):
    """Somebody who wishes to observe, or is recommended; and what became of it.

    Card and telephone number are kept encrypted, shown with their middle hidden, and deleted after the meeting. The
    minutes and whoever else reads of it know the application by its number, never by the name.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        SHORTLISTED = "shortlisted", _("proposed by the office")
        ADMITTED = "admitted", _("admitted")
        NOT = "not", _("not admitted")
        CAME = "came", _("was there")
        WITHDRAWN = "withdrawn", _("withdrawn")

    IN = (State.ADMITTED, State.CAME)
    OPEN = (State.APPLIED, State.SHORTLISTED)

    gallery = TenantForeignKey(Gallery, related_name="applications", verbose_name=_("gallery"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=30)
    kind = models.CharField(_("kind of member"), max_length=8, choices=Member.choices)
    category = models.CharField(_("category"), max_length=8, choices=Category.choices)
    workplace = models.CharField(_("Party branch or workplace"), max_length=60)
    card = HiddenText(_("number of the mobile-member card"), blank=True, default="")
    phone = HiddenText(_("telephone"), blank=True, default="")
    phone_digest = models.CharField(max_length=64, blank=True)
    unit = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("recommended by"))
    grounds = models.CharField(_("why"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.APPLIED)
    applied_on = models.DateField(_("applied on"))
    why_not = models.CharField(_("why not admitted"), max_length=300, blank=True)
    permit = models.PositiveSmallIntegerField(_("number of the permit"), null=True, blank=True)
    invitee = TenantForeignKey(Invitee, related_name="+", null=True, blank=True, verbose_name=_("place at the meeting"))
    came_at = models.DateTimeField(_("let in at"), null=True, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    opinion_on = models.DateField(_("opinion given on"), null=True, blank=True)
    opinion_read_on = models.DateField(_("opinion read on"), null=True, blank=True)

    in_data = (
        "gallery", "number", "kind", "category", "workplace", "masked_card", "masked_phone", "unit", "state",
        "applied_on", "why_not", "permit", "came_at", "opinion_on", "opinion_read_on",
    )  # fmt: skip
    kept_back = ("phone_digest",)
    alongside = ("township", "gallery__township", "gallery__meeting__session__term", "unit", "invitee")

    class Meta(InTownship.Meta):
        verbose_name = _("application to observe")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "gallery", "number"], name="application_number"),
            models.UniqueConstraint(fields=["district", "gallery", "permit"], name="application_permit"),
            models.UniqueConstraint(
                fields=["district", "gallery", "name", "phone_digest"],
                condition=~models.Q(state="withdrawn") & ~models.Q(phone_digest=""),
                name="application_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("gallery:application", args=[self.pk])

    @property
    def told_as(self) -> str:
        """What it is called where others read of it."""
        return _("application no. {n} to observe").format(n=self.number)

    @property
    def masked_card(self) -> str:
        return masked(self.card)

    @property
    def masked_phone(self) -> str:
        return masked(self.phone)

    @property
    def is_in(self) -> bool:
        """Whether a permit is theirs."""
        return self.state in self.IN

    def arrive(self) -> None:
        """By whom it was sent is found again under the key of this installation."""
        self.phone_digest = digest(self.phone) if self.phone else ""

    def hold(self, **numbers: Any) -> None:
        """Keep card and telephone; empty to forget them."""
        self.card, self.phone = numbers["card"], numbers["phone"]
        self.phone_digest = digest(self.phone) if self.phone else ""
