"""Acts per second, as a ratio to the least that a Django view can write, in one run.

    python -m benchmarks.acts [--seconds 5] [--engines sqlite,postgres]

An act: a delegate sends the form of a new proposal (session, guards, transaction, sealed entry, notices). What it
is compared with: a view without middleware that inserts one row, on the same server, in the same database. One
township and nine; 1 and 32 clients in this process. PostgreSQL waits for the disk, SQLite runs with synchronous=FULL.
"""

import argparse
import os
import secrets
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from itertools import count, cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.drafting import PASSWORD, draft_form

HERE = Path(__file__).parent
FOLDER = Path(os.environ.setdefault("BENCH_DIR", str(Path(tempfile.gettempdir()) / "changren-bench")))
PORT = 18200
TRIVIAL = {"BENCH_SETTINGS": "benchmarks.trivial", "BENCH_PORT": str(PORT + 1)}
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--engines", default="sqlite,postgres")
    asked = options.parse_args()
    print(f"{'engine':10}{'townships':>10}{'clients':>9}{'acts/s':>9}{'inserts/s':>11}{'ratio':>7}{'CPU ms/act':>12}")
    for engine in asked.engines.split(","):
        with_server(engine, partial(measure, engine, asked.seconds))


def with_server(engine: str, then: Callable[[list[str]], None]) -> None:
    """Run it against fresh servers and a district of nine townships with four delegates each; `then` is given them."""
    os.environ.update(BENCH_DB=engine)
    server("fresh")
    named = server("python", "-m", "benchmarks.congress", "--townships", "9", "--delegates", "4", "--proposals", "0")
    server("start")
    server("start-app", **TRIVIAL)
    try:
        then(named.splitlines())
    finally:
        server("stop-app", **TRIVIAL)
        server("stop")


def measure(engine: str, seconds: float, logins: list[str]) -> None:
    """Acts, then inserts, for each number of townships and clients."""
    for townships in (1, 9):
        sessions = [sign_in(login) for login in logins[: 4 * townships]]
        for clients in (1, 32):
            before = cpu()
            acts = rate(PORT, clients, seconds, cycle(sessions), draft)
            spent = cpu() - before
            inserts = rate(PORT + 1, clients, seconds, cycle([None]), insert)
            line = f"{engine:10}{townships:>10}{clients:>9}{acts:>9.1f}{inserts:>11.1f}{acts / inserts:>7.2f}"
            print(f"{line}{spent * 1000 / (acts * seconds):>12.1f}", flush=True)


def rate(port: int, clients: int, seconds: float, sessions: Iterator[Any], do: Callable[..., None]) -> float:
    """How many times a second `do` is done by so many clients; RuntimeError if one of them fails."""
    done, failed, guard = count(), list[BaseException](), threading.Lock()
    ends = time.perf_counter() + seconds

    def work() -> None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            while time.perf_counter() < ends:
                with guard:
                    session = next(sessions)
                do(connection, session)
                next(done)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if failed:
        raise RuntimeError(f"{len(failed)} clients failed") from failed[0]
    return next(done) / seconds


def sign_in(login: str, host: str = "127.0.0.1") -> dict[str, str]:
    """The cookies of somebody who has signed in, at this host name."""
    csrf = secrets.token_hex(16)
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    form = urlencode({"csrfmiddlewaretoken": csrf, "login": login, "password": PASSWORD})
    connection.request("POST", "/organisation/sign-in/", form, HEADERS | {"Cookie": f"csrftoken={csrf}", "Host": host})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 302, answer.status
    cookies = [value.partition(";")[0].partition("=") for key, value in answer.getheaders() if key == "set-cookie"]
    return {name: value for name, _is, value in cookies}


def draft(connection: HTTPConnection, session: dict[str, str], host: str = "127.0.0.1") -> None:
    """One act."""
    form = urlencode({"csrfmiddlewaretoken": session["csrftoken"], **draft_form(1)})
    cookies = "; ".join(f"{name}={value}" for name, value in session.items())
    connection.request("POST", "/proposals/draft/", form, HEADERS | {"Cookie": cookies, "Host": host})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 302, answer.status


def insert(connection: HTTPConnection, session: None) -> None:
    """One row."""
    connection.request("GET", "/insert")
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status


def cpu() -> float:
    """Seconds of CPU that all processes of the server have used, with those that have ended since."""
    ticks = 0
    for line in server("pids").splitlines():
        stat = Path(f"/proc/{line.split()[1]}/stat")
        if stat.exists():
            ticks += sum(int(field) for field in stat.read_text().rsplit(")", 1)[1].split()[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory() -> float:
    """MiB of all processes of the server; what they share is counted once."""
    pids = [line.split()[1] for line in server("pids").splitlines()]
    there = [Path(f"/proc/{pid}/smaps_rollup") for pid in pids]
    rolls = [roll.read_text() for roll in there if roll.exists()]
    return sum(int(line.split()[1]) for roll in rolls for line in roll.splitlines() if line.startswith("Pss:")) / 1024


def server(*words: str, **environment: str) -> str:
    """What benchmarks/server.sh answers."""
    command, known = [HERE / "server.sh", *words], os.environ | environment
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=known).stdout


if __name__ == "__main__":
    main()
