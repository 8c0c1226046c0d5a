"""The list of proposals, and a delegate's duties."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from changren.base.clock.period import Period
from changren.base.duties import Duty, Right
from changren.base.tenancy.written import written_once
from changren.mandates.models import Mandate
from changren.organisation.models import Post, Role
from changren.proposals.fields import Field
from changren.proposals.models import Participation, Proposal, Signature
from changren.proposals.queries.doors import OF_A_UNIT, opened_by_delegate, own, proposals_for

EXACT = {"kind": Proposal.Kind.values, "state": Proposal.State.values, "field": Field.values}
YEAR_DIGITS = 4
PAGE = 50
SHOWN = (
    "kind", "raised_as", "state", "title", "field", "confidential", "number", "drafted_on", "submitted_on", "outcome",
    "lead__person__name", "case__state",
)  # fmt: skip
NEWEST_FIRST = (F("submitted_on").desc(nulls_first=True), "-drafted_on", "-id")  # one's own drafts before all


@dataclass(frozen=True)
class Board:
    """A filtered list with the columns that a list shows, what it was filtered by, and what to say if it is empty."""

    rows: Any
    asked: dict[str, str]
    says: Any
    next: Any
    post: Post

    @cached_property
    def first(self) -> list[Proposal]:
        """The first page, and one more if there is more."""
        if self.post.role == Role.DELEGATE and not any(self.asked.values()):
            return _newest(self.post.person_id, self.post.township_id)
        return list(self.rows[: PAGE + 1])


def board(post: Post, asked: dict[str, str]) -> Board:
    """The proposals a post may open, newest first. asked: any of kind, state, field, township, year, search, mine.

    A question that makes no sense is left out.
    """
    known = {name: text.replace("\0", "") for name, text in asked.items()}
    rows = _listed(proposals_for(post))
    for name, values in EXACT.items():
        rows = rows.filter(**{name: known[name]}) if known.get(name) in values else rows
    rows = rows.filter(_place(known.get("township", "")) & _year(known.get("year", "")))
    if known.get("mine"):
        rows = rows.filter(led_or_signed(post.person_id))
    search = known.get("search", "")
    return Board(rows.filter(_words(search)) if search else rows, known, *_empty(post, known), post)


def _listed(rows: Any) -> Any:
    """With the columns that a list shows, in its order."""
    shown = rows.select_related(None).select_related("lead__person", "case").only(*SHOWN)
    return shown.order_by(*NEWEST_FIRST)


@written_once
def _newest(person_id: UUID, township_id: UUID) -> Any:
    return _listed(opened_by_delegate(person_id, township_id))[: PAGE + 1]


def reads_alike(post: Post, asked: dict[str, str]) -> tuple[Any, ...]:
    """What two posts have in common who are shown the same `board`: for delegates, what they alone may open."""
    if post.role != Role.DELEGATE or asked.get("mine"):
        return (post.pk,)
    return post.township_id, *_theirs_alone(post.person_id, post.township_id)


@written_once
def _theirs_alone(person_id: UUID, township_id: UUID) -> Any:
    others = {"submitted_on__isnull": False, "confidential": False, "township": township_id}
    return Proposal.objects.filter(own(person_id)).exclude(**others).order_by("id").values_list("id", flat=True)


def _place(text: str) -> Q:
    try:
        return Q(township=UUID(text))
    except ValueError:
        return Q()


def _year(text: str) -> Q:
    sensible = text.isascii() and text.isdigit() and len(text) == YEAR_DIGITS and int(text) > 0
    return Q(submitted_on__year=int(text)) if sensible else Q()


def _words(search: str) -> Q:
    return Q(title__contains=search) | Q(subject__contains=search)


def led_or_signed(person: Any) -> Q:
    """The proposals that a person leads or has signed."""
    signed = Signature.objects.filter(mandate__person=person, state=Signature.State.SIGNED)
    return Q(lead__person=person) | Q(pk__in=signed.values("proposal"))


def _empty(post: Post, asked: dict[str, str]) -> tuple[Any, Any]:
    if post.role in OF_A_UNIT:
        return _("Nothing is shown to units here."), _("What your unit is to answer is among the cases.")
    if any(asked.values()):
        return _("Nothing was found."), _("Ask for less, or empty the fields above.")
    return (
        _("No proposals here yet."),
        _("A delegate begins with “Raise a matter”; what is handed in appears here."),
    )


def duties(mandate: Mandate, period: Period) -> list[Duty]:
    """What a delegate did about proposals in the period: led, signed, and the research they took part in."""
    span = (period.start, period.end)
    led = Proposal.objects.filter(lead=mandate, submitted_on__range=span)
    lines = [Duty(one.submitted_on, _("Raised a matter"), one, Right.TAKE_PART) for one in led if one.submitted_on]
    signed = Signature.objects.select_related("proposal").filter(mandate=mandate, state=Signature.State.SIGNED)
    for one in signed.filter(proposal__submitted_on__range=span):
        lines.append(Duty(one.proposal.submitted_on, _("Signed"), one.proposal, Right.TAKE_PART))
    there = Participation.objects.select_related("activity").filter(mandate=mandate, activity__held_on__range=span)
    lines += [Duty(one.activity.held_on, _("Took part"), one.activity, Right.TAKE_PART) for one in there]
    return sorted(lines, key=lambda line: line.day)
