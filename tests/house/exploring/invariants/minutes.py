"""The minutes: sealed, complete, and enough to tell how everything came to stand as it does."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from changren.ballots.models import Poll
from changren.base.acts import ACTS
from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.base.notices.models import Notice
from changren.base.tenancy.models import Township
from changren.casework.models import Answer, Assignment, Case, Delivery, Extension
from changren.congress.models import Bulletin, Invitee, Item, Meeting, Paper, Resolution
from changren.contact.models import Counterpart, Talk
from changren.contact.models import Plan as ContactPlan
from changren.elections.models import Election
from changren.evaluation.models import Evaluation
from changren.forum.models import Contribution, Forum
from changren.gallery.models import Gallery
from changren.mandates.models import Mandate, Session, Term, Termination, Vacancy
from changren.matters.models import Matter, Reception, Workroom
from changren.organisation.models import Person
from changren.proposals.models import Activity, Plan, Proposal, Signature
from changren.rulebook.models import Consultation, Regulation
from tests.house.exploring.invariants.reading import reads
from tests.house.exploring.records import Records

STEP_BY_STEP = (
    Proposal, Plan, Activity, Case, Extension, Term, Session, Mandate, Termination, Vacancy, Regulation, Consultation,
    Poll, Evaluation, Election, Meeting, Resolution, Bulletin, Gallery, Forum, Contribution, Workroom,
    Reception, Matter, ContactPlan, Talk,
)  # fmt: skip
LISTED = {
    Item: "congress.plan",
    Paper: "congress.plan",
    Invitee: "congress.convene",
}  # many at once, with their meeting
IN_LISTS = {Counterpart: "contact.enter_lists"}  # many at once, from lists on paper
CREATED = {act.model for act in ACTS.values() if act.creates} - {Township}


@reads(Entry, Chain)
def entries_are_counted(records: Records) -> Iterator[str]:
    """The head of the chain knows how many there are."""
    (head,) = records[Chain]
    count = Entry.objects.count()
    if head.number != count:
        yield f"{count} entries, and the chain ends at {head.number}"


@reads(Entry, Chain)
def the_chain_verifies(records: Records) -> Iterator[str]:
    """Every seal holds."""
    yield from (fault.says for fault in verify(by_number(records), records[Chain][0]))


def by_number(records: Records) -> list[Entry]:
    return sorted(records[Entry], key=lambda entry: entry.number)


def by_subject(records: Records) -> dict[UUID, list[Entry]]:
    """The entries of each object, in order."""
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in by_number(records):
        found[entry.subject_id].append(entry)
    return found


@reads(Entry)
def entries_move_as_declared(records: Records) -> Iterator[str]:
    """Each entry moves its object as its act says."""
    for entry in records[Entry]:
        act = ACTS[entry.act]
        wanted = (act.starts_as or "",) if act.creates else act.steps.get(entry.before, ("",) if not act.steps else ())
        if entry.after not in wanted and (act.creates or act.steps):
            yield f"{entry.number} {entry.act}: {entry.before} → {entry.after}"


@reads(Entry, *STEP_BY_STEP)
def history_replays_to_the_present(records: Records) -> Iterator[str]:
    """From its creation, or the ground, each entry begins where the one before it ended; the last is the present."""
    entries = by_subject(records)
    for model in STEP_BY_STEP:
        for row in records[model]:
            state = records.first.get(row.pk)
            for entry in entries[row.pk]:
                if (state or "") != entry.before:
                    yield f"{model.__name__} {row.pk}: was {state}, and entry {entry.number} begins at {entry.before}"
                state = entry.after
            if state != row.state:
                yield f"{model.__name__} {row.pk} is {row.state}, and its history ends at {state}"


@reads(Entry, *CREATED)
def everything_was_entered(records: Records) -> Iterator[str]:
    """What acts create has an entry that created it, unless it was there before the first act."""
    created = {entry.subject_id for entry in records[Entry] if ACTS[entry.act].creates}
    done = {(entry.act, entry.subject_id) for entry in records[Entry]}
    for model in CREATED - BORN.keys():  # those come with others as well: see the next one
        for row in records[model]:
            listed = model in LISTED and (LISTED[model], row.meeting_id) in done
            listed = listed or any(name == IN_LISTS.get(model) for name, _plan in done)
            if row.pk not in created and row.pk not in records.first and not listed:
                yield f"nobody entered {model.__name__} {row.pk}"


Signed, Given, Reached, Said = Signature.State, Assignment.State, Delivery.State, Answer.State
BORN: dict[Any, dict[str, set[str]]] = {
    Signature: {
        "proposals.put_forward": {Signed.INVITED},
        "proposals.invite": {Signed.INVITED},
        "proposals.join": {Signed.INVITED},
    },
    Assignment: {"casework.assign": {Given.SENT}},
    Delivery: {"casework.sign_off": {Reached.SENT, Reached.RECUSED}},
    Answer: {"casework.draft_answer": {Said.DRAFT}},
}
MOVED: dict[Any, dict[str, dict[str, str]]] = {
    Signature: {
        "proposals.take_back": dict.fromkeys(Signed, Signed.EXPIRED),
        "proposals.revive": dict.fromkeys(Signed, Signed.EXPIRED),
        "proposals.withdraw": {Signed.INVITED: Signed.EXPIRED},
        "proposals.hand_in": {Signed.INVITED: Signed.EXPIRED}, "proposals.expire": {Signed.INVITED: Signed.EXPIRED},
    },
    Assignment: {
        "casework.accept": {Given.SENT: Given.ACCEPTED}, "casework.deem_accepted": {Given.SENT: Given.ACCEPTED},
        "casework.return_to_office": {Given.SENT: Given.RETURNED},
    },
    Delivery: {},
    Answer: {"casework.sign_off": {Said.DRAFT: Said.SENT}},
}  # fmt: skip
ASSISTING: dict[str, dict[str, str]] = {"casework.return_to_office": {Given.SENT: Given.ENDED}}


@reads(Entry, *BORN)
def what_came_with_it_replays_too(records: Records) -> Iterator[str]:
    """Signatures, assignments, answers and deliveries stand where their own and their matter's entries lead."""
    entries = by_subject(records)
    answers = records.by_id(Answer)
    for model in BORN:
        for row in records[model]:
            matter = (
                row.proposal_id
                if model is Signature
                else answers[row.answer_id].case_id
                if model is Delivery
                else row.case_id
            )
            history = sorted([*entries[row.pk], *entries[matter]], key=lambda entry: entry.number)
            if row.state not in _possible(model, row, history):
                yield f"{model.__name__} {row.pk} is {row.state}, and no history leads there"


