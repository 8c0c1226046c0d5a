"""The yearly work plan, and what delegates do before they propose (art. 5)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.mandates.models import Delegation, Mandate, Session
from changren.proposals.guards.asking import rule_at
from changren.proposals.minute import Minute
from changren.proposals.models import Activity, Plan


def is_ahead(session: Session) -> Objection | None:
    """The session is still to be held."""
    ahead = session.state == Session.State.PLANNED
    return None if ahead else no(_("This session is not ahead of us."))


def session_is_ahead(plan: Plan) -> Objection | None:
    """The session that the plan is for is still to be held."""
    return is_ahead(plan.session)


def has_no_plan(session: Session) -> Objection | None:
    """One work plan a session."""
    return no(_("This session has a work plan already.")) if Plan.objects.filter(session=session).exists() else None


def cutoffs_in_order(it: Any, opens_at: datetime, forward_until: datetime, sign_until: datetime) -> Objection | None:
    """Opening, first cut-off, second cut-off, in this order."""
    in_order = opens_at < forward_until <= sign_until
    return None if in_order else no(_("Opening, first and second cut-off are not in order."))


def is_published_early(plan: Plan, on: datetime) -> Objection | None:
    """Published so many days before the session (art. 5)."""
    provision = rule_at("plan_before", plan.township, on)
    ahead = (plan.session.planned_on - day_of(on)).days
    return None if provision.is_met_by(ahead) else no(_("The session is in {n} days."), n=ahead, rule=provision)


def cutoffs_not_past(plan: Plan, on: datetime) -> Objection | None:
    """What is over is not opened again."""
    return None if on <= plan.sign_until else no(_("The second cut-off has passed."))


def cutoffs_stay_ahead(plan: Plan, forward_until: datetime, sign_until: datetime, on: datetime) -> Objection | None:
    """A cut-off that is still to come is not moved into the past: whoever trusted it would be too late."""
    moved = ((plan.forward_until, forward_until), (plan.sign_until, sign_until))
    gone = next((new for old, new in moved if new < on <= old), None)
    return no(_("{time} has passed already."), time=Minute(gone)) if gone else None


def is_not_in_future(it: Any, held_on: date, on: datetime) -> Objection | None:
    """What is reported has happened."""
    return no(_("{day} has not come yet."), day=held_on) if held_on > day_of(on) else None


def took_part_here(activity: Activity, participants: Sequence[Mandate]) -> Objection | None:
    """Those who took part are delegates of this township."""
    stranger = next((one for one in participants if one.township_id != activity.township_id), None)
    return no(_("{name} is no delegate of this township."), name=stranger) if stranger else None


def is_organised_here(plan: Plan, owner: Mandate, delegation: Delegation | None) -> Objection | None:
    """Whoever organises it, and for which delegation, are of this township."""
    stranger = next((one for one in (owner, delegation) if one and one.township_id != plan.township_id), None)
    return no(_("“{name}” is not of this township."), name=stranger) if stranger else None
