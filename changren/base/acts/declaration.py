"""What an act declares: what it is done to, how the state moves, who may, when, who hears, what the minutes say."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from changren.base.acts.refusal import Answer, Guard, Kind, Objection, Sentence, no
from changren.base.tenancy.models import Township

State = str
Moves = Mapping[State | tuple[State, ...] | None, State | tuple[State, ...] | None]
Told = Callable[..., Iterable[Any]]

ACTS: dict[str, "Act"] = {}


@dataclass(frozen=True)
class Act:
    """One change that somebody can make. Calling it performs it (see `ceremony`)."""

    name: str
    model: type[models.Model]
    moves: Moves
    who: Guard
    when: tuple[Guard, ...]
    tells: tuple[Told, ...]
    says: Sentence
    verb: Sentence
    keeps: Mapping[str, Any]
    within: type[models.Model] | None
    follows: bool
    by_hand: bool
    removes: bool
    unnamed: Sentence
    effect: Callable[..., Any] = field(repr=False)

    do_not_call_in_templates = True

    @property
    def room(self) -> str:
        return self.name.split(".")[0]

    @property
    def verb_name(self) -> str:
        return self.name.split(".")[1]

    @property
    def creates(self) -> bool:
        return self.within is not None

    @property
    def in_own_township(self) -> bool:
        """Whether it creates in the township of the post that acts, so that its address needs no object."""
        return self.within is Township

    @property
    def done_to(self) -> type[models.Model]:
        """The model that the act is called with: what it changes, or where it creates."""
        return self.within or self.model

    @cached_property
    def steps(self) -> dict[State, tuple[State, ...]]:
        """From each state, the states the act may lead to. Empty for an act that creates."""
        steps: dict[State, tuple[State, ...]] = {}
        for sources, targets in self.moves.items():
            for source in sources if isinstance(sources, tuple) else (sources,):
                if source is not None and targets is not None:
                    steps[source] = targets if isinstance(targets, tuple) else (targets,)
        return steps

    @cached_property
    def starts_as(self) -> State | None:
        """The state in which the act creates its object, if that has states."""
        target = self.moves.get(None)
        return target[0] if isinstance(target, tuple) else target

    @cached_property
    def wants(self) -> frozenset[str]:
        """The names of what must be given beside `it`, `by` and `on`."""
        return frozenset(parameters(self.effect)) - {"by", "on"}

    @cached_property
    def usual(self) -> dict[str, Any]:
        """What stands for what need not be given, so that no guard is left out for want of it."""
        known = inspect.signature(self.effect).parameters.values()
        return {one.name: one.default for one in known if one.default is not one.empty}

    def objection(self, it: Any, *, by: Any, on: Any, **given: Any) -> Objection | None:
        """Why `by` may not do this to `it` at the moment `on`; None if they may.

        State, then who, then when. Guards that ask about a value which is not given are left out, so a page
        can ask before the form is filled in.
        """
        if self.steps and it.state not in self.steps:
            return self._wrong_state(it)
        for kind, guards in ((Kind.WHO, (self.who,)), (Kind.WHEN, self.when)):
            for guard in guards:
                answer = ask(guard, it, by=by, on=on, **given)
                if answer is not None:
                    return (answer if isinstance(answer, Objection) else no(answer)).of_kind(kind)
        return None

    def _wrong_state(self, it: Any) -> Objection:
        return no(_("This is not possible while the state is “{state}”."), state=it.get_state_display()).of_kind(
            Kind.STATE
        )

    def __call__(self, it: Any, *, by: Any, on: Any, once: Any = None, **given: Any) -> Any:
        """Perform the act; see `ceremony.perform`."""
        from changren.base.acts.ceremony import perform

        return perform(self, it, by=by, on=on, once=once, given={**self.usual, **given})


def ask(guard: Guard, it: Any, **known: Any) -> Answer:
    """Put the question to a guard with those of `known` that it names; no answer if it names one unknown."""
    wanted = parameters(guard)
    if any(name not in known for name in wanted):
        return None
    return guard(it, **{name: known[name] for name in wanted})


@cache
def parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of a function's parameters after the first, which is always the object."""
    return tuple(inspect.signature(function).parameters)[1:]


def act(
    model: type[models.Model],
    moves: Moves | None = None,
    *,
    who: Guard,
    says: Sentence,
    verb: Sentence,
    when: Sequence[Guard] = (),
    tells: Sequence[Told] = (),
    keeps: Iterable[str] | Mapping[str, Any] = (),
    within: type[models.Model] | None = None,
    follows: bool = False,
    by_hand: bool = False,
    removes: bool = False,
    unnamed: Sentence = "",
) -> Callable[[Callable[..., Any]], Act]:
    """Declare the decorated function an act on `model`.

    moves: {A: B} moves the state, {(A, B): C} from either, {A: (B, C)} lets the effect choose by returning the
        state, {None: A} creates (then `within` is the model of the place it is created in); None: no states.
    who, when: guards; see `refusal`.
    tells: functions of the object that give the ids of the persons who are told.
    says: the sentence of the minutes, with {by}, {it} and what `keeps` names.
    verb: what the button says.
    keeps: the white list of given values or attributes that enter the minutes; as a mapping, each with the
        choices that word it, or None.
    follows: it is only ever part of another act; nobody is offered it or calls it by itself.
    by_hand: only a person does it, at a browser; no program, whatever key it has.
    removes: what it is done to is gone afterwards; the minutes keep that it was there, and that it was removed.
    unnamed: what the minutes call whoever does it without an account, where that may be somebody beside the clock.
    """

    def declare(effect: Callable[..., Any]) -> Act:
        room = effect.__module__.split(".")[1]
        kept = dict(keeps) if isinstance(keeps, Mapping) else dict.fromkeys(keeps)
        name = f"{room}.{effect.__name__}"
        declared = Act(
            name, model, moves or {}, who, tuple(when), tuple(tells), says, verb, kept, within, follows, by_hand,
            removes, unnamed, effect,
        )  # fmt: skip
        object.__setattr__(declared, "__doc__", effect.__doc__)
        if ACTS.setdefault(name, declared) is not declared:
            raise RuntimeError(f"two acts are called {name}")
        return declared

    return declare


def acts_on(model: type[models.Model]) -> list[Act]:
    """The acts that can be done to an object of `model` (those that create inside it included), as declared."""
    return [declared for declared in ACTS.values() if declared.done_to is model]
