"""What somebody raised with a delegate, and what became of it."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from changren.base.finding import Finding
from changren.base.secrets import HiddenText, masked
from changren.base.tenancy.fields import TenantForeignKey
from changren.base.tenancy.models import InTownship
from changren.casework.models import Case
from changren.mandates.models import Mandate
from changren.matters.models.workrooms import Reception, Workroom
from changren.organisation.models import Unit


class Matter(InTownship):
    """One matter. Name and telephone of whoever raised it are encrypted, shown on demand, and deleted in their time.

    case: what the unit that answers it has, once it was handed over. joined_to: the matter of the same kind that it is
    handled with. became: the address of the suggestion that a delegate made of it; that room is not known here.
    """

    class State(models.TextChoices):
        RAISED = "raised", _("to be verified")
        VERIFIED = "verified", _("verified")
        HANDED = "handed", _("with a unit")
        SENT_UP = "sent_up", _("with the level above")
        ANSWERED = "answered", pgettext_lazy("a matter", "answered")
        SETTLED = "settled", pgettext_lazy("a matter", "settled")
        ELSEWHERE = "elsewhere", _("told where to go")
        DECLINED = "declined", pgettext_lazy("a matter", "declined")
        JOINED = "joined", _("joined to another")
        WITHDRAWN = "withdrawn", pgettext_lazy("a matter", "withdrawn")
        NOTED = "noted", _("only heard")

    class Came(models.TextChoices):
        PERSON = "person", _("in person")
        RECEPTION = "reception", _("on a reception day")
        CODE = "code", _("by the QR code")

    class Naming(models.TextChoices):
        OPEN = "open", _("The unit that handles it may know my name and call me.")
        DELEGATE = "delegate", _("Only the delegate and the office may know my name.")
        NOBODY = "nobody", _("I do not give my name.")

    class Level(models.TextChoices):
        OWN = "own", _("our own duty: a unit here answers it")
        ABOVE = "above", _("only a higher level can solve it")
        ELSEWHERE = "elsewhere", _("not ours: a petition, a court or the people's congress")

    class Verdict(models.TextChoices):
        SATISFIED = "satisfied", _("satisfied")
        BASICALLY = "basically", _("basically satisfied")
        NOT = "not", _("not satisfied")

    OPEN = (State.RAISED, State.VERIFIED)
    UNDERWAY = (*OPEN, State.HANDED, State.SENT_UP, State.ANSWERED)

    number = models.PositiveIntegerField(_("number"))
    mandate = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("delegate"))
    workroom = TenantForeignKey(Workroom, related_name="+", null=True, blank=True, verbose_name=_("workroom"))
    reception = TenantForeignKey(
        Reception, related_name="matters", null=True, blank=True, verbose_name=_("reception day")
    )
    came = models.CharField(_("how it came"), max_length=10, choices=Came.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RAISED)
    title = models.CharField(_("what it is about"), max_length=60)
    text = models.TextField(_("what was said"))
    place = models.CharField(_("where it is"), max_length=80, blank=True)
    name = HiddenText(_("name"), blank=True, default="")
    phone = HiddenText(_("telephone"), blank=True, default="")
    naming = models.CharField(_("who may know the name"), max_length=10, choices=Naming.choices)
    agreed_to = models.CharField(_("what was agreed to"), max_length=300, blank=True)
    about = TenantForeignKey(Unit, related_name="+", null=True, blank=True, verbose_name=_("unit that it is about"))
    raised_on = models.DateField(_("raised on"))
    level = models.CharField(_("whose it is"), max_length=10, choices=Level.choices, blank=True)
    found = models.TextField(_("what the delegate found"), blank=True)
    goes_to = models.CharField(_("where to go"), max_length=120, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    case = TenantForeignKey(Case, related_name="+", null=True, blank=True, verbose_name=_("case"))
    joined_to = TenantForeignKey("self", related_name="joined", null=True, blank=True, verbose_name=_("joined to"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    forgotten_on = models.DateField(_("personal data deleted on"), null=True, blank=True)
    became = models.CharField(_("what it became"), max_length=120, blank=True)
    taken_up_by = TenantForeignKey(Mandate, related_name="+", null=True, blank=True, verbose_name=_("taken up by"))
    taken_up_on = models.DateField(_("taken up on"), null=True, blank=True)

    in_data = (
        "township", "number", "mandate", "workroom", "reception", "came", "state", "title", "place", "masked_phone",
        "naming", "raised_on", "level", "goes_to", "verified_on", "answered_on", "verdict", "case", "joined_to",
        "ended_on", "forgotten_on", "taken_up_on",
    )  # fmt: skip
    data_in_full = ("text", "found", "reason", "answer", "comment")
    alongside = (
        "township", "mandate__person", "workroom", "reception__workroom", "about", "case__lead_unit", "joined_to",
        "taken_up_by__person",
    )  # fmt: skip

    class Meta(InTownship.Meta):
        verbose_name = _("matter")
        ordering = ["-raised_on", "-number"]
        constraints = [models.UniqueConstraint(fields=["district", "township", "number"], name="matter_number")]
        indexes = [
            models.Index(fields=["district", "township", "state"], name="matter_state"),
            models.Index(fields=["district", "mandate", "state"], name="matter_of_delegate"),
        ]

    def __str__(self) -> str:
        return _("No. {n} {title}").format(n=self.number, title=self.title)

    def get_absolute_url(self) -> str:
        return reverse("matters:matter", args=[self.pk])

    def finding(self) -> Finding:
        """What it is about, where, what was said and answered; never who said it."""
        lines = (_("where it is"), self.place), (_("what was said"), self.text), (_("answer"), self.answer)
        return Finding(self.title, self.township_id, lines, self.raised_on, self.state)

    def found_by(self) -> set[Any]:
        """The units that were given it."""
        return self.case.found_by() if self.case is not None else set()

    @property
    def for_the_unit(self) -> str:
        """What a unit reads: what was said, where, and what the delegate found. No name."""
        return "\n\n".join(filter(None, (self.text, self.place, self.found)))

    @property
    def told_as(self) -> str:
        """What it is called where others read of it."""
        return _("matter no. {n}").format(n=self.number)

    @property
    def masked_phone(self) -> str:
        return masked(self.phone)

    @property
    def masked_name(self) -> str:
        """The family name alone."""
        return f"{self.name[:1]}**" if self.name else ""

    @property
    def is_underway(self) -> bool:
        """Something is still to be done about it."""
        return self.state in self.UNDERWAY

    @property
    def leads(self) -> "Matter":
        """The matter whose case and answer are this one's."""
        return self.joined_to or self
