"""A walk: steps that are chosen by a seed, taken one after the other, looked at after each, and told as lines."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import models

from changren.base.acts import ACTS, Act, Clockwork, Refused
from changren.base.minutes.models import Chain, Entry
from changren.organisation.models import Post
from tests.house.exploring import invariants
from tests.house.exploring.ground import tick
from tests.house.exploring.people import somebody
from tests.house.exploring.records import Records, Things
from tests.house.exploring.values import Hand, decoded

CLOCK, TICK = "clock", "tick"
OF_THE_CLOCK = (
    "proposals.expire",
    "casework.deem_accepted",
    "organisation.found_district",
    "gallery.close_applications",
    "gallery.forget_numbers",
    "matters.settle",
    "matters.forget",
)  # guarded, by themselves
NAMES = sorted(ACTS)
LIFE = [name for name in NAMES if name.split(".")[0] in ("proposals", "casework")]
GOALS = 2  # acts that a walk is about
LEGAL, LIKELY, AGAIN, OLD_PAGE = 0.85, 0.85, 0.06, 0.04  # shares: a fitting state, somebody fit, sent twice, held long


@dataclass(frozen=True)
class Step:
    """Who does what to what, when, with what. `once` is the key of the form that was sent."""

    n: int
    at: str
    by: str
    act: str
    it: str
    given: dict[str, Any]
    once: str

    def __str__(self) -> str:
        return repr((self.n, self.at, self.by, self.act, self.it, self.given, self.once))


def steps_of(lines: Iterable[str]) -> list[Step]:
    """The steps that a failure printed."""
    told = (line.strip() for line in lines)
    return [Step(*ast.literal_eval(line.partition("  #")[0])) for line in told if line.startswith("(")]


class Broken(AssertionError):
    """Something did not hold after a step."""


@dataclass
class Walk:
    """One walk over a ground that was named before. `told`: each step with what came of it."""

    records: Records
    things: Things
    district: int
    performed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    told: list[tuple[Step, str]] = field(default_factory=list)
    sent: dict[str, Any] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Take a step. Broken, with the first fault, if anything does not hold afterwards."""
        self.told.append((step, "…"))
        before, last = self.records.raw, Chain.objects.get().number
        outcome = self._tick(step) if step.act == TICK else self._do(step)
        self.told[-1] = (step, outcome)
        changed = self.records.look()
        self.things.meet(step.n, changed)
        new = list(Entry.objects.filter(number__gt=last).order_by("number")) if changed else []
        self.performed.update(entry.act for entry in new)
        faults = [*self._trace(step, outcome, changed), *invariants.after_step(self.records, changed, new, before)]
        if faults:
            raise Broken(faults[0])

    def _do(self, step: Step) -> str:
        act, it, by = ACTS[step.act], self.things.fresh(step.it), self.who(step.by)
        given = {name: decoded(value, self.things) for name, value in step.given.items()}
        try:
            subject = act(it, by=by, on=datetime.fromisoformat(step.at), once=UUID(step.once), **given)
        except Refused as refusal:
            self.refused[act.name] += 1
            return f"no: {refusal}"
        except RuntimeError as never:
            if not act.follows or "only ever part" not in str(never):
                raise
            self.refused[act.name] += 1
            return "no: it only follows"
        return self._done(step, subject)

    def _done(self, step: Step, subject: Any) -> str:
        """What was sent twice gives the same as the first time."""
        if step.once in self.sent and self.sent[step.once] != subject.pk:
            raise Broken("a repeated request gave something else")
        again = " again" if step.once in self.sent else ""
        self.sent[step.once] = subject.pk
        return f"done{again}"

    def _tick(self, step: Step) -> str:
        """The clock goes its round; a second round at the same moment finds nothing to do."""
        done = tick(self.district, datetime.fromisoformat(step.at))
        if tick(self.district, datetime.fromisoformat(step.at)):
            raise Broken("the clock did something twice")
        return f"done: {done}"

    def _trace(self, step: Step, outcome: str, changed: set[type[models.Model]]) -> Iterator[str]:
        if changed and not (outcome.startswith("done") and outcome != "done again"):
            yield f"{outcome} left a trace in {sorted(model.__name__ for model in changed)}"

    def who(self, name: str) -> Any:
        """A post by its name, or the clock."""
        return Clockwork(self.district) if name == CLOCK else decoded(name, self.things)

    def lines(self) -> str:
        """The walk so far, to be read and to be walked again."""
        return "\n".join(f"{step}  # {outcome}" for step, outcome in self.told)


