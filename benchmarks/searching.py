"""How fast the search answers over 100,000 matters, with eight connections at once.

    python -m benchmarks.searching [--matters 100000] [--connections 8] [--seconds 20]

Fills the empty, migrated database of the CHANGREN_* environment (a path or postgresql://…), builds the index, and lets
processes, one connection each, ask one question after the other without a pause: words of two and more characters,
numbers, names and pinyin, of delegates, clerks, units and the district, some of them narrowed. Each waits for its
answer; what is measured is `changren.search.queries.search`, doors and marks included. Prints a table.
"""

import argparse
import multiprocessing
import random
import time
from datetime import date, timedelta
from typing import Any

import django

DISTRICT = 330302
PLACES = "上山下水白石青田大溪小岭东河西桥南坑北岙金湾银滩前垟后屿新塘老街"
THINGS = "道路桥梁路灯水管渠道学校卫生院村办公场所垃圾养老饮水堤防公交路口河道绿化厂房农贸市场文化礼堂"
ACTS = ("修缮", "整修", "疏通", "安装", "加固", "新建", "拓宽", "清理", "规范", "保护")
FILLER = "经走访三个自然村群众反映强烈老人学生出行不便雨天积水影响生产生活建议有关部门实地察看尽快安排资金组织实施"
FAMILIES, GIVEN = "王李张刘陈杨黄赵吴周单仇解曾", "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚建国华"
FIELDS = ("premises", "conduct", "livelihood", "environment", "safety", "education")
QUESTIONS = (
    "上山",
    "白石村",
    "修缮",
    "路灯",
    "村",
    "2009-提案-017",
    "青田 学校",
    "大溪村 疏通",
    "无此村名",
    "zhang",
    "解军",
)
TOLD = (50, 95, 99)  # percentiles


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--matters", type=int, default=100_000)
    options.add_argument("--connections", type=int, default=8)
    options.add_argument("--seconds", type=float, default=20)
    asked = options.parse_args()
    django.setup()
    from django.db import connection

    from changren.base.tenancy.models import District
    from changren.base.tenancy.scope import within_district

    with within_district(DISTRICT):
        if not District.objects.filter(code=DISTRICT).exists():
            fill(asked.matters)
        posts = readers()
    connection.close()
    with multiprocessing.get_context("spawn").Pool(asked.connections) as pool:
        given = [(n, posts, asked.seconds) for n in range(asked.connections)]
        times = sorted(one for each in pool.starmap(ask, given) for one in each)
    table(connection.vendor, asked, times)


def fill(matters: int) -> None:
    """Half of the matters proposals, half cases, in two townships over ten years; then the index."""
    from django.db import connection

    from changren.casework.models import Assignment, Case
    from changren.proposals.models import Proposal
    from changren.search.reindexing import reindex
    from tests.world import build

    draw, world = random.Random(1), build(DISTRICT, delegates=100)
    people = [place.delegates[n].person for place in world.places for n in range(100)]
    for person in people:
        person.name = draw.choice(FAMILIES) + "".join(draw.sample(GIVEN, 2))
        person.save()
    for n in range(0, matters // 2, 1000):
        proposals = [proposal(draw, world, n + k) for k in range(1000)]
        Proposal.objects.bulk_create(proposals)
        cases = [case(draw, world, one) for one in proposals]
        Case.objects.bulk_create(cases)
        Assignment.objects.bulk_create(
            Assignment(township=one.township, case=one, unit=one.lead_unit, role="lead", sent_on=one.opened_on,
                       due_on=one.opened_on) for one in cases
        )  # fmt: skip
        if n % 10_000 == 0:
            print(f"{2 * n} matters", flush=True)
    began = time.perf_counter()
    reindex(DISTRICT, lambda says: None)
    print(f"index built in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def proposal(draw: random.Random, world: Any, n: int) -> Any:
    """A proposal of some 300 characters, handed in on a day of the last ten years."""
    from changren.proposals.models import Proposal

    place = draw.choice(world.places)
    village = "".join(draw.sample(PLACES, 2)) + "村"
    at = draw.randrange(len(THINGS) - 4)
    title = f"关于{draw.choice(ACTS)}{village}{THINGS[at : at + 4]}的提案"
    parts = [village + "".join(draw.sample(FILLER, len(FILLER))) + draw.choice(ACTS) for _part in range(6)]
    day = date(2000, 3, 1) + timedelta(days=draw.randrange(3650))
    return Proposal(
        township=place.township, kind="proposal", raised_as="proposal", state="handed", title=title,
        lead=draw.choice(place.mandates), subject="".join(parts[:2]), grounds="".join(parts[2:4]),
        measures="".join(parts[4:]), field=draw.choice(FIELDS), number=n % 30_000 + 1, drafted_on=day, submitted_on=day,
        confidential=draw.random() < 0.02,
    )  # fmt: skip


def case(draw: random.Random, world: Any, it: Any) -> Any:
    """The case of a proposal, with one of the units."""
    from changren.casework.models import Case

    place = next(place for place in world.places if place.township == it.township)
    return Case(
        township=it.township, serial=it.serial, title=it.title, text=it.text, origin_kind="proposals.Proposal",
        origin_id=it.pk, confidential=it.confidential, state="closed", opened_on=it.submitted_on,
        assign_due=it.submitted_on, lead_unit=place.units[draw.choice(("station", "office", "department"))],
    )  # fmt: skip


def readers() -> list[Any]:
    """The keys of posts that ask: of each role one, and twenty delegates."""
    from changren.organisation.models import Post

    every = list(Post.objects.order_by("role", "pk").values_list("role", "pk"))
    roles = dict(every)
    return [*roles.values(), *[pk for role, pk in every if role == "delegate"][:20]]


def ask(n: int, keys: list[Any], seconds: float) -> list[float]:
    """One connection: questions for so many seconds, after one of each to begin with; how long each took, in ms."""
    django.setup()
    from changren.base.tenancy.scope import within_district
    from changren.organisation.models import Post
    from changren.search.queries import Asked, search

    draw, times = random.Random(n), []
    with within_district(DISTRICT):
        posts = list(Post.objects.select_related(*Post.alongside).filter(pk__in=keys))
        for question in QUESTIONS:
            search(posts[0], Asked.of(question))
        end = time.perf_counter() + seconds
        while (began := time.perf_counter()) < end:
            narrowed = {"year": 2000 + draw.randrange(10)} if draw.random() < 1 / 4 else {}
            search(draw.choice(posts), Asked.of(draw.choice(QUESTIONS), **narrowed))
            times.append((time.perf_counter() - began) * 1000)
    return times


def table(engine: str, asked: Any, times: list[float]) -> None:
    """The measurements as one row."""
    quantiles = [times[min(len(times) - 1, len(times) * percent // 100)] for percent in TOLD]
    print(
        "| engine | matters | connections | answers a second | "
        + " | ".join(f"p{percent} ms" for percent in TOLD)
        + " |"
    )
    print("| --- " * (4 + len(TOLD)) + "|")
    told = [
        engine,
        asked.matters,
        asked.connections,
        f"{len(times) / asked.seconds:.0f}",
        *(f"{one:.1f}" for one in quantiles),
    ]
    print(f"| {' | '.join(map(str, told))} |")


if __name__ == "__main__":
    main()
