"""When somebody may be put on a delegate's list or taken off it (art. 3)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.tenancy.models import Township
from changren.contact import queries
from changren.contact.models import Counterpart, Plan

BRANCH = Counterpart.Kind.BRANCH


def plan_is_there(township: Township) -> Objection | None:
    """Lists are kept under a plan that is in force."""
    return None if queries.plan_in_force(township) else no(_("There is no contact plan in force yet."))


def list_has_room(township: Township, kind: str, by: Any) -> Objection | None:
    """No more people, and no more organisations, than the rules say."""
    plan, mandate = queries.plan_in_force(township), queries.mandate_of(by)
    if plan is None or mandate is None:
        return no(_("Only a delegate in office may do this."))
    provision, n = queries.room_on(plan, mandate, is_branch=kind == BRANCH)
    return None if n < provision.value else no(_("There are {n} on your list already."), n=n, rule=provision)


def name_is_new(township: Township, name: str, by: Any) -> Objection | None:
    """Nobody stands on a list twice."""
    mandate = queries.mandate_of(by)
    there = mandate is not None and queries.listed(mandate).filter(name=name).exists()
    return no(_("{name} is on your list already."), name=name) if there else None


def is_listed_still(counterpart: Counterpart) -> Objection | None:
    """Is on the list."""
    return None if counterpart.is_listed else no(_("They left the list on {day}."), day=counterpart.left_on)


def lists_say_something(plan: Plan, lines: Sequence[Any]) -> Objection | None:
    """There is somebody to enter."""
    return None if lines else no(_("There is nobody to enter."))


def lines_fit(plan: Plan, lines: Sequence[dict[str, Any]]) -> Objection | None:
    """Of delegates in office here; and with them no list is longer than the rules say."""
    unknown = queries.not_in_office(plan, {line["mandate"] for line in lines})
    if unknown:
        return no(_("{n} of these are no delegates in office here."), n=len(unknown))
    n = queries.lists_too_long(plan, lines)
    provision = queries.rule_of(plan, "people_most")
    return no(_("{n} lists would be longer than the rules say."), n=n, rule=provision) if n else None