def choose(seed: int, walk: Walk, begin: datetime, count: int) -> Iterator[Step]:
    """The steps of a seed, each chosen when the one before it was taken. A walk is about two acts.

    In the last steps somebody, whoever it is, tries each of them.
    """
    chance, on = Random(seed), begin
    goals = [NAMES[(2 * seed + n) % len(NAMES)] for n in range(GOALS)]
    for n in range(1, count + 1 - GOALS):
        on += _while(chance)
        if walk.told and chance.random() < AGAIN:
            yield _again(chance, walk, n, on)
        elif chance.random() < AGAIN:
            yield Step(n, on.isoformat(), CLOCK, TICK, "", {}, _key(chance))
        else:
            act = ACTS[chance.choices([chance.choice(goals), chance.choice(LIFE), chance.choice(NAMES)], [4, 4, 2])[0]]
            yield _step(chance, walk, n, on, act)
    for n, goal in enumerate(goals, count + 1 - GOALS):
        yield _step(chance, walk, n, on + _while(chance), ACTS[goal], likely=0)


def _while(chance: Random) -> timedelta:
    """Mostly minutes, sometimes days, seldom months."""
    minutes, days, months = timedelta(minutes=1), timedelta(days=1), timedelta(days=30)
    unit = chance.choices([minutes, days, months], [12, 4, 1])[0]
    return unit * chance.randint(1, 3 if unit is months else 9)


def _again(chance: Random, walk: Walk, n: int, on: datetime) -> Step:
    step = chance.choice(walk.told)[0]
    return Step(n, on.isoformat(), step.by, step.act, step.it, step.given, step.once)


def _step(chance: Random, walk: Walk, n: int, on: datetime, act: Act, likely: float = LIKELY) -> Step:
    """Somebody does this act to something; the clock goes its round if there is nothing to do it to.

    likely: how often somebody fit is chosen.
    """
    rows = _fitting(chance, walk.records, act)
    if not rows:
        return Step(n, on.isoformat(), CLOCK, TICK, "", {}, _key(chance))
    name = walk.things.names[chance.choice(rows).pk]
    it = walk.things.fresh(name)
    by = _who(chance, walk, act, it, on, likely)
    hand = Hand(chance, walk.records, walk.things, n, on)
    given = {} if act.follows else hand.fill_in(act, it, by)
    return Step(n, on.isoformat(), _called(chance, walk, by), act.name, name, given, _key(chance))


def _fitting(chance: Random, records: Records, act: Act) -> list[Any]:
    """What it can be done to, mostly in a state in which it can."""
    rows = [row for row in records[act.done_to] if not act.steps or row.state in act.steps]
    return rows if rows and chance.random() < LEGAL else records[act.done_to]


def _who(chance: Random, walk: Walk, act: Act, it: Any, on: datetime, likely: float) -> Any:
    if act.name in OF_THE_CLOCK and chance.random() < likely:
        return Clockwork(walk.district)
    if chance.random() < likely:
        return somebody(chance, walk.records, act, it, on)
    return chance.choice(walk.records[Post])


def _called(chance: Random, walk: Walk, by: Any) -> str:
    if isinstance(by, Clockwork):
        return CLOCK
    return ("~" if chance.random() < OLD_PAGE else "@") + walk.things.names[by.pk]


def _key(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))
