"""The delegates' forum, its guests, and what was said and asked."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.finding import Finding
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models import Invitee, Meeting
from changren.mandates.models import Mandate


class Forum(InTownship):
    """One forum (党代表论坛): a theme and its topics, at a meeting of the congress or by itself."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", pgettext_lazy("a forum", "open")
        CLOSED = "closed", pgettext_lazy("a forum", "closed")
        MINUTED = "minuted", _("minutes adopted")

    meeting = TenantForeignKey(Meeting, related_name="+", null=True, blank=True, verbose_name=_("meeting"))
    theme = models.CharField(_("theme"), max_length=80)
    topics = models.JSONField(_("topics"), default=list)
    place = models.CharField(_("place"), max_length=80, blank=True)
    held_at = models.DateTimeField(_("takes place at"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLANNED)
    planned_on = models.DateField(_("planned on"))
    opened_on = models.DateField(_("contributions since"), null=True, blank=True)
    closed_on = models.DateField(_("ended on"), null=True, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    minuted_on = models.DateField(_("minutes adopted on"), null=True, blank=True)

    in_data = (
        "township", "meeting", "theme", "topics", "place", "held_at", "state", "planned_on", "opened_on", "closed_on",
        "minuted_on",
    )  # fmt: skip
    data_in_full = ("minutes",)
    alongside = ("township", "meeting__township", "meeting__session__term")

    class Meta(InTownship.Meta):
        verbose_name = _("forum")
        ordering = ["-held_at", "-id"]
        indexes = [models.Index(fields=["district", "township", "state"], name="forum_state")]

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return reverse("forum:forum", args=[self.pk])

    def finding(self) -> Finding:
        """Its theme and its topics, and when it was."""
        lines: tuple[Any, ...] = ((_("topics"), " ".join(self.topics)), (_("minutes"), self.minutes))
        return Finding(self.theme, self.township_id, lines, self.planned_on, self.state)

    @property
    def guests(self) -> Any:
        """Who is invited."""
        return self.all_guests.filter(is_removed=False)


class Guest(InTownship):
    """Somebody who speaks in the forum and does not vote: a people's deputy, a member of the consultative conference.

    At a meeting they are expected beside the delegates, as a guest.
    """

    class Capacity(models.TextChoices):
        DEPUTY = "deputy", _("people's deputy")
        CONFERENCE = "conference", _("member of the consultative conference")
        OTHER = "other", pgettext_lazy("a guest", "other")

    forum = TenantForeignKey(Forum, related_name="all_guests", verbose_name=_("forum"))
    name = models.CharField(_("name"), max_length=40)
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity.choices)
    body = models.CharField(_("office or workplace"), max_length=60, blank=True)
    invitee = TenantForeignKey(Invitee, related_name="+", null=True, blank=True, verbose_name=_("place at the meeting"))
    is_removed = models.BooleanField(_("no longer invited"), default=False)

    in_data = ("forum", "name", "capacity", "body", "is_removed")
    alongside = ("township", "forum__township", "forum__meeting__session__term", "invitee")

    class Meta(InTownship.Meta):
        verbose_name = _("guest of a forum")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.forum.get_absolute_url()


class Contribution(InTownship):
    """What a delegate or a guest said or asked: looked at by the office, shown, answered; perhaps taken up.

    `became` is the address of the suggestion that a delegate made of it; that room is not known here.
    """

    class Kind(models.TextChoices):
        SPEECH = "speech", _("contribution")
        QUESTION = "question", _("question")

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        SHOWN = "shown", _("shown")
        SET_ASIDE = "aside", _("set aside")
        ANSWERED = "answered", _("answered")

    SEEN = (State.SHOWN, State.ANSWERED)

    forum = TenantForeignKey(Forum, related_name="contributions", verbose_name=_("forum"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    topic = models.CharField(_("topic"), max_length=60)
    text = models.TextField(_("text"))
    mandate = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("delegate"))
    guest = TenantForeignKey(Guest, related_name="+", null=True, blank=True, verbose_name=_("guest"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.RECEIVED)
    received_on = models.DateField(_("received on"))
    reason = models.CharField(_("why it is set aside"), max_length=300, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    became = models.CharField(_("what it became"), max_length=120, blank=True)
    taken_up_by = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("taken up by"))
    taken_up_on = models.DateField(_("taken up on"), null=True, blank=True)

    in_data = (
        "forum", "number", "kind", "topic", "mandate", "guest", "state", "received_on", "answered_on", "taken_up_by",
        "taken_up_on",
    )  # fmt: skip
    data_in_full = ("text", "reason", "answer")
    alongside = ("township", "forum__township", "mandate__person", "guest__forum", "taken_up_by__person")

    class Meta(InTownship.Meta):
        verbose_name = _("contribution to a forum")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "forum", "number"], name="contribution_number"),
            models.CheckConstraint(
                condition=models.Q(mandate__isnull=False) ^ models.Q(guest__isnull=False), name="contribution_speaker"
            ),
        ]

    def __str__(self) -> str:
        return _("No. {n} of “{forum}”").format(n=self.number, forum=self.forum)

    def get_absolute_url(self) -> str:
        return reverse("forum:contribution", args=[self.pk])

    @property
    def speaker(self) -> Any:
        """Who says it."""
        return self.mandate or self.guest

    @property
    def is_seen(self) -> bool:
        """Whether it is shown to everybody in the township."""
        return self.state in self.SEEN
