"""Verified, declined, joined, passed on, sent up, or handed over to a unit (art. 3 to 5 and 10)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.casework import acts as casework
from changren.mandates.models import Mandate
from changren.matters import guards as only
from changren.matters import queries
from changren.matters.acts.tells import committee, office, the_delegate
from changren.matters.models import Matter
from changren.organisation.models import Unit

State, OPEN = Matter.State, Matter.OPEN


@act(Matter, {State.RAISED: (State.VERIFIED, State.ELSEWHERE)}, who=only.is_its_delegate, tells=[office],
     when=[only.says_where_to_go, only.about_is_here, only.unit_is_not_theirs], keeps={"level": Matter.Level},
     says=_("{by} verified “{it}”: {level}"), verb=_("Verify it"))  # fmt: skip
def verify(matter: Matter, *, title: str, found: str, level: str, goes_to: str, about: Unit | None,
           on: datetime) -> str:  # fmt: skip
    """Rules on Matters Raised, art. 3 and 8. What is not ours ends here: the person reads where to go."""
    matter.title, matter.found, matter.level, matter.goes_to, matter.about = title, found, level, goes_to, about
    matter.verified_on = day_of(on)
    if level != Matter.Level.ELSEWHERE:
        return State.VERIFIED
    matter.ended_on = day_of(on)
    return State.ELSEWHERE


@act(Matter, {OPEN: State.DECLINED}, who=only.is_its_delegate_or_office, tells=[the_delegate, office],
     says=_("{by} declined “{it}”"), verb=_("Decline it"))  # fmt: skip
def decline(matter: Matter, *, reason: str, on: datetime) -> None:
    """Rules on Matters Raised, art. 4. The person reads the reasons behind the private link."""
    matter.reason, matter.ended_on = reason, day_of(on)


@act(Matter, {state: state for state in (*OPEN, State.SENT_UP, State.ANSWERED)}, who=only.is_its_delegate_or_office,
     when=[only.takes_it], tells=[the_delegate], keeps=["mandate"],
     says=_("{by} passed “{it}” on to {mandate}"), verb=_("Pass it on to a delegate"))  # fmt: skip
def pass_on(matter: Matter, *, mandate: Mandate) -> None:
    """Where nobody was named, or whoever was cannot, another delegate follows it to its end."""
    matter.mandate = mandate


@act(Matter, {OPEN: State.JOINED}, who=only.is_its_delegate_or_office, when=[only.takes_joined],
     tells=[the_delegate, office], keeps=["into"], says=_("{by} joined “{it}” to {into}"),
     verb=_("Join it to another"))  # fmt: skip
def join(matter: Matter, *, into: Matter) -> None:
    """Rules on Matters Raised, art. 10. One answer for both; whoever raised this one reads it behind their link."""
    matter.joined_to = into


@act(Matter, {State.VERIFIED: State.HANDED}, who=only.is_office_of_it, tells=[the_delegate, committee],
     when=[only.is_own, only.has_delegate, only.not_answered_by_it],
     says=_("{by} handed “{it}” over to a unit"), verb=_("Hand it over to a unit"))  # fmt: skip
def hand_over(matter: Matter, *, lead: Unit, assisting: Sequence[Unit], by: Any, on: datetime) -> None:
    """Rules on Matters Raised, art. 3 to 5. A case is opened for the delegates, with the days of these rules."""
    case = casework.open_case(
        matter.township, by=by, on=on, serial=queries.serial_of(matter), title=matter.title, text=matter.for_the_unit,
        origin=matter, people=queries.delegates_of(matter), confidential=matter.about is not None,
        other_rules=queries.rules_of_case(matter),
    )  # fmt: skip
    matter.case = casework.assign(case, by=by, on=on, lead=lead, assisting=assisting)


@act(Matter, {State.VERIFIED: State.SENT_UP}, who=only.is_office_of_it, when=[only.is_above],
     tells=[the_delegate, committee], says=_("{by} sent “{it}” up"), verb=_("Send it up"))  # fmt: skip
def send_up(matter: Matter, *, goes_to: str) -> None:
    """Rules on Matters Raised, art. 3: what only a higher level can solve."""
    matter.goes_to = goes_to
