"""Fifty backups, each killed somewhere, in a process of its own: `python -m tests.site.backing FOLDER SEED`."""

import os
import random
import signal
import sys
import time
from pathlib import Path

ROUNDS = 50


def main() -> None:
    """Say how many were cut off, how many became whole, and what was whole at the end."""
    import django

    django.setup()
    from django.db import connections

    from changren.site.backup import making
    from changren.site.backup.archive import verify

    folder, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
    began, cut = time.monotonic(), 0
    making.make(lambda done, total: None, folder / "changren-2010-03-31T000000.tar")
    takes = time.monotonic() - began
    for number in range(ROUNDS):
        connections.close_all()
        child = os.fork()
        if child == 0:
            making.make(lambda done, total: None, folder / f"changren-2010-04-01T{number:06}.tar")
            os._exit(0)
        time.sleep(chance.uniform(0, takes))
        os.kill(child, signal.SIGKILL)
        cut += os.waitpid(child, 0)[1] != 0
        for path in folder.glob("*.tar"):
            verify(path)
    making.make(lambda done, total: None, folder / "changren-2010-04-02T000000.tar")
    whole = len(list(folder.glob("*.tar")))
    left = [path.name for path in folder.iterdir() if path.suffix == making.PART]
    print(cut, whole, left)


if __name__ == "__main__":
    main()
