"""The raisers judge, send back, and close. Nobody else does."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.casework import guards as only
from changren.casework import queries
from changren.casework.acts.tells import committee, lead_unit, office, raisers
from changren.casework.models import FOLLOWED_GRADES, Case, Delivery, Progress
from changren.rulebook.rules import rule

State = Case.State
AFTER_ANSWER = (State.ANSWERED, State.FOLLOWED, State.CLOSED)
RAISED_IT = _("whoever raised it")


@act(Delivery, {(Delivery.State.SENT, Delivery.State.JUDGED): Delivery.State.JUDGED}, who=only.is_this_raiser,
     when=[only.is_to_be_judged], tells=[lambda delivery: lead_unit(delivery.answer.case)],
     keeps={"attitude": Delivery.Verdict, "result": Delivery.Verdict}, verb=_("Judge the answer"), unnamed=RAISED_IT,
     says=_("{by} judged the answer to “{it}”: attitude {attitude}, result {result}"))  # fmt: skip
def judge(delivery: Delivery, *, attitude: str, result: str, comment: str, by: Any, on: datetime) -> None:
    """Handling Measures, art. 8 to 10. If the rules say so, the answer goes back, or up, with this verdict."""
    delivery.attitude, delivery.result, delivery.comment = attitude, result, comment
    delivery.state, delivery.judged_on = Delivery.State.JUDGED, day_of(on)
    delivery.save()
    case = delivery.answer.case
    for consequence in (do_again, refer_up):
        if consequence.objection(case, by=by, on=on) is None:
            consequence(case, by=by, on=on)
            return


@act(Case, {State.ANSWERED: State.HANDLING}, who=only.is_raiser, when=[only.must_be_redone], follows=True,
     tells=[lead_unit, office],
     keeps=["round", "answer_due"], verb=_("Send it back"), unnamed=RAISED_IT,
     says=_("“{it}” must be done again (round {round}), because {by} is not satisfied; due {answer_due}"))  # fmt: skip
def do_again(case: Case, *, on: datetime) -> None:
    """Handling Measures, art. 9. Follows from a verdict."""
    _new_round(case, day_of(on))


@act(Case, {State.ANSWERED: State.HANDLING}, who=only.is_raiser, when=[only.must_go_up], follows=True,
     tells=[lead_unit, office, committee], keeps=["answer_due"], verb=_("Refer it to the committee"),
     says=_("“{it}” goes to the Party committee: too many are not satisfied; due {answer_due}"))  # fmt: skip
def refer_up(case: Case, *, on: datetime) -> None:
    """Handling Measures, art. 10. Follows from a verdict."""
    case.escalated_on = day_of(on)
    _new_round(case, day_of(on))


@act(Case, {**{state: state for state in queries.UNDERWAY}, AFTER_ANSWER: State.HANDLING}, follows=True,
     who=only.is_office_and_free, tells=[lead_unit, committee, raisers], keeps=["answer_due"],
     verb=_("Refer it to the committee for the congress"),
     says=_("“{it}” goes to the Party committee: the congress is not satisfied; due {answer_due}"))  # fmt: skip
def refer_for_congress(case: Case, *, on: datetime) -> None:
    """Handling Measures, art. 10. Follows from what delegates judged; what was answered is done again."""
    case.escalated_on = day_of(on)
    if not case.is_underway:
        case.closed_on, case.is_followed, case.promised_by = None, False, None
        _new_round(case, day_of(on))


@act(Case, {State.ANSWERED: (State.CLOSED, State.FOLLOWED)}, who=only.may_close,
     when=[only.nobody_waits], tells=[lead_unit, office, raisers], unnamed=RAISED_IT,
     says=_("{by} accepted the answer to “{it}”"), verb=_("Accept the answer and close"))  # fmt: skip
def close(case: Case, *, on: datetime) -> str:
    """Handling Measures, art. 11. B and C are followed until done, A and D are closed.

    A verdict of "not satisfied" has had its consequence when it was given (see `judge`). What still stands then is
    counted as it was given, and does not keep the case open for ever.
    """
    answer = queries.present_answer(case)
    if answer.grade in FOLLOWED_GRADES:
        case.is_followed, case.promised_by = True, answer.promised_by
        return State.FOLLOWED
    case.closed_on = day_of(on)
    return State.CLOSED


@act(Case, {State.FOLLOWED: State.CLOSED}, who=only.may_close, tells=[lead_unit, office, raisers],
     says=_("{by} let “{it}” rest"), verb=_("Let it rest"))  # fmt: skip
def let_rest(case: Case, *, reason: str, on: datetime) -> None:
    """Those who raised it no longer ask for what was promised."""
    Progress.objects.create(township=case.township, case=case, kind=Progress.Kind.RESTED, day=day_of(on), text=reason)
    case.closed_on, case.is_followed, case.promised_by = day_of(on), False, None


def _new_round(case: Case, today: date) -> None:
    case.round += 1
    case.redone += 1
    case.clock_start, case.reminded = today, ""
    case.clock_rule = rule("casework.redo_within", at=case.township, on=case.opened_on).key
    case.answer_due = queries.case_due(case)
