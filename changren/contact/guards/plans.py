"""When a plan may be proposed, changed and adopted (art. 2)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.base.tenancy.models import Township
from changren.contact import queries
from changren.contact.models import Plan
from changren.mandates.models import Mandate
from changren.organisation.models import Person


def has_no_proposal(township: Township) -> Objection | None:
    """One proposal at a time; the plan in force stays until the new one is adopted."""
    found = Plan.objects.filter(township=township, state=Plan.State.PROPOSED).first()
    return no(_("“{plan}” is proposed already. Change it, or drop it."), plan=found) if found else None


def year_is_near(township: Township, year: int, on: datetime) -> Objection | None:
    """This year or the next."""
    now = day_of(on).year
    return None if year in (now, now + 1) else no(_("A plan is for {now} or {next}."), now=now, next=now + 1)


def contact_is_possible(it: Township | Plan) -> Objection | None:
    """There are members who could keep contact, and delegates with whom they could."""
    place = it if isinstance(it, Township) else it.township
    why = queries.why_no_plan(place)
    return no(why, place=place) if why else None


def member_is_on_committee(plan: Plan, member: Person) -> Objection | None:
    """A member of the Party committee of this township."""
    known = {one.pk for one in queries.members(plan.township)}
    return None if member.pk in known else no(_("{name} is not on the Party committee here."), name=member.name)


def delegate_belongs_here(plan: Plan, mandate: Mandate, member: Person) -> Objection | None:
    """A delegate in office of this term, and nobody is their own contact."""
    if mandate.person_id == member.pk:
        return no(_("Nobody keeps contact with themselves."), rule=queries.rule_of(plan, "delegates_per_member"))
    there = {one.pk for one in queries.delegates(plan.term)}
    return None if mandate.pk in there else no(
        _("{name} is no delegate in office here, or is on the committee."), name=mandate
    )  # fmt: skip


def begins_ahead(plan: Plan, begins_on: date, on: datetime) -> Objection | None:
    """Not before the day on which it is adopted."""
    return no(_("A plan cannot come into force before it is adopted.")) if begins_on < day_of(on) else None


def covers_everybody(plan: Plan) -> Objection | None:
    """No delegate in office is left out, and every member is one still (art. 2)."""
    left = queries.uncontacted(plan)
    provision = queries.rule_of(plan, "delegates_per_member")
    return no(_("{n} delegates have no contact yet: {names}."), n=len(left), names=_Some(left), rule=provision) \
        if left else None  # fmt: skip


def loads_are_explained(plan: Plan, reason: str) -> Objection | None:
    """About as many as the rules say; if more, it is said why."""
    provision, most = queries.rule_of(plan, "delegates_per_member"), queries.most_for_one(plan)
    if provision.is_met_by(most) or reason.strip():
        return None
    return no(_("A member keeps contact with {n} delegates: say why."), n=most, rule=provision)


class _Some:
    """The first names, worded when they are read."""

    def __init__(self, who: Iterable[object]) -> None:
        self.who = list(who)

    def __str__(self) -> str:
        return queries.some_of(self.who)
