"""What it costs to check in and to vote, through HTTP: with nobody watching, and with everybody.

    benchmarks/server.sh fresh
    benchmarks/server.sh python -m benchmarks.hall prepare [--delegates 530]
    benchmarks/server.sh start
    benchmarks/server.sh python -m benchmarks.hall measure
    benchmarks/server.sh stop

BENCH_DB chooses the engine (see benchmarks/server.sh). `prepare` makes a meeting that is open, with all its delegates
on the list. `measure` lets them in at eight desks, each sent twice, then votes over and over: over 32 connections with
one watcher on the stream, then with as many as there are delegates, and all at the same instant. It closes and declares
each vote, and waits until the last watcher has the picture with the result. In the end it looks at what is there.
"""

import argparse
import asyncio
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

from benchmarks.casting import HOST, PORT, cpu, memory

DISTRICT, DESKS, CONNECTIONS = 330302, 8, 32
Sent = tuple[float, bytes]  # how long it took, the answer


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("what", choices=("prepare", "measure"))
    options.add_argument("--delegates", type=int, default=530)
    asked = options.parse_args()
    django.setup()
    from changren.base.tenancy.scope import within_district

    with within_district(DISTRICT):
        if asked.what == "prepare":
            prepare(asked.delegates)
        else:
            measure()


def kept() -> Path:
    """Which meeting it is."""
    return Path(os.environ["CHANGREN_VAR"]) / "hall.json"


def prepare(delegates: int) -> None:
    """A congress and a meeting that is open."""
    from tests.congress.hall import scene
    from tests.world import build

    world = build(DISTRICT, delegates=delegates)
    world.district.host = HOST
    world.district.save()
    kept().write_text(json.dumps({"meeting": str(scene.meeting_of(world.here).pk)}))
    print(f"{delegates} delegates")


def measure() -> None:
    """Everything, one after the other."""
    from changren.congress.hall import links
    from changren.congress.models import Invitee, Meeting, Passage

    meeting = Meeting.objects.select_related(*Meeting.alongside).get(pk=json.loads(kept().read_text())["meeting"])
    people = list(Invitee.objects.filter(meeting=meeting, standing="delegate").order_by("id"))
    print(f"{os.environ.get('BENCH_DB', 'postgres')}, {len(people)} delegates")
    desk = f"/meetings/desk/{links.DESK.to(meeting, '1')}/pass/"
    passages = [(desk, _passage(one)) for one in people]
    twice = [one for pair in zip(passages, passages, strict=True) for one in pair]
    report(f"check-in, {DESKS} desks, each sent twice", *timed(over(twice, DESKS)), len(twice))
    assert Passage.objects.filter(meeting=meeting).count() == len(people)
    for watchers in (1, len(people)):
        _voted(meeting, people, watchers, CONNECTIONS)
    _voted(meeting, people, len(people), len(people))
    print(f"{'memory of the server (PSS)':46} {memory():8.0f} MiB")


def _passage(one: Any) -> bytes:
    return json.dumps({"passages": [{"who": str(one.pk), "way": "in", "key": str(uuid4())}]}).encode()


def timed(work: Any) -> tuple[list[Sent], float, float]:
    """What it gives, how long it took, and the CPU of the server meanwhile."""
    before, began = cpu(), time.perf_counter()
    done = asyncio.run(work)
    return done, time.perf_counter() - began, cpu() - before


async def over(requests: Sequence[tuple[str, bytes]], connections: int) -> list[Sent]:
    """Send them; each connection takes the next as soon as its last is answered."""
    waiting, done = list(reversed(requests)), list[Sent]()

    async def one() -> None:
        reader, writer = await asyncio.open_connection(HOST, PORT)
        while waiting:
            done.append(await send(reader, writer, *waiting.pop()))
        writer.close()

    await asyncio.gather(*(one() for _n in range(connections)))
    return done


async def send(reader: Any, writer: Any, path: str, body: bytes, method: str = "POST") -> Sent:
    """One request on a connection that is kept."""
    began = time.perf_counter()
    head = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json"]
    writer.write("\r\n".join([*head, f"Content-Length: {len(body)}", "", ""]).encode() + body)
    await writer.drain()
    status, length = int((await reader.readline()).split()[1]), -1
    while (line := await reader.readline()) not in (b"\r\n", b""):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    answer = await reader.readexactly(length) if length >= 0 else b""
    while length < 0 and (size := int(await reader.readline(), 16)):
        answer += (await reader.readexactly(size + 2))[:size]
    if length < 0:
        await reader.readline()
    if status != 200:
        raise SystemExit(f"{path}: {status}: {answer[:300]!r}")
    return time.perf_counter() - began, answer


