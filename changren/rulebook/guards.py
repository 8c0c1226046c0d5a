"""Who may work on a regulation, and what must hold before it is adopted."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.acts.refusal import Answer
from changren.base.clock.now import day_of
from changren.organisation.guards import of_district, of_township
from changren.organisation.models import Role
from changren.rulebook.conflicts import conflicts, out_of_bounds, out_of_leave
from changren.rulebook.loading import books
from changren.rulebook.models import Choice, Consultation, Regulation
from changren.rulebook.provisions import NOTHING
from changren.rulebook.rules import rule_above

State, Outcome = Regulation.State, Consultation.Outcome


def drafts(it: Any, by: Any) -> Answer:
    """The office drafts its township's regulations, the district those for all its townships."""
    return of_district(it, by) if it.township.is_district else of_township(Role.CLERK)(it, by)


def is_of_the_book(it: Any, book: str) -> Objection | None:
    """The "1+N" are those of the book."""
    return None if book in books() else no(_("There is no regulation called “{book}”."), book=book)


def is_not_in_work(it: Any, book: str) -> Objection | None:
    """One draft of a regulation at a time."""
    open_states = (State.DRAFT, State.CONSULTING)
    taken = Regulation.objects.filter(township=it.township_id, book=book, state__in=open_states).first()
    return no(_("Version {n} of “{it}” is still in work."), n=taken.version, it=taken) if taken else None


def is_a_draft(choice: Choice) -> Objection | None:
    """Values are chosen while the regulation is a draft."""
    regulation = choice.regulation
    if regulation.state == State.DRAFT:
        return None
    return no(_("The regulation is “{state}”; values are chosen in a draft."), state=regulation.get_state_display())


def may_be_varied(choice: Choice, on: datetime) -> Objection | None:
    """Some provisions are the same in every township."""
    if choice.township.is_district or choice.definition.townships_may != NOTHING:
        return None
    above = rule_above(choice.key, at=choice.township, on=on)
    return no(_("The townships may not vary this; it is {value} everywhere."), value=above.in_full, rule=above)


def is_of_its_kind(choice: Choice, value: Any) -> Objection | None:
    """A number for a number, a fraction for a fraction, one of the options for a choice."""
    fits = choice.definition.takes(value)
    return None if fits else no(_("“{value}” is not a value of “{it}”."), value=value, it=choice)


def is_in_bounds(choice: Choice, value: Any) -> Objection | None:
    """The law sets bounds to some values."""
    return out_of_bounds(choice.definition, value)


def is_allowed(choice: Choice, value: Any, on: datetime) -> Objection | None:
    """A township keeps to what the district lets it vary."""
    if choice.township.is_district:
        return None
    return out_of_leave(choice.definition, value, rule_above(choice.key, at=choice.township, on=on))


def is_chosen(choice: Choice) -> Objection | None:
    """There is a choice to take back."""
    return no(_("Nothing is chosen here.")) if choice.value is None else None


def is_consulting(regulation: Regulation) -> Objection | None:
    """Opinions are asked for in a consultation."""
    return None if regulation.state == State.CONSULTING else no(_("Open the consultation first."))


def still_consults(consultation: Consultation) -> Objection | None:
    """Opinions are recorded and dealt with while the regulation is being worked on."""
    return None if consultation.regulation.is_open else no(_("This consultation is over."))


def was_asked(regulation: Regulation, asked_on: date, on: datetime) -> Objection | None:
    """What is recorded as done has been done."""
    return _has_come(asked_on, on)


def has_said(consultation: Consultation, outcome: str) -> Objection | None:
    """An opinion that came is taken up or not; where none came, there is none."""
    silent = consultation.state == Consultation.State.ASKED
    if silent and outcome != Outcome.NONE:
        return no(_("No opinion has come yet: record it first, or settle it as “no opinion”."))
    return no(_("An opinion has come; say what became of it.")) if not silent and outcome == Outcome.NONE else None


def says_why(consultation: Consultation, outcome: str, reason: str) -> Objection | None:
    """Whoever gave an opinion that is not taken up is told why."""
    owed = outcome in (Outcome.PARTLY, Outcome.NOT) and not reason.strip()
    return no(_("Say why it is not taken up, or only in part.")) if owed else None


def somebody_was_asked(regulation: Regulation) -> Objection | None:
    """No regulation is adopted without consultation."""
    return None if regulation.consultations.all() else no(_("Nobody has been asked yet."))


def all_is_settled(regulation: Regulation) -> Objection | None:
    """What everybody said has been dealt with."""
    left = sum(one.state != Consultation.State.SETTLED for one in regulation.consultations.all())
    return no(_("{n} of those who were asked are still to be dealt with."), n=left) if left else None


def has_no_conflicts(regulation: Regulation, on: datetime) -> Objection | None:
    """Nothing in it contradicts the district, the law, or another provision."""
    return next(iter(conflicts(regulation, day_of(on))), None)


def will_have_none(regulation: Regulation, in_force_from: date) -> Objection | None:
    """Nor on the day it comes into force."""
    return next(iter(conflicts(regulation, in_force_from)), None)


def was_adopted(regulation: Regulation, adopted_on: date, on: datetime) -> Objection | None:
    """An adoption is recorded after the session."""
    return _has_come(adopted_on, on)


def follows_adoption(regulation: Regulation, adopted_on: date, in_force_from: date) -> Objection | None:
    """Nothing is in force before it is adopted."""
    if in_force_from >= adopted_on:
        return None
    return no(_("It cannot be in force before it was adopted on {day}."), day=adopted_on)


def follows_the_last(regulation: Regulation, in_force_from: date) -> Objection | None:
    """Versions follow one another."""
    adopted = Regulation.objects.filter(township=regulation.township_id, book=regulation.book, state=State.ADOPTED)
    last = adopted.filter(in_force_from__gte=in_force_from).order_by("-in_force_from").first()
    if last is None:
        return None
    values = {"n": last.version, "day": last.in_force_from}
    return no(_("Version {n} is in force from {day}; the next one comes later."), **values)


def _has_come(day: date, on: datetime) -> Objection | None:
    return None if day <= day_of(on) else no(_("{day} has not come yet."), day=day)
