"""Who would do this? The posts that an act on an object might belong to, so that a walk gets somewhere."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from changren.base.acts import Act, Kind
from changren.base.documents.models import Attachment
from changren.base.tenancy.models import Township
from changren.casework.models import Assignment, Case, Delivery, Extension, Raiser
from changren.congress.models import BlockCount, Bulletin, Invitee, Meeting, Officer, Paper, Resolution, Turn, Vote
from changren.contact.models import Counterpart, Message, Talk, Tie
from changren.contact.models import Plan as ContactPlan
from changren.elections.models import Election, Official, Sheet
from changren.evaluation.models import Count, Evaluation, Rater, Scrutineer, Subject
from changren.forum.models import Contribution, Forum
from changren.gallery.models import Application
from changren.mandates.models import Delegation, Mandate
from changren.matters.models import Matter
from changren.organisation.models import Person, Post, Role
from changren.proposals.models import Activity, Proposal, Signature
from tests.house.exploring.records import Records

TRIED = 6  # posts that are asked before one takes whoever comes


def somebody(chance: Random, records: Records, act: Act, it: Any, on: Any) -> Post:
    """A post to whom the act belongs, if one of those who might do it says so; else any of them."""
    posts = list(likely(records, it))
    chance.shuffle(posts)
    for post in posts[:TRIED]:
        objection = act.objection(it, by=post, on=on)
        if objection is None or objection.kind is not Kind.WHO:
            return post
    return chance.choice(records[Post])


def likely(records: Records, it: Any) -> Iterable[Post]:
    """The posts held now that have to do with it."""
    wanted = CONCERNED.get(type(it), lambda records, it: set())(records, it)
    for post in records.of(Post, until=None):
        if (
            post.person_id in wanted
            or post.role == Role.DISTRICT
            or (post.township_id == it.township_id and post.role in OFFICE)
            or (post.unit_id is not None and post.unit_id in wanted)
        ):
            yield post


OFFICE = (Role.CLERK, Role.REVIEWER, Role.COMMITTEE, Role.BRANCH)


def of_township(records: Records, it: Any) -> set[Any]:
    return {post.person_id for post in records.of(Post, role=Role.DELEGATE, township_id=it.pk)}


def of_proposal(records: Records, it: Proposal) -> set[Any]:
    people = {records.by_id(Mandate)[it.lead_id].person_id}
    head = records.by_id(Delegation)[it.delegation_id].head_id if it.delegation_id else None
    return people | ({records.by_id(Mandate)[head].person_id} if head else set())


def of_case(records: Records, it: Case) -> set[Any]:
    return {it.lead_unit_id, *(raiser.person_id for raiser in records.of(Raiser, case_id=it.pk))} - {None}


def heads(records: Records) -> set[Any]:
    mandates = records.by_id(Mandate)
    return {mandates[one.head_id].person_id for one in records[Delegation] if one.head_id}


CONCERNED: dict[Any, Callable[[Records, Any], set[Any]]] = {
    Township: of_township,
    Proposal: of_proposal,
    Case: of_case,
    Signature: lambda records, it: {records.by_id(Mandate)[it.mandate_id].person_id},
    Activity: lambda records, it: {records.by_id(Mandate)[it.owner_id].person_id},
    Attachment: lambda records, it: {it.added_by_id},
    Assignment: lambda records, it: {it.unit_id},
    Extension: lambda records, it: of_case(records, records.by_id(Case)[it.case_id]),
    Delivery: lambda records, it: {records.by_id(Raiser)[it.raiser_id].person_id},
    Person: lambda records, it: {it.pk},
    Meeting: lambda records, it: heads(records) | of_township(records, records.by_id(Township)[it.township_id]),
    Invitee: lambda records, it: {it.person_id} | heads(records),
    Vote: lambda records, it: {one.person_id for one in records.of(Officer, meeting_id=it.meeting_id)},
    BlockCount: lambda records, it: {it.entered_by_id},
    Turn: lambda records, it: {records.by_id(Invitee)[it.invitee_id].person_id} - {None},
    Bulletin: lambda records, it: {it.filed_by_id},
    Paper: lambda records, it: {it.unit_id} - {None},
    Resolution: lambda records, it: (
        {it.unit_id} - {None} | of_township(records, records.by_id(Township)[it.township_id])
    ),
    Evaluation: lambda records, it: {one.person_id for one in records.of(Scrutineer, evaluation_id=it.pk)},
    Election: lambda records, it: {one.person_id for one in records.of(Official, election_id=it.pk)},
    Sheet: lambda records, it: {it.entered_by_id},
    Subject: lambda records, it: {it.person_id, it.unit_id} - {None},
    Count: lambda records, it: {it.entered_by_id},
    Forum: lambda records, it: of_township(records, records.by_id(Township)[it.township_id]),
    Contribution: lambda records, it: of_township(records, records.by_id(Township)[it.township_id]),
    Matter: lambda records, it: of_township(records, records.by_id(Township)[it.township_id]),
    ContactPlan: lambda records, it: of_township(records, records.by_id(Township)[it.township_id]),
    Tie: lambda records, it: {it.member_id, records.by_id(Mandate)[it.mandate_id].person_id},
    Counterpart: lambda records, it: {records.by_id(Mandate)[it.mandate_id].person_id},
    Talk: lambda records, it: (
        {it.by_id} | ({records.by_id(Mandate)[it.mandate_id].person_id} if it.mandate_id else set())
    ),
    Message: lambda records, it: of_township(records, records.by_id(Township)[it.township_id]),
    Application: lambda records, it: {it.unit_id} - {None},
    Rater: lambda records, it: {records.by_id(Mandate)[it.mandate_id].person_id},
}
