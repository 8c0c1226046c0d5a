"""In which district are we? One answer per request, job or test, never taken from a URL (R8)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_here: ContextVar[int | None] = ContextVar("district", default=None)


class NoDistrict(RuntimeError):
    """A tenant table was asked without saying in which district."""


def district_here() -> int:
    """The six-digit division code of the district that this code runs in.

    Raises NoDistrict outside `within_district`: a query without a scope is a bug, not an empty answer.
    """
    code = _here.get()
    if code is None:
        raise NoDistrict("no district: wrap this code in within_district(code)")
    return code


@contextmanager
def within_district(code: int) -> Iterator[int]:
    """Run the block inside one district; blocks nest, the inner one wins until it ends."""
    token = _here.set(code)
    try:
        yield code
    finally:
        _here.reset(token)
