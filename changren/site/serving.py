"""Getting the database ready, and serving: one parent that has loaded everything, workers forked from it."""

import ctypes
import fcntl
import gc
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.template.utils import get_app_template_dirs
from gunicorn.app.base import BaseApplication

OURS_ALONE = 0o600


def prepare(say: Callable[[str], Any]) -> None:
    """Bring the database to the present models, and in example mode load the example district."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    for file in settings.VAR.glob("*.sqlite3*"):  # once others on the machine could read them
        file.chmod(OURS_ALONE)
    call_command("migrate", verbosity=0, interactive=False)
    if settings.EXAMPLE:
        from changren.site import example

        example.ensure(say)


class Server(BaseApplication):
    """Gunicorn with uvicorn's workers, set from our settings (decision 0005)."""

    def __init__(self, host: str, port: int) -> None:
        self.bind = f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        from django.conf import settings

        chosen = {
            "bind": self.bind, "workers": settings.WORKERS, "worker_class": "uvicorn_worker.UvicornWorker",
            "preload_app": True, "graceful_timeout": 5, "timeout": 60, "loglevel": "warning",
            "when_ready": begin_keeper, "post_fork": end_with_parent, "proc_name": "changren",
            "control_socket_disable": True,
        }  # fmt: skip
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from changren.site.asgi import application

        load_what_pages_need()
        close_all()
        gc.collect()
        gc.freeze()
        return application


def load_what_pages_need() -> None:
    """Addresses, templates and catalogues, so that they lie in memory once, before the fork, and not in each worker."""
    from django.conf import settings
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation

    rooms = settings.ROOT / "changren"
    for folder in (rooms / "base" / "ui", *get_app_template_dirs("templates")):
        for path in folder.rglob("*.html") if rooms in folder.parents else ():
            name = path.relative_to(rooms / "base" if folder.name == "ui" else folder)
            engines["django"].engine.get_template(str(name))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Home")
    get_resolver().reverse_dict.keys()  # filled when it is asked for


def close_all() -> None:
    """Nothing open may cross a fork: two processes would read each other's answers from one connection."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # malloc.h of glibc


def give_memory_back() -> None:
    """Have large blocks returned to the system at once.

    A password check takes 19 MiB for a moment (Argon2id). After the first one glibc would keep as much in every
    thread for the next, in every process: hundreds of MiB that nobody uses.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # other systems give it back anyway
        library.mallopt(M_MMAP_THRESHOLD, 1 << 20)
        library.mallopt(M_ARENA_MAX, 2)


PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent(server: Any, worker: Any) -> None:
    """A worker ends when its parent is gone: else it would hold the port, and the next start would be refused."""
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):  # Linux alone
        library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def begin_keeper(server: Any) -> None:
    """Fork the process that keeps the clock and the jobs going behind the pages; it ends with its parent."""
    parent = os.getpid()
    if os.fork() == 0:
        for listener in server.LISTENERS:
            listener.sock.close()
        from changren.site import behind

        behind.keep(lambda: os.getppid() == parent)
        os._exit(0)


def serve(host: str, port: int, say: Callable[[str], Any]) -> None:
    """Serve until told to stop."""
    give_memory_back()
    say(f"Changren: http://{host}:{port}/")
    with in_use(fcntl.LOCK_SH):
        Server(host, port).run()


@contextmanager
def in_use(how: int) -> Iterator[None]:
    """Hold the folder of this installation: servers share it, a restore wants it for itself.

    how: LOCK_SH or LOCK_EX of flock(2); BlockingIOError if the other holds it. Processes forked within hold it, too.
    """
    from django.conf import settings

    with (settings.VAR / ".changren-in-use.lock").open("w") as lock:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
        yield
