"""A server of our own in a process of its own: started, asked whether it is there, stopped, started again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests import engines
from tests.e2e import serving
from tests.world import at

PATIENCE = 300  # seconds until a district is told on a busy machine
NOT_OURS = ("CHANGREN_", "COV_", "PYTEST_", "DJANGO_")  # variables of the tests that are not for the server
ANSWERED = re.compile(r'"name": "django\.(request|security\.csrf)", .*"status_code": 4\d\d')


class Server:
    """A district that is served at `address`; `folder` holds its database, its files and its clock."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder, self.port = kind, folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0  # bytes of the log

    def start(self) -> None:
        """Serve; returns when pages are answered."""
        self.begin()
        self.wait()

    def begin(self) -> None:
        """Start the process."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
        environment = kept | {"CHANGREN_VAR": str(self.folder), "CHANGREN_STRICT": "1"}
        command = [sys.executable, "-m", serving.__name__, self.kind, str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, env=environment, cwd=engines.ROOT, stdout=log, stderr=log)

    def wait(self) -> None:
        """Until pages are answered."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and self._process and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}/readyz", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise RuntimeError(f"the server did not start: {self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        """Stop as an operator would; the database stays."""
        if self._process:
            self._process.terminate()
            self._process.wait(30)
            self._process = None

    def crash(self) -> None:
        """Kill it with its workers, as if somebody had pulled the plug; the database stays."""
        if self._process:
            for pid in [*children(self._process.pid), self._process.pid]:
                os.kill(pid, signal.SIGKILL)
            self._process.wait(30)
            self._process = None

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "server.log"

    def complaints(self) -> list[str]:
        """What it has said since the last call, but for what it answered with 4xx: that is the reader's to see."""
        with self.log.open("rb") as log:
            log.seek(self._read)
            lines = log.read().decode().splitlines()
            self._read = log.tell()
        return [line for line in lines if not ANSWERED.search(line)]

    @property
    def clock(self) -> datetime:
        """The moment at which the server's clock stands."""
        return serving.clock_of(self.folder)

    def set_clock(self, moment: str) -> None:
        """Put the clock to a moment in China, such as "2010-04-01 09:00"."""
        serving.set_clock(self.folder, at(moment))


def children(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return own + [grandchild for one in own for grandchild in children(one)]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(kind: str, folder: Path) -> Iterator[Server]:
    """A server as long as the block lasts."""
    server = Server(kind, folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
