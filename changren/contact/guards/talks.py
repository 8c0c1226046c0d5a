"""When a talk may be logged, amended and answered; when something is told down, and said back (art. 4 and 5)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.contact import queries
from changren.contact.models import Counterpart, Message, Plan, Talk, Tie


def day_has_come(it: Any, day: date, on: datetime) -> Objection | None:
    """What lies ahead has not been talked about."""
    return no(_("This day lies ahead.")) if day > day_of(on) else None


def day_is_of_plan(it: Tie | Counterpart, day: date) -> Objection | None:
    """While the plan is in force; of somebody on a list, since they are on it."""
    since = it.since if isinstance(it, Counterpart) else it.plan.begins_on
    if isinstance(it, Tie) and it.plan.state != Plan.State.ADOPTED:
        return no(_("“{plan}” is not in force."), plan=it.plan)
    return no(_("Contact begins on {day} only."), day=since) if since is None or day < since else None


def also_ones_own(tie: Tie, also: Sequence[Tie]) -> Objection | None:
    """The others who were there are contacts of the same member under the same plan."""
    strange = [one for one in also if (one.plan_id, one.member_id) != (tie.plan_id, tie.member_id)]
    return no(_("{name} has another contact."), name=strange[0].mandate) if strange else None


def also_on_ones_list(counterpart: Counterpart, also: Sequence[Counterpart]) -> Objection | None:
    """The others who were there are on the same list still."""
    strange = [one for one in also if one.mandate_id != counterpart.mandate_id or not one.is_listed]
    return no(_("{name} is not on this list."), name=strange[0]) if strange else None


def is_not_logged(it: Tie | Counterpart, also: Sequence[Any], day: date) -> Objection | None:
    """One line a day: what both sides log counts once, and can be amended."""
    there = queries.logged_on(day, [it, *also])
    return no(_("The talk with {name} on {day} is logged already: amend it."), name=there, day=day) if there else None


def says_something(it: Any, text: str) -> Objection | None:
    """Not only blanks."""
    return None if text.strip() else no(_("Write a few words on what was said."))


def is_raised(talk: Talk) -> Objection | None:
    """There is something to answer."""
    return None if talk.is_raised else no(_("Nothing was raised that must be answered."))


def is_of_a_person(talk: Talk) -> Objection | None:
    """It came from somebody on a list, who waits for the answer."""
    return None if talk.mandate_id else no(_("The delegate has read the answer: nobody else waits for it."))


def plan_is_in_force(plan: Plan) -> Objection | None:
    """Messages go down the ties of a plan that is in force."""
    return None if plan.state == Plan.State.ADOPTED else no(_("“{plan}” is not in force."), plan=plan)


def somebody_hears(plan: Plan, by: Any) -> Objection | None:
    """There is a delegate to whom it goes."""
    return None if queries.hearers(plan, by).exists() else no(_("You keep contact with no delegate under this plan."))


def is_for_them(message: Message, by: Any) -> Objection | None:
    """A delegate in office to whom it was sent."""
    heard = queries.addressees(message).filter(mandate__person=by.person_id)
    return None if heard.exists() else no(_("This message is not for you."))


def nothing_said_back(message: Message, by: Any) -> Objection | None:
    """Once each."""
    said = message.replies.filter(mandate__person=by.person_id).exists()
    return no(_("You have said it in your own words already.")) if said else None
