"""When: what each step of an evaluation waits for, and which article says so."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.tenancy.models import Township
from changren.evaluation import queries
from changren.evaluation.models import Evaluation, Rater, Scrutineer, Subject
from changren.mandates.models import Mandate, Session
from changren.organisation.models import Person, Unit

State, Kind = Evaluation.State, Evaluation.Kind
PREPARED = (State.DRAFT, State.ADOPTED, State.READY)


def has_term(township: Township) -> Objection | None:
    """There is a congress whose delegates can be asked."""
    return None if queries.current_term(township) else no(_("No term is current in {it}."), it=township)


def session_is_here(it: Township | Evaluation, session: Session | None) -> Objection | None:
    """The session is one of this township's current term."""
    place = it if isinstance(it, Township) else it.township
    ours = session is None or session.term_id == getattr(queries.current_term(place), "pk", None)
    return None if ours else no(_("“{session}” is not a session of this term."), session=session)


def is_draft(evaluation: Evaluation) -> Objection | None:
    """The form has not been adopted yet."""
    return None if evaluation.state == State.DRAFT else no(_("The form has been adopted; it stays as it is."))


def is_prepared(evaluation: Evaluation) -> Objection | None:
    """It has not been opened yet."""
    return None if evaluation.state in PREPARED else no(_("It has been opened already."))


def may_still_report(subject: Subject) -> Objection | None:
    """Delegates hear the report of whoever can give one before they evaluate (art. 1)."""
    if subject.is_removed or (subject.unit_id is None and subject.person_id is None):
        return no(_("“{name}” is nobody who could report."), name=subject)
    if subject.evaluation.state in PREPARED:
        return None
    return no(_("The duty report is filed before the evaluation opens."), rule=_rule(subject.evaluation, "a_year"))


def fits_kind(evaluation: Evaluation, unit: Unit | None, person: Person | None) -> Objection | None:
    """Bodies on the form for bodies, persons on the form for persons; elsewhere a name is enough."""
    if unit and person:
        return no(_("Choose a body or a person, not both."))
    if evaluation.kind == Kind.BODY and not unit:
        return no(_("Choose the body."))
    return no(_("Choose the person.")) if evaluation.kind == Kind.PERSON and not person else None


def is_not_on_form(evaluation: Evaluation, name: str, unit: Unit | None, person: Person | None) -> Objection | None:
    """Nobody stands on a form twice."""
    rows = evaluation.subjects.all()
    printed = name or str(unit or person or "")
    twice = any(
        one.name == printed or (unit and one.unit_id == unit.pk) or (person and one.person_id == person.pk)
        for one in rows
    )
    return no(_("“{name}” is on the form already."), name=printed) if twice else None


def does_not_watch(evaluation: Evaluation, person: Person | None) -> Objection | None:
    """Who watches or counts is not put on the form."""
    if person is None or person.pk not in queries.watchers(evaluation):
        return None
    return no(_("{name} watches or counts here."), name=person, rule=_rule(evaluation, "scrutineers_least"))


def is_on_form(evaluation: Evaluation, subject: Subject) -> Objection | None:
    """It stands on this form."""
    ours = subject.evaluation_id == evaluation.pk and not subject.is_removed
    return None if ours else no(_("“{name}” is not on this form."), name=subject)


def can_watch(evaluation: Evaluation, person: Person) -> Objection | None:
    """Is not evaluated, and has no task here yet (art. 9)."""
    provision = _rule(evaluation, "scrutineers_least")
    if person.pk in queries.recused(evaluation):
        return no(_("{name} is evaluated here, or belongs to a body that is."), name=person, rule=provision)
    busy = evaluation.scrutineers.filter(person=person).exists()
    return no(_("{name} has a task here already."), name=person, rule=provision) if busy else None


def holds_post_here(evaluation: Evaluation, person: Person) -> Objection | None:
    """Who watches acts in a post of the township."""
    here = queries.people_here(evaluation).filter(pk=person.pk).exists()
    return None if here else no(_("{name} holds no post in {it}."), name=person, it=evaluation.township)


def leads_alone(evaluation: Evaluation, task: str) -> Objection | None:
    """There is one chief scrutineer (art. 9)."""
    second = task == Scrutineer.Task.CHIEF and queries.chief(evaluation) is not None
    return (
        no(_("There is a chief scrutineer already."), rule=_rule(evaluation, "scrutineers_least")) if second else None
    )


def scrutineer_is_of_it(evaluation: Evaluation, scrutineer: Scrutineer) -> Objection | None:
    """It is one of this evaluation."""
    ours = scrutineer.evaluation_id == evaluation.pk and not scrutineer.is_relieved
    return None if ours else no(_("{name} has no task here."), name=scrutineer)


def has_subjects(evaluation: Evaluation) -> Objection | None:
    """Somebody is on the form; for a recommendation, at least as many as may be marked."""
    count = evaluation.subjects.count()
    if not count:
        return no(_("Nobody is on the form yet."), rule=_rule(evaluation, "body_scale"))
    short = evaluation.kind == Kind.RECOMMENDATION and count < evaluation.most
    return no(_("Only {n} names are on the form, and {most} may be marked."), n=count, most=evaluation.most) \
        if short else None  # fmt: skip


