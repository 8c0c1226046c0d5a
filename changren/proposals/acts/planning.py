"""The yearly work plan, and the research before a proposal (art. 5)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.documents.uploads import attach as keep_paper
from changren.mandates.models import Delegation, Mandate, Session
from changren.proposals import guards as only
from changren.proposals.acts.tells import all_delegates, organiser
from changren.proposals.minute import Minute
from changren.proposals.models import Activity, Participation, Plan

CUTOFFS = {"forward_until": Minute, "sign_until": Minute}


@act(Plan, {None: Plan.State.DRAFT}, who=only.is_office, within=Session,
     when=[only.is_ahead, only.has_no_plan, only.cutoffs_in_order],
     says=_("{by} drafted “{it}”"), verb=_("Draft the work plan"))  # fmt: skip
def draft_plan(
    session: Session, *, aims: str, opens_at: datetime, forward_until: datetime, sign_until: datetime
) -> Plan:
    """The proposal work of a session: what for, from when, until when."""
    return Plan.objects.create(
        township=session.township, session=session, aims=aims, opens_at=opens_at, forward_until=forward_until,
        sign_until=sign_until,
    )  # fmt: skip


@act(Plan, {Plan.State.DRAFT: Plan.State.DRAFT}, who=only.is_office, when=[only.cutoffs_in_order],
     says=_("{by} revised “{it}”"), verb=_("Revise"))  # fmt: skip
def revise_plan(plan: Plan, *, aims: str, opens_at: datetime, forward_until: datetime, sign_until: datetime) -> None:
    """As long as it is not published."""
    plan.aims, plan.opens_at, plan.forward_until, plan.sign_until = aims, opens_at, forward_until, sign_until


@act(Plan, {Plan.State.DRAFT: Plan.State.PUBLISHED}, who=only.is_office, tells=[all_delegates],
     when=[only.session_is_ahead, only.is_published_early, only.cutoffs_not_past], keeps=CUTOFFS, verb=_("Publish"),
     says=_("{by} published “{it}”: forward until {forward_until}, sign until {sign_until}"))  # fmt: skip
def publish_plan(plan: Plan) -> None:
    """Every delegate is told of the two cut-offs."""


@act(Plan, {Plan.State.PUBLISHED: Plan.State.PUBLISHED}, who=only.is_office, tells=[all_delegates],
     when=[only.cutoffs_not_past, only.cutoffs_in_order, only.cutoffs_stay_ahead], keeps=CUTOFFS,
     verb=_("Move the cut-offs"),
     says=_("{by} moved the cut-offs of “{it}”: forward until {forward_until}, sign until {sign_until}"))  # fmt: skip
def move_cutoffs(plan: Plan, *, opens_at: datetime, forward_until: datetime, sign_until: datetime) -> None:
    """For instance when the session is put off. Everybody is told."""
    plan.opens_at, plan.forward_until, plan.sign_until = opens_at, forward_until, sign_until


@act(Activity, {None: Activity.State.PLANNED}, who=only.may_plan_activity, within=Plan, tells=[organiser],
     when=[only.is_organised_here],
     keeps={"kind": Activity.Kind, "planned_on": None}, verb=_("Plan an activity"),
     says=_("{by} planned “{it}” ({kind}) for {planned_on}"))  # fmt: skip
def plan_activity(plan: Plan, *, kind: str, title: str, place: str, owner: Mandate, delegation: Delegation | None,
                  planned_on: date) -> Activity:  # fmt: skip
    """A research trip, a study or a discussion of drafts."""
    return Activity.objects.create(
        township=plan.township, plan=plan, kind=kind, title=title, place=place, owner=owner, delegation=delegation,
        planned_on=planned_on,
    )  # fmt: skip


@act(Activity, {Activity.State.PLANNED: Activity.State.DONE}, who=only.leads_activity,
     when=[only.is_not_in_future, only.took_part_here],
     keeps=["held_on", "took_part"], says=_("{by} reported “{it}”, held on {held_on} with {took_part} delegates"),
     verb=_("Report it"))  # fmt: skip
def report_activity(activity: Activity, *, held_on: date, participants: Sequence[Mandate], findings: str, paper: Any,
                    by: Any, on: datetime) -> None:  # fmt: skip
    """What was seen and found, and by whom. From now on proposals can cite it."""
    activity.held_on, activity.findings = held_on, findings
    activity.took_part = len(participants)  # type: ignore[attr-defined]  # for the sentence
    Participation.objects.bulk_create(
        Participation(township=activity.township, activity=activity, mandate=mandate) for mandate in participants
    )
    if paper:
        keep_paper(activity, paper, by=by, on=on)


@act(Activity, {Activity.State.PLANNED: Activity.State.CANCELLED}, who=only.leads_activity,
     says=_("{by} cancelled “{it}”"), verb=_("Cancel it"))  # fmt: skip
def cancel_activity(activity: Activity) -> None:
    """It does not take place."""
