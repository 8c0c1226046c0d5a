"""Words after each other, as the reader's language has them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext


def listed(words: Iterable[Any]) -> str:
    """Several words: with commas in English, with 顿号 in Chinese."""
    return pgettext("between the words of a list", ", ").join(map(str, words))
