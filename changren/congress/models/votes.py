"""Open votes: the question, who may answer, that they did, what was counted."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.congress.models.meetings import Item, Meeting
from changren.congress.models.people import Invitee
from changren.mandates.models import Delegation
from changren.organisation.models import Person


class Answer(models.TextChoices):
    """How one answers an open vote."""

    FOR = "for", _("for")
    AGAINST = "against", _("against")
    ABSTAIN = "abstain", _("abstain")


class Vote(InTownship):
    """One open vote (decision 0042): on one question, or on several that stand and fall together.

    `electorate` and `due` are those at the moment of opening; the four counts are known once it is closed. Open means
    a show of hands: who voted is kept, and no longer how, when the vote is closed.
    """

    class Means(models.TextChoices):
        HAND = "hand", _("show of hands")
        PHONE = "phone", _("telephones")
        MIXED = "mixed", _("telephones, and some delegations by hand")

    class Majority(models.TextChoices):
        RESOLUTION = "resolution", _("a resolution")
        ORDINARY = "ordinary", _("another matter")
        SPECIAL = "special", _("a change of the rules")

    class State(models.TextChoices):
        PREPARED = "prepared", pgettext_lazy("a vote", "prepared")
        OPEN = "open", pgettext_lazy("a vote", "open")
        CLOSED = "closed", pgettext_lazy("a vote", "closed")
        DECLARED = "declared", _("result declared")
        VOID = "void", pgettext_lazy("a vote", "void")

    meeting = TenantForeignKey(Meeting, related_name="votes", verbose_name=_("meeting"))
    item = TenantForeignKey(Item, related_name="+", null=True, blank=True, verbose_name=_("item of the agenda"))
    questions = models.JSONField(_("questions"), default=list)
    means = models.CharField(_("how delegates vote"), max_length=8, choices=Means.choices, default=Means.PHONE)
    majority = models.CharField(_("what it is about"), max_length=10, choices=Majority.choices,
                                default=Majority.RESOLUTION)  # fmt: skip
    by_hand = models.JSONField(_("delegations counted by hand"), default=list, blank=True)
    may_change = models.BooleanField(_("may be changed while open"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREPARED)
    due = models.PositiveSmallIntegerField(_("should attend"), null=True, blank=True)
    electorate = models.PositiveSmallIntegerField(_("present when it was opened"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("a vote", "closed at"), null=True, blank=True)
    in_favour = models.PositiveSmallIntegerField(_("votes in favour"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    not_pressed = models.PositiveSmallIntegerField(_("not pressed"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    reason = models.CharField(_("why it is void"), max_length=300, blank=True)

    in_data = (
        "meeting", "item", "questions", "means", "majority", "state", "due", "electorate", "opened_at", "closed_at",
    )  # fmt: skip
    alongside = ("township", "meeting__township", "meeting__session__term", "item")

    class Meta(InTownship.Meta):
        verbose_name = _("open vote")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "meeting"], condition=models.Q(state="open"), name="vote_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(in_favour=None)
                | models.Q(
                    electorate=models.F("in_favour")
                    + models.F("against")
                    + models.F("abstained")
                    + models.F("not_pressed")
                ),
                name="vote_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return pgettext("between two questions", "; ").join(self.questions)

    def get_absolute_url(self) -> str:
        return reverse("congress:vote", args=[self.pk])

    @property
    def counts(self) -> Any:
        """What was counted by hand."""
        return self.block_counts.all()

    @property
    def is_counted(self) -> bool:
        return self.state in (self.State.CLOSED, self.State.DECLARED)

    @property
    def is_by_hand(self) -> bool:
        return self.means != self.Means.PHONE


class Elector(InTownship):
    """A delegate who was present when a vote was opened. `by_hand`: raises a hand, so does not press."""

    vote = TenantForeignKey(Vote, related_name="electors", verbose_name=_("open vote"))
    invitee = TenantForeignKey(Invitee, related_name="+", verbose_name=_("delegate"))
    delegation = TenantForeignKey(Delegation, related_name="+", null=True, blank=True, verbose_name=_("delegation"))
    by_hand = models.BooleanField(_("counted by hand"), default=False)

    in_data = ("vote", "delegation", "by_hand")
    alongside = ("township", "vote__meeting__township", "invitee", "delegation")

    class Meta(InTownship.Meta):
        verbose_name = _("who may vote")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "vote", "invitee"], name="elector_once")]

    def __str__(self) -> str:
        return self.invitee.name

    def get_absolute_url(self) -> str:
        return self.vote.get_absolute_url()


class Cast(InTownship):
    """That somebody has voted. `answer` is there only where it may be changed, and only while the vote is open."""

    vote = TenantForeignKey(Vote, related_name="casts", verbose_name=_("open vote"))
    elector = TenantForeignKey(Elector, related_name="+", verbose_name=_("who may vote"))
    key = models.UUIDField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)

    in_data = ("vote",)
    alongside = ("township", "vote__meeting__township", "elector__invitee")

    class Meta(InTownship.Meta):
        verbose_name = _("vote that was cast")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "vote", "elector"], name="cast_once")]

    def __str__(self) -> str:
        return str(self.vote)

    def get_absolute_url(self) -> str:
        return self.vote.get_absolute_url()


class Tally(InTownship):
    """A part of the running count of one answer. Each vote goes to a part by chance; together they are the count.

    Several parts, so that those who press at once do not wait for one row. What is not open takes no vote: this is the
    gate, and closing waits for whoever is in it. The parts are gone when the vote is closed.
    """

    PARTS = range(16)  # more than the threads that count at once

    vote = TenantForeignKey(Vote, related_name="tallies", verbose_name=_("open vote"))
    answer = models.CharField(max_length=8, choices=Answer.choices)
    part = models.PositiveSmallIntegerField()
    n = models.IntegerField(default=0)
    is_open = models.BooleanField(default=True)

    in_data = ("vote",)
    alongside = ("township", "vote__meeting__township")

    class Meta(InTownship.Meta):
        verbose_name = _("part of a running count")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "vote", "answer", "part"], name="tally_part")]

    def __str__(self) -> str:
        return str(self.vote)

    def get_absolute_url(self) -> str:
        return self.vote.get_absolute_url()


class BlockCount(InTownship):
    """One person's count of the hands of one delegation."""

    vote = TenantForeignKey(Vote, related_name="block_counts", verbose_name=_("open vote"))
    delegation = TenantForeignKey(Delegation, related_name="+", verbose_name=_("delegation"))
    entered_by = TenantForeignKey(Person, related_name="+", verbose_name=_("entered by"))
    in_favour = models.PositiveSmallIntegerField(_("votes in favour"))
    against = models.PositiveSmallIntegerField(_("votes against"))
    abstained = models.PositiveSmallIntegerField(_("abstentions"))

    in_data = ("vote", "delegation", "entered_by")
    alongside = ("township", "vote__meeting__township", "vote__meeting__session__term", "delegation", "entered_by")

    class Meta(InTownship.Meta):
        verbose_name = _("count of a delegation")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "vote", "delegation", "entered_by"], name="block_count_two_people"
            )
        ]

    def __str__(self) -> str:
        return self.delegation.name

    def get_absolute_url(self) -> str:
        return self.vote.get_absolute_url()

    @property
    def numbers(self) -> tuple[int, int, int]:
        return self.in_favour, self.against, self.abstained
