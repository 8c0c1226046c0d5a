"""Who did it, and when: what must be true of every new entry, judged without asking the guards."""

from collections.abc import Callable, Iterator
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from changren.base.acts import ACTS
from changren.base.clock.now import day_of
from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice
from changren.base.tenancy.models import Township
from changren.casework.models import Answer, Assignment, Case, Delivery, Raiser
from changren.mandates.models import Mandate
from changren.organisation.models import Post, Role
from changren.proposals.models import Plan, Proposal, Signature
from changren.rulebook.rules import rule
from tests.house.exploring.invariants.proposals import signers
from tests.house.exploring.records import Raw, Records, value

OF_RAISERS = ("casework.close", "casework.let_rest", "casework.do_again", "casework.refer_up")
OF_LEAD_UNIT = (
    "casework.accept", "casework.draft_answer", "casework.revise_answer", "casework.report_progress",
    "casework.give_back_draft", "casework.sign_off",
)  # fmt: skip
OF_HEADS = ("casework.give_back_draft", "casework.sign_off")
OF_THE_FREE = (
    "casework.assign", "casework.stop_clock", "casework.resume_clock", "casework.urge", "casework.refer_overdue",
    "casework.take_in_charge",
)  # fmt: skip
REVIEWS = tuple(f"proposals.{name}" for name in (
    "file", "register", "merge", "downgrade", "refuse", "allow_appeal", "dismiss_appeal",
))  # fmt: skip


def actor(records: Records, entry: Entry) -> Post | None:
    return records.by_id(Post)[entry.post_id] if entry.post_id else None


def is_respondent(records: Records, case_id: UUID, person: UUID | None) -> bool:
    """Whether the person holds a post in a unit that has the case."""
    live = {
        row.unit_id for row in records.of(Assignment, case_id=case_id) if row.state in ("sent", "accepted", "opined")
    }
    return any(post.unit_id in live for post in records.of(Post, person_id=person, until=None))


