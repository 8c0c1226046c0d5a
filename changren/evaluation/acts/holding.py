"""Forms are handed out, the evaluation opens and closes, or turns out to be void (art. 2 and 3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.ballots import acts as ballots
from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.evaluation import guards as only
from changren.evaluation import queries
from changren.evaluation.acts.preparing import add_subject, file_report
from changren.evaluation.acts.tells import committee, district, office, raters, those_watching
from changren.evaluation.models import Evaluation, Rater

State = Evaluation.State


@act(Evaluation, {state: state for state in (State.READY, State.OPEN)}, who=only.is_office,
     when=[only.is_handed_out_once], keeps=["handed"], says=_("{by} handed out {handed} forms of “{it}”"),
     verb=_("Hand out forms"))  # fmt: skip
def hand_out(evaluation: Evaluation, *, raters: Sequence[Rater], on: datetime) -> None:
    """Evaluation Measures, art. 3: who was handed a form or a slip is ticked, once; which one nobody knows."""
    rows = Rater.objects.filter(evaluation=evaluation, pk__in=[one.pk for one in raters], drew_on=None)
    evaluation.handed = rows.update(drew_on=day_of(on))  # type: ignore[attr-defined]  # for the sentence


@act(Rater, who=only.is_this_rater, when=[only.may_use_own_device], verb=_("Use a device of one's own"),
     says=_("{by} takes part with a device of their own"))  # fmt: skip
def use_own_device(rater: Rater, *, public: str, by: Any, on: datetime) -> None:
    """Sealed Poll Measures, art. 2: the device has drawn a credential, whose public half alone comes here."""
    ballots.take_credential(rater.evaluation.poll, by=by, on=on, public=public)
    rater.drew_on = day_of(on)


@act(Evaluation, {State.READY: State.OPEN}, who=only.is_office, when=[only.ballots_are_ready],
     tells=[raters, those_watching],
     says=_("{by} opened “{it}”"), verb=_("Open the evaluation"))  # fmt: skip
def open_evaluation(evaluation: Evaluation, *, by: Any, on: datetime) -> None:
    """From now on delegates evaluate, each alone."""
    if evaluation.poll is not None:
        evaluation.poll = ballots.open_poll(evaluation.poll, by=by, on=on)
    evaluation.opened_on = day_of(on)


@act(Evaluation, {State.OPEN: State.CLOSED}, who=only.may_close,
     when=[only.something_was_handed_out, only.slips_are_ticked],
     tells=[office, those_watching], says=_("{by} closed “{it}”"), verb=_("Close the evaluation"))  # fmt: skip
def close_evaluation(evaluation: Evaluation, *, by: Any, on: datetime) -> None:
    """The box is closed; what comes later does not count."""
    if evaluation.poll is not None:
        evaluation.poll = ballots.close_poll(evaluation.poll, by=by, on=on)
    evaluation.closed_on = day_of(on)


@act(Evaluation, {State.CLOSED: State.VOID}, who=only.may_close, when=[only.both_entries_agree, only.it_does_not_hold],
     tells=[raters, committee, district], says=_("{by} found “{it}” void"), verb=_("Find it void"))  # fmt: skip
def find_void(evaluation: Evaluation, *, reason: str, by: Any, on: datetime) -> None:
    """Evaluation Measures, art. 3: too few came back, or more than were issued. It is done again."""
    if evaluation.poll is not None and not queries.is_counted(evaluation):
        evaluation.poll = ballots.void_poll(evaluation.poll, by=by, on=on)
    evaluation.reason = reason


@act(Evaluation, {None: State.DRAFT}, who=only.is_office, within=Evaluation, when=[only.is_void], tells=[office],
     says=_("{by} drafted “{it}” to be done again"), verb=_("Do it again"))  # fmt: skip
def repeat(evaluation: Evaluation, *, by: Any, on: datetime) -> Evaluation:
    """The same form once more, with the duty reports that were heard, to be adopted and held anew."""
    again = Evaluation.objects.create(
        township=evaluation.township, term=evaluation.term, session=evaluation.session, kind=evaluation.kind,
        means=evaluation.means, title=evaluation.title, most=evaluation.most, repeats=evaluation,
        drafted_on=day_of(on),
    )  # fmt: skip
    for one in evaluation.subjects.select_related("unit", "person"):
        given = {"unit": one.unit, "person": one.person, "name": one.name, "office": one.office}
        subject = add_subject(again, by=by, on=on, **given)
        if one.report:
            file_report(subject, by=by, on=on, text=one.report, paper=None)
    return again
