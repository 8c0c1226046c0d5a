"""Whether the matter that somebody means is found among all: recall@5 and precision@1 on the labelled matters.

    python -m benchmarks.similarity [--held] > benchmarks/results/similarity.txt

Without --held only the part that may be tuned on; what the sets are says benchmarks/similar/README.md. Every ranking is
the cosine of two texts under weights of characters and pairs of neighbours, over the matters of both parts:

plain       term frequency times inverse document frequency (the start that is to be beaten)
damped      1 + log of the frequency instead: a word that is said four times is not four times as near
pairs       the same without single characters
no places   damped, villages and townships taken out: the same matter elsewhere is the same matter
"""

import argparse
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "similar"
RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")
FIRST = 5  # that a person looks at
Weights = dict[str, float]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--held", action="store_true", help="the part set aside as well, in sums alone")
    asked = options.parse_args()
    tuning, held = (tomllib.loads((FOLDER / f"{part}.toml").read_text())["matter"] for part in ("tuning", "held"))
    matters = {one["key"]: f"{one['title']}\n{one['subject']}" for one in (*tuning, *held)}
    print(f"{len(matters)} matters; recall@{FIRST} / precision@1")
    print(f"{'part':8}{'kind':12}{'asked':>6}" + "".join(f"{name:>16}" for name in WAYS))
    show("tuning", tuning, matters, kinds=True)
    if asked.held:
        show("held", held, matters, kinds=False)


def show(part: str, labelled: list[dict[str, Any]], matters: dict[str, str], *, kinds: bool) -> None:
    """The lines of one part: of each kind of question if `kinds`, and of all."""
    found: dict[str, dict[str, list[int]]] = {name: places(labelled, way(matters)) for name, way in WAYS.items()}
    for kind in (*sorted(set(found["plain"]) - {"all"}), "all") if kinds else ("all",):
        cells = "".join(f"{_share(by[kind], FIRST):>8.3f} / {_share(by[kind], 1):.3f}" for by in found.values())
        print(f"{part:8}{kind:12}{len(found['plain'][kind]):6}{cells}")


def places(labelled: Iterable[dict[str, Any]], rank: Callable[[str], list[str]]) -> dict[str, list[int]]:
    """At which place, from 0, each question finds its own matter: by kind of question, and under "all"."""
    found = defaultdict(list)
    for one in labelled:
        for kind, title, subject in one["asked"]:
            place = rank(f"{title}\n{subject}").index(one["key"])
            found[kind].append(place)
            found["all"].append(place)
    return found


def _share(found: list[int], first: int) -> float:
    return sum(place < first for place in found) / len(found)


class Ranking:
    """All matters, nearest first. sizes: of the pieces, in characters. without: what is taken out of every text."""

    def __init__(
        self, matters: dict[str, str], *, sizes: tuple[int, ...] = (1, 2), damped: bool = True, without: str = ""
    ) -> None:
        self.sizes, self.damped, self.without = sizes, damped, re.compile(without) if without else None
        counted = {key: self._pieces(text) for key, text in matters.items()}
        spread = Counter(piece for pieces in counted.values() for piece in pieces)
        self.rare = {piece: 1 + math.log((1 + len(matters)) / (1 + n)) for piece, n in spread.items()}
        self.weights = {key: self._weigh(pieces) for key, pieces in counted.items()}

    def __call__(self, text: str) -> list[str]:
        asked = self._weigh(self._pieces(text))
        near = {key: sum(n * there.get(piece, 0) for piece, n in asked.items()) for key, there in self.weights.items()}
        return sorted(near, key=lambda key: (-near[key], key))

    def _pieces(self, text: str) -> Counter[str]:
        runs = RUNS.findall(self.without.sub(" ", text) if self.without else text)
        return Counter(run[n : n + size] for run in runs for size in self.sizes for n in range(len(run) - size + 1))

    def _weigh(self, pieces: Counter[str]) -> Weights:
        raw = {
            one: (1 + math.log(n) if self.damped else n) * self.rare[one]
            for one, n in pieces.items()
            if one in self.rare
        }
        length = math.sqrt(sum(n * n for n in raw.values())) or 1
        return {one: n / length for one, n in raw.items()}


def _place_names() -> str:
    names = (FOLDER / "places.txt").read_text().split()
    return "|".join(sorted({*names, *(name[:-1] for name in names)}, key=len, reverse=True))


WAYS: dict[str, Callable[[dict[str, str]], Callable[[str], list[str]]]] = {
    "plain": lambda matters: Ranking(matters, damped=False),
    "damped": Ranking,
    "pairs": lambda matters: Ranking(matters, sizes=(2,)),
    "no places": lambda matters: Ranking(matters, without=_place_names()),
}


if __name__ == "__main__":
    main()
