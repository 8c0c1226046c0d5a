"""What a job declares: its name, how often it is tried, whether it can be stopped, when it is due by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from changren.base.acts.refusal import Sentence

KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """One kind of work. `run` gets the Progress and the arguments, and returns what is kept as the result."""

    name: str
    run: Callable[..., dict[str, Any] | None]
    verb: Sentence
    tries: int
    cancels: bool
    every: Callable[[date], str] | None


def job(
    *, verb: Sentence, tries: int = 3, cancels: bool = False, every: Callable[[date], str] | None = None
) -> Callable[[Callable[..., Any]], Kind]:
    """Declare the decorated function a job.

    verb: what its progress bar says. tries: how often it is begun before it counts as failed. cancels: it may be
    stopped between two steps. every: gives a day the name of its slot ("2010-11" for once a month); the job is then
    asked for by itself, once a slot and district.
    """

    def declare(run: Callable[..., Any]) -> Kind:
        name = f"{run.__module__.split('.')[1]}.{run.__name__}"
        kind = Kind(name, run, verb, tries, cancels, every)
        if KINDS.setdefault(name, kind) is not kind:
            raise RuntimeError(f"two jobs are called {name}")
        return kind

    return declare


def each_month(day: date) -> str:
    """The slot of a job that is due once a month."""
    return f"{day:%Y-%m}"


def each_night(day: date) -> str:
    """The slot of a job that is due once a day."""
    return day.isoformat()
