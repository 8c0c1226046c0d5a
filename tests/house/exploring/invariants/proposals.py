"""No signer unanswered; what was read is what is signed; numbers without a gap."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from changren.casework.models import Case, Raiser
from changren.mandates.models import Mandate
from changren.matters.models import Matter
from changren.proposals.models import Activity, Assessment, Evidence, Participation, Plan, Proposal, Signature
from tests.house.exploring.invariants.reading import reads
from tests.house.exploring.records import Records

State = Proposal.State
NEVER_HANDED_IN = (State.DRAFT, State.COLLECTING, State.EXPIRED)
TAKES_UP = (State.SUBMITTED, State.FILED, State.APPEALED, State.HANDED)


def signers(records: Records, proposal: Proposal) -> set[UUID]:
    """The lead and all who have signed."""
    mandates = records.by_id(Mandate)
    signed = records.of(Signature, proposal_id=proposal.pk, state=Signature.State.SIGNED)
    return {mandates[proposal.lead_id].person_id, *(mandates[one.mandate_id].person_id for one in signed)}


def all_signers(records: Records, proposal: Proposal) -> set[UUID]:
    """Those of everything that was merged into it as well."""
    merged = records.of(Proposal, merged_into_id=proposal.pk)
    return signers(records, proposal).union(*(all_signers(records, one) for one in merged))


@reads(Proposal, Signature, Case, Raiser)
def every_signer_raises_the_case(records: Records) -> Iterator[str]:
    """Once handed over, those who signed it or what was merged into it are its raisers, and nobody else."""
    for one in records[Proposal]:
        if one.state == State.HANDED:
            raisers = records.of(Raiser, case_id=one.case_id)
            if not one.case_id or {raiser.person_id for raiser in raisers} != all_signers(records, one):
                yield f"{one}: the raisers are not the signers"
            leads = [raiser.person_id for raiser in raisers if raiser.is_lead]
            if leads != [records.by_id(Mandate)[one.lead_id].person_id]:
                yield f"{one}: {len(leads)} leads"


@reads(Proposal, Matter, Case)
def a_case_belongs_to_what_was_handed_over(records: Records) -> Iterator[str]:
    """A case if and only if it was handed over, itself or within another one; of a matter, itself."""
    by_origin = Counter(case.origin_id for case in records[Case])
    for one in records[Proposal]:
        into = records.by_id(Proposal).get(one.merged_into_id)
        expected = (
            into.case_id if one.state == State.MERGED and into else one.case_id if one.state == State.HANDED else None
        )
        if one.case_id != expected or by_origin[one.pk] != (one.state == State.HANDED):
            yield f"{one} is {one.state}, with case {one.case_id} and {by_origin[one.pk]} cases of its own"
    for matter in records[Matter]:
        if by_origin[matter.pk] != (matter.case_id is not None):
            yield f"{matter} is {matter.state}, with {by_origin[matter.pk]} cases of its own"
    if by_origin.keys() - records.by_id(Proposal).keys() - records.by_id(Matter).keys():
        yield "a case has no origin"


@reads(Proposal)
def what_is_merged_waits_with_the_other(records: Records) -> Iterator[str]:
    """What a proposal was merged into is still on its way, or handed over."""
    for one in records[Proposal]:
        into = records.by_id(Proposal).get(one.merged_into_id)
        if (one.state == State.MERGED) != (into is not None):
            yield f"{one} is {one.state} and merged into {into}"
        elif into is not None and (into.state not in TAKES_UP or into.township_id != one.township_id):
            yield f"{one} was merged into {into}, which is {into.state}"


@reads(Proposal)
def numbers_have_no_gap(records: Records) -> Iterator[str]:
    """One to n, of each type, in each township and year; and a number when and only when it was handed in."""
    found: dict[Any, list[int]] = defaultdict(list)
    for one in records[Proposal]:
        had = one.number is not None, one.submitted_on is not None, bool(one.raised_as), one.review_by is not None
        if one.state != State.WITHDRAWN and had != ((one.state not in NEVER_HANDED_IN),) * 4:
            yield f"{one} is {one.state}, with {had}"
        if one.number is not None and one.submitted_on:
            found[one.township_id, one.raised_as, one.submitted_on.year].append(one.number)
    for key, numbers in found.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"numbers {sorted(numbers)} of {key[1:]}"
    serials = [(one.township_id, one.serial) for one in records[Proposal] if one.serial]
    if len(set(serials)) < len(serials):
        yield "two have the same serial number"


@reads(Proposal, Signature)
def what_was_read_is_what_was_signed(records: Records) -> Iterator[str]:
    """A signature is for the text as it is, of one who is not the lead; nobody is invited to what is over."""
    for one in records[Signature]:
        proposal = records.by_id(Proposal)[one.proposal_id]
        if one.state == Signature.State.SIGNED and one.version != proposal.version:
            yield f"{proposal}: signed version {one.version} of {proposal.version}"
        if one.state in ("invited", "signed") and one.mandate_id == proposal.lead_id:
            yield f"{proposal}: its lead is asked to sign"
        if one.state == Signature.State.INVITED and proposal.state not in (State.COLLECTING, State.WITHDRAWN):
            yield f"{proposal} is {proposal.state} and somebody is still invited"


@reads(Proposal)
def outcomes_fit_states(records: Records) -> Iterator[str]:
    """What was decided has an outcome; what was refused or lowered a ground; a lowered one is of a lower type."""
    for one in records[Proposal]:
        decided = one.state in (State.FILED, State.MERGED, State.REFUSED, State.APPEALED, State.HANDED)
        if bool(one.outcome) != decided or (one.reviewed_on is None) == decided:
            yield f"{one} is {one.state} with the outcome “{one.outcome}”"
        if bool(one.reason) != (one.outcome in ("refused", "downgraded")):
            yield f"{one}: outcome “{one.outcome}”, ground “{one.reason}”"
        if decided and (one.kind != one.raised_as) != (one.outcome == "downgraded"):
            yield f"{one}: raised as {one.raised_as}, now {one.kind}, outcome {one.outcome}"


OF_TOWNSHIP = {
    Proposal: ("session", "plan", "lead", "delegation", "merged_into", "case"), Signature: ("proposal", "mandate"),
    Plan: ("session",), Activity: ("plan", "owner", "delegation"), Participation: ("activity", "mandate"),
    Evidence: ("proposal", "activity"), Raiser: ("case",), Assessment: ("meeting", "mandate"),
}  # fmt: skip


@reads(*OF_TOWNSHIP)
def nothing_reaches_into_another_township(records: Records) -> Iterator[str]:
    """What belongs together belongs to one township; only units may be the district's."""
    for model, names in OF_TOWNSHIP.items():
        for row in records[model]:
            for name in names:
                key = getattr(row, f"{name}_id")
                other = records.by_id(model._meta.get_field(name).related_model).get(key)
                if key and (other is None or other.township_id != row.township_id):
                    yield f"{model.__name__}.{name} of {row} points into another township"


@reads(Assessment)
def everybody_assesses_once(records: Records) -> Iterator[str]:
    """One sheet for each delegate at a meeting, with at least one mark."""
    for (meeting, mandate), n in Counter((one.meeting_id, one.mandate_id) for one in records[Assessment]).items():
        if n > 1:
            yield f"{mandate} judged {n} times at {meeting}"
    for one in records[Assessment]:
        if not one.marks or {type(mark) for mark in one.marks.values()} != {bool}:
            yield f"{one}: {one.marks}"


ALWAYS = [
    everybody_assesses_once,
    every_signer_raises_the_case, a_case_belongs_to_what_was_handed_over, what_is_merged_waits_with_the_other,
    numbers_have_no_gap, what_was_read_is_what_was_signed, outcomes_fit_states, nothing_reaches_into_another_township,
]  # fmt: skip
