"""From text to tokens and back: the same for both engines.

Text is folded character by character (NFKC, then casefold), so that what was found can be marked where it stands.
A token is one folded character or two neighbours, coded in hexadecimal: any engine keeps them apart by blanks.
"""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

LONGEST_TEXT = 30_000  # characters of one text that are searched: its tokens must fit into a tsvector (1 MB)
LONGEST_QUESTION = 60
AROUND = 24  # characters shown on both sides of what was found


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text as it is compared: composed, then each character in its plain form and in lower case."""
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def tokens(text: str) -> set[str]:
    """The tokens of a folded text: its characters, and its pairs of neighbours that no blank parts."""
    found: set[str] = set()
    for run in text.split():
        codes = [f"{ord(char):x}" for char in run]
        found |= {*codes, *map("x".join, pairwise(codes))}
    return found


def token(piece: str) -> str:
    """The token of a folded character, or of two neighbours."""
    return "x".join(f"{ord(char):x}" for char in piece)


def words(question: str) -> tuple[str, ...]:
    """The folded words of a question, each once; what lies beyond LONGEST_QUESTION characters is left out."""
    return tuple(dict.fromkeys(fold(question[:LONGEST_QUESTION]).split()))


def wanted(asked: tuple[str, ...]) -> set[str]:
    """The tokens that a text must have to contain all these words: the pairs of each; of one character, itself."""
    found: set[str] = set()
    for word in asked:
        found |= tokens(word) if len(word) == 1 else {token for token in tokens(word) if "x" in token}
    return found


def searched(texts: list[str]) -> str:
    """Several texts as one folded text, in which no word reaches from one into the next."""
    return "\n".join(fold(text[:LONGEST_TEXT]) for text in texts)[:LONGEST_TEXT]


def contains(text: str, asked: tuple[str, ...]) -> bool:
    """Whether a folded text contains every word: what a search means, and what both engines must answer."""
    return all(word in text for word in asked)


@dataclass(frozen=True)
class Piece:
    """A piece of text; marked, if it is what was asked for."""

    text: str
    marked: bool = False


def marked(text: str, asked: tuple[str, ...]) -> list[Piece]:
    """The text in pieces, with every occurrence of every word marked."""
    plain = unicodedata.normalize("NFC", text)
    inside, start, pieces = _inside(plain, asked), 0, []
    for end in range(1, len(plain) + 1):
        if end == len(plain) or inside[end] != inside[start]:
            pieces.append(Piece(plain[start:end], inside[start]))
            start = end
    return pieces


def excerpt(text: str, asked: tuple[str, ...]) -> list[Piece] | None:
    """The neighbourhood of the first word that is found in the text, marked; None if none is."""
    plain = unicodedata.normalize("NFC", text[:LONGEST_TEXT])
    folded = plain.translate(_FOLDS)
    if not any(word in folded for word in asked):
        return None
    first = _inside(plain, asked).index(True)
    start, end = max(0, first - AROUND), first + 2 * AROUND
    return marked(("…" if start else "") + plain[start:end] + ("…" if end < len(plain) else ""), asked)


def _inside(plain: str, asked: tuple[str, ...]) -> list[bool]:
    """For each character, whether one of the words covers it."""
    where = [n for n, char in enumerate(plain) for _part in _FOLDS[ord(char)]]
    folded, inside = plain.translate(_FOLDS), [False] * len(plain)
    for word in asked:
        at = folded.find(word)
        while at >= 0:
            for n in where[at : at + len(word)]:
                inside[n] = True
            at = folded.find(word, at + 1)
    return inside
