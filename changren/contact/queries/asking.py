"""What this room asks the rulebook and the register: the rules of a plan, its stretches of time, who may be in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from changren.base.clock.term import add_months
from changren.base.tenancy.models import Township
from changren.contact.models import Counterpart, Plan
from changren.mandates.models import Mandate, Term
from changren.organisation.models import Person, Role
from changren.organisation.queries import people_holding
from changren.rulebook.rules import rule


@dataclass(frozen=True)
class Stretch:
    """The days, both included, within which each contact is made once (art. 4)."""

    start: date
    end: date


def rule_of(plan: Plan, name: str) -> Any:
    """The provision as it held when the plan was proposed."""
    return rule(f"contact.{name}", at=plan.township, on=plan.proposed_on)


def stretch(plan: Plan, day: date) -> Stretch:
    """The stretch in which `day` lies: counted from the day on which the plan came into force."""
    start, months = plan.begins_on or plan.proposed_on, max(rule_of(plan, "every").value, 1)
    n = 0
    while add_months(start, (n + 1) * months) <= day:
        n += 1
    return Stretch(add_months(start, n * months), add_months(start, (n + 1) * months) - timedelta(days=1))


def current_term(township: Township) -> Term | None:
    """The term that goes on."""
    return Term.objects.filter(township=township, state=Term.State.CURRENT).order_by("-number").first()


def members(township: Township | UUID) -> list[Person]:
    """The members of the Party committee, in the order in which they were entered."""
    held = people_holding(township, Role.COMMITTEE)
    return list(Person.objects.filter(pk__in=held).order_by("pk"))


def delegates(term: Term) -> list[Mandate]:
    """The delegates in office whom a member should keep contact with: all but the members themselves (art. 2)."""
    own = people_holding(term.township_id, Role.COMMITTEE)
    rows = Mandate.objects.select_related("person", "electing_unit", "delegation").filter(
        term=term, state=Mandate.State.ACTIVE, on_committee=False
    )
    return list(rows.exclude(person__in=own).order_by("number"))


def mandate_of(post: Any) -> Mandate | None:
    """The active mandate behind a post."""
    rows = Mandate.objects.select_related(*Mandate.alongside).filter(state=Mandate.State.ACTIVE)
    return rows.filter(person=post.person_id, township=post.township_id).order_by("pk").first()


def plan_in_force(township: Township | UUID) -> Plan | None:
    """The adopted plan of a township."""
    rows = Plan.objects.select_related(*Plan.alongside).filter(township=township)
    return rows.filter(state=Plan.State.ADOPTED).first()


def plan_before(plan: Plan) -> Plan | None:
    """The newest plan that was in force before, whose pairs may be kept."""
    known = (Plan.State.ADOPTED, Plan.State.ENDED)
    rows = Plan.objects.filter(township=plan.township_id, term=plan.term_id, state__in=known).exclude(pk=plan.pk)
    return rows.exclude(begins_on=None).order_by("-begins_on", "-pk").first()


def listed(mandate: Mandate | UUID) -> Any:
    """Who is on the list of a delegate."""
    rows = Counterpart.objects.select_related(*Counterpart.alongside).filter(mandate=mandate)
    return rows.filter(state=Counterpart.State.LISTED).order_by("number")


def last_number(mandates: Iterable[UUID]) -> dict[UUID, int]:
    """The last number on the list of each of these delegates."""
    found: dict[UUID, int] = {}
    for mandate, number in Counterpart.objects.filter(mandate__in=list(mandates)).values_list("mandate", "number"):
        found[mandate] = max(found.get(mandate, 0), number)
    return found
