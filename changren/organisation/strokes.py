"""Names in the order of the strokes of their surnames (姓氏笔画), as lists of persons stand on official papers.

The table beside this file has a line for each number of strokes. A line keeps the national order of characters (GF
3003-1999: 横, 竖, 撇, 点, 折, then shape); characters outside it follow as the Unicode CLDR ranks them. It is made by
scripts/strokes.py.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

NOBODY_KNOWS = 99  # strokes of what is in no table: such names come last


@lru_cache(maxsize=4096)
def stroke_key(name: str) -> str:
    """What a name is sorted by: the strokes of its first character, their shapes, then each further character.

    Surnames of two characters (欧阳) need no list: the second character decides where the first is the same. Spaces
    inside a name do not count. No character fails; one that no table knows stands after all others.
    """
    told = unicodedata.normalize("NFKC", "".join(name.split()))
    return "".join("{:02}{:06}".format(*_places().get(sign, (NOBODY_KNOWS, ord(sign)))) for sign in told)


def strokes(sign: str) -> int:
    """How many strokes a character has; 0 if no table knows it."""
    return _places().get(sign, (0, 0))[0]


@cache
def _places() -> dict[str, tuple[int, int]]:
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    return {sign: (number, place) for number, line in enumerate(lines, 1) for place, sign in enumerate(line)}
