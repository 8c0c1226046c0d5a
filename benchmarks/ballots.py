"""What sealed ballots cost, against belenios-tool on the same ballots.

    python -m benchmarks.ballots [--ballots 60] [--folder DIR]
    python -m benchmarks.ballots --whole [--ballots 500]          some ten minutes, on a machine that is otherwise quiet

Needs belenios-tool (2.0) and no database. Encrypts ballots of 20 questions with 4 answers, lets both programs verify
the same archive, and counts CPU time (user and system) of this process or of its children, and wall time. Then: a
question with 3 answers; appending to a short and to a long archive; closing and opening; the memory of an audit.

--whole: only both programs on one archive that is opened and whole, 70 MB with 500 ballots; then how the time grows
from 50 to 5,000 ballots with one question.
"""

import argparse
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from changren.ballots.protocol import ballots, ceremony, channel, credentials, election, tally, trustees
from changren.ballots.protocol.board import Board
from changren.ballots.protocol.election import Election, Question
from changren.ballots.protocol.groups import group
from changren.ballots.protocol.plain import fingerprint

NAME, AT = "BELENIOS-2048", 1795343141
GRID = tuple(Question(f"第{n}位", ("优秀", "称职", "基本称职", "不称职")) for n in range(1, 21))
MOTION = (Question("是否同意？", ("赞成", "反对", "弃权")),)
TOOL = "belenios-tool"
BY_THE_TOOL = 3  # ballots that the tool encrypts: each takes it more than half a second
SHORT, LONG = 50, 5000
MANY = 500
VERIFY = [sys.executable, "-c", "from changren.site.command import changren; changren()", "verify-ballots"]


@dataclass
class Spent:
    """CPU seconds and wall seconds."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def spent(who: int = resource.RUSAGE_SELF) -> Iterator[Spent]:
    """What is spent within. who: this process, or its children."""

    def cpu() -> float:
        used = resource.getrusage(who)
        return used.ru_utime + used.ru_stime

    it, began, before = Spent(), time.perf_counter(), cpu()
    yield it
    it.wall, it.cpu = time.perf_counter() - began, cpu() - before


def begun(folder: Path, questions: tuple[Question, ...], voters: int) -> tuple[Election, list[int], list[str], Board]:
    """An election of two trustees out of three: itself, their secrets, the voters' credentials, its board."""
    its = group(NAME)
    places = [ceremony.Place(its, 3, 2, index) for index in (1, 2, 3)]
    seeds = [channel.new_seed() for _place in places]
    certs = [ceremony.certificate(*one) for one in zip(places, seeds, strict=True)]
    made = [ceremony.polynomial(*one, certs) for one in zip(places, seeds, strict=True)]
    outs = [
        ceremony.share(*one, certs, ceremony.passed_on(made, one[0].index)) for one in zip(places, seeds, strict=True)
    ]
    raw = trustees.shared(ceremony.parameters(places[0], certs, made, [told["public_key"] for _s, told in outs]))
    it = election.describe(election.new_uuid(), "测评", "", (its, trustees.read_trustees(raw, its).key), questions)
    own = [credentials.new_credential() for _n in range(voters)]
    roll = credentials.roll([credentials.public_of(one, it.uuid, its) for one in own], its)
    folder.mkdir()
    return (
        it,
        [secret for secret, _told in outs],
        own,
        Board.begin(folder / f"{it.uuid}.bel", it.raw, raw, roll.raw, AT),
    )