class Watchers:
    """Telephones on the stream: each asks for the picture after an act, as hall.js does."""

    def __init__(self, n: int, stream: str, picture: str) -> None:
        self.n, self.stream, self.picture = n, stream, picture
        self.pulses = 0
        self.seen: list[float] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        self.tasks = [asyncio.create_task(self._watch()) for _n in range(self.n)]
        await asyncio.sleep(1 + self.n / 300)

    async def _watch(self) -> None:
        reader, writer = await asyncio.open_connection(HOST, PORT)
        writer.write(f"GET {self.stream} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        number = b""
        while line := await reader.readline():
            if line.startswith(b"id: "):
                number = line[4:].strip()
            self.pulses += line.startswith(b"event: pulse")
            if line.startswith(b"data: congress.declare"):
                own = await asyncio.open_connection(HOST, PORT)
                _took, text = await send(*own, f"{self.picture}?n={number.decode()}", b"", "GET")
                assert "hall-formula" in text.decode()
                self.seen.append(time.perf_counter())
                own[1].close()

    def end(self) -> None:
        for one in self.tasks:
            one.cancel()


def _voted(meeting: Any, people: list[Any], watchers: int, connections: int) -> None:
    """One vote, from the question to the last watcher who has seen the result."""
    from asgiref.sync import sync_to_async

    from changren.base.clock.now import now
    from changren.base.stream.token import Channel, token_for
    from changren.congress.acts import hall as acts
    from changren.congress.hall import links
    from changren.congress.models import Cast
    from changren.organisation.models import Post

    clerk = Post.objects.filter(role="clerk", township=meeting.township).first()
    given = {"questions": ["决议"], "item": None, "means": "phone", "majority": "resolution", "by_hand": []}
    vote = acts.open_vote(acts.prepare_vote(meeting, by=clerk, on=now(), **given), by=clerk, on=now())
    told = [
        (f"/meetings/press/{links.PHONE.to(one)}/",
         json.dumps({"vote": str(vote.pk), "answer": "for", "key": str(uuid4())}).encode()) for one in people
    ]  # fmt: skip
    stream = f"/live/{token_for(Channel(meeting.district_id, meeting.township_id))}"
    watching = Watchers(watchers, stream, f"/meetings/screen/{links.SCREEN.to(meeting)}/now/")

    async def run() -> tuple[list[Sent], float, float, float, float]:
        await watching.begin()
        before, began = cpu(), time.perf_counter()
        done = await over(told, connections)
        took, used = time.perf_counter() - began, cpu() - before
        before = cpu()
        closed = await sync_to_async(acts.close_vote)(vote, by=clerk, on=now())
        pressed = time.perf_counter()
        await sync_to_async(acts.declare)(closed, by=clerk, on=now())
        until = time.perf_counter() + 30
        while len(watching.seen) < watchers and time.perf_counter() < until:
            await asyncio.sleep(0.01)
        watching.end()
        return done, took, used, max(watching.seen, default=0) - pressed, cpu() - before

    from changren.base.tenancy.scope import within_district

    with within_district(DISTRICT):
        done, took, used, last, after = asyncio.run(run())
    name = "all at the same instant" if connections == len(people) else f"over {connections} connections"
    report(f"vote {name}, {watchers} watching", done, took, used, len(people))
    says = f"{len(watching.seen)} of {watchers} have seen it; {watching.pulses / watchers:.0f} pulses each"
    print(f"{'  declared to the last watcher':46} {last:8.3f} s   CPU {after:.2f} s   {says}")
    vote.refresh_from_db()
    assert vote.in_favour == Cast.objects.filter(vote=vote).count() == len(done) == len(people)


def report(what: str, sent: list[Sent], took: float, used: float, n: int) -> None:
    """A line: how many a second, how long the slow ones took, and the CPU of each."""
    waits = sorted(one[0] for one in sent)
    middle, slow, last = waits[len(waits) // 2], waits[int(len(waits) * 0.99)], waits[-1]
    print(f"{what:46} {n / took:8.1f}/s   median {middle:.3f} s   p99 {slow:.3f} s   last {last:.3f} s   "
          f"CPU {used / n * 1000:.2f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
