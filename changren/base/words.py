"""Words after each other, as the reader's language has them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext


def listed(words: Iterable[Any]) -> str:
    """Several words: with commas in English, with 顿号 in Chinese."""
    return pgettext("between the words of a list", ", ").join(map(str, words))


def harmless(value: Any) -> str:
    """A value for the cell of a table that a spreadsheet will open: what it would take for a formula, as text.

    OWASP, CSV injection: an apostrophe before = + - @, tab and carriage return.
    """
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
