"""The access doors: a township's people see their own township's mandates, officers of the district all."""

from typing import Any

from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, Session, Term, Termination, Vacancy
from changren.organisation.models import Post, Role


def _seen_by(post: Post, model: Any) -> Any:
    rows = model.objects.select_related(*model.alongside)
    return rows if post.role == Role.DISTRICT else rows.filter(township=post.township_id)


def terms_for(post: Post) -> Any:
    """The access door of terms."""
    return _seen_by(post, Term)


def rosters_for(post: Post) -> Any:
    """The access door of whole rosters, telephone numbers included: the office's own."""
    return terms_for(post) if post.role == Role.CLERK else Term.objects.none()


def rosters_entered_for(post: Post) -> Any:
    """The access door of rosters that were taken over: the office's own, and the district's."""
    return _seen_by(post, Roster) if post.role in (Role.CLERK, Role.DISTRICT) else Roster.objects.none()


def sessions_for(post: Post) -> Any:
    """The access door of sessions."""
    return _seen_by(post, Session)


def electing_units_for(post: Post) -> Any:
    """The access door of electing units."""
    return _seen_by(post, ElectingUnit)


def delegations_for(post: Post) -> Any:
    """The access door of delegations."""
    return _seen_by(post, Delegation)


def mandates_for(post: Post) -> Any:
    """The access door of mandates. What the file of one holds beyond the register: see `opens_file`."""
    return _seen_by(post, Mandate)


def vacancies_for(post: Post) -> Any:
    """The access door of vacancies."""
    return _seen_by(post, Vacancy)


def terminations_for(post: Post) -> Any:
    """The access door of terminations: the grounds are for those who propose, decide and file, and for oneself."""
    rows = _seen_by(post, Termination)
    if post.role in KEEPERS:
        return rows
    if post.role == Role.BRANCH and post.unit_id:
        return rows.filter(mandate__electing_unit__branch=post.unit_id)
    return rows.filter(mandate__person=post.person_id)


KEEPERS = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE, Role.DISTRICT)


def opens_file(mandate: Mandate, by: Post) -> bool:
    """Whether causes, terminations and history of the mandate are shown to `by`, beyond the register."""
    speaks = by.role == Role.BRANCH and by.unit_id is not None and by.unit_id == mandate.electing_unit.branch_id
    return by.role in KEEPERS or speaks or by.person_id == mandate.person_id
