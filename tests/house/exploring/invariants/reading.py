"""An invariant says which tables it reads, so that it is asked when they have changed."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from tests.house.exploring.records import Records


class Invariant(Protocol):
    """A function of the records that yields what is wrong."""

    __name__: str
    reads: set[Any]

    def __call__(self, records: Records) -> Iterator[str]: ...


def reads(*models: Any) -> Callable[[Any], Any]:
    """Say which tables the invariant depends on."""

    def marked(function: Any) -> Any:
        function.reads = set(models)
        return function

    return marked
