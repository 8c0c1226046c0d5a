"""Open votes, and the counting of hands."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress import queries
from changren.congress.models import BlockCount, Meeting, Vote
from changren.congress.queries import hall
from changren.mandates.models import Delegation
from changren.organisation.guards import of_township
from changren.organisation.models import Role

State = Vote.State
office_counts = of_township(Role.CLERK)


def vote_of(it: Vote | BlockCount) -> Vote:
    """The vote itself, or the one that a count belongs to."""
    return it.vote if isinstance(it, BlockCount) else it


def asks_something(meeting: Meeting, questions: Sequence[str]) -> Objection | None:
    """There is a question, and no question twice."""
    if not questions:
        return no(_("Write the question that is voted on."))
    return None if len(set(questions)) == len(questions) else no(_("The same question stands there twice."))


def names_delegations(meeting: Meeting, means: str, by_hand: Sequence[Delegation]) -> Objection | None:
    """With telephones and hands together it is said who raises hands."""
    if any(one.term_id != meeting.session.term_id for one in by_hand):
        return no(_("This delegation is not of this congress."))
    if means == Vote.Means.MIXED and not by_hand:
        return no(_("Choose the delegations that raise their hands."))
    return no(_("Delegations are chosen only where some vote by telephone.")) if means != Vote.Means.MIXED and by_hand \
        else None  # fmt: skip


def has_several_questions(vote: Vote) -> Objection | None:
    """What is voted on together can be separated."""
    return None if len(vote.questions) > 1 else no(_("There is only one question."))


def has_question(vote: Vote, question: str) -> Objection | None:
    """It is one of them."""
    return None if question in vote.questions else no(_("This question is not part of the vote."))


def is_quorate(it: Any) -> Objection | None:
    """Enough delegates are in the hall (art. 5)."""
    found = hall.attendance(queries.meeting_of(it))
    says = _("{n} of {due} delegates are present; {need} is needed.")
    return None if found.is_quorate else no(says, n=found.present, due=found.due, need=found.quorum.shown,
                                            rule=found.quorum)  # fmt: skip


def somebody_is_there(vote: Vote) -> Objection | None:
    """There is an electorate."""
    return None if hall.attendance(vote.meeting).present else no(_("No delegate has checked in."))


def counts_votes(it: Vote | BlockCount, by: Any) -> Objection | None:
    """The scrutineers and the counters of the meeting, and the office."""
    vote = vote_of(it)
    if office_counts(vote, by) is None or (by.is_held and hall.may_count(vote, by.person_id)):
        return None
    return no(_("Hands are counted by the scrutineers, the counters and the office."))


def counted_it(count: BlockCount, by: Any) -> Objection | None:
    """Whoever entered it looks again."""
    own = by.is_held and count.entered_by_id == by.person_id
    return None if own else no(_("Only the person who entered it may do this."))


def vote_is_open(it: Vote | BlockCount) -> Objection | None:
    """Hands are counted while it is open."""
    return None if vote_of(it).state == State.OPEN else no(_("Hands are counted while the vote is open."))


def block_raises_hands(vote: Vote, delegation: Delegation) -> Objection | None:
    """The delegation is counted by hand, and somebody of it is there."""
    found = hall.block_of(vote, delegation)
    return None if found else no(_("“{it}” votes by telephone, or nobody of it was present."), it=delegation)


def has_not_counted(vote: Vote, delegation: Delegation, by: Any) -> Objection | None:
    """Each counter once, and no more than the rules want (art. 11)."""
    found, rule = hall.block_of(vote, delegation), queries.rule_of(vote.meeting, "block_entries")
    if found and any(one.entered_by_id == by.person_id for one in found.counts):
        return no(_("You have counted “{it}”; somebody else counts it the second time."), it=delegation, rule=rule)
    full = found is not None and len(found.counts) >= found.wanted
    return no(_("“{it}” has been counted."), it=delegation, rule=rule) if full else None


def does_not_exceed_block(vote: Vote, delegation: Delegation, in_favour: int, against: int,
                          abstained: int) -> Objection | None:  # fmt: skip
    """No more hands than people."""
    found, n = hall.block_of(vote, delegation), in_favour + against + abstained
    says = _("{n} hands were counted, but “{it}” has {size} delegates present.")
    return no(says, n=n, it=delegation, size=found.size) if found and n > found.size else None


def correction_does_not_exceed(count: BlockCount, in_favour: int, against: int, abstained: int) -> Objection | None:
    """The same of what is corrected."""
    return does_not_exceed_block(count.vote, count.delegation, in_favour, against, abstained)


def blocks_agree(vote: Vote) -> Objection | None:
    """Every delegation that raises hands was counted, and the counts are the same (art. 11)."""
    rule = queries.rule_of(vote.meeting, "block_entries")
    wrong = next((one for one in hall.blocks(vote) if not one.agrees), None) if vote.is_by_hand else None
    if wrong is None:
        return None
    says = (
        _("The counts of “{it}” differ; both look again.") if wrong.differs else _("“{it}” has not been counted yet.")
    )
    return no(says, it=wrong.delegation, rule=rule)