def whoever_acts_holds_the_post(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """The post had not ended, and the person who acted is the one who holds it."""
    post = actor(records, entry)
    if post is None:
        return
    if post.person_id != entry.person_id:
        yield "somebody else's post"
    if post.until is not None and value(before, post, "until") is not None:
        yield f"the post as {post.role} had ended on {post.until}"


def it_is_of_their_township(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """Nobody but units, and the district in what is its own, acts in another township."""
    post = actor(records, entry)
    own = post is None or post.township_id == entry.township_id
    if not own and post is not None and post.role not in (Role.HEAD, Role.HANDLER, Role.DISTRICT):
        yield f"a {post.role} of another township"


def only_raisers_judge_and_close(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """A delegate who raised the case, and does not answer it, at that moment."""
    if entry.act == "casework.judge":
        delivery = records.by_id(Delivery)[entry.subject_id]
        case_id = records.by_id(Answer)[delivery.answer_id].case_id
        if records.by_id(Raiser)[delivery.raiser_id].person_id != entry.person_id:
            yield "judged for somebody else"
    elif entry.act in OF_RAISERS:
        case_id = entry.subject_id
    else:
        return
    post = actor(records, entry)
    if post is None or post.role != Role.DELEGATE or not records.of(Raiser, case_id=case_id, person_id=entry.person_id):
        yield "by one who did not raise it"
    if is_respondent(records, case_id, entry.person_id):
        yield "by one who answers it"


def only_the_unit_answers(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """The lead unit, and what is signed off its head."""
    post = actor(records, entry)
    if entry.act in OF_LEAD_UNIT and post is not None:
        if post.unit_id != records.by_id(Case)[entry.subject_id].lead_unit_id or post.role not in ("head", "handler"):
            yield f"by {post.role} of another unit"
        if entry.act in OF_HEADS and post.role != Role.HEAD:
            yield f"signed by a {post.role}"


def nobody_rules_their_own_case(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """The office and the committee keep out of a case that their own unit answers."""
    free = entry.act in OF_THE_FREE and entry.act != "casework.assign"
    if free and is_respondent(records, entry.subject_id, entry.person_id):
        yield "by one who answers it"


def nobody_reviews_what_they_signed(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """Recusal in the review and in the appeal."""
    if entry.act in REVIEWS and entry.person_id in signers(records, records.by_id(Proposal)[entry.subject_id]):
        yield "by one who signed it"


def enough_have_signed(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """When it is handed in, by the rule of the day on which it was begun."""
    if entry.act != "proposals.hand_in":
        return
    it = records.by_id(Proposal)[entry.subject_id]
    have, at, on = len(signers(records, it)), records.by_id(Township)[it.township_id], it.drafted_on
    if it.delegation_id:
        members = records.of(Mandate, delegation_id=it.delegation_id)
        of = sum(one.state in (Mandate.State.ACTIVE, Mandate.State.SUSPENDED) for one in members)
        if have <= Fraction(rule("proposals.delegation_majority", at=at, on=on).value) * of:
            yield f"{have} of {of} members"
    elif it.kind != Proposal.Kind.SUGGESTION:
        key = {"proposal": "cosigners_min", "recess": "recess_min"}[it.kind]
        if have < rule(f"proposals.{key}", at=at, on=on).value:
            yield f"only {have} signers"


CUTOFFS = {"proposals.put_forward": "forward_until", "proposals.hand_in": "sign_until", "proposals.sign": "sign_until"}


def cutoffs_are_kept(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """Exact to the minute, and an appeal to the day."""
    it = records.by_id(Proposal).get(entry.subject_id)
    if entry.act == "proposals.sign":
        it = records.by_id(Proposal)[records.by_id(Signature)[entry.subject_id].proposal_id]
    timed = entry.act in CUTOFFS and it and it.kind == Proposal.Kind.PROPOSAL
    if timed and entry.at > getattr(records.by_id(Plan)[it.plan_id], CUTOFFS[entry.act]):
        yield "after the cut-off"
    if entry.act == "proposals.appeal" and it and day_of(entry.at) > it.appeal_by:
        yield "after the time to appeal"


TOLD: dict[str, Callable[[Records, UUID], set[UUID]]] = {
    "casework.sign_off": lambda records, it: {one.person_id for one in records.of(Raiser, case_id=it)},
    "casework.move_date": lambda records, it: {one.person_id for one in records.of(Raiser, case_id=it)},
    "proposals.refuse": lambda records, it: signers(records, records.by_id(Proposal)[it]),
    "proposals.merge": lambda records, it: signers(records, records.by_id(Proposal)[it]),
    "mandates.suspend": lambda records, it: {records.by_id(Mandate)[it].person_id},
}


def those_concerned_are_told(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """Whoever must hear of it has a notice; the one who did it has none."""
    told = list(Notice.objects.filter(entry=entry).values_list("person_id", flat=True))
    if entry.person_id in told or len(set(told)) < len(told):
        yield "told the one who did it, or somebody twice"
    if entry.act in TOLD and TOLD[entry.act](records, entry.subject_id) - {entry.person_id} - set(told):
        yield "somebody was not told"
    if told and not ACTS[entry.act].tells:
        yield "told people, and says that it tells nobody"


def time_goes_on(records: Records, entry: Entry, before: Raw) -> Iterator[str]:
    """No entry is older than the one before it."""
    earlier = Entry.objects.filter(number=entry.number - 1).values_list("at", flat=True).first()
    if earlier is not None and entry.at < datetime.fromisoformat(earlier.isoformat()):
        yield f"at {entry.at}, after {earlier}"


OF_ENTRIES = [
    whoever_acts_holds_the_post, it_is_of_their_township, only_raisers_judge_and_close, only_the_unit_answers,
    nobody_rules_their_own_case, nobody_reviews_what_they_signed, enough_have_signed, cutoffs_are_kept,
    those_concerned_are_told, time_goes_on,
]  # fmt: skip
