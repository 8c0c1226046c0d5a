"""Page time, CPU and memory with 1, 100 and 2,800 districts in one database (rule R1: a district is no installation).

    python -m benchmarks.tenants [--districts 1,100,2800] [--engine postgres] [--pages 400]

Every district has two townships with four delegates each, and four filed proposals, all told through acts in the
first; the others are copies of its rows under new identifiers. Delegates drawn at random from all districts sign in,
read the list and the home page, and begin a proposal; eight clients at once. The last line is the exponent: the slope
of log(CPU) over log(districts), between the smallest and the largest number.
"""

import argparse
import math
import os
import random
import statistics
import threading
import time
from http.client import HTTPConnection
from typing import Any

from benchmarks.acts import PORT, cpu, draft, memory, server, sign_in

CLIENTS, SEED = 8, 2026


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--districts", default="1,100,2800")
    options.add_argument("--engine", default="postgres")
    options.add_argument("--pages", type=int, default=400)
    asked = options.parse_args()
    os.environ.update(BENCH_DB=asked.engine)
    sizes = [int(one) for one in asked.districts.split(",")]
    found = [measured(size, asked.pages) for size in sizes]
    for what in found[0]:
        small, large = found[0][what][1], found[-1][what][1]
        print(f"exponent of CPU, {what}: {math.log(large / small) / math.log(sizes[-1] / sizes[0]):.3f}")


def measured(size: int, pages: int) -> dict[str, tuple[float, float]]:
    """What: median milliseconds a page, CPU milliseconds a page."""
    server("fresh")
    people = [line.split("\t") for line in server("python", "-m", "benchmarks.districts", str(size)).splitlines()]
    server("start")
    draw = random.Random(SEED)
    drawn = [draw.choice(people) for _ in range(pages)]
    sessions = [(login, host, sign_in(login, host)) for login, host in drawn[:CLIENTS]]
    round_of(sessions * 4, lambda one: read("/", one))  # warm
    sessions, found = [], {}
    found["sign in"] = timed(drawn, lambda one: sessions.append((*one, sign_in(*one))))
    found["list"] = timed(sessions, lambda one: read("/proposals/", one))
    found["home"] = timed(sessions, lambda one: read("/", one))
    found["begin a proposal"] = timed(sessions, lambda one: draft(connection(), one[2], one[1]))
    for what, (wall, spent) in found.items():
        print(f"{size:>7} districts {what:18}{wall:>8.1f} ms{spent:>8.1f} CPU ms", flush=True)
    print(f"{size:>7} districts {'memory':18}{memory():>8.0f} MiB", flush=True)
    server("stop")
    return found


def timed(items: list[Any], do: Any) -> tuple[float, float]:
    """Median milliseconds of one, and CPU milliseconds of the server for one."""
    before = cpu()
    walls = round_of(items, do)
    return statistics.median(walls) * 1000, (cpu() - before) * 1000 / len(items)


def round_of(items: list[Any], do: Any) -> list[float]:
    """Do it for all items, so many clients at once; seconds for each. RuntimeError if one fails."""
    left, walls, failed, guard = list(items), list[float](), list[BaseException](), threading.Lock()

    def work() -> None:
        try:
            while True:
                with guard:
                    if not left:
                        return
                    item = left.pop()
                began = time.perf_counter()
                do(item)
                walls.append(time.perf_counter() - began)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if failed:
        raise RuntimeError(f"{len(failed)} clients failed") from failed[0]
    return walls


_own = threading.local()


def connection() -> HTTPConnection:
    """This client's own."""
    if not hasattr(_own, "connection"):
        _own.connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    return _own.connection  # type: ignore[no-any-return]


def read(path: str, who: tuple[str, str, dict[str, str]]) -> None:
    """One page."""
    cookies = "; ".join(f"{name}={value}" for name, value in who[2].items())
    connection().request("GET", path, headers={"Cookie": cookies, "Host": who[1]})
    answer = connection().getresponse()
    answer.read()
    assert answer.status == 200, (path, answer.status)


if __name__ == "__main__":
    main()
