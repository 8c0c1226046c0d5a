"""What came of it is told to whoever raised it, and they judge (art. 2, 6 and 10)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.casework import acts as casework
from changren.casework.models import Case
from changren.matters import guards as only
from changren.matters import queries
from changren.matters.acts.tells import office, the_delegate
from changren.matters.models import Matter

State, Verdict = Matter.State, Matter.Verdict


@act(Matter, {State.RAISED: State.ANSWERED}, who=only.is_its_delegate,
     says=_("{by} answered “{it}” at once"), verb=_("Answer it myself"))  # fmt: skip
def answer_at_once(matter: Matter, *, text: str, on: datetime) -> None:
    """Rules on Matters Raised, art. 2: what can be answered on the spot is."""
    matter.answer, matter.answered_on = text, day_of(on)


@act(Matter, {State.SENT_UP: State.ANSWERED}, who=only.is_office_of_it, tells=[the_delegate],
     says=_("{by} entered what the level above answered to “{it}”"), verb=_("Enter the answer from above"))  # fmt: skip
def report_answer(matter: Matter, *, text: str, on: datetime) -> None:
    """Rules on Matters Raised, art. 6."""
    matter.answer, matter.answered_on = text, day_of(on)


@act(Matter, {State.ANSWERED: (State.SETTLED, State.RAISED), State.HANDED: (State.HANDED, State.SETTLED)},
     who=only.holds_it_or_delegate, when=[only.is_an_answer_to_judge], tells=[the_delegate, office],
     keeps={"result": Verdict}, unnamed=_("whoever raised it"),
     says=_("{by} judged the answer to “{it}”: {result}"), verb=_("Are you satisfied?"))  # fmt: skip
def judge(matter: Matter, *, attitude: str, result: str, comment: str, by: Any, on: datetime) -> str:
    """Rules on Matters Raised, art. 6. Whoever is not satisfied has it looked at again; only the others end it."""
    matter.verdict, matter.comment = result, comment
    if matter.state == State.HANDED:
        ends = _judged_case(matter, by, on, attitude=attitude, result=result, comment=comment)
    else:
        ends = result != Verdict.NOT
    matter.ended_on = day_of(on) if ends else None
    return State.SETTLED if ends else State.HANDED if matter.case is not None else State.RAISED


@act(Matter, who=only.is_delegate, when=[only.is_free, only.can_be_taken_up], tells=[the_delegate, office],
     says=_("{by} took up {it}"), verb=_("Link the suggestion made of it"))  # fmt: skip
def take_up(matter: Matter, *, became: str, by: Any, on: datetime) -> None:
    """Rules on Matters Raised, art. 10. It keeps the address of the suggestion, which names where it came from."""
    matter.became, matter.taken_up_by, matter.taken_up_on = became, queries.mandate_of(by), day_of(on)


def _judged_case(matter: Matter, by: Any, on: datetime, **said: str) -> bool:
    """Judged in casework, which has it done again or closes it. Whether it is closed."""
    voice, delivery = queries.heard_as(matter, by), queries.delivery_of(matter)
    casework.judge(delivery, by=voice, on=on, **said)
    case: Any = matter.case
    case.refresh_from_db()
    if said["result"] != Verdict.NOT and casework.close.objection(case, by=voice, on=on) is None:
        case = casework.close(case, by=voice, on=on)
    return bool(case.state == Case.State.CLOSED)