def _possible(model: Any, row: Any, history: list[Entry]) -> set[str]:
    """The states in which it may be. An invitation says how many were asked, not whom, so there may be two."""
    moved = ASSISTING if model is Assignment and row.role == Assignment.Role.ASSIST else MOVED[model]
    possible = {""}
    for entry in history:
        if entry.subject_id == row.pk:
            possible = {entry.after} if entry.before in possible else {"another one"}
        elif entry.act in moved:
            possible = {moved[entry.act].get(state, state) for state in possible}
        possible |= BORN[model].get(entry.act, set())
    return possible - {""}


@reads(Entry, Notice, Person)
def notices_belong_to_entries(records: Records) -> Iterator[str]:
    """A notice tells a person of the district of somebody else's act, of the same township, that tells people."""
    entries, people = records.by_id(Entry), records.by_id(Person)
    for notice in records[Notice]:
        entry = entries.get(notice.entry_id)
        if entry is None or entry.township_id != notice.township_id or notice.person_id not in people:
            yield f"notice {notice.pk} belongs nowhere"
        elif entry.person_id == notice.person_id or not ACTS[entry.act].tells:
            yield f"{entry.act} told {people[notice.person_id]}"


@reads(*CREATED)
def the_database_finds_no_fault(records: Records) -> Iterator[str]:
    """Keys that are checked at the commit hold now."""
    try:
        connection.check_constraints()
    except Exception as fault:
        yield str(fault)


@reads()
def the_other_district_is_as_it_was(records: Records) -> Iterator[str]:
    """No row of another district was touched."""
    if records.foreign() != records.foreign_at_first:
        yield "rows of another district have changed"


ALWAYS = [entries_are_counted]
FINALLY = [
    the_chain_verifies, entries_move_as_declared, history_replays_to_the_present, everything_was_entered,
    what_came_with_it_replays_too, notices_belong_to_entries, the_database_finds_no_fault,
    the_other_district_is_as_it_was,
]  # fmt: skip
