"""Talks and visits are logged by whoever was there; what was raised in them is answered and told (art. 4 and 5)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.contact import guards as only
from changren.contact.acts.tells import those_who_answer, those_who_raised
from changren.contact.models import Counterpart, Part, Talk, Tie

State = Talk.State
THERE: list[Any] = [only.day_has_come, only.day_is_of_plan, only.says_something]


@act(Talk, {None: State.NOTED}, who=only.is_on_this_tie, within=Tie, tells=[those_who_answer], keeps={"how": Talk.How},
     when=[*THERE, only.also_ones_own, only.is_not_logged],
     says=_("{by} logged a contact ({how})"), verb=_("Log a talk"))  # fmt: skip
def log_talk(tie: Tie, *, day: date, how: str, text: str, is_raised: bool, also: Sequence[Tie], by: Any) -> Talk:
    """Double Contact Rules, art. 4. In a few words, by either of the two.

    also: others with whom the member spoke at the same time.
    """
    talk = _logged(tie, by, day=day, how=how, text=text, is_raised=is_raised, member=tie.member)
    Part.objects.bulk_create(Part(talk=talk, tie=one) for one in {one.pk: one for one in (tie, *also)}.values())
    return talk


@act(Talk, {None: State.NOTED}, who=only.is_listed_by_oneself, within=Counterpart, tells=[those_who_answer],
     keeps={"how": Talk.How}, when=[only.is_listed_still, *THERE, only.also_on_ones_list, only.is_not_logged],
     says=_("{by} logged a contact ({how})"), verb=_("Log a visit"))  # fmt: skip
def log_visit(counterpart: Counterpart, *, day: date, how: str, text: str, is_raised: bool,
              also: Sequence[Counterpart], by: Any) -> Talk:  # fmt: skip
    """Double Contact Rules, art. 4. In a few words, by the delegate.

    also: others of the same list who were there.
    """
    talk = _logged(counterpart, by, day=day, how=how, text=text, is_raised=is_raised, mandate=counterpart.mandate)
    there = {one.pk: one for one in (counterpart, *also)}
    Part.objects.bulk_create(Part(talk=talk, counterpart=one) for one in there.values())
    return talk


@act(Talk, {State.NOTED: State.NOTED}, who=only.logged_it, tells=[those_who_answer],
     when=[only.says_something], says=_("{by} amended {it}"), verb=_("Amend it"))  # fmt: skip
def amend(talk: Talk, *, text: str, is_raised: bool) -> None:
    """Until it is answered. What is raised now goes to those who answer."""
    talk.text, talk.is_raised = text, is_raised


@act(Talk, {State.NOTED: State.ANSWERED}, who=only.answers_for_it, tells=[those_who_raised],
     when=[only.is_raised, only.says_something],
     says=_("{by} answered what was raised"), verb=_("Answer what was raised"))  # fmt: skip
def answer(talk: Talk, *, text: str, by: Any, on: datetime) -> None:
    """Double Contact Rules, art. 5. The answer goes down the way on which the matter came up."""
    talk.answer, talk.answered_by_id, talk.answered_on = text, by.person_id, day_of(on)


@act(Talk, {State.ANSWERED: State.TOLD}, who=only.visited, when=[only.is_of_a_person],
     says=_("{by} told the answer to whoever raised it"), verb=_("I have told them"))  # fmt: skip
def tell_on(talk: Talk, *, on: datetime) -> None:
    """Double Contact Rules, art. 5. The delegate tells the person."""
    talk.told_on = day_of(on)


def _logged(it: Any, by: Any, **given: Any) -> Talk:
    return Talk.objects.create(township=it.township, by_id=by.person_id, **given)
