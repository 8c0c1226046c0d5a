"""How long a roster takes: read and compared row by row, and entered.

    python -m benchmarks.rosters [--rows 10000] [--entered 60 530]

In the empty, migrated database of the CHANGREN_* environment. A sheet of 13 columns is written, read in the child
process, and compared with the register, which knows none of them; then rosters of so many rows are entered by the act.
Seconds of wall clock, CPU of this process, and the most memory that it and the child took.
"""

import argparse
import resource
import time
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import django

DISTRICT = 330302
ON = datetime(2010, 4, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
HEAD = (
    "序号", "姓名", "性别", "民族", "出生年月", "手机", "选举单位", "代表团", "身份", "界别",
    "职务", "党委委员", "当选日期",
)  # fmt: skip
FAMILIES, GIVEN = "王李张刘陈杨黄赵吴周单仇解曾", "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚建国华"


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--entered", type=int, nargs="*", default=[60, 530])
    asked = options.parse_args()
    django.setup()
    from django.db import connection

    from changren.base.tenancy.scope import within_district
    from tests.world import build

    with within_district(DISTRICT):
        place = build(DISTRICT, delegates=2).places[0]
        place.term.seats = 100_000
        place.term.save()
        print(f"{connection.vendor}")
        timed(f"{asked.rows} rows read and compared", lambda: preview(place, asked.rows, 0))
        for n, rows in enumerate(asked.entered, 1):
            found = preview(place, rows, n)
            timed(f"{rows} rows entered", lambda found=found: enter(place, found))
    for who, whose in ((resource.RUSAGE_SELF, "this process"), (resource.RUSAGE_CHILDREN, "the child")):
        print(f"most memory of {whose}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


def timed(what: str, do: Any) -> None:
    """Do it, and say how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    print(f"{what}: {time.perf_counter() - wall:.2f} s, CPU {time.process_time() - cpu:.2f} s")


def preview(place: Any, rows: int, n: int) -> Any:
    """What the page shows, from the uploaded file on."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from changren.base.tables.reading import read
    from changren.mandates import queries

    return queries.roster(place.term, *queries.best_sheet(read(SimpleUploadedFile("a.xlsx", workbook(rows, n)))))


def workbook(rows: int, n: int) -> bytes:
    """A roster of so many delegates, all of them new."""
    import xlsxwriter

    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    for m, row in enumerate((HEAD, *(person(k, n) for k in range(1, rows + 1)))):
        sheet.write_row(m, 0, row)
    book.close()
    return kept.getvalue()


def person(k: int, n: int) -> tuple[Any, ...]:
    name = FAMILIES[k % len(FAMILIES)] + GIVEN[k // 7 % len(GIVEN)] + GIVEN[k // 101 % len(GIVEN)]
    bodies = (f"第{n}批第{k // 8}支部", f"第{n}批第{k % 9}代表团")
    said = (
        k,
        name,
        "女" if k % 3 else "男",
        "汉族",
        f"19{50 + k % 40}.{k % 12 + 1}",
        str(13_000_000_000 + n * 1_000_000 + k),
    )
    return (*said, *bodies, "一线", "村居", "村民", "否", "2010-03-01")


def enter(place: Any, found: Any) -> None:
    """The act, in its one transaction. Nobody gets a password: its hash is measured elsewhere."""
    from changren.mandates import acts, queries

    lines = [queries.as_given(line) for line in found.of("new")]
    given = {"lines": lines, "seats": found.new_units, "first_password": ""}
    acts.enter_roster(place.term, by=place.posts["clerk"], on=ON, **given)


if __name__ == "__main__":
    main()
