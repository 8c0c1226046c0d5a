"""The meeting while it is held: desks, agenda, open votes, hands, speakers. Read with decision 0042 beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.congress import queries
from changren.congress.guards import hall as only
from changren.congress.guards import is_still_to_be_held
from changren.congress.models import Answer, BlockCount, Elector, Floor, Invitee, Item, Meeting, Tally, Turn, Vote
from changren.congress.queries import hall
from changren.mandates.models import Delegation

State, Voting, Means, Speaking = Meeting.State, Vote.State, Vote.Means, Turn.State
ON: dict[Any, Any] = {state: state for state in (State.CONVENED, State.PREPARED, State.OPEN)}


@act(Meeting, ON, who=only.runs_hall, when=[only.desks_are_closed], says=_("{by} opened the desks of “{it}”"),
     verb=_("Open the desks"))  # fmt: skip
def open_desks(meeting: Meeting, *, on: datetime) -> None:
    """Annual Meeting Rules, art. 9. From now on people check in, by a path of its own (decision 0042)."""
    _floor(meeting, desks_open=True, desks_since=on)


@act(Meeting, ON, who=only.runs_hall, when=[only.desks_are_open], says=_("{by} closed the desks of “{it}”"),
     verb=_("Close the desks"))  # fmt: skip
def close_desks(meeting: Meeting, *, on: datetime) -> None:
    """Nobody checks in or out any more; who is in stays in."""
    _floor(meeting, desks_open=False, desks_since=on)


@act(Meeting, {State.OPEN: State.OPEN}, who=only.runs_hall, when=[only.item_is_of_agenda, only.nobody_votes],
     keeps=["item"], says=_("{by} called “{item}”"), verb=_("Call an item"))  # fmt: skip
def call_item(meeting: Meeting, *, item: Item | None, on: datetime) -> None:
    """Annual Meeting Rules, art. 4. The hall's screen shows it; without an item, none is up."""
    _floor(meeting, item=item, item_since=on, desks_since=on)


def _floor(meeting: Meeting, **values: Any) -> None:
    known = {"township": meeting.township, "desks_since": values["desks_since"]}
    floor, _made = Floor.objects.get_or_create(meeting=meeting, defaults=known)
    changed = values if "item" not in values else {name: values[name] for name in ("item", "item_since")}
    for name, value in changed.items():
        setattr(floor, name, value)
    floor.save()


@act(Vote, {None: Voting.PREPARED}, who=only.runs_hall, within=Meeting, keeps={"means": Means},
     when=[is_still_to_be_held, only.asks_something, only.item_is_of_agenda, only.names_delegations],
     says=_("{by} prepared a vote on “{it}” ({means})"), verb=_("Prepare a vote"))  # fmt: skip
def prepare_vote(meeting: Meeting, *, questions: Sequence[str], item: Item | None, means: str, majority: str,
                 by_hand: Sequence[Delegation]) -> Vote:  # fmt: skip
    """Annual Meeting Rules, art. 10. Several questions are answered together, until somebody has one separated."""
    return Vote.objects.create(
        township=meeting.township, meeting=meeting, item=item, questions=list(questions), means=means,
        majority=majority, by_hand=[str(one.pk) for one in by_hand],
        may_change=queries.rule_of(meeting, "vote_changes").value,
    )  # fmt: skip


@act(Vote, {Voting.PREPARED: Voting.PREPARED}, who=only.runs_hall, keeps=["question"],
     when=[only.has_several_questions, only.has_question],
     says=_("{by} took “{question}” out, to be voted on by itself"),
     verb=_("Vote on one question separately"))  # fmt: skip
def separate(vote: Vote, *, question: str, by: Any, on: datetime) -> None:
    """On request a question is voted on by itself."""
    vote.questions = [one for one in vote.questions if one != question]
    by_hand = list(Delegation.objects.filter(pk__in=vote.by_hand))
    prepare_vote(vote.meeting, by=by, on=on, questions=[question], item=vote.item, means=vote.means,
                 majority=vote.majority, by_hand=by_hand)  # fmt: skip


@act(Vote, {Voting.PREPARED: Voting.OPEN}, who=only.runs_hall, keeps=["electorate", "due"],
     when=[only.is_on, only.nobody_votes, only.is_quorate, only.somebody_is_there],
     says=_("{by} opened the vote on “{it}”: {electorate} of {due} delegates are present"),
     verb=_("Open the vote"))  # fmt: skip
def open_vote(vote: Vote, *, on: datetime) -> None:
    """Annual Meeting Rules, art. 10. The delegates who are present now are the electorate, and nobody else."""
    there = hall.present_delegates(vote.meeting)
    vote.due, vote.electorate, vote.opened_at = hall.attendance(vote.meeting).due, len(there), on
    Elector.objects.bulk_create([_elector(vote, one) for one in there])
    Tally.objects.bulk_create(
        [
            Tally(township=vote.township, vote=vote, answer=answer, part=n)
            for answer in Answer.values
            for n in Tally.PARTS
        ]
    )


def _elector(vote: Vote, one: Invitee) -> Elector:
    raises = vote.means == Means.HAND or str(one.delegation_id) in vote.by_hand
    return Elector(
        township=vote.township, vote=vote, invitee=one, delegation=one.delegation,
        by_hand=raises and one.delegation_id is not None,
    )  # fmt: skip


