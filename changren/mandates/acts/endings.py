"""How mandates end without a decision: by leaving, by law, with the term."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.mandates import guards as only
from changren.mandates.acts.seats import leave_seat, take_post, the_delegate, the_secretary
from changren.mandates.models import Mandate, Term

S = Mandate.State


@act(Mandate, {(S.ACTIVE, S.SUSPENDED): S.STOPPED}, who=only.is_clerk, keeps=["day"],
     when=[only.term_is_current, only.is_in_order, only.has_come], tells=[the_delegate, the_secretary],
     says=_("{by} recorded that “{it}” left the area and stops acting from {day}"),
     verb=_("Stop: left the area"))  # fmt: skip
def stop(mandate: Mandate, *, day: date, by: Any, on: datetime) -> None:
    """Term regulation of 2008, art. 26; Measures on Mandates, art. 6. Not the same as a termination."""
    leave_seat(mandate, S.STOPPED, Mandate.Cause.LEFT_AREA, day, by, on)


@act(Mandate, {Mandate.IN_FORCE: S.TERMINATED}, who=only.is_clerk, keeps={"cause": Mandate.Cause, "day": None},
     when=[only.term_is_current, only.cause_ends_by_law, only.is_in_order, only.has_come],
     tells=[the_delegate, the_secretary],
     says=_("The mandate of “{it}” ended by itself on {day}: {cause}; recorded by {by}"),
     verb=_("Ended by itself"))  # fmt: skip
def end_by_law(mandate: Mandate, *, cause: str, day: date, by: Any, on: datetime) -> None:
    """Term regulation of 2008, art. 25; Measures on Mandates, art. 7. Nobody decides it; it is put on record."""
    leave_seat(mandate, S.TERMINATED, cause, day, by, on)


@act(Mandate, {Mandate.IN_FORCE: S.EXPIRED}, who=only.is_clerk, when=[only.term_has_ended], keeps=["day"],
     tells=[the_delegate], follows=True,
     says=_("The mandate of “{it}” expired with the term on {day}"), verb=_("Expire"))  # fmt: skip
def expire(mandate: Mandate, *, day: date, by: Any, on: datetime) -> None:
    """Term regulation of 2008, art. 4. Part of ending the term."""
    mandate.cause, mandate.changed_on = "", day
    take_post(mandate, day, by, on)


@act(Term, {Term.State.CURRENT: Term.State.EXPIRED}, who=only.is_clerk, keeps=["day"],
     when=[only.is_in_term, only.has_come],
     says=_("{by} recorded that “{it}” ended on {day}"), verb=_("End the term"))  # fmt: skip
def end_term(term: Term, *, day: date, by: Any, on: datetime) -> None:
    """Term regulation of 2008, art. 4. The next congress opens; every mandate of this one expires, each on record.

    Some ten statements a delegate, once in five years; the one act that is allowed to take a second.
    """
    term.state, term.ended_on = Term.State.EXPIRED, day
    term.save()
    for mandate in Mandate.objects.filter(term=term, state__in=Mandate.IN_FORCE):
        expire(mandate, by=by, on=on, day=day)
