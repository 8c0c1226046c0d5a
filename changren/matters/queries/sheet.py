"""One matter, one workroom, one reception day, and what stands behind a private link, as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.acts.declaration import acts_on
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attached_to
from changren.base.minutes.telling import Told
from changren.casework.models import Answer, Case
from changren.matters.models import Matter, Reception, Workroom
from changren.matters.queries.asking import answers_to, delivery_of, rule_of, verify_by
from changren.matters.queries.doors import matters_for, may_know
from changren.organisation.models import Post
from changren.organisation.queries import history

State = Matter.State
LINK = "take_up"


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a matter shows.

    knows: whether the reader has asked for name, number and private link, and may. may_ask: whether they could ask.
    may_take_up: whether they may make a suggestion of it. joined: what is joined to it and may be read.
    """

    matter: Matter
    acts: list[OpenAct]
    knows: bool
    may_ask: bool
    may_take_up: bool
    leads_on: bool
    photos: list[Attachment]
    answers: list[Answer]
    joined: list[Matter]
    due: Any
    rules: list[Any]
    history: list[Told]

    in_data = ("matter", "acts", "may_ask", "answers", "joined", "due", "history")
    data_in_full = ("matter",)


@dataclass(frozen=True)
class WorkroomSheet:
    """A workroom with its days, those to come first."""

    workroom: Workroom
    acts: list[OpenAct]
    receptions: list[Reception]
    history: list[Told]


@dataclass(frozen=True)
class ReceptionSheet:
    """A reception day with those who receive, and its register as far as the reader may open it."""

    reception: Reception
    acts: list[OpenAct]
    hosts: list[str]
    register: list[Matter]
    history: list[Told]


@dataclass(frozen=True)
class Own:
    """What stands behind the link of a matter. stands: where it is, in a sentence."""

    matter: Matter
    stands: str
    answers: list[Answer]
    may_judge: bool
    may_withdraw: bool
    rules: list[Any]


def sheet(matter: Matter, *, by: Post, on: datetime, contact: bool) -> Sheet:
    """The matter for this reader. contact: whether they ask for name and number."""
    with asking_once():
        offered = open_acts(matter, by=by, on=on)
    may = may_know(matter, by) and bool(matter.name or matter.phone or matter.came == Matter.Came.CODE)
    own = matter.taken_up_by is not None and matter.taken_up_by.person_id == by.person_id
    free = any(one.act.verb_name == LINK and one.objection is None for one in offered)
    return Sheet(
        matter, [one for one in offered if one.act.verb_name != LINK], may and contact, may and not contact, free, own,
        _photos(matter), answers_to(matter), list(matters_for(by).filter(joined_to=matter.pk).order_by("number")),
        verify_by(matter) if matter.state == State.RAISED else None,
        [rule_of(matter, name) for name in ("verify_within", "refer_within", "answer_within", "kept_after")],
        history(matter),
    )  # fmt: skip


def workroom_sheet(workroom: Workroom, *, by: Post, on: datetime) -> WorkroomSheet:
    """The workroom for this reader."""
    among = [one for one in acts_on(Workroom) if one.verb_name != "raise_matter" or workroom.state == "open"]
    days = workroom.receptions.prefetch_related("hosts__mandate__person").order_by("-starts_at")
    return WorkroomSheet(workroom, open_acts(workroom, by=by, on=on, among=among), list(days), history(workroom))


def reception_sheet(reception: Reception, *, by: Post, on: datetime) -> ReceptionSheet:
    """The day for this reader."""
    hosts = [str(one.mandate) for one in reception.hosts.select_related("mandate__person").order_by("id")]
    register = matters_for(by).filter(reception=reception.pk).order_by("number")
    return ReceptionSheet(reception, open_acts(reception, by=by, on=on), hosts, list(register), history(reception))


def own(matter: Matter, *, by: Any, on: datetime) -> Own:
    """What whoever holds the link sees."""
    able = {one.act.verb_name for one in open_acts(matter, by=by, on=on) if one.objection is None}
    waits = matter.state == State.ANSWERED or delivery_of(matter) is not None
    return Own(
        matter, stands(matter), answers_to(matter), "judge" in able and waits, "withdraw" in able,
        [rule_of(matter, "kept_after")],
    )  # fmt: skip


def stands(matter: Matter) -> str:
    """Where a matter is, for whoever raised it."""
    lead = matter.leads
    if lead.state == State.HANDED and lead.case is not None:
        return _of_case(lead.case)
    return {
        State.RAISED: _("The delegate looks into it."),
        State.VERIFIED: _("The delegate has looked into it; it is being handed over."),
        State.SENT_UP: _("Only a higher level can solve it. It was sent there."),
        State.ANSWERED: _("There is an answer. Please say whether you are satisfied."),
        State.SETTLED: _("It is settled. Thank you for raising it."),
        State.ELSEWHERE: _("This is not ours to decide. You can turn to: {where}").format(where=lead.goes_to),
        State.DECLINED: _("It was not taken on: {why}").format(why=lead.reason),
        State.WITHDRAWN: _("You have withdrawn it."), State.NOTED: _("The delegate has heard it."),
        State.JOINED: _("It is handled together with others."),
    }.get(State(lead.state), "")  # fmt: skip


def _of_case(case: Case) -> str:
    if case.state == Case.State.ANSWERED:
        return _("There is an answer. Please say whether you are satisfied.")
    if case.state == Case.State.FOLLOWED:
        return _("The unit has promised to do it; it is followed until it is done.")
    if case.state == Case.State.CLOSED:
        return _("It is settled. Thank you for raising it.")
    unit = str(case.lead_unit or "…")
    if case.redone:
        return _("It is being done again by: {unit}").format(unit=unit)
    return _("It is being handled by: {unit}").format(unit=unit)


def _photos(matter: Matter) -> list[Attachment]:
    return list(attached_to(matter).order_by("added_at", "id"))
