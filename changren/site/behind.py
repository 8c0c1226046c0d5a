"""What goes on behind the pages: the clock's rounds, and the jobs. A process that dies is begun again."""

import os
import signal
import threading
import time
from collections.abc import Callable

from django.conf import settings

from changren.base.jobs import worker
from changren.site import ticking

GENTLY = 10  # by how much what goes on here gives way to pages: nice(2)
WEB_SERVERS = (
    signal.SIGCHLD,
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGHUP,
    signal.SIGQUIT,
    signal.SIGUSR1,
    signal.SIGUSR2,
)


def keep(goes_on: Callable[[], bool]) -> None:
    """See that one process does what is to be done, until `goes_on` says no."""
    for one in WEB_SERVERS:  # a fork inherits what the server does on them
        signal.signal(one, signal.SIG_DFL)
    keeper = os.getpid()
    while goes_on():
        child = os.fork()
        if child == 0:
            go_on_while(lambda: os.getppid() == keeper)
            os._exit(0)
        while goes_on() and os.waitpid(child, os.WNOHANG) == (0, 0):
            time.sleep(1)


def go_on_while(goes_on: Callable[[], bool]) -> None:
    """The clock's rounds, and beside them the jobs, if this process is to do them. Pages come before both."""
    os.nice(GENTLY)
    if settings.JOBS_INSIDE:
        threading.Thread(target=worker.work, args=(goes_on, time.sleep), name="jobs", daemon=True).start()
    ticking.for_ever(goes_on)


def work_until_told() -> None:
    """The jobs alone, until SIGTERM or Ctrl-C; the job that is under way is finished first."""
    told = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: told.set())
    worker.work(lambda: not told.is_set(), lambda seconds: told.wait(seconds) and None)
