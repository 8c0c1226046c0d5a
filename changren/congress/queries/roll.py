"""Everybody who is expected, delegation by delegation, and where they sit."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import acts_on
from changren.congress.models import Invitee, Meeting, Place
from changren.congress.queries.people import Quorum, answers, expected, quorum
from changren.organisation.models import Post, Role
from changren.organisation.strokes import stroke_key

Answer, Standing = Invitee.Answer, Invitee.Standing
OF_LIST = ("invite", "give_place", "draw_up_seating")
READS_ANSWERS = (Role.CLERK, Role.COMMITTEE, Role.DISTRICT)


@dataclass(frozen=True)
class Line:
    """Somebody on the list. reason, view: of a request for leave, for those who decide on it and for oneself."""

    it: Invitee
    reason: str
    view: str
    acts: list[OpenAct]

    in_data = ("it",)


@dataclass(frozen=True)
class Group:
    """A delegation, or those who are no delegates, each in the order of their strokes. head: the delegation's."""

    name: Any
    place: Place | None
    head: str
    invitees: list[Invitee]
    lines: list[Line] = field(default_factory=list)

    in_data = ("name", "place", "invitees")


@dataclass(frozen=True)
class Roll:
    """Everybody on the list. reads: whether the reader sees who has answered what. acts: on the list as a whole."""

    meeting: Meeting
    groups: list[Group]
    counts: dict[str, int]
    quorum: Quorum
    reads: bool
    acts: list[OpenAct]

    in_data = ("meeting", "groups", "counts", "quorum")


def roll(meeting: Meeting, by: Post, on: datetime) -> Roll:
    """The list as this reader sees it. The number of queries is the same, however long it is."""
    with asking_once():
        found = [replace(group, lines=[_line(one, by, on) for one in group.invitees]) for group in groups(meeting)]
        offered = open_acts(meeting, by=by, on=on, among=[one for one in acts_on(Meeting) if one.verb_name in OF_LIST])
    there = quorum(meeting, expected(meeting))
    return Roll(meeting, found, answers(meeting), there, by.role in READS_ANSWERS, offered)


def _line(one: Invitee, by: Post, on: datetime) -> Line:
    asks = one.answer in (Answer.LEAVE_ASKED, Answer.ON_LEAVE)
    heads = one.delegation is not None and one.delegation.head is not None \
        and one.delegation.head.person_id == by.person_id  # fmt: skip
    reads = asks and (by.role in READS_ANSWERS or heads or one.person_id == by.person_id)
    names: tuple[str, ...] = ("say_coming", "ask_leave", "take_back_invitation") if by.role == Role.CLERK else ()
    names += ("give_view", "grant_leave", "refuse_leave") if reads and one.answer == Answer.LEAVE_ASKED else ()
    may = open_acts(one, by=by, on=on, among=[act for act in acts_on(Invitee) if act.verb_name in names])
    shown = [act for act in may if act.objection is None or act.act.verb_name == "grant_leave"]
    return Line(one, one.leave_reason if reads else "", one.leave_view if reads else "", shown)


def groups(meeting: Meeting) -> list[Group]:
    """Delegations by their names, then the others by what they are."""
    places = {one.delegation_id: one for one in _places(meeting)}
    rows = meeting.invitees.select_related("township", "mandate", "person", "delegation__head__person")
    found: dict[Any, list[Invitee]] = {}
    for one in rows:
        one.meeting = meeting
        found.setdefault((one.delegation_id, one.delegation, one.standing), []).append(one)
    return [
        Group(delegation or Standing(standing).label, places.get(key), _head(delegation), in_order(people))
        for (key, delegation, standing), people in sorted(found.items(), key=_place)
    ]  # fmt: skip


def _places(meeting: Meeting) -> list[Place]:
    found = list(Place.objects.select_related("delegation").filter(meeting=meeting))
    for one in found:
        one.meeting = meeting
    return found


def _place(one: Any) -> tuple[Any, ...]:
    (_key, delegation, standing), _people = one
    return (delegation is None, str(delegation or ""), Standing.values.index(standing))


def _head(delegation: Any) -> str:
    return delegation.head.person.name if delegation is not None and delegation.head else ""


def in_order(people: Iterable[Invitee]) -> list[Invitee]:
    """By the strokes of their names."""
    return sorted(people, key=lambda one: (stroke_key(one.name), one.pk))


def seating(meeting: Meeting, a_row: int) -> list[tuple[Invitee, str]]:
    """A seat for every delegate who is not on leave, row after row: “3-12” is the twelfth of the third."""
    sit = [one for group in groups(meeting) for one in group.invitees if one.is_delegate]
    coming = [one for one in sit if one.answer != Answer.ON_LEAVE]
    seated = [(one, f"{n // a_row + 1}-{n % a_row + 1}") for n, one in enumerate(coming)]
    return [*seated, *((one, "") for one in sit if one.answer == Answer.ON_LEAVE and one.seat)]
