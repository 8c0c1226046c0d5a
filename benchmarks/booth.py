"""What sealing a ballot costs in a browser, and what verifying one does.

    python -m benchmarks.booth [--ballots 10]

Opens the booth of an election of 20 questions with 4 answers in headless Chromium, seals so many ballots, and counts
the CPU time of all processes of the browser, less what it spends on as long a wait; and the wall time that a voter
waits. Beside it: the same ballots encrypted in Python on the same machine, and the size of the script. Then the
scrutineer's page verifies them, in one worker's worth of one core.
"""

import argparse
import base64
import os
import shutil
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

from benchmarks.ballots import GRID, begun, spent
from changren.ballots import scrutineer
from changren.ballots.booth import made
from changren.ballots.protocol import ballots
from changren.ballots.protocol.board import Board

TICK = os.sysconf("SC_CLK_TCK")
VERIFY = """async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0)), found = archive.read(bytes);
  const it = checking.ready(found.election.raw), began = performance.now();
  const { failures } = await checking.batch(it, new Blob([bytes]), found.ballots);
  if (failures.length) throw new Error(failures[0].code);
  return (performance.now() - began) / 1000;
}"""


def cpu_of_children() -> float:
    """CPU seconds of every process that descends from this one and is still there."""
    parents: dict[int, tuple[int, float]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(told[1]), (int(told[11]) + int(told[12])) / TICK
    own, total = {os.getpid()}, 0.0
    for _depth in range(8):
        own |= {pid for pid, (parent, _cpu) in parents.items() if parent in own}
    for pid in own - {os.getpid()}:
        total += parents[pid][1]
    return total


def sealed(page: Any, credential: str, count: int) -> tuple[float, float]:
    """CPU and wall seconds a ballot."""
    page.fill("#credential", credential)
    for group in page.query_selector_all("fieldset"):
        group.query_selector_all("input")[1].check()
    page.wait_for_timeout(1000)
    cpu, began = cpu_of_children(), time.perf_counter()
    for _ballot in range(count):
        page.click("#seal")
        page.wait_for_selector("#sealed:not([hidden])")
        page.click("#audit")
        page.click("#anew")
    cpu, wall = cpu_of_children() - cpu, time.perf_counter() - began
    idle = cpu_of_children()
    page.wait_for_timeout(wall * 1000)
    return (cpu - (cpu_of_children() - idle)) / count, wall / count


def verified(browser: Any, board: Board, made_there: list[bytes]) -> float:
    """Seconds a ballot in the scrutineer's page."""
    path = board.path.with_name("scrutineer.html")
    path.write_bytes(scrutineer.made().page)
    for raw in made_there:
        board.cast(board.checked(raw))
    page = browser.new_page()
    page.goto(path.as_uri())
    spent_there: float = page.evaluate(VERIFY, base64.b64encode(board.path.read_bytes()).decode())
    return spent_there / len(made_there)


def main() -> None:
    """As the first lines say."""
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser()
    options.add_argument("--ballots", type=int, default=10)
    count = options.parse_args().ballots
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        it, _secrets, own, board = begun(Path(folder) / "grid", GRID, count)
        done, path = made(board.found.election, board.found.roll.weights), Path(folder) / "booth.html"
        path.write_bytes(done.page)
        it.powers  # noqa: B018
        with spent() as python:
            cast = [ballots.cast(it, one, [[0, 1, 0, 0]] * len(GRID)) for one in own]
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        cpu, wall = sealed(page, own[0], count)
        version, verifying = browser.version, verified(browser, board, cast)
        browser.close()
    script = done.page.split(b'<script id="script">')[1].split(b"</script>")[0]
    print(f"Chromium {version}, {os.cpu_count()} cores, {count} ballots of 20 questions with 4 answers")
    print(f"sealed in the browser: {cpu:.3f} s CPU, {wall:.3f} s that the voter waits")
    print(f"encrypted in Python:   {python.cpu / count:.3f} s CPU; ratio {cpu / python.cpu * count:.1f}")
    print(f"verified in the scrutineer's page, one core: {verifying:.3f} s a ballot")
    print(f"script: {len(script):,} bytes, {len(zlib.compress(script, 9)):,} compressed")


if __name__ == "__main__":
    main()