def tool(folder: Path, *arguments: str) -> Spent:
    """What the tool spends on a command in the folder."""
    with spent(resource.RUSAGE_CHILDREN) as it:
        done = subprocess.run([TOOL, *arguments, "--dir", str(folder)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return it


def encrypted_by_tool(folder: Path, credential: str, chosen: str) -> Spent:
    """What the tool spends on a ballot; it verifies it as well."""
    (folder / "credential").write_text(credential)
    (folder / "choice").write_text(chosen)
    return tool(folder, "election", "generate-ballot", "--privcred", str(folder / "credential"), "--ballot",
                str(folder / "choice"))  # fmt: skip


def audited(path: Path, *more: str) -> tuple[Spent, int]:
    """What our auditor spends on an archive, in a process of its own, and its memory at most, in MiB."""
    command = [*VERIFY, str(path), *more]
    with spent(resource.RUSAGE_CHILDREN) as it:
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        most = 0
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            time.sleep(0.05)
        assert process.stdout is not None
        said = process.stdout.read().decode()
    if process.returncode:
        raise SystemExit(said)
    return it, most


def _memory(pid: int) -> int:
    """MiB that the process and its children have of their own (PSS), or 0 when it is gone."""
    total = 0
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for one in [str(pid), *(children.read_text().split() if children.exists() else [])]:
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total // 1024


def told(what: str, ours: float, theirs: float | None = None, unit: str = "s") -> None:
    """A line of the table."""
    other = f"{theirs:10.3f} {ours / theirs:8.2f}" if theirs else ""
    print(f"{what:58} {ours:10.3f}{other} {unit}")


def grid(folder: Path, count: int) -> None:
    """Twenty questions with four answers: encrypt, verify, open."""
    it, secrets, own, board = begun(folder, GRID, count)
    chosen = [[0, 1, 0, 0]] * len(GRID)
    it.powers  # noqa: B018  (the tables are made once for an election)
    with spent() as one:
        made = [ballots.cast(it, credential, chosen) for credential in own]
    theirs = [encrypted_by_tool(folder, credential, str(chosen)).cpu for credential in own[:BY_THE_TOOL]]
    told(f"encrypt 20x4, CPU ({count}; tool: {BY_THE_TOOL}, verifies too)", one.cpu / count, sum(theirs) / BY_THE_TOOL)
    with spent() as gate:
        checked = [board.checked(raw) for raw in made]
    for one_ballot in checked:
        board.cast(one_ballot)
    peer = tool(folder, "election", "verify")
    told("verify on arrival, CPU a ballot", gate.cpu / count, peer.cpu / count)
    alone, _memory_alone = audited(board.path, "--processes", "1")
    both, memory = audited(board.path)
    told("verify the archive, 1 process, CPU a ballot", alone.cpu / count, peer.cpu / count)
    told("verify the archive, all cores, CPU a ballot", both.cpu / count, peer.cpu / count)
    told("verify the archive, all cores, wall a ballot", both.wall / count, peer.wall / count)
    told(f"memory of that, {board.path.stat().st_size / 2**20:.0f} MiB archive", memory, unit="MiB")
    opened(board, it, secrets)


def opened(board: Board, it: Election, secrets: list[int]) -> None:
    """Close, share, open."""
    with spent() as closing:
        board.close()
    told("close and add up, wall", closing.wall)
    shares = [(number, tally.make_share(it, board.total(), secrets[number - 1])) for number in (1, 3)]
    with spent() as opening:
        for share in shares:
            board.add_share(*share)
        board.publish_result()
    told("take two shares and open, wall", opening.wall)


def motion(folder: Path, count: int) -> None:
    """One question with three answers."""
    it, _secrets, own, board = begun(folder, MOTION, count)
    it.powers  # noqa: B018
    with spent() as one:
        made = [ballots.cast(it, credential, [[0, 1, 0]]) for credential in own]
    theirs = encrypted_by_tool(folder, own[0], "[[0,1,0]]")
    told("encrypt 1x3, CPU", one.cpu / count, theirs.cpu)
    with spent() as gate:
        checked = [board.checked(raw) for raw in made]
    for one_ballot in checked:
        board.cast(one_ballot)
    peer = tool(folder, "election", "verify")
    told("verify 1x3 on arrival, CPU a ballot", gate.cpu / count, peer.cpu / count)
    growth(board, checked)


def growth(board: Board, checked: list[Any]) -> None:
    """Appending to an archive of 50 and of 5,000 ballots: the same ballots, numbered so that none is known."""

    def appended(until: int) -> float:
        numbers = iter(range(len(board.found.ballots), until))
        with spent() as one:
            many = 0
            for many, number in enumerate(numbers, 1):  # noqa: B007
                ballot = checked[number % len(checked)]
                board.cast(type(ballot)(ballot.raw + b" " * number, ballot.credential, ballot.answers, ballot.tracker))
        return one.wall / many * 1000

    appended(SHORT)
    few = appended(SHORT * 2)
    appended(LONG)
    told(f"append a ballot at {SHORT} and at {LONG}, wall", appended(LONG + SHORT), few, "ms")


def whole(folder: Path, count: int) -> None:
    """Both programs on the archive of an election that is over."""
    it, secrets, own, board = begun(folder, GRID, count)
    filled(board, [ballots.cast(it, one, [[0, 1, 0, 0]] * len(GRID)) for one in own])
    opened(board, it, secrets)
    peer = tool(folder, "election", "verify")
    alone, _memory_alone = audited(board.path, "--processes", "1")
    both, memory = audited(board.path)
    told(f"verify all of {count} ballots 20x4, 1 process, CPU", alone.cpu, peer.cpu)
    told("the same, all cores, CPU", both.cpu, peer.cpu)
    told("the same, all cores, wall", both.wall, peer.wall)
    told(f"memory of that, {board.path.stat().st_size / 1e6:.0f} MB archive", memory, unit="MiB")


def filled(board: Board, made: list[bytes]) -> None:
    """Ballots into the archive without verifying them first: they were made here and now."""
    for raw in made:
        credential = raw.split(b'"credential":"', 1)[1].split(b'"', 1)[0].decode()
        board.cast(ballots.Ballot(raw, credential, [], fingerprint(raw)))


def growing(folder: Path) -> None:
    """How the time of an audit grows with the number of ballots."""
    spent_on = {}
    for count in (SHORT, MANY, LONG):
        it, _secrets, own, board = begun(folder / str(count), MOTION, count)
        filled(board, [ballots.cast(it, one, [[0, 1, 0]]) for one in own])
        spent_on[count], _memory_of_it = audited(board.path, "--processes", "1")
        told(f"verify {count} ballots 1x3, 1 process, CPU", spent_on[count].cpu)
    for few, many in ((SHORT, LONG), (MANY, LONG)):
        power = math.log(spent_on[many].cpu / spent_on[few].cpu) / math.log(many / few)
        told(f"growth from {few} to {many}", power, unit="(exponent)")


def main() -> None:
    """As the first lines say."""
    options = argparse.ArgumentParser()
    options.add_argument("--ballots", type=int)
    options.add_argument("--folder", type=Path)
    options.add_argument("--whole", action="store_true")
    asked = options.parse_args()
    if shutil.which(TOOL) is None:
        raise SystemExit(f"{TOOL} is missing: apt-get install {TOOL}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as made:
        print(f"{os.cpu_count()} cores; seconds unless said otherwise")
        print(f"{'':58} {'ours':>10}{'theirs':>10} {'ratio':>8}")
        steps: list[Callable[[], None]] = [
            lambda: grid(Path(made) / "grid", asked.ballots or 60), lambda: motion(Path(made) / "motion", SHORT - 10),
        ]  # fmt: skip
        if asked.whole:
            steps = [lambda: whole(Path(made) / "grid", asked.ballots or MANY), lambda: growing(Path(made))]
        for step in steps:
            step()


if __name__ == "__main__":
    main()
