"""For the tests of the base: acts made for one test, and the whole database as a value."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from changren.base.acts import ACTS, Act, act


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem) -> bool | None:
    """Tests that are coroutines run in an event loop of their own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


@pytest.fixture
def declare():
    """`declare(effect, model, moves, ...)`: an act that exists for one test."""
    made = []

    def declared(effect: Callable[..., Any], *args: Any, **words: Any) -> Act:
        known = {"who": lambda it: None, "says": "{by} did it to {it}", "verb": "Do it"}
        one = act(*args, **(known | words))(effect)
        made.append(one.name)
        return one

    yield declared
    for name in made:
        ACTS.pop(name, None)
