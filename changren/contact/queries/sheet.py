"""A plan, a tie, somebody of a list, a talk, a message: as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import acts_on
from changren.base.clock.now import day_of
from changren.base.minutes.telling import Told
from changren.contact.models import Counterpart, Message, Plan, Reply, Talk, Tie
from changren.contact.picture import Fan, fan
from changren.contact.queries.asking import rule_of
from changren.contact.queries.coverage import Line, Reach, reach
from changren.contact.queries.doors import addressees, counterparts_for, talks_for
from changren.contact.queries.edges import people_in, replies_to, ties_in
from changren.contact.queries.working import most_for_one, uncontacted
from changren.mandates.models import Mandate
from changren.organisation.models import Person, Post, Role
from changren.organisation.queries import history

State = Plan.State
SEES_GAPS = (Role.CLERK, Role.COMMITTEE, Role.DISTRICT)
NAMES = ("delegates_per_member", "people_least", "people_most", "branches", "every")


@dataclass(frozen=True)
class Group:
    """One member of the committee and the delegates they keep contact with. fan: the same as a picture."""

    member: Person
    lines: list[Line]
    fan: Fan

    in_data = ("member", "lines")


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a plan shows.

    sees_gaps: whether the reader may know who was contacted when. is_over: whether one has more than the rules say.
    """

    plan: Plan
    acts: list[OpenAct]
    groups: list[Group]
    uncontacted: list[Mandate]
    sees_gaps: bool
    is_over: bool
    rules: list[Any]
    history: list[Told]

    data_in_full = ("plan",)


@dataclass(frozen=True)
class TieSheet:
    """One tie: the talks that the reader may read, and what may be done."""

    tie: Tie
    talks: list[Talk]
    acts: list[OpenAct]

    data_in_full = ("tie",)


@dataclass(frozen=True)
class CounterpartSheet:
    """Somebody of a list. contact: whether the telephone number is shown in full; may_call: whether it could be."""

    counterpart: Counterpart
    talks: list[Talk]
    acts: list[OpenAct]
    contact: bool
    may_call: bool

    in_data = ("counterpart", "talks", "acts")
    data_in_full = ("counterpart",)


@dataclass(frozen=True)
class TalkSheet:
    """A talk. who: those who were there, by name where the reader may know it.."""

    talk: Talk
    who: list[str]
    acts: list[OpenAct]
    history: list[Told]

    data_in_full = ("talk",)


@dataclass(frozen=True)
class MessageSheet:
    """A message. heard: how many delegates it is for. silent: who has said nothing back, for who sent it."""

    message: Message
    replies: list[Reply]
    heard: int
    silent: list[str]
    acts: list[OpenAct]

    data_in_full = ("message", "replies")


def sheet(plan: Plan, *, by: Post, on: datetime) -> Sheet:
    """The plan for this reader."""
    known = reach(plan, day_of(on))
    sees = by.role in SEES_GAPS
    prepares = by.role in (Role.CLERK, Role.COMMITTEE)
    with asking_once():
        offered = open_acts(plan, by=by, on=on, among=_fitting(plan))
    over = not rule_of(plan, "delegates_per_member").is_met_by(most_for_one(plan))
    return Sheet(
        plan, offered, _groups(known, sees), uncontacted(plan) if prepares and plan.state in Plan.LIVING else [],
        sees, over, [rule_of(plan, name) for name in NAMES], history(plan),
    )  # fmt: skip


def tie_sheet(tie: Tie, *, by: Post, on: datetime) -> TieSheet:
    """A tie for this reader."""
    talks = talks_for(by).filter(parts__tie=tie).distinct()
    return TieSheet(tie, list(talks), open_acts(tie, by=by, on=on))


def counterpart_sheet(it: Counterpart, *, by: Post, on: datetime, contact: bool) -> CounterpartSheet:
    """Somebody of a list, for this reader. contact: whether the delegate asks for the number in full."""
    talks = talks_for(by).filter(parts__counterpart=it).distinct()
    may_call = bool(it.phone) and by.person_id == it.mandate.person_id
    offered = open_acts(it, by=by, on=on)
    return CounterpartSheet(it, list(talks), offered, may_call and contact, may_call and not contact)


def talk_sheet(talk: Talk, *, by: Post, on: datetime) -> TalkSheet:
    """A talk for this reader. Who may not open a list reads its numbers, and no names."""
    people = people_in(talk)
    opens = set(counterparts_for(by).filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True))
    who = [str(one) if one.pk in opens else one.told_as for one in people]
    who += [str(one.mandate) for one in ties_in(talk)]
    offered = [one for one in open_acts(talk, by=by, on=on) if one.objection is None or talk.is_raised]
    return TalkSheet(talk, who, offered, history(talk))


def message_sheet(message: Message, *, by: Post, on: datetime) -> MessageSheet:
    """A message for this reader: who sent it and the office read all that was said back, others their own words."""
    every = list(replies_to(message))
    reads_all = by.role == Role.CLERK or by.person_id == message.sender_id
    replies = every if reads_all else [one for one in every if one.mandate.person_id == by.person_id]
    heard = [one.mandate for one in addressees(message).order_by("mandate__number")]
    done = {one.mandate_id for one in every}
    silent = [str(one) for one in heard if one.pk not in done] if reads_all else []
    return MessageSheet(message, replies, len(heard), silent, open_acts(message, by=by, on=on))


def _groups(known: Reach, sees: bool) -> list[Group]:
    groups = []
    for member, lines in known.by_member.items():
        drawn = [(str(one.tie.mandate), sees and one.is_reached, one.people, one.met if sees else 0) for one in lines]
        told = lines if sees else [one.without_days for one in lines]
        groups.append(Group(member, told, fan(member.name, drawn)))
    return groups


def _fitting(plan: Plan) -> list[Any]:
    """What is sent down goes down a plan that is in force."""
    return [one for one in acts_on(Plan) if not one.creates or plan.state == State.ADOPTED]
