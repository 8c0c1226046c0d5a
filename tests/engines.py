"""On which database the tests run: DB=sqlite (the default), DB=postgres or DB=partitioned.

For the last two a PostgreSQL server of our own is started on a free port of this machine, in a folder that is
thrown away; processes of the same pytest run share it. It does not wait for the disk, so it is fast and must
never hold anything real.
"""

import atexit
import fcntl
import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SQLITE, POSTGRES, PARTITIONED = "sqlite", "postgres", "partitioned"
LAYOUTS = {POSTGRES: "plain", PARTITIONED: "partitions"}
PARTITIONS = 2
ROOT = Path(__file__).resolve().parents[1]
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "80",
    "synchronous_commit": "off",  # a test that turns it on waits for a standby that never comes
    "synchronous_standby_names": "nobody",
}


def engine() -> str:
    """The engine that this process tests on."""
    return os.environ.get("DB", SQLITE)


def choose() -> None:
    """Set the CHANGREN_* variables for the engine. Called before Django reads its settings."""
    os.environ.setdefault("CHANGREN_TESTING", "1")
    os.environ["CHANGREN_VAR"] = str(_var())
    if engine() in LAYOUTS:
        os.environ["CHANGREN_PARTITIONS"] = str(PARTITIONS)
        os.environ["CHANGREN_DATABASE"] = address("changren", LAYOUTS[engine()])
    elif engine() != SQLITE:
        raise SystemExit(f"DB={engine()}? The engines are {SQLITE}, {', '.join(LAYOUTS)}.")


def address(name: str, layout: str = "plain") -> str:
    """The address of a database on our server, which is started if it does not run."""
    return f"postgresql://postgres@127.0.0.1:{server().port}/{name}?layout={layout}"


def _var() -> Path:
    """A folder for this process: secrets, uploads, the SQLite file. Removed at the end, if it was made here."""
    given = os.environ.get("CHANGREN_VAR")
    folder = Path(given or tempfile.mkdtemp(prefix="changren-"))
    if not given:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder = folder / os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Server:
    """One PostgreSQL for all processes of a run. The last one that leaves stops it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.users = folder / "users"
        self.me = self.users / str(os.getpid())
        with self._alone():
            if not self._others():
                self._start()
            self.me.touch()
        self.port = int((folder / "port").read_text())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.users.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _others(self) -> list[Path]:
        return [one for one in self.users.iterdir() if one != self.me and Path("/proc", one.name).exists()]

    def _start(self) -> None:
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(mode=0o700)
        if _owner():
            shutil.chown(data, _owner())
        port = _free_port()
        asked = " ".join(f"-c {name}={value}" for name, value in OPTIONS.items())
        _run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync")
        listen = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {asked}"
        _run("pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", listen, "start")
        (self.folder / "port").write_text(str(port))

    def leave(self) -> None:
        """This process needs it no longer."""
        with self._alone():
            self.me.unlink(missing_ok=True)
            if self._others():
                return
            _run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
            shutil.rmtree(self.folder, ignore_errors=True)


_servers: list[Server] = []


def server() -> Server:
    """The server of this run."""
    if not _servers:
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
        folder = Path(tempfile.gettempdir(), f"changren-postgres-{getpass.getuser()}-{run}")
        _servers.append(Server(folder))
        atexit.register(_servers[0].leave)
    return _servers[0]


def _owner() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as `postgres`."""
    if os.getuid() != 0:
        return None
    return pwd.getpwnam("postgres").pw_name


def _run(program: str, *arguments: object) -> None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    command = str(found[-1]) if found else shutil.which(program)
    if command is None:
        raise SystemExit(f"{program} is missing; scripts/setup dev says how to get it.")
    done = subprocess.run(
        [command, *map(str, arguments)],
        user=_owner(),
        group=_owner(),
        extra_groups=None if _owner() is None else [],
        cwd="/",
        stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server lives
        stderr=subprocess.DEVNULL,
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed with status {done.returncode}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
