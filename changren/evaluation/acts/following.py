"""What follows from a result: it is reported, given back, looked into, and something is put right (art. 6 and 7)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.evaluation import guards as only
from changren.evaluation.acts.tells import committee, district, office, those_evaluated, those_told
from changren.evaluation.models import Evaluation, Subject

State = Evaluation.State


@act(Evaluation, {State.SIGNED: State.REPORTED}, who=only.is_office, tells=[those_told],
     keeps={"announced": Evaluation.Announced}, says=_("{by} reported the result of “{it}” ({announced})"),
     verb=_("Report the result"))  # fmt: skip
def report_result(evaluation: Evaluation, *, on: datetime) -> None:
    """Evaluation Measures, art. 7: to the district, and to whom the rules say beside it."""
    evaluation.reported_on = day_of(on)


@act(Evaluation, {State.REPORTED: State.FOLLOWED}, who=only.is_office, tells=[those_evaluated],
     says=_("{by} gave the result of “{it}” back to those evaluated"), verb=_("Give feedback"))  # fmt: skip
def give_feedback(evaluation: Evaluation, *, on: datetime) -> None:
    """Evaluation Measures, art. 7: each sees what was said of them, and nobody else's."""
    evaluation.followed_on = day_of(on)


@act(Subject, who=only.is_subject, when=[only.is_reported_of, only.is_not_read], tells=[office],
     says=_("{by} read the feedback on “{it}”"), verb=_("Confirm that it was read"))  # fmt: skip
def read_feedback(subject: Subject, *, on: datetime) -> None:
    """Those evaluated have seen their result."""
    subject.feedback_on = day_of(on)


@act(Subject, who=only.is_subject, when=[only.is_followed], tells=[office, committee],
     says=_("{by} reported what “{it}” put right"), verb=_("Report what was put right"))  # fmt: skip
def report_rectification(subject: Subject, *, text: str, on: datetime) -> None:
    """Evaluation Measures, art. 7. It stands beside the next evaluation of the same subject."""
    subject.rectification, subject.rectified_on = text, day_of(on)


@act(Subject, who=only.may_settle, when=[only.waits_for_finding], tells=[office, committee, district],
     says=_("{by} settled what was asked about “{it}”"), verb=_("Enter the finding"))  # fmt: skip
def settle_line(subject: Subject, *, finding: str, by: Any, on: datetime) -> None:
    """Evaluation Measures, art. 6: a person looked into it and says what they found. Nothing follows by itself."""
    subject.verdict, subject.settled_on = finding, day_of(on)
    subject.settled_by = by.person.name


@act(Evaluation, {State.FOLLOWED: State.DONE}, who=only.is_office, when=[only.nothing_waits],
     says=_("{by} finished “{it}”"), verb=_("Finish it"))  # fmt: skip
def finish(evaluation: Evaluation, *, on: datetime) -> None:
    """Nothing waits any more; the next evaluation is set beside this one."""
    evaluation.finished_on = day_of(on)
