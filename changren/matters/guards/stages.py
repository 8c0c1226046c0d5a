"""When: what each step of a matter, and of a reception day, waits for."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.casework.acts import judge
from changren.casework.models import Case
from changren.matters import queries
from changren.matters.models import Matter, Reception, Workroom
from changren.organisation.models import Unit

State = Matter.State


def is_in_use(workroom: Workroom) -> Objection | None:
    """Nobody is received where there is no workroom any more."""
    shut = workroom.state != Workroom.State.OPEN
    return no(_("“{it}” was given up."), it=workroom) if shut else None


def lies_ahead(it: Any, starts_at: datetime, ends_at: datetime, on: datetime) -> Objection | None:
    """A reception day is told beforehand, and ends after it begins."""
    if starts_at <= on:
        return no(_("A reception day is told before it comes."))
    return None if starts_at < ends_at else no(_("It ends before it begins."))


def has_begun(reception: Reception, on: datetime) -> Objection | None:
    """People came only once it has begun."""
    return no(_("It begins only at {at}."), at=reception.starts_at) if on < reception.starts_at else None


def says_where_to_go(matter: Matter, level: str, goes_to: str) -> Objection | None:
    """Nobody is sent away without being told where to go (art. 3)."""
    lost = level == Matter.Level.ELSEWHERE and not goes_to.strip()
    return no(_("Say where the person can go."), rule=queries.rule_of(matter, "refer_within")) if lost else None


def is_own(matter: Matter) -> Objection | None:
    """The delegate found it to be a duty of the township (art. 3)."""
    provision = queries.rule_of(matter, "refer_within")
    return None if matter.level == Matter.Level.OWN else no(_("A higher level must solve it."), rule=provision)


def is_above(matter: Matter) -> Objection | None:
    """The delegate found that only a higher level can solve it (art. 3)."""
    provision = queries.rule_of(matter, "refer_within")
    return None if matter.level == Matter.Level.ABOVE else no(_("It can be solved here."), rule=provision)


def not_answered_by_it(matter: Matter, lead: Unit, assisting: Any) -> Objection | None:
    """A complaint about a unit does not go to that unit."""
    itself = matter.about_id in {lead.pk, *(one.pk for one in assisting)}
    return no(_("The matter is about “{unit}”: another unit answers it."), unit=matter.about) if itself else None


def takes_joined(matter: Matter, into: Matter) -> Objection | None:
    """It is joined to another one that is open, and not to one that is joined itself (art. 10)."""
    rule = queries.rule_of(matter, "theme_from")
    if into.pk == matter.pk or into.township_id != matter.township_id or not into.is_underway:
        return no(_("“{it}” is not open to be joined."), it=into, rule=rule)
    led = matter.joined.exists()
    return no(_("Others are joined to this one already: join the other to it."), rule=rule) if led else None


def is_an_answer_to_judge(matter: Matter, by: Any, on: datetime) -> Objection | None:
    """There is an answer, of the delegate, of the level above, or of the unit, that waits to be judged (art. 6)."""
    if matter.state != State.HANDED:
        return None
    delivery = queries.delivery_of(matter)
    if delivery is None:
        return no(_("There is no answer yet."), rule=queries.rule_of(matter, "answer_within"))
    return judge.objection(delivery, by=queries.heard_as(matter, by), on=on)


def can_be_taken_up(matter: Matter) -> Objection | None:
    """Enough people raised the same, and nobody has taken it up (art. 10)."""
    provision, n = queries.rule_of(matter, "theme_from"), queries.theme_size(matter)
    if matter.taken_up_by is not None:
        return no(_("{name} has taken it up already."), name=matter.taken_up_by, rule=provision)
    if matter.joined_to is not None:
        return no(_("Take up the matter that it is joined to."), rule=provision)
    return None if provision.is_met_by(n) else no(_("So far {n} raised it."), n=n, rule=provision)


def case_has_ended(matter: Matter) -> Objection | None:
    """Those who raised it accepted the answer."""
    ended = matter.case is not None and matter.case.state == Case.State.CLOSED
    return None if ended else no(_("Its case is not closed yet."))


def is_time_to_forget(matter: Matter, on: datetime) -> Objection | None:
    """Who raised it need not be known any more (art. 9), once."""
    if matter.forgotten_on is not None:
        return no(_("The personal data were deleted already."))
    provision, last = queries.rule_of(matter, "kept_after"), queries.kept_until(matter)
    if last is None:
        return no(_("The matter has not ended yet."), rule=provision)
    return None if day_of(on) > last else no(_("They are kept until {day}."), day=last, rule=provision)
