"""One election as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.base.acts import OpenAct, open_acts
from changren.base.acts.asked import asking_once
from changren.base.minutes.telling import Told
from changren.base.tallies import Group
from changren.elections.models import Candidate, Election, Nomination, Official
from changren.elections.queries.asking import rule_of
from changren.elections.queries.counting import groups
from changren.elections.queries.doors import candidates_for, sheets_for
from changren.elections.queries.meeting import Hall, differs, officers_of
from changren.elections.queries.people import by_strokes
from changren.elections.queries.result import Result, result
from changren.organisation.models import Post, Role
from changren.organisation.queries import history

State = Election.State
ORDER = (State.DRAFT, State.METHOD, State.NOMINATED, State.PUBLICISED, State.READY, State.VOTING, State.CLOSED,
         State.COUNTED, State.CERTIFIED, State.SEALED)  # fmt: skip
CREATES = {  # state: what is offered to be added at that stage
    State.DRAFT: {"name_official"}, State.METHOD: {"nominate", "name_official"},
    State.NOMINATED: {"name_official"}, State.PUBLICISED: {"name_official"}, State.CLOSED: {"enter_sheet"},
    State.SEALED: {"hold_again", "fill_seats"}, State.VOID: {"hold_again"},
}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """One stage of the life of an election: done, now, or still to come ("next")."""

    label: Any
    state: str
    note: str = ""


@dataclass(frozen=True)
class CandidateLine:
    """Somebody who was named, in which rounds by whom, with what the reader may do about them."""

    it: Candidate
    nominations: list[Nomination]
    acts: list[OpenAct]

    in_data = ("it", "nominations")


@dataclass(frozen=True)
class Sheet:
    """Everything the page of an election shows. result: for those who may see it. later: further ballots.

    hall: what the meeting says of the electors, where that is not what was entered.
    """

    election: Election
    stages: list[Stage]
    acts: list[OpenAct]
    quiet: bool
    candidates: list[CandidateLine]
    officials: list[Official]
    groups: list[Group]
    result: Result | None
    later: list[Election]
    rules: list[Any]
    hall: Hall | None
    history: list[Told]

    data_in_full = ("election",)


def sheet(election: Election, *, by: Post, on: datetime) -> Sheet:
    """The election for this reader."""
    watching = list(election.officials.select_related("person"))
    named = _in_order(candidates_for(by).filter(election=election).prefetch_related("nominations"))
    with asking_once():
        lines = [CandidateLine(one, list(one.nominations.all()), _free(one, by, on)) for one in named]
        offered = [one for one in open_acts(election, by=by, on=on) if _fits(one, election)]
        acts = sorted([*offered, *_own(election, by, on)], key=_stays)
    counts = by.person_id in {one.person_id for one in watching} or _prepares(election, by)
    return Sheet(
        election=election, stages=_stages(election), acts=acts, quiet=all(_stays(one) for one in acts),
        candidates=lines, officials=watching, groups=groups(election) if counts else [],
        result=result(election) if sees_result(election, by, counts) else None,
        later=list(election.later.order_by("drafted_on", "id")), rules=_rules(election), hall=differs(election),
        history=history(election, *named, *watching, *election.sheets.all()),
    )  # fmt: skip


def sees_result(election: Election, by: Post, counts: bool) -> bool:
    """Whether the result is shown: once counted to those who count, once certified to everybody who may open it."""
    return election.numbers is not None and (counts or election.is_certified)


def _prepares(election: Election, by: Post) -> bool:
    return by.role == Role.CLERK and by.township_id == election.township_id


def _in_order(rows: Any) -> list[Candidate]:
    """Those who stand as on the paper, then those who do not any more."""
    return sorted(by_strokes(rows), key=lambda one: (one.state in ("dropped", "withdrawn"), one.is_write_in))


def _free(candidate: Candidate, by: Post, on: datetime) -> list[OpenAct]:
    return [one for one in open_acts(candidate, by=by, on=on) if one.objection is None] if _prepares(
        candidate.election, by
    ) else []  # fmt: skip


def _fits(one: OpenAct, election: Election) -> bool:
    """What creates is offered at the stage that it belongs to, what takes away where there is something.

    When it is over, only what really follows is offered.
    """
    if election.state in (State.SEALED, State.VOID) and one.objection is not None:
        return False
    if one.act.creates:
        return one.act.verb_name in CREATES.get(State(election.state), set())
    if one.act.verb_name == "take_over_officers":
        return bool(officers_of(election))
    rows = {"shorten_list": election.candidates, "relieve_official": election.officials,
            "strike_group": election.sheets}.get(one.act.verb_name)  # fmt: skip
    return rows is None or bool(rows.exists())


def _own(election: Election, by: Post, on: datetime) -> list[OpenAct]:
    """What the reader may do with what they have counted."""
    mine = sheets_for(by).filter(election=election) if election.state == State.CLOSED else ()
    return [one for entry in mine for one in open_acts(entry, by=by, on=on)]


def _stays(one: OpenAct) -> bool:
    """Whether nothing would move on with it."""
    if one.objection is not None or one.act.creates or one.act.model is not Election:
        return True
    return one.it.state in one.act.steps[one.it.state] or one.act.steps[one.it.state] == (State.VOID,)


def _rules(election: Election) -> list[Any]:
    """The provisions that an elector should know beforehand."""
    names = ("quorum", "surplus_min", "surplus_base", "publicity", "unmarked_write_in", "majority", "majority_base")
    return [rule_of(election, name) for name in names]


def _stages(election: Election) -> list[Stage]:
    if election.state == State.VOID:
        return [Stage(State.VOID.label, "now", election.reason)]
    reached = ORDER.index(State(election.state))
    days = (election.drafted_on, election.adopted_on, election.nominated_on, election.public_on, election.ready_on,
            election.opened_on, election.closed_on, election.counted_on, election.certified_on,
            election.sealed_on)  # fmt: skip
    return [
        Stage(stage.label, _where(n, reached, election), f"{day:%m-%d}" if day else "")
        for n, (stage, day) in enumerate(zip(ORDER, days, strict=True))
    ]


def _where(n: int, reached: int, election: Election) -> str:
    if election.state == State.SEALED or n < reached:
        return "done"
    return "now" if n == reached else "next"
