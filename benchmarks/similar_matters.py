"""How fast similar matters are found among many, and whether the right ones still are.

    python -m benchmarks.similar_matters [--matters 100000] [--connections 1] [--seconds 20]

Fills the empty, migrated database of the CHANGREN_* environment (a path or postgresql://…) with proposals, among them
the labelled matters of benchmarks/similar/, builds the index and counts what is rare. Then it types every question of
the labelled matters, part by part as somebody who drafts would, and measures `changren.search.similar.similar`, doors,
reasons and suggestions included: milliseconds of the first question in a process and of all others, memory of the
process, and recall@5 and precision@1 in this company.
"""

import argparse
import multiprocessing
import random
import resource
import time
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

from benchmarks.searching import DISTRICT, TOLD, proposal

FOLDER = Path(__file__).parent / "similar"
ON = datetime(2010, 4, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
FIRST = 5
STEPS = (0.3, 0.6, 1)  # how much of the text is typed when the page asks


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--matters", type=int, default=100_000)
    options.add_argument("--connections", type=int, default=1)
    options.add_argument("--seconds", type=float, default=20)
    asked = options.parse_args()
    django.setup()
    from django.db import connection

    from changren.base.tenancy.models import District
    from changren.base.tenancy.scope import within_district

    with within_district(DISTRICT):
        if not District.objects.filter(code=DISTRICT).exists():
            fill(asked.matters)
    connection.close()
    with multiprocessing.get_context("spawn").Pool(asked.connections) as pool:
        measured = pool.starmap(ask, [(n, asked.seconds) for n in range(asked.connections)])
        quality = pool.apply(judge)
    table(connection.vendor, asked, measured, quality)


def fill(matters: int) -> None:
    """Proposals of one township over ten years, the labelled ones among them; the index; what is rare."""
    from django.db import connection

    from changren.proposals.models import Proposal
    from changren.search.frequencies import keep_frequencies
    from changren.search.reindexing import reindex
    from tests.world import build

    draw, world = random.Random(1), build(DISTRICT, delegates=100)
    world.places = world.places[:1]
    rows = [proposal(draw, world, n) for n in range(matters - len(labelled()))]
    for one in labelled():
        row = proposal(draw, world, len(rows))
        row.title, row.subject, row.confidential, row.grounds = one["title"], one["subject"], False, one["key"]
        rows.insert(draw.randrange(len(rows)), row)
    Proposal.objects.bulk_create(rows, batch_size=1000)
    began = time.perf_counter()
    reindex(DISTRICT, lambda says: None)
    print(f"index built in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    keep_frequencies()
    print(f"what is rare counted in {time.perf_counter() - began:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def labelled() -> list[dict[str, Any]]:
    """The labelled matters of both parts."""
    parts = (tomllib.loads((FOLDER / f"{part}.toml").read_text())["matter"] for part in ("tuning", "held"))
    return [one for part in parts for one in part]


def reader() -> Any:
    """A delegate."""
    from changren.organisation.models import Post, Role

    return Post.objects.select_related(*Post.alongside).filter(role=Role.DELEGATE).order_by("pk").first()


def ask(n: int, seconds: float) -> tuple[float, list[float], float]:
    """One connection: the first question and all others, in ms; the memory of the process, in MB."""
    django.setup()
    from changren.base.tenancy.scope import within_district
    from changren.search.similar import similar

    draw, times = random.Random(n), []
    questions = [asked for one in labelled() for asked in one["asked"]]
    with within_district(DISTRICT):
        post, end = reader(), time.perf_counter() + seconds
        while (began := time.perf_counter()) < end:
            _kind, title, subject = draw.choice(questions)
            similar(post, title, subject[: round(len(subject) * draw.choice(STEPS))], ON)
            times.append((time.perf_counter() - began) * 1000)
    return times[0], sorted(times[1:]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def judge() -> tuple[float, float]:
    """recall@5 and precision@1 over every question of the labelled matters."""
    django.setup()
    from changren.base.tenancy.scope import within_district
    from changren.search.similar import similar

    found = []
    with within_district(DISTRICT):
        post = reader()
        for one in labelled():
            for _kind, title, subject in one["asked"]:
                near = [hit.it.grounds for hit in similar(post, title, subject, ON).near]
                found.append(near.index(one["key"]) if one["key"] in near else FIRST)
    return sum(place < FIRST for place in found) / len(found), sum(place == 0 for place in found) / len(found)


def table(engine: str, asked: Any, measured: list[Any], quality: tuple[float, float]) -> None:
    """The measurements as one row."""
    times = sorted(one for _first, others, _memory in measured for one in others)
    quantiles = [f"{times[min(len(times) - 1, len(times) * percent // 100)]:.1f}" for percent in TOLD]
    cells = {
        "engine": engine, "matters": asked.matters, "connections": asked.connections,
        **{f"p{percent} ms": one for percent, one in zip(TOLD, quantiles, strict=True)},
        "first ms": f"{max(first for first, _others, _memory in measured):.0f}",
        "MB": f"{max(memory for _first, _others, memory in measured):.0f}",
        "recall@5": f"{quality[0]:.3f}", "precision@1": f"{quality[1]:.3f}",
    }  # fmt: skip
    for row in (cells, ["---"] * len(cells), cells.values()):
        print(f"| {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    main()
