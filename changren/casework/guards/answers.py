"""When the unit may speak with the raisers, draft, and sign off; and what an answer may promise."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.casework import queries
from changren.casework.models import FOLLOWED_GRADES, Answer, Case, Raiser
from changren.casework.queries import rule_of


def raiser_is_of_case(case: Case, raiser: Raiser) -> Objection | None:
    """Contact is recorded with those who raised this case."""
    return None if raiser.case_id == case.pk else no(_("This person did not raise the case."))


def contact_is_of_round(case: Case, day: date) -> Objection | None:
    """What was said before the present answer was asked for does not count as contact on it."""
    since = case.answered_on if case.is_followed else case.clock_start
    if since is None or day >= since:
        return None
    return no(_("Contact on this answer counts from {day}."), day=since, rule=rule_of(case, "contact_first"))


def is_not_in_future(it: Any, day: date, on: datetime) -> Objection | None:
    """What is recorded has happened."""
    return no(_("{day} has not come yet."), day=day) if day > day_of(on) else None


def promise_fits_class(case: Case, grade: str, promised_by: date | None) -> Objection | None:
    """A planned answer (B) says by when; what is not followed (A, D) promises no day."""
    if grade == Answer.Grade.B and promised_by is None:
        return no(_("A class B answer says by when it will be done."))
    empty = promised_by is not None and grade not in FOLLOWED_GRADES
    return no(_("Only answers of class B or C promise a day, because only they are followed.")) if empty else None


def promise_is_ahead(it: Any, promised_by: date | None, on: datetime) -> Objection | None:
    """What is promised lies ahead."""
    past = promised_by is not None and promised_by < day_of(on)
    return no(_("The promised day, {day}, is past already."), day=promised_by) if past else None


def draft_promises_ahead(case: Case, on: datetime) -> Objection | None:
    """What the draft promises still lies ahead when it is signed off."""
    return promise_is_ahead(case, queries.present_answer(case).promised_by, on)


def papers_are_of_draft(case: Case, drop: Any) -> Objection | None:
    """Only papers of this draft are taken off it."""
    strange = {paper.pk for paper in drop} - {paper.pk for paper in queries.draft_papers(case)}
    return no(_("This paper does not belong to the draft.")) if strange else None


def contacts_made(case: Case) -> Objection | None:
    """Every raiser was spoken with before the answer."""
    provision = rule_of(case, "contact_first")
    if not provision.value:
        return None
    missing = len(queries.not_spoken_with(case))
    return (
        no(_("{n} of those who raised it have not been spoken with yet."), n=missing, rule=provision)
        if missing
        else None
    )


def opinions_in(case: Case, on: datetime) -> Objection | None:
    """Every assisting unit has given its opinion, or has let its time pass."""
    provision, missing = rule_of(case, "assist_first"), queries.missing_opinions(case, day_of(on))
    if not provision.value or not missing:
        return None
    return no(_("The opinion of {unit} is missing."), unit=missing[0].unit, rule=provision)
