"""Open votes: how many have pressed, what the counters found, what it came to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from changren.congress.models import Answer, BlockCount, Cast, Elector, Invitee, Meeting, Officer, Tally, Vote
from changren.congress.queries.asking import rule_of
from changren.congress.queries.doors import for_reader
from changren.congress.queries.hall.presence import inside
from changren.congress.queries.majority import Counted, Outcome, formula, outcome
from changren.mandates.models import Delegation
from changren.organisation.models import Post

State = Vote.State
COUNTS = (Officer.Office.CHIEF_SCRUTINEER, Officer.Office.SCRUTINEER, Officer.Office.COUNTER)


def votes_for(post: Post) -> Any:
    """The access door of votes: those of the meetings that one may open."""
    return Vote.objects.select_related(*Vote.alongside).filter(meeting__in=for_reader(post))


def counts_for(post: Post) -> Any:
    """The access door of what was counted by hand: one's own."""
    own = BlockCount.objects.select_related(*BlockCount.alongside).filter(entered_by=post.person_id)
    return own.filter(vote__meeting__in=for_reader(post))


def votes_of(meeting: Any) -> Any:
    """The votes of a meeting, as they were prepared."""
    return meeting.votes.select_related("item").order_by("id")


def open_vote_of(meeting: Any) -> Vote | None:
    """The vote that is open now."""
    return meeting.votes.filter(state=State.OPEN).first()  # type: ignore[no-any-return]


def needed(vote: Vote) -> tuple[Any, Any]:
    """The provision by which it passes, and the one that chooses the base, where the first leaves it open."""
    meeting = vote.meeting
    if vote.majority == Vote.Majority.RESOLUTION:
        return rule_of(meeting, "main.resolution_majority"), None
    if vote.majority == Vote.Majority.SPECIAL:
        return rule_of(meeting, "special_majority"), None
    return rule_of(meeting, "majority"), rule_of(meeting, "majority_base")


def present_delegates(meeting: Meeting) -> list[Invitee]:
    """The delegates who are in the hall."""
    here = inside(meeting)
    rows = meeting.invitees.select_related("delegation").filter(standing=Invitee.Standing.DELEGATE)
    return [one for one in rows.order_by("id") if one.pk in here]


def pressed(vote: Vote) -> dict[str, int]:
    """The running count by answer."""
    rows = Tally.objects.filter(vote=vote).order_by().values_list("answer").annotate(n=Sum("n"))
    return dict.fromkeys(Answer.values, 0) | dict(rows)


def has_pressed(vote: Vote, person_id: UUID | None) -> bool:
    """Whether somebody has voted by telephone; how, is not asked."""
    return Cast.objects.filter(vote=vote, elector__invitee__person=person_id).exists()


@dataclass(frozen=True)
class Block:
    """A delegation that is counted by hand: how many of it may vote, and what each counter found."""

    delegation: Delegation
    size: int
    counts: list[BlockCount]
    wanted: int

    in_data = ("delegation", "size", "counts", "wanted")

    @property
    def agrees(self) -> bool:
        """Whether as many have counted as the rules want, and found the same."""
        return len(self.counts) >= self.wanted and len({one.numbers for one in self.counts}) == 1

    @property
    def differs(self) -> bool:
        """Whether the counts are not the same."""
        return len({one.numbers for one in self.counts}) > 1

    @property
    def numbers(self) -> tuple[int, int, int]:
        """What was counted; nothing where nobody has counted."""
        return self.counts[0].numbers if self.counts else (0, 0, 0)


def blocks(vote: Vote) -> list[Block]:
    """The delegations that raise their hands, each with what was entered."""
    rows = Elector.objects.filter(vote=vote, by_hand=True).order_by().values_list("delegation").annotate(n=Count("pk"))
    sizes = dict(rows)
    entered: dict[UUID, list[BlockCount]] = {}
    for count in BlockCount.objects.select_related("entered_by").filter(vote=vote).order_by("id"):
        entered.setdefault(count.delegation_id, []).append(count)
    wanted = rule_of(vote.meeting, "block_entries").value
    found = Delegation.objects.filter(pk__in=sizes).order_by("name")
    return [Block(one, sizes[one.pk], entered.get(one.pk, []), wanted) for one in found]


def block_of(vote: Vote, delegation: Delegation) -> Block | None:
    """The block of a delegation; None if it does not raise its hands."""
    return next((one for one in blocks(vote) if one.delegation.pk == delegation.pk), None)


def total(vote: Vote) -> tuple[int, int, int]:
    """For, against and abstaining: what was pressed and what was counted by hand."""
    said = pressed(vote)
    by_hand = [one.numbers for one in blocks(vote)] if vote.is_by_hand else []
    sums = zip(*[tuple(said[answer] for answer in Answer.values), *by_hand], strict=True)
    in_favour, against, abstained = (sum(column) for column in sums)
    return in_favour, against, abstained


def result(vote: Vote) -> Outcome | None:
    """What it came to; None before it is closed."""
    if vote.in_favour is None:
        return None
    numbers: Iterable[Any] = (vote.in_favour, vote.against, vote.abstained, vote.not_pressed, vote.due)
    return outcome(Counted(*numbers), *needed(vote))


def in_words(vote: Vote) -> str:
    """The formula of a vote that was closed, with the share as it is printed here."""
    found = result(vote)
    digits, rounding = rule_of(vote.meeting, "main.rate_digits"), rule_of(vote.meeting, "main.rate_rounding")
    return formula(found, digits=digits.value, rounding=rounding.value) if found else ""


def may_count(vote: Vote, person_id: UUID | None) -> bool:
    """Whether somebody watches or counts at the meeting."""
    return vote.meeting.officers.filter(person=person_id, office__in=COUNTS).exists()  # type: ignore[no-any-return]
