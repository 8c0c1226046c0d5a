"""What it costs to vote through HTTP, with full verification of every ballot, the client included.

    benchmarks/server.sh fresh
    benchmarks/server.sh python -m benchmarks.casting prepare [--questions 1] [--voters 530]
    benchmarks/server.sh start
    benchmarks/server.sh python -m benchmarks.casting vote [--connections 32]
    benchmarks/server.sh stop

BENCH_DB chooses the engine (see benchmarks/server.sh). `prepare` makes a congress and a poll that is open, and seals
two ballots of every voter beforehand: voters do that on their own telephones. `vote` sends the first of each over so
many connections, one after the other on each; then the second of each all at the same instant, every one on a
connection of its own. At the end the archive is read as a whole: every acknowledged ballot is in it, and the last of
each counts.
"""

import argparse
import asyncio
import io
import json
import os
import subprocess
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import django

DISTRICT = 330302
HOST, PORT = "127.0.0.1", int(os.environ.get("BENCH_PORT", "18200"))
HERE = Path(__file__).parent
Sent = tuple[float, float, str]  # when it was sent, how long it took, the tracker


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("what", choices=("prepare", "vote"))
    options.add_argument("--questions", type=int, default=1)
    options.add_argument("--voters", type=int, default=530)
    options.add_argument("--connections", type=int, default=32)
    asked = options.parse_args()
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(DISTRICT):
        if asked.what == "prepare":
            prepare(asked.questions, asked.voters)
        else:
            vote(asked.connections)


def prepared() -> Path:
    """The file of the sealed ballots."""
    return Path(os.environ["CHANGREN_VAR"]) / "ballots.json"


def prepare(questions: int, voters: int) -> None:
    """A congress, an open poll, and two ballots of every voter."""
    from changren.ballots import archiving
    from changren.ballots.protocol.election import Question
    from tests.ballots import polls
    from tests.world import at, build

    world = build(DISTRICT, delegates=4)
    world.district.host = HOST
    world.district.save()
    place, answers = world.here, ("赞成", "反对", "弃权") if questions == 1 else ("优秀", "称职", "基本称职", "不称职")
    asked = tuple(Question(f"第{n}题", answers) for n in range(1, questions + 1))
    given = {"clerk": place.posts["clerk"], "on": at("2010-04-01 09:00"), "voters": voters, "questions": asked}
    held = polls.opened(place.township, place.delegates[:3], **given)
    raw = archiving.election_of(held.poll).raw
    with ProcessPoolExecutor() as pool:
        sealed = list(pool.map(_sealed, [raw] * 2 * voters, held.slips.own * 2, chunksize=16))
    told = {"poll": str(held.poll.pk), "first": sealed[:voters], "second": sealed[voters:]}
    prepared().write_text(json.dumps(told))
    print(f"{voters} voters, {questions} question(s) of {len(answers)}; a ballot has {len(sealed[0])} bytes")


def _sealed(raw: bytes, credential: str) -> str:
    from changren.ballots.protocol import ballots, election

    it = _election.setdefault(raw, election.read(raw))
    chosen = [[1] + [0] * (len(one.answers) - 1) for one in it.questions]
    return ballots.cast(it, credential, chosen).decode()


_election: dict[bytes, Any] = {}


def vote(connections: int) -> None:
    """Measure, and look at what is there afterwards."""
    told = json.loads(prepared().read_text())
    path, first, second = f"/ballots/{told['poll']}/cast/", told["first"], told["second"]
    before = cpu()
    steady, took = timed(lambda: over_connections(path, first, connections))
    used = cpu() - before
    at_once, all_took = timed(lambda: over_connections(path, second, len(second)))
    print(f"{os.environ.get('BENCH_DB', 'postgres')}, {len(first)} ballots of {len(first[0])} bytes")
    report(f"over {connections} connections", steady, took)
    print(f"{'CPU of the server, a ballot':34} {used / len(first) * 1000:8.1f} ms")
    report("all at the same instant", at_once, all_took)
    print(f"{'memory of the server (PSS)':34} {memory():8.0f} MiB")
    lost, counted = looked_at(told["poll"], [one[2] for one in steady + at_once])
    print(f"acknowledged {len(steady) + len(at_once)}, of them not in the archive {lost}; counted {counted}")


def timed(work: Callable[[], Awaitable[list[Sent]]]) -> tuple[list[Sent], float]:
    """What the work gives, and how long it took."""
    began = time.perf_counter()

    async def run() -> list[Sent]:
        return await work()

    return asyncio.run(run()), time.perf_counter() - began


async def over_connections(path: str, ballots: Sequence[str], connections: int) -> list[Sent]:
    """Send the ballots; each connection takes the next as soon as its last is answered."""
    waiting, done = list(reversed(ballots)), []

    async def one() -> None:
        reader, writer = await asyncio.open_connection(HOST, PORT)
        while waiting:
            done.append(await _send(reader, writer, path, waiting.pop().encode()))
        writer.close()

    await asyncio.gather(*(one() for _n in range(connections)))
    return done


async def _send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, body: bytes) -> Sent:
    began = time.perf_counter()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()
    status = int((await reader.readline()).split()[1])
    while await reader.readline() not in (b"\r\n", b""):
        pass
    answer = b""
    while size := int(await reader.readline(), 16):  # our server answers in pieces
        answer += (await reader.readexactly(size + 2))[:size]
    await reader.readline()
    if status != 200:
        raise SystemExit(f"{status}: {answer[:300]!r}")
    return began, time.perf_counter() - began, json.loads(answer)["tracker"]


def report(what: str, sent: list[Sent], took: float) -> None:
    """A line: how many a second, and how long the slow ones took."""
    waits = sorted(one[1] for one in sent)
    middle, slow, last = waits[len(waits) // 2], waits[int(len(waits) * 0.99)], waits[-1]
    print(f"{what:34} {len(sent) / took:8.1f} ballots/s   median {middle:.3f} s   p99 {slow:.3f} s   last {last:.3f} s")


def _pids() -> list[str]:
    lines = subprocess.run([HERE / "server.sh", "pids"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line.split()[1] for line in lines]


def cpu() -> float:
    """Seconds of CPU that the server and its database have used."""
    ticks = os.sysconf("SC_CLK_TCK")
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in _pids()]
    return sum(int(one[11]) + int(one[12]) for one in stats) / ticks


def memory() -> float:
    """MiB that they have."""
    lines = [line for pid in _pids() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def looked_at(pk: str, acknowledged: list[str]) -> tuple[int, int]:
    """How many acknowledged ballots are not in the archive, and how many count."""
    from changren.ballots import archiving
    from changren.ballots.models import Poll
    from changren.ballots.protocol import contents
    from changren.ballots.protocol.contents import Policy

    file = io.BytesIO(b"".join(archiving.file_of(Poll.objects.get(pk=pk))))
    found = contents.read(file, Policy())
    return len(set(acknowledged) - {one.tracker for one in found.ballots}), len(found.counted)


if __name__ == "__main__":
    main()
