"""Questions that an act asks several times and the database once.

Within its transaction an act holds the lock of its township, so the answer cannot change but by itself. A question
marked here must therefore be about nothing that an act changes and then asks about.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_known: ContextVar[dict[Any, Any] | None] = ContextVar("what the act under way has asked", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Until the end of the block, answers are kept. The ceremony opens one for every act."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def asked_once(question: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Keep the answers of a query function while an act is under way. What it is given must be hashable."""

    @wraps(question)
    def answered(*given: Given.args, **named: Given.kwargs) -> Answer:
        known = _known.get()
        if known is None:
            return question(*given, **named)
        key = (question, given, tuple(sorted(named.items())))
        if key not in known:
            known[key] = question(*given, **named)
        return known[key]  # type: ignore[no-any-return]

    return answered
