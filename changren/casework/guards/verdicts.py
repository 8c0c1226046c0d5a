"""When an answer may be judged, and what follows from the verdicts: it is done again, goes up, or is closed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.casework import queries
from changren.casework.models import Case, Delivery
from changren.casework.queries import rule_of


def is_to_be_judged(delivery: Delivery) -> Objection | None:
    """The answer waits for verdicts, and this one may still be given or changed."""
    case = delivery.answer.case
    current = case.state == Case.State.ANSWERED and delivery.answer.round == case.round
    return None if current else no(_("This answer is no longer waiting for verdicts."))


def nobody_waits(case: Case, on: datetime) -> Objection | None:
    """Each raiser has judged, or had the time to."""
    waiting = queries.not_judged(case)
    last = max((delivery.judge_by for delivery in waiting), default=None)
    if last is None or day_of(on) > last:
        return None
    return no(
        _("{n} may still judge the answer until {day}."), n=len(waiting), day=last, rule=rule_of(case, "verdict_within")
    )


def must_be_redone(case: Case) -> Objection | None:
    """So many are not satisfied that the rules send the answer back, and it has not been redone too often."""
    most = rule_of(case, "redo_most")
    if not queries.is_sent_back(case):
        return no(_("Not enough of those who raised it are dissatisfied."), rule=rule_of(case, "redo_trigger"))
    again = most.is_met_by(case.redone + 1)
    return None if again else no(_("It was done again {n} times."), n=case.redone, rule=most)


def must_go_up(case: Case) -> Objection | None:
    """Done again as often as the rules allow, and so many are still not satisfied."""
    share = rule_of(case, "escalation_share")
    if case.escalated_on or rule_of(case, "redo_most").is_met_by(case.redone + 1):
        return no(_("It has been referred already, or can still be done again."), rule=rule_of(case, "redo_most"))
    unhappy, of = queries.dissatisfied(case)
    return (
        None if share.is_met_by(unhappy, of) else no(_("{n} of {of} are not satisfied."), n=unhappy, of=of, rule=share)
    )
