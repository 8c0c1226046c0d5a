"""`changren ballots mirror`: keeping a copy of somebody else's bulletin board."""

import shutil
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import click

from changren.ballots.protocol.mirror import take
from changren.ballots.refusing import refusing

LARGEST_HEAD, PATIENCE = 4096, 60  # bytes; seconds


@click.command()
@click.argument("address")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def mirror(address: str, folder: Path) -> None:
    """Copy the bulletin board at ADDRESS into FOLDER, again and again: it must be signed, and only have grown."""
    if not address.startswith(("https://", "http://")):
        raise click.UsageError("地址应以https://开头 / the address begins with https://")
    came = folder / "archive.new"
    with refusing():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with _opened(address, "head.json") as answer:
                raw = answer.read(LARGEST_HEAD)
            with _opened(address, "archive.bel") as answer, came.open("wb") as file:
                shutil.copyfileobj(answer, file)
            head = take(folder, raw, came)
        finally:
            came.unlink(missing_ok=True)
    click.echo(f"副本已更新 / The copy is up to date: {head.events} × {head.head}")


def _opened(address: str, name: str) -> Any:
    return urlopen(Request(f"{address.rstrip('/')}/{name}"), timeout=PATIENCE)  # noqa: S310  (https or http, see above)
