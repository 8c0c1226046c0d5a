"""Who contacts whom: worked out, changed by hand, adopted, ended (art. 2)."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.contact import guards as only
from changren.contact import queries
from changren.contact.acts.tells import both_ends, committee, office
from changren.contact.models import Plan, Tie
from changren.mandates.models import Mandate
from changren.organisation.models import Person

State = Plan.State


@act(Plan, {None: State.PROPOSED}, who=only.is_office, within=Township, tells=[committee],
     when=[only.has_no_proposal, only.year_is_near, only.contact_is_possible], keeps=["year"],
     says=_("{by} proposed who contacts whom in {year}"), verb=_("Propose who contacts whom"))  # fmt: skip
def propose(township: Township, *, year: int, keeps_pairs: bool, on: datetime) -> Plan:
    """Double Contact Rules, art. 2. Worked out evenly and near to each other, to be changed by hand."""
    term: Any = queries.current_term(township)
    plan = Plan.objects.create(township=township, term=term, year=year, keeps_pairs=keeps_pairs, proposed_on=day_of(on))
    _lay_out(plan)
    return plan


@act(Plan, {State.PROPOSED: State.PROPOSED}, who=only.is_office, when=[only.contact_is_possible],
     says=_("{by} worked out “{it}” anew"), verb=_("Work it out anew"))  # fmt: skip
def propose_again(plan: Plan, *, keeps_pairs: bool) -> None:
    """What was changed by hand is worked out again, too."""
    plan.keeps_pairs = keeps_pairs
    plan.ties.all().delete()
    _lay_out(plan)


@act(Plan, {state: state for state in Plan.LIVING}, who=only.is_office,
     when=[only.member_is_on_committee, only.delegate_belongs_here], keeps=["mandate", "member"],
     says=_("{by} gave {mandate} to {member} in “{it}”"), verb=_("Change who contacts a delegate"))  # fmt: skip
def assign(plan: Plan, *, mandate: Mandate, member: Person) -> None:
    """Double Contact Rules, art. 2. By hand; also for delegates who came later, and when a member has left."""
    there = plan.ties.filter(mandate=mandate).first()
    tie = there or Tie(township=plan.township, plan=plan, mandate=mandate)
    tie.member, tie.why = member, Tie.Why.HAND
    tie.save()


@act(Plan, {State.PROPOSED: State.ADOPTED}, who=only.is_committee, tells=[office, both_ends],
     when=[only.covers_everybody, only.begins_ahead, only.loads_are_explained],
     says=_("{by} adopted “{it}”"), verb=_("Adopt the plan"))  # fmt: skip
def adopt(plan: Plan, *, begins_on: date, reason: str, by: Any, on: datetime) -> None:
    """Double Contact Rules, art. 2. The plan before it ends; both ends of every tie are told."""
    before = queries.plan_in_force(plan.township)
    if before is not None:
        end(before, by=by, on=on)
    plan.begins_on, plan.adopted_on, plan.reason = begins_on, day_of(on), reason


@act(Plan, {State.ADOPTED: State.ENDED}, who=only.is_committee, tells=[office],
     says=_("{by} ended “{it}”"), verb=_("End the plan"))  # fmt: skip
def end(plan: Plan, *, on: datetime) -> None:
    """What was talked about under it stays."""
    plan.ended_on = day_of(on)


@act(Plan, {State.PROPOSED: State.DROPPED}, who=only.is_office, says=_("{by} dropped “{it}”"),
     verb=_("Drop the proposal"))  # fmt: skip
def drop(plan: Plan) -> None:
    """Before it is adopted."""


def _lay_out(plan: Plan) -> None:
    Tie.objects.bulk_create(
        Tie(township=plan.township, plan=plan, member_id=pair.member, mandate_id=pair.delegate, why=pair.why)
        for pair in queries.worked_out(plan)
    )
