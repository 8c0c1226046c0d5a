"""A backup while people read and write: how long it takes, and what it does to their pages.

    python -m benchmarks.backing_up [--megabytes 1000] [--clients 8] [--engines sqlite,postgres]

A congress of 530 delegates whose attachments are so large; a server as `benchmarks/server.sh` starts it. Clients ask
for the list, and one in ten sends a new proposal: first alone, then while `changren backup` runs again and again.
Prints the seconds of a backup and the 95th percentile of pages without and with it. Archives are verified, as always.
"""

import argparse
import os
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.acts import FOLDER, PORT, draft, server, sign_in

PIECE = 5 * 1024 * 1024  # bytes of one attachment
ALONE = 20  # seconds without a backup
PAUSE = 0.05  # seconds between two pages of one reader; without it the two cores are full before the backup


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--megabytes", type=int, default=1000)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--engines", default="sqlite,postgres")
    asked = options.parse_args()
    print(
        f"{'engine':10}{'archive MB':>12}{'backup s':>10}{'p95 alone':>11}{'p95 with ms':>13}{'ratio':>7}{'errors':>8}"
    )
    for engine in asked.engines.split(","):
        os.environ.update(BENCH_DB=engine)
        server("fresh")
        logins = server("python", "-m", "benchmarks.congress").splitlines()
        attach(FOLDER / engine / "files", asked.megabytes)
        server("start")
        try:
            measure(engine, logins[: asked.clients])
        finally:
            server("stop")


def attach(folder: Path, megabytes: int) -> None:
    """Files as people attach them; random bytes, as photographs are."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(megabytes * 1024 * 1024 // PIECE):
        (folder / f"{number}.jpg").write_bytes(os.urandom(PIECE))


def measure(engine: str, logins: list[str]) -> None:
    """One line of the table."""
    sessions = [sign_in(login) for login in logins]
    alone, _none = asked_while(sessions, lambda: time.sleep(ALONE))
    archive, took = FOLDER / "backup.tar", list[float]()

    def back_up() -> None:
        began = time.monotonic()
        while not took or time.monotonic() - began < ALONE:
            archive.unlink(missing_ok=True)
            start = time.monotonic()
            server("python", "-m", "changren.site.command", "backup", str(archive))
            took.append(time.monotonic() - start)

    beside, errors = asked_while(sessions, back_up)
    size = archive.stat().st_size / 1024 / 1024
    print(
        f"{engine:10}{size:12.0f}{max(took):10.1f}{p95(alone):11.1f}{p95(beside):13.1f}{p95(beside) / p95(alone):7.2f}"
        f"{errors:8}"
    )


def asked_while(sessions: list[dict[str, str]], work: Callable[[], None]) -> tuple[list[float], int]:
    """Milliseconds of every request that was answered while `work()` ran, and how many were answered wrongly."""
    over, times, errors = threading.Event(), list[float](), list[str]()

    def client(number: int, session: dict[str, str]) -> None:
        connection, count = HTTPConnection("127.0.0.1", PORT, timeout=60), number
        while not over.is_set():
            count += 1
            began = time.perf_counter()
            try:
                draft(connection, session) if count % 10 == 0 else read(connection, session)
            except AssertionError as wrong:
                errors.append(str(wrong))
            times.append((time.perf_counter() - began) * 1000)
            time.sleep(PAUSE)

    hands = [threading.Thread(target=client, args=one) for one in enumerate(sessions)]
    for hand in hands:
        hand.start()
    work()
    over.set()
    for hand in hands:
        hand.join()
    return times, len(errors)


def read(connection: HTTPConnection, session: dict[str, str]) -> None:
    """The list of proposals."""
    cookies = "; ".join(f"{name}={value}" for name, value in session.items())
    connection.request("GET", "/proposals/", headers={"Cookie": cookies})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[len(times) * 95 // 100]


if __name__ == "__main__":
    main()
