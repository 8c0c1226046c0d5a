"""A sealed poll, the scrutineers who keep its key in parts, and its urn: the archive, event by event."""

from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.organisation.models import Person

TEXT_OF_HASH = 64  # hexadecimal digits


class Poll(InTownship):
    """One sealed poll (密封投票). Another room asks for it and reads its result; this room does not know which.

    questions: JSON, each with question, answers, min and max. voters: how many may vote, and so how many slips there
    are. needed: scrutineers who open it together. revotes: whether a voter may vote again, the last ballot counting.
    is_public: whether everybody may see the result; if not, the archive is shown without what opens it.
    trustees, credentials: the published files, as their bytes are; empty until they are there. own: the public
    credentials that delegates' own devices have drawn, in the order of their numbers, so that nothing tells whose is
    whose; a list as `credentials` is, until they are part of it. cast, head: how many
    ballots count, and the hash of the archive's last event, since voting ended.
    """

    class State(models.TextChoices):
        KEY = "key", _("the key is being drawn")
        SLIPS = "slips", _("slips to be made")
        READY = "ready", _("ready to open")
        OPEN = "open", _("voting is open")
        CLOSED = "closed", _("voting has ended")
        COUNTED = "counted", _("result opened")
        VOID = "void", _("void")

    title = models.CharField(_("title"), max_length=120)
    questions = models.JSONField(_("questions"))
    voters = models.PositiveIntegerField(_("who may vote"))
    needed = models.PositiveSmallIntegerField(_("scrutineers needed to open"))
    revotes = models.BooleanField(_("may vote again"), default=True)
    is_public = models.BooleanField(_("result for everybody"), default=True)
    uuid = models.CharField(_("number of the poll"), max_length=24, blank=True)
    trustees = models.TextField(blank=True)
    credentials = models.TextField(blank=True)
    own = models.TextField(blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=43, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.KEY)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    counted_on = models.DateField(_("result opened on"), null=True, blank=True)
    cast = models.PositiveIntegerField(_("ballots that count"), null=True, blank=True)
    head = models.CharField(_("end of the archive"), max_length=TEXT_OF_HASH, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)

    in_data = (
        "township", "title", "voters", "needed", "revotes", "is_public", "uuid", "fingerprint", "state", "opened_on",
        "closed_on", "counted_on", "cast", "head",
    )  # fmt: skip
    data_in_full = ("questions",)
    alongside = ("township",)

    class Meta(InTownship.Meta):
        verbose_name = _("sealed poll")
        ordering = ["-id"]
        indexes = [models.Index(fields=["district", "township", "state"], name="poll_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:poll", args=[self.pk])

    @property
    def has_begun(self) -> bool:
        """Whether voting was opened, so that there is an archive."""
        return self.opened_on is not None


class Keeper(InTownship):
    """A scrutineer who keeps a part of the key (持钥监票人), and what they have published of it.

    certificate, polynomial, key: their messages in the ceremony. share, proofs: their part in opening the sum. All of
    it is public; the secret never leaves the scrutineer's own device. JSON as it came.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("certificate awaited")
        CERTIFIED = "certified", _("polynomial awaited")
        DRAWN = "drawn", _("public key awaited")
        KEYED = "keyed", _("key drawn")
        OPENED = "opened", _("has opened")

    poll = TenantForeignKey(Poll, related_name="keepers")
    person = TenantForeignKey(Person, related_name="+", verbose_name=_("person"))
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    certificate = models.TextField(blank=True)
    polynomial = models.TextField(blank=True)
    key = models.TextField(blank=True)
    share = models.TextField(blank=True)
    proofs = models.TextField(blank=True)

    in_data = ("poll", "person", "number", "state")
    alongside = ("township", "poll", "person")

    class Meta(InTownship.Meta):
        verbose_name = _("scrutineer with a key")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["district", "poll", "number"], name="keeper_number"),
            models.UniqueConstraint(fields=["district", "poll", "person"], name="keeper_once"),
        ]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return self.poll.get_absolute_url()


class Urn(InTownship):
    """Where ballots of a poll go in (票箱): the end of its archive. Its row is the lock of what is appended.

    began: seconds since 1970, which every member of the archive carries, so that no ballot tells when it was cast.
    events: how many there are. head: the hash of the last.
    """

    poll = TenantForeignKey(Poll, related_name="urns")
    began = models.PositiveBigIntegerField()
    events = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=TEXT_OF_HASH, blank=True)

    in_data = ("poll", "events", "head")
    alongside = ("township", "poll")

    class Meta(InTownship.Meta):
        verbose_name = _("urn")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["district", "poll"], name="urn_of_poll")]

    def __str__(self) -> str:
        return str(self.poll)


class Event(InTownship):
    """One event of an archive, with what it adds to the file. Its key comes from its hash: nothing tells when it was.

    digest, credential: of a ballot, its own hash and the fingerprint of the public credential that signed it, which
    names nobody.
    """

    poll = TenantForeignKey(Poll, related_name="events")
    height = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20)
    added = models.BinaryField()
    head = models.CharField(_("hash"), max_length=TEXT_OF_HASH)
    digest = models.CharField(max_length=TEXT_OF_HASH, blank=True)
    credential = models.CharField(max_length=43, blank=True)

    in_data = ("poll", "height", "kind", "head")
    alongside = ("township", "poll")

    class Meta(InTownship.Meta):
        verbose_name = _("event of an archive")
        ordering = ["height"]
        constraints = [
            models.UniqueConstraint(fields=["district", "poll", "height"], name="event_height"),
            models.UniqueConstraint(
                fields=["district", "poll", "digest"], condition=~models.Q(digest=""), name="event_ballot_once"
            ),
        ]
        indexes = [models.Index(fields=["district", "poll", "credential"], name="event_credential")]

    def __str__(self) -> str:
        return f"{self.height} {self.kind}"


def key_of(head: str) -> UUID:
    """The key of an event, from its hash."""
    return UUID(head[: TEXT_OF_HASH // 2])


def question_of(one: dict[str, Any]) -> dict[str, Any]:
    """A question with the fields of Belenios in their order, which PostgreSQL does not keep."""
    return {name: one[name] for name in ("answers", "min", "max", "question")}
