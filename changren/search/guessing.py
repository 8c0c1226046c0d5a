"""Field and unit of a draft, guessed: from matters that are near to it, and from words that belong to a field.

The words are in field_words.toml. Measured in benchmarks/similarity.py; nothing is chosen for anybody.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from changren.organisation.models import Post
from changren.organisation.queries import handling_units
from changren.proposals.fields import Field

FIELDS, UNITS = 3, 2  # suggested at most
SOME = 0.12  # share of what speaks for a field, below which it is not suggested
IN_TITLE = 3  # times as telling as in the text


@cache
def field_words() -> dict[str, list[str]]:
    """The words of each field."""
    text = Path(__file__).with_name("field_words.toml").read_text("utf-8")
    return {field: words.split() for field, words in tomllib.loads(text).items()}


@cache
def _shared_by() -> Counter[str]:
    """How many fields have each word."""
    return Counter(word for words in field_words().values() for word in words)


def rank_fields(title: str, subject: str, near: Iterable[tuple[float, str]]) -> dict[str, float]:
    """How much speaks for each field, the likeliest first; together no more than 1.

    near: nearness and field of matters. Those and the words count half each.
    """
    words: Counter[str] = Counter()
    for field, known in field_words().items():
        for word in known:
            times = (IN_TITLE if word in title else 0) + (word in subject)
            words[field] += times * len(word) / _shared_by()[word]  # type: ignore[assignment]
    votes: Counter[str] = Counter()
    for nearness, field in near:
        votes[field] += nearness**2  # type: ignore[assignment]
    shares: Counter[str] = Counter()
    for counted in (words, votes):
        whole = sum(counted.values()) or 1
        for field, n in counted.items():
            shares[field] += n / whole / 2  # type: ignore[assignment]
    return dict(shares.most_common())


def likely_fields(title: str, subject: str, near: Iterable[Any]) -> list[tuple[str, Any]]:
    """Up to FIELDS fields with their names, the likeliest first."""
    shares = rank_fields(title, subject, [(one.nearness, one.it.field) for one in near])
    return [(field, Field(field).label) for field, share in shares.items() if share >= SOME][:FIELDS]


def likely_units(post: Post, near: Iterable[Any]) -> list[Any]:
    """Up to UNITS units that answered for near matters of the same township, and that its delegates may suggest."""
    votes: Counter[Any] = Counter()
    for one in near:
        case = one.it.case
        if case and case.lead_unit and one.it.is_open and one.it.township_id == post.township_id:
            votes[case.lead_unit] += one.nearness**2
    open_to = set(handling_units(post.township)) if votes else set()
    return [unit for unit, _share in votes.most_common() if unit in open_to][:UNITS]
