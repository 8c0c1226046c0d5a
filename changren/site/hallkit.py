"""`changren hall`: the laptop in the hall serves telephones on the network of the hall, and copies itself."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import segno

NAME, KEPT = "hall-*.tar", 10  # copies on the stick
COPY = (sys.executable, "-m", "changren.site.hallkit")
NOWHERE = ("10.255.255.255", 1)  # nothing is sent there: it only tells through which address one would


def serve(host: str, port: int, copies: Path | None, every: int, say: Callable[[str], Any]) -> None:
    """Prepare the database, print the address as a QR code, copy to `copies` every so many seconds, and serve."""
    from changren.site import serving

    serving.prepare(say)
    address = f"http://{own_address()}:{port}/"
    say(f"Telephones in this hall open {address}")
    segno.make(address, micro=False).terminal(compact=True)
    if copies is None:
        say("Nothing is copied: say --copies and a folder on a second disk or a USB stick.")
        serving.serve(host, port, say)
        return
    copier = subprocess.Popen((*COPY, str(copies), str(every)))  # noqa: S603
    try:
        serving.serve(host, port, say)
    finally:
        copier.terminate()
        copier.wait()


def own_address() -> str:
    """The address of this computer in its network; 127.0.0.1 if it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as unsent:
        try:
            unsent.connect(NOWHERE)
        except OSError:
            return "127.0.0.1"
        return str(unsent.getsockname()[0])


def copy(folder: Path) -> Path:
    """A backup into the folder, verified; what is more than KEPT goes. OSError if the stick was pulled out."""
    from changren.base.clock.now import now
    from changren.site.backup.making import make, telling

    if not folder.is_dir():
        raise FileNotFoundError(folder)
    path, _manifest = make(telling(lambda line: None), folder / f"hall-{now():%Y-%m-%dT%H%M%S}.tar")
    for spare in sorted(folder.glob(NAME))[:-KEPT]:
        spare.unlink()
    return path


def papers(folder: Path) -> list[Path]:
    """What is printed when no computer works any more: of each meeting that is ahead or open the whole pack."""
    from changren.base.clock.now import now
    from changren.base.documents.pdf import pdf
    from changren.base.tenancy.models import District
    from changren.base.tenancy.scope import within_district
    from changren.congress.documents import pack_papers
    from changren.congress.models import Meeting

    found = []
    for code in District.objects.values_list("code", flat=True):
        with within_district(code):
            known = Meeting.objects.select_related(*Meeting.alongside)
            for meeting in known.filter(state__in=("convened", "prepared", "open")):
                for n, one in enumerate(pack_papers(meeting, now()), 1):
                    path = folder / f"pack-{code}-{meeting.pk.hex[-8:]}-{n}.pdf"
                    path.write_bytes(pdf(one))
                    found.append(path)
    return found


def main() -> None:
    """The process that copies: FOLDER SECONDS. A stick that was pulled out is tried again."""
    import django

    django.setup()
    folder, every, served = Path(sys.argv[1]), int(sys.argv[2]), os.getppid()
    for path in papers(folder) if folder.is_dir() else ():
        click.echo(f"To print, in case: {path}")
    while os.getppid() == served:
        try:
            copy(folder)
        except OSError as why:
            click.echo(f"No copy was made: {why}. It is tried again.", err=True)
        time.sleep(every)


if __name__ == "__main__":
    main()
