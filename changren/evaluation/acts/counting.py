"""Paper is counted twice, the result drawn up and signed (art. 3, 4, 6 and 9)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.evaluation import guards as only
from changren.evaluation import queries
from changren.evaluation.acts.tells import office, those_watching
from changren.evaluation.models import Count, Evaluation

State = Evaluation.State
Numbers = Sequence[Sequence[int]]


@act(Count, who=only.may_count, within=Evaluation, keeps=["group"],
     when=[only.is_being_counted, only.has_not_entered, only.adds_up, only.is_large_enough, only.marks_add_up],
     says=_("{by} entered a count of “{group}”"), verb=_("Enter a count"))  # fmt: skip
def enter_count(evaluation: Evaluation, *, group: str, issued: int, collected: int, valid: int, invalid: int,
                numbers: Numbers, by: Any, on: datetime) -> Count:  # fmt: skip
    """Evaluation Measures, art. 9: of each group two people enter what was counted, each alone."""
    entry: Any = queries.next_entry(evaluation, group)  # the guard has seen that there is one
    return Count.objects.create(
        township=evaluation.township, evaluation=evaluation, group=group, entered_by=by.person,
        entry=entry, entered_on=day_of(on), issued=issued, collected=collected,
        valid=valid, invalid=invalid, numbers=numbers,
    )  # fmt: skip


@act(Count, who=only.entered_it, keeps=["group"],
     when=[only.is_being_counted, only.adds_up, only.is_large_enough, only.marks_add_up],
     says=_("{by} corrected a count of “{group}”"), verb=_("Correct the count"))  # fmt: skip
def correct_count(count: Count, *, issued: int, collected: int, valid: int, invalid: int, numbers: Numbers,
                  on: datetime) -> None:  # fmt: skip
    """Whoever entered it looks again, before the result is drawn up."""
    count.issued, count.collected, count.valid, count.invalid = issued, collected, valid, invalid
    count.numbers, count.entered_on = numbers, day_of(on)


@act(Evaluation, {State.CLOSED: State.CLOSED}, who=only.may_close, when=[only.is_being_counted, only.group_was_entered],
     keeps=["group"], says=_("{by} struck out the count of “{group}”"), verb=_("Strike out a group"))  # fmt: skip
def strike_group(evaluation: Evaluation, *, group: str) -> None:
    """Its forms are counted with another group."""
    evaluation.counts.filter(group=group).update(is_struck=True)


@act(Evaluation, {State.CLOSED: State.RESULT}, who=only.may_count, tells=[those_watching],
     when=[only.counts_agree, only.groups_are_large_enough, only.it_holds, only.issued_are_those_handed_out],
     keeps=["issued", "collected"], verb=_("Draw up the result"),
     says=_("{by} drew up the result of “{it}”: {issued} issued, {collected} collected"))  # fmt: skip
def draw_up(evaluation: Evaluation, *, on: datetime) -> None:
    """Evaluation Measures, art. 3, 4 and 6. A line that is crossed asks for somebody's finding and has no effect."""
    total = queries.total(evaluation)
    counted, evaluation.numbers = total.counted, total.numbers
    evaluation.issued, evaluation.collected = counted.issued, counted.collected
    evaluation.valid, evaluation.invalid = counted.valid, counted.invalid
    evaluation.result_on = day_of(on)
    for subject, keys in queries.lines_crossed(evaluation, total):
        subject.crossed = keys
        subject.save()


@act(Evaluation, {State.RESULT: State.CLOSED}, who=only.is_chief, tells=[office, those_watching],
     says=_("{by} gave the result of “{it}” back"), verb=_("Give the result back"))  # fmt: skip
def give_back_result(evaluation: Evaluation) -> None:
    """The chief scrutineer does not sign: it is counted again."""
    evaluation.issued = evaluation.collected = evaluation.valid = evaluation.invalid = evaluation.numbers = None
    evaluation.result_on = None
    evaluation.subjects.update(crossed=[])


@act(Evaluation, {State.RESULT: State.SIGNED}, who=only.is_chief, tells=[office],
     says=_("{by} signed the result of “{it}”"), verb=_("Sign the result"))  # fmt: skip
def sign_result(evaluation: Evaluation, *, by: Any, on: datetime) -> None:
    """Evaluation Measures, art. 9."""
    evaluation.signed_on, evaluation.signed_by = day_of(on), by.person.name
