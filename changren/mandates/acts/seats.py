"""The seat of a mandate: the post that goes with it, the vacancy it leaves, the by-election that fills it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.mandates import guards as only
from changren.mandates.acts.groups import relieve_head
from changren.mandates.models import Delegation, Mandate, Vacancy
from changren.organisation import acts as organisation
from changren.organisation.models import Role
from changren.organisation.queries import holders, people_holding


def the_delegate(mandate: Mandate) -> list[Any]:
    return [mandate.person_id]


def the_secretary(mandate: Mandate) -> list[Any]:
    branch = mandate.electing_unit.branch
    return people_holding(branch.township_id, Role.BRANCH, unit=branch) if branch else []


def the_new_delegate(vacancy: Vacancy) -> list[Any]:
    return [vacancy.filled_by.person_id] if vacancy.filled_by else []


def give_post(mandate: Mandate, day: date, by: Any, on: Any) -> None:
    """The delegate may act from now on, if they could not already."""
    if not _posts(mandate).exists():
        organisation.seat_delegate(mandate.person, by=by, on=on, since=day)


def take_post(mandate: Mandate, day: date, by: Any, on: Any) -> None:
    """The delegate may not act any more."""
    for post in _posts(mandate):
        organisation.unseat_delegate(post, by=by, on=on, until=day)


def _posts(mandate: Mandate) -> Any:
    return holders(mandate.township_id, Role.DELEGATE).filter(person=mandate.person_id)


def leave_seat(mandate: Mandate, state: str, cause: str, day: date, by: Any, on: Any) -> None:
    """The mandate ends within the term: its post goes, it heads no delegation, its seat is vacant."""
    mandate.state, mandate.cause, mandate.changed_on = state, cause, day
    mandate.save()
    take_post(mandate, day, by, on)
    for delegation in Delegation.objects.filter(head=mandate):
        relieve_head(delegation, by=by, on=on)
    open_vacancy(mandate, by=by, on=on, since=day)


@act(Vacancy, {None: Vacancy.State.OPEN}, who=only.is_office_or_committee, when=[only.has_left_its_seat],
     within=Mandate, keeps=["since"], follows=True,
     says=_("A seat is vacant since {since}: {it}"), verb=_("Open the vacancy"))  # fmt: skip
def open_vacancy(mandate: Mandate, *, since: date) -> Vacancy:
    """Measures on Mandates, art. 10. Part of the acts that end a mandate."""
    return Vacancy.objects.create(
        township=mandate.township, term=mandate.term, electing_unit=mandate.electing_unit, left_by=mandate, since=since
    )


@act(Vacancy, {Vacancy.State.OPEN: Vacancy.State.FILLED}, who=only.is_clerk, tells=[the_new_delegate],
     when=[only.term_is_current, only.is_of_the_unit, only.is_elected_after, only.fills_no_other],
     says=_("{by} recorded the by-election that filled the seat: {it}"), verb=_("Link the by-election"))  # fmt: skip
def link_by_election(vacancy: Vacancy, *, filled_by: Mandate) -> None:
    """Measures on Mandates, art. 10. The new delegate has the seat for the rest of the term."""
    vacancy.filled_by = filled_by