def enough_watch(evaluation: Evaluation) -> Objection | None:
    """As many scrutineers as art. 9 asks for, a chief among them, none of them evaluated."""
    provision, watch = _rule(evaluation, "scrutineers_least"), queries.watching(evaluation)
    if queries.chief(evaluation) is None:
        return no(_("There is no chief scrutineer yet."), rule=provision)
    if queries.watchers(evaluation) & queries.recused(evaluation):
        return no(_("Somebody who watches or counts is evaluated here."), rule=provision)
    return None if provision.is_met_by(watch) else no(_("{n} watch so far."), n=watch, rule=provision)


def somebody_may_rate(evaluation: Evaluation) -> Objection | None:
    """Enough may take part for a tally that gives nobody away (art. 4)."""
    provision, n = _rule(evaluation, "counted_least"), len(queries.may_rate(evaluation))
    return None if provision.is_met_by(n) else no(_("Only {n} delegates may take part."), n=n, rule=provision)


def enough_of_front_line(evaluation: Evaluation) -> Objection | None:
    """The share of art. 5 comes from the front line."""
    provision, raters = _rule(evaluation, "front_line_share"), queries.may_rate(evaluation)
    n = sum(one.rank == Mandate.Rank.FRONT_LINE for one in raters)
    if provision.is_met_by(n, len(raters)):
        return None
    return no(_("{n} of {of} are from the front line."), n=n, of=len(raters), rule=provision)


def is_handed_out_once(evaluation: Evaluation, raters: Sequence[Rater]) -> Objection | None:
    """To those on the list of this evaluation who have no form yet."""
    wrong = next((one for one in raters if one.evaluation_id != evaluation.pk or one.drew_on), None)
    return no(_("{name} has a form already, or may not take part."), name=wrong) if wrong else None


def may_use_own_device(rater: Rater) -> Objection | None:
    """A sealed poll whose list is not closed, and who has no slip yet."""
    if rater.evaluation.poll is None or rater.evaluation.state != State.READY:
        return no(_("This is possible before a sealed poll is opened."))
    return no(_("{name} has a form already, or may not take part."), name=rater) if rater.drew_on else None


def something_was_handed_out(evaluation: Evaluation) -> Objection | None:
    """Before the first form is handed out there is nothing to collect (art. 3)."""
    n = queries.handed_out(evaluation)
    return None if n else no(_("No form was handed out yet."), rule=_rule(evaluation, "collected_min"))


def slips_are_ticked(evaluation: Evaluation) -> Objection | None:
    """As many slips were ticked as have voted: who forgot to tick one does it now, before the box is closed."""
    voted, ticked = queries.has_voted(evaluation) or 0, queries.handed_out(evaluation)
    if voted <= ticked:
        return None
    says = _("{n} have voted, but the list of slips has only {ticked} ticks: tick the others first.")
    return no(says, n=voted, ticked=ticked, rule=_rule(evaluation, "collected_min"))


def is_void(evaluation: Evaluation) -> Objection | None:
    """Only what is void is done again, once."""
    if evaluation.state != State.VOID:
        return no(_("Only an evaluation that is void is done again."), rule=_rule(evaluation, "collected_min"))
    again = evaluation.repeated.first()
    return no(_("It is done again already: “{it}”."), it=again) if again else None


def is_reported_of(subject: Subject) -> Objection | None:
    """The result has been given back to those evaluated (art. 7)."""
    given = subject.evaluation.state in (State.FOLLOWED, State.DONE)
    return None if given else no(_("The result has not been given back yet."), rule=_rule(subject.evaluation))


def is_not_read(subject: Subject) -> Objection | None:
    """It is read once."""
    return no(_("It was read on {day}."), day=subject.feedback_on) if subject.feedback_on else None


def is_followed(subject: Subject) -> Objection | None:
    """As long as it is not finished."""
    ok = subject.evaluation.state == State.FOLLOWED
    return None if ok else no(_("This is possible between the feedback and the end."), rule=_rule(subject.evaluation))


def waits_for_finding(subject: Subject) -> Objection | None:
    """A line was crossed, and nobody has said yet what they found (art. 6)."""
    if not subject.crossed:
        return no(_("No line was crossed."), rule=_rule(subject.evaluation, "unfit_line"))
    if subject.settled_on:
        return no(_("It was settled on {day}."), day=subject.settled_on, rule=_rule(subject.evaluation, "unfit_line"))
    return None if subject.evaluation.is_reported else no(_("The result has not been reported yet."))


def nothing_waits(evaluation: Evaluation) -> Objection | None:
    """Every line that was crossed is settled, and those concerned have said what they put right (art. 6 and 7)."""
    rows = list(evaluation.subjects.all())
    unsettled = next((one for one in rows if not one.is_settled), None)
    if unsettled:
        return no(_("{name}: no finding yet."), name=unsettled, rule=_rule(evaluation, "unfit_line"))
    silent = next((one for one in rows if one.crossed and one.rectified_on is None), None)
    return no(_("{name} has not reported what was put right."), name=silent, rule=_rule(evaluation)) if silent else None


def _rule(evaluation: Evaluation, name: str = "announced") -> Any:
    return queries.rule_of(evaluation, name)
