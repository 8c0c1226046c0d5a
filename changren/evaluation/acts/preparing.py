"""The form is drafted and adopted, those evaluated report, those who take part are counted (art. 1 to 5, 9)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.ballots import acts as ballots
from changren.ballots.models import Poll
from changren.ballots.queries import usual_needed
from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.documents.uploads import attach
from changren.base.tenancy.models import Township
from changren.evaluation import guards as only
from changren.evaluation import queries
from changren.evaluation.acts.tells import committee, office, raters, the_scrutineer, those_evaluated
from changren.evaluation.models import Evaluation, Rater, Scrutineer, Subject
from changren.mandates.models import Session
from changren.organisation.models import Person, Unit
from changren.rulebook.rules import rule

State, Kind = Evaluation.State, Evaluation.Kind


@act(Evaluation, {None: State.DRAFT}, who=only.is_office, within=Township,
     when=[only.has_term, only.session_is_here], keeps={"kind": Kind},
     says=_("{by} drafted “{it}” ({kind})"), verb=_("Draft an evaluation"))  # fmt: skip
def draft(township: Township, *, kind: str, means: str, title: str, session: Session | None, most: int,
          on: datetime) -> Evaluation:  # fmt: skip
    """Evaluation Measures, art. 1. most: for a recommendation, how many names may be marked."""
    term: Any = queries.current_term(township)  # there is one, see the guard
    return Evaluation.objects.create(
        township=township, term=term, session=session, kind=kind, means=means, title=title, most=most,
        drafted_on=day_of(on),
    )  # fmt: skip


@act(Evaluation, {State.DRAFT: State.DRAFT}, who=only.is_office, when=[only.session_is_here],
     says=_("{by} revised “{it}”"), verb=_("Revise"))  # fmt: skip
def revise(evaluation: Evaluation, *, means: str, title: str, session: Session | None, most: int) -> None:
    """As long as the form is not adopted. Its kind stays: with another kind it is another form."""
    evaluation.means, evaluation.title, evaluation.session, evaluation.most = means, title, session, most


@act(Subject, who=only.is_office, within=Evaluation,
     when=[only.is_draft, only.fits_kind, only.is_not_on_form, only.does_not_watch],
     says=_("{by} put “{it}” on the form"), verb=_("Put on the form"))  # fmt: skip
def add_subject(evaluation: Evaluation, *, unit: Unit | None, person: Person | None, name: str,
                office: str) -> Subject:  # fmt: skip
    """A body or a person; name and office are printed as they are given, the name of record where none is."""
    printed, last = name or str(unit or person or ""), evaluation.subjects.last()
    return Subject.objects.create(
        township=evaluation.township, evaluation=evaluation, unit=unit, person=person, name=printed, office=office,
        order=last.order + 1 if last else 1,
    )  # fmt: skip


@act(Evaluation, {State.DRAFT: State.DRAFT}, who=only.is_office, when=[only.is_on_form], keeps=["subject"],
     says=_("{by} took “{subject}” off the form"), verb=_("Take off the form"))  # fmt: skip
def remove_subject(evaluation: Evaluation, *, subject: Subject) -> None:
    """As long as the form is not adopted."""
    subject.is_removed = True
    subject.save()


@act(Scrutineer, who=only.is_office, within=Evaluation, tells=[the_scrutineer],
     when=[only.is_prepared, only.holds_post_here, only.can_watch, only.leads_alone], keeps={"task": Scrutineer.Task},
     says=_("{by} named {it} ({task})"), verb=_("Name a scrutineer or counter"))  # fmt: skip
def name_scrutineer(evaluation: Evaluation, *, person: Person, task: str) -> Scrutineer:
    """Evaluation Measures, art. 9: who watches, who leads the watch, who counts."""
    return Scrutineer.objects.create(township=evaluation.township, evaluation=evaluation, person=person, task=task)


@act(Evaluation, {state: state for state in (State.DRAFT, State.ADOPTED)}, who=only.is_office,
     when=[only.scrutineer_is_of_it], keeps=["scrutineer"],
     says=_("{by} relieved {scrutineer} of the task"), verb=_("Relieve a scrutineer or counter"))  # fmt: skip
def relieve_scrutineer(evaluation: Evaluation, *, scrutineer: Scrutineer) -> None:
    """Before the electorate is fixed; from then on those who watch stay."""
    scrutineer.is_relieved = True
    scrutineer.save()


@act(Subject, who=only.may_file_report, when=[only.may_still_report], tells=[office],
     says=_("{by} filed the duty report of “{it}”"), verb=_("File the duty report"))  # fmt: skip
def file_report(subject: Subject, *, text: str, paper: Any, by: Any, on: datetime) -> None:
    """Evaluation Measures, art. 1: delegates read it before they evaluate. A later one takes its place."""
    subject.report, subject.reported_on = text, day_of(on)
    if paper:
        attach(subject, paper, by=by, on=on)


@act(Evaluation, {State.DRAFT: State.ADOPTED}, who=only.may_adopt, when=[only.has_subjects],
     tells=[office, those_evaluated], says=_("{by} adopted the form of “{it}”"), verb=_("Adopt the form"))  # fmt: skip
def adopt(evaluation: Evaluation, *, on: datetime) -> None:
    """Evaluation Measures, art. 2 and 7. The words of the provisions stand on the form from now on."""
    evaluation.questions = queries.questions_of(evaluation, list(evaluation.subjects.all()))
    evaluation.announced = queries.rule_of(evaluation, "announced").value
    evaluation.adopted_on = day_of(on)


@act(Evaluation, {State.ADOPTED: State.READY}, who=only.is_office,
     when=[only.enough_watch, only.somebody_may_rate, only.enough_of_front_line], tells=[raters, committee],
     keeps=["electorate"], says=_("{by} fixed who takes part in “{it}”: {electorate} delegates"),
     verb=_("Fix who takes part"))  # fmt: skip
def fix_electorate(evaluation: Evaluation, *, by: Any, on: datetime) -> None:
    """Evaluation Measures, art. 3 and 5. Nobody is added afterwards."""
    mandates = queries.may_rate(evaluation)
    Rater.objects.bulk_create(
        Rater(township=evaluation.township, evaluation=evaluation, mandate=one) for one in mandates
    )
    evaluation.electorate, evaluation.fixed_on = len(mandates), day_of(on)
    if not evaluation.is_paper:
        evaluation.poll = _sealed(evaluation, by, on)


@act(Evaluation, {(State.DRAFT, State.ADOPTED, State.READY): State.VOID}, who=only.is_office, tells=[raters],
     says=_("{by} called “{it}” off"), verb=_("Call it off"))  # fmt: skip
def call_off(evaluation: Evaluation, *, reason: str, by: Any, on: datetime) -> None:
    """Before it is opened, and with a reason."""
    if evaluation.poll is not None:
        evaluation.poll = ballots.void_poll(evaluation.poll, by=by, on=on)
    evaluation.reason = reason


def _sealed(evaluation: Evaluation, by: Any, on: datetime) -> Poll:
    """The same form as a sealed poll, whose key is kept by those who watch."""
    keepers, at = queries.keepers(evaluation), evaluation.township
    return ballots.prepare(  # type: ignore[no-any-return]
        at, by=by, on=on, title=evaluation.title, questions=queries.for_ballots(evaluation), keepers=keepers,
        voters=evaluation.electorate, needed=usual_needed(at, on, len(keepers)),
        revotes=rule("ballots.revotes", at=at, on=on).value,
        is_public=evaluation.announced == Evaluation.Announced.ALL,
    )  # fmt: skip
