"""The congress (届) and its meetings (次)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.tenancy.models import Township
from changren.mandates import guards as only
from changren.mandates.models import Session, Term
from changren.mandates.queries.counts import should_attend

S = Session.State


@act(Term, {None: Term.State.CURRENT}, who=only.is_clerk, within=Township, keeps=["seats", "began_on"],
     when=[only.no_term_is_current, only.term_number_is_free, only.seats_are_lawful],
     says=_("{by} entered “{it}” with {seats} seats, begun on {began_on}"), verb=_("Begin a term"))  # fmt: skip
def begin_term(township: Township, *, number: int, seats: int, began_on: date) -> Term:
    """Measures on Mandates, art. 1. A congress was elected; its delegates keep their mandates until it ends."""
    return Term.objects.create(township=township, number=number, seats=seats, began_on=began_on)


@act(Term, {Term.State.CURRENT: Term.State.CURRENT}, who=only.is_clerk, keeps=["seats", "began_on"],
     when=[only.term_number_is_free, only.seats_are_lawful, only.seats_cover_units],
     says=_("{by} corrected “{it}”: {seats} seats, begun on {began_on}"), verb=_("Correct the term"))  # fmt: skip
def correct_term(term: Term, *, number: int, seats: int, began_on: date) -> None:
    """Its number, its seats, the day it began."""
    term.number, term.seats, term.began_on = number, seats, began_on


@act(Session, {None: S.PLANNED}, who=only.is_clerk, within=Term, keeps=["planned_on"],
     when=[only.term_is_current, only.session_number_is_free],
     says=_("{by} planned {it} for {planned_on}"), verb=_("Plan a meeting"))  # fmt: skip
def plan_session(term: Term, *, number: int, planned_on: date) -> Session:
    """A meeting of the congress; from the second on, an annual one."""
    return Session.objects.create(township=term.township, term=term, number=number, planned_on=planned_on)


@act(Session, {S.PLANNED: S.PLANNED}, who=only.is_clerk, when=[only.term_is_current], keeps=["should_attend"],
     says=_("{by} fixed how many should attend {it}: {should_attend}"),
     verb=_("Fix attendance"))  # fmt: skip
def fix_should_attend(session: Session, *, on: datetime) -> None:
    """Measures on Mandates, art. 5. Whether suspended delegates count is settled before the meeting."""
    session.should_attend = should_attend(session.term, on)


@act(Session, {S.PLANNED: S.HELD}, who=only.is_clerk, keeps=["day"],
     when=[only.term_is_current, only.is_in_term, only.has_come],
     says=_("{by} recorded that {it} was held on {day}"), verb=_("Record as held"))  # fmt: skip
def hold_session(session: Session, *, day: date) -> None:
    """The meeting took place."""
    session.held_on = day


@act(Session, {S.PLANNED: S.PLANNED}, who=only.is_clerk, when=[only.term_is_current], keeps=["planned_on"],
     says=_("{by} moved {it} to {planned_on}"), verb=_("Change the day"))  # fmt: skip
def move_session(session: Session, *, planned_on: date) -> None:
    """The meeting is planned for another day."""
    session.planned_on = planned_on


@act(Session, {S.PLANNED: S.CANCELLED}, who=only.is_clerk, keeps=["reason"],
     says=_("{by} cancelled {it}: {reason}"), verb=_("Cancel the meeting"))  # fmt: skip
def cancel_session(session: Session, *, reason: str) -> None:
    """The meeting does not take place; its number is free again."""
