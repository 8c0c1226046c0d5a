"""How alike two texts are: by the characters and pairs of neighbours that they share, the rarer the more.

The cosine of two texts whose pieces weigh (1 + ln f) · (1 + ln((1 + N) / (1 + n))), with f the times a piece stands in
the text, N the number of texts and n of those that have the piece (Salton and Buckley 1988, weighting "l t c").
Measured on labelled matters in benchmarks/similarity.py; why so: docs/decisions/0023.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from changren.search.words import LONGEST_TEXT, fold

RUN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")  # no piece reaches across a sign, or from writing into figures
WORDS = 4  # shown as the reason
LONGEST_WORD = 12  # characters
PLAIN = re.compile(r"关于|的提案|的建议|的意见|建议|提案|请求|希望|我们|可以|应当|应该|没有")  # say nothing of a matter
SMALL = "的了在是不有个我你他们和与及把被给又也都就还要会能可到来去从对为这那很"  # do not begin or end a word shown
Weights = dict[str, float]


def pieces(text: str) -> Counter[str]:
    """How often each character and each pair of neighbours stands in a text."""
    counted: Counter[str] = Counter()
    for run in RUN.findall(fold(text[:LONGEST_TEXT])):
        counted.update(run)
        counted.update(map("".join, pairwise(run)))
    return counted


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbours in a text, each once, in the order in which they come."""
    return [piece for piece in pieces(text) if len(piece) == 2]


@dataclass(frozen=True)
class Spread:
    """In how many of `texts` texts each piece stands; a piece that is not named, in `least` of them."""

    texts: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    least: int = 0

    @cached_property
    def _rarities(self) -> dict[str, float]:
        return {piece: self._rarity(n) for piece, n in self.counts.items()}

    @cached_property
    def _unnamed(self) -> float:
        return self._rarity(self.least)

    def _rarity(self, count: int) -> float:
        return 1 + math.log((1 + self.texts) / (1 + count))

    def count(self, piece: str) -> int:
        """How many texts have the piece."""
        return self.counts.get(piece, self.least)

    def rarity(self, piece: str) -> float:
        """From 1, for what stands everywhere, upwards."""
        return self._rarities.get(piece, self._unnamed)

    def weigh(self, text: str) -> Weights:
        """The weights of a text's pieces; their squares add up to 1, or to 0 if it has none."""
        rare, other = self._rarities, self._unnamed
        raw = {piece: (1 + math.log(n)) * rare.get(piece, other) for piece, n in pieces(text).items()}
        length = math.sqrt(sum(n * n for n in raw.values())) or 1
        return {piece: n / length for piece, n in raw.items()}


def spread_of(texts: Iterable[str]) -> Spread:
    """The spread over these texts."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        counts.update(pieces(text).keys())
        number += 1
    return Spread(number, counts)


def nearness(one: Weights, other: Weights) -> float:
    """The cosine of two weighed texts: 0 if they share no piece, 1 if they are alike."""
    few, many = sorted((one, other), key=len)
    return sum(n * many.get(piece, 0) for piece, n in few.items())


def shared_words(asked: str, other: str, spread: Spread) -> list[str]:
    """The longest pieces of text that both have, of two characters or more: the weightiest first, WORDS at most."""
    wanted = fold(asked)
    found: dict[str, float] = {}
    for run in RUN.findall(PLAIN.sub(" ", fold(other[:LONGEST_TEXT]))):
        at = 0
        while at < len(run) - 1:
            length = _longest(run[at : at + LONGEST_WORD], wanted)
            word = run[at : at + length].strip(SMALL)
            if len(word) > 1:
                found[word] = sum(spread.rarity(a + b) for a, b in pairwise(word))
            at += max(length - 1, 1)
    shown: list[str] = []
    for word in sorted(found, key=lambda word: (-found[word], word)):
        if len(shown) < WORDS and not any(word in one or one in word for one in shown):
            shown.append(word)
    return shown


def _longest(run: str, wanted: str) -> int:
    """How many characters from the beginning of the run stand together in what is wanted."""
    length = 0
    while length < len(run) and run[: length + 1] in wanted:
        length += 1
    return length