@act(Vote, {Voting.OPEN: Voting.CLOSED}, who=only.runs_hall, when=[only.blocks_agree],
     says=_("{by} closed the vote on “{it}”"), verb=_("Close the vote"))  # fmt: skip
def close_vote(vote: Vote, *, on: datetime) -> None:
    """Annual Meeting Rules, art. 7 and 11. Whoever is being counted is waited for; who comes later comes too late."""
    _shut(vote)
    vote.in_favour, vote.against, vote.abstained = numbers = hall.total(vote)
    vote.not_pressed, vote.closed_at = (vote.electorate or 0) - sum(numbers), on
    found = hall.result(vote)
    vote.passed = found is not None and found.passed
    _forget(vote)


@act(Vote, {Voting.CLOSED: Voting.DECLARED}, who=only.runs_hall,
     keeps=["in_favour", "against", "abstained", "not_pressed", "electorate", "due"],
     says=_("{by} declared the result of “{it}”: {in_favour} for, {against} against, {abstained} abstaining, "
            "{not_pressed} not pressed; {electorate} of {due} present"), verb=_("Declare the result"))  # fmt: skip
def declare(vote: Vote) -> None:
    """Annual Meeting Rules, art. 7. Now it is on the screen and on every telephone."""


@act(Vote, {(Voting.PREPARED, Voting.OPEN, Voting.CLOSED): Voting.VOID}, who=only.runs_hall, keeps=["reason"],
     says=_("{by} found the vote on “{it}” void: {reason}"), verb=_("Find the vote void"))  # fmt: skip
def void_vote(vote: Vote, *, reason: str) -> None:
    """It is not counted, and may be prepared anew."""
    vote.reason = reason
    _shut(vote)
    _forget(vote)


def _shut(vote: Vote) -> None:
    """Nothing is taken any more. This waits for whoever is being counted."""
    Tally.objects.filter(vote=vote).update(is_open=False)


def _forget(vote: Vote) -> None:
    """How anybody voted, where it was kept so that it could be changed; and the parts of the count."""
    if vote.may_change:
        vote.casts.update(answer="")
    Tally.objects.filter(vote=vote).delete()


@act(BlockCount, who=only.counts_votes, within=Vote, keeps=["delegation"],
     when=[only.vote_is_open, only.block_raises_hands, only.has_not_counted, only.does_not_exceed_block],
     says=_("{by} entered a count of “{delegation}”"), verb=_("Enter a count"))  # fmt: skip
def enter_block(vote: Vote, *, delegation: Delegation, in_favour: int, against: int, abstained: int,
                by: Any) -> BlockCount:  # fmt: skip
    """Annual Meeting Rules, art. 11. Two people count each delegation, each alone."""
    return BlockCount.objects.create(
        township=vote.township, vote=vote, delegation=delegation, entered_by=by.person, in_favour=in_favour,
        against=against, abstained=abstained,
    )  # fmt: skip


@act(BlockCount, who=only.counted_it, when=[only.vote_is_open, only.correction_does_not_exceed],
     says=_("{by} corrected a count of “{it}”"), verb=_("Correct the count"))  # fmt: skip
def correct_block(count: BlockCount, *, in_favour: int, against: int, abstained: int) -> None:
    """Whoever entered it has looked again, before the vote is closed."""
    count.in_favour, count.against, count.abstained = in_favour, against, abstained


@act(Turn, {None: Speaking.ASKED}, who=only.may_speak, within=Meeting, keeps={"kind": Turn.Kind},
     when=[only.is_on, only.has_not_asked], says=_("{by} asks to speak ({kind})"), verb=_("Ask to speak"))  # fmt: skip
def ask_to_speak(meeting: Meeting, *, kind: str, by: Any, on: datetime) -> Turn:
    """Annual Meeting Rules, art. 12. A point of order goes first."""
    floor = hall.floor_of(meeting)
    mine: Any = hall.invitee_of(meeting, by.person_id)  # the guard has seen that they are on the list
    return Turn.objects.create(
        township=meeting.township, meeting=meeting, item=floor.item if floor else None, kind=kind, asked_at=on,
        invitee=mine,
    )  # fmt: skip


@act(Turn, {Speaking.ASKED: Speaking.WITHDRAWN}, who=only.asked_for_themselves,
     says=_("{by} took {it} off the speaking list"), verb=_("Take off the speaking list"))  # fmt: skip
def withdraw_wish(turn: Turn) -> None:
    """Whoever asked has changed their mind, or is not there any more."""


@act(Turn, {Speaking.SPEAKING: Speaking.DONE}, who=only.runs_hall, says=_("{it} has spoken"), verb=_("End the turn"))
def end_turn(turn: Turn, *, on: datetime) -> None:
    """The floor is free."""
    turn.ended_at = on


@act(Turn, {Speaking.ASKED: Speaking.SPEAKING}, who=only.runs_hall, when=[only.is_on, only.nobody_votes],
     says=_("{by} called {it} to speak"), verb=_("Call to speak"))  # fmt: skip
def call_speaker(turn: Turn, *, by: Any, on: datetime) -> None:
    """Annual Meeting Rules, art. 12. Whoever was speaking has spoken."""
    before = hall.speaking(turn.meeting)
    if before:
        end_turn(before, by=by, on=on)
    turn.began_at = on
